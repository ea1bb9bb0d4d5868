/** Columns of the ladder: who, what is held, the next rung, and what is lacking with the smallest gap first. */
import type { LadderRow } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { ladderWords } from "../../i18n/ladder.ts";
import { plain } from "../../lib/display.ts";
import type { Column } from "../../table/data-table.tsx";
import { nameColumn, placeColumn } from "../../table/firm-columns.tsx";
import { LackText } from "./lack-text.tsx";
import { StageMark } from "./stage-mark.tsx";

const sort = { sortBy: () => null } as const;

export function useLadderColumns(holding: boolean): readonly Column<LadderRow>[] {
  const w = useWords(ladderWords);
  const { language, money, search } = useFrame();
  const { year } = search;
  return useMemo((): readonly Column<LadderRow>[] => {
    const held: Column<LadderRow> = {
      id: "review",
      head: w.review,
      wide: true,
      cell: (row) => <Until row={row} />,
      text: (row) => row.titles.find((t) => t.rung === row.rung.id)?.until ?? "",
      ...sort,
    };
    return [
      {
        ...nameColumn<LadderRow>(w.name, 180, (row, props) => (
          <Link to="/ladder/$code" params={{ code: row.code }} search={{ year }} {...props} />
        )),
        ...sort,
      },
      { ...placeColumn<"county", LadderRow>("county", w.county, language), ...sort },
      {
        id: "titles",
        head: w.titles,
        wide: true,
        cell: (row) => (
          <span className={row.titles.length === 0 ? "quiet" : undefined}>
            {row.titles[0]?.label[language] ?? w.noTitle}
          </span>
        ),
        text: (row) => row.titles.map((t) => t.label[language]).join(w.and),
      },
      ...(holding ? [held] : []),
      {
        id: "rung",
        head: holding ? w.rung : w.next,
        wide: true,
        cell: (row) => row.rung.label[language],
        text: (row) => row.rung.label[language],
        ...sort,
      },
      {
        id: "near",
        head: w.state,
        cell: (row) => <StageMark stage={row.stage}>{stateText(w, row)}</StageMark>,
        text: (row) => stateText(w, row),
        ...sort,
      },
      {
        id: "lacking",
        head: w.lacking,
        width: 420,
        cell: (row) => <Lacking row={row} />,
        text: (row) => row.lacking.map((c) => c.label[language]).join(w.and),
      },
      {
        id: "score",
        head: w.score,
        right: true,
        wide: true,
        cell: (row) => (row.score === null ? "—" : <Figure data={row.score} bare unmarked />),
        text: (row) => (row.score === null ? "" : plain(row.score.value, money)),
      },
    ];
  }, [w, language, money, year, holding]);
}

const stateText = (w: (typeof ladderWords)["zh"], row: LadderRow): string =>
  row.lacking.length === 0 ? w.nothing : row.stage === "open" ? w.open : w.lacks(row.lacking.length);

function Until({ row }: { readonly row: LadderRow }): ReactElement {
  const w = useWords(ladderWords);
  const title = row.titles.find((t) => t.rung === row.rung.id);
  if (title === undefined) return <>—</>;
  const review = title.review === null ? "" : `${w.reviewOn} ${title.review}`;
  return (
    <span title={[title.batch, title.number, review].filter((t) => t !== null && t !== "").join(" · ")}>
      {title.until ?? "—"} <small className="quiet">{title.batch}</small>
    </span>
  );
}

function Lacking({ row }: { readonly row: LadderRow }): ReactElement {
  const w = useWords(ladderWords);
  const [first, ...rest] = row.lacking;
  const { language } = useFrame();
  if (first === undefined) return <span className="quiet">—</span>;
  return (
    <span className="ladder-lacking" title={row.lacking.map((c) => c.label[language]).join("\n")}>
      <LackText condition={first} />
      {rest.length === 0 ? null : (
        <small className="quiet">
          {w.semicolon}
          {rest.map((c) => c.label[language]).join(w.and)}
        </small>
      )}
    </span>
  );
}
