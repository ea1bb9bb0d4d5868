/** Columns of the graded: who, class and score, then points by criterion, each a figure. */
import type { GradedFirm, Grading } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { evaluationWords } from "../../i18n/evaluation.ts";
import { plain } from "../../lib/display.ts";
import { unitText } from "../../lib/unit.ts";
import type { Column } from "../../table/data-table.tsx";
import { nameColumn, placeColumn } from "../../table/firm-columns.tsx";
import { ClassMark } from "./class-mark.tsx";
import { shorter } from "./rules.ts";

/** The server sorts. */
const sort = { sortBy: () => null } as const;

export function useGradedColumns(grading: Grading): readonly Column<GradedFirm>[] {
  const w = useWords(evaluationWords);
  const { language, money, search } = useFrame();
  const { year } = search;
  return useMemo((): readonly Column<GradedFirm>[] => {
    const numberText = (figure: GradedFirm["score"]): string =>
      figure === null ? "" : plain(figure.value, money);
    const scored: readonly Column<GradedFirm>[] = [
      {
        id: "score",
        head: w.score,
        right: true,
        cell: (row) => (row.score === null ? "—" : <Figure data={row.score} bare unmarked />),
        text: (row) => numberText(row.score),
        ...sort,
      },
      {
        id: "rank",
        head: w.rankOf,
        right: true,
        cell: (row) => <Rank row={row} />,
        text: (row) => `${numberText(row.rank)}/${numberText(row.peers)}`,
        ...sort,
      },
    ];
    return [
      {
        ...nameColumn<GradedFirm>(w.name, 180, (row, props) => (
          <Link
            to="/evaluation/$id/$code"
            params={{ id: grading.id, code: row.code }}
            search={{ year }}
            {...props}
          />
        )),
        ...sort,
      },
      { ...placeColumn<"county", GradedFirm>("county", w.county, language), ...sort },
      {
        id: "class",
        head: w.class,
        cell: (row) => <ClassCell row={row} />,
        text: (row) => row.class?.label[language] ?? "",
        ...sort,
      },
      ...(grading.scored ? scored : []),
      {
        id: "standing",
        head: w.standing,
        width: 200,
        wide: true,
        cell: (row) => <Standing row={row} />,
        text: (row) => [w[row.standing], ...row.missing.map((m) => w.missing(m.label[language]))].join(" "),
        ...sort,
      },
      ...grading.criteria.map((c, i): Column<GradedFirm> => ({
        id: `points:${c.id}`,
        head: c.label[language],
        unit: unitText("得分", language),
        right: true,
        wide: true,
        cell: (row) => {
          const figure = row.points[i];
          return figure === undefined ? "—" : <Figure data={shorter(figure)} bare unmarked />;
        },
        text: (row) => numberText(row.points[i] ?? null),
        ...sort,
      })),
    ];
  }, [w, language, money, year, grading]);
}

function ClassCell({ row }: { readonly row: GradedFirm }): ReactElement {
  const { language } = useFrame();
  const label = row.class?.label[language] ?? "—";
  return (
    <ClassMark number={row.class?.number ?? null}>
      {row.classFigure === null ? label : <Figure data={row.classFigure} as={label} unmarked />}
    </ClassMark>
  );
}

function Rank({ row }: { readonly row: GradedFirm }): ReactElement {
  if (row.rank === null || row.rank.value.text === null) return <>—</>;
  return (
    <>
      <Figure data={row.rank} bare unmarked />
      {row.peers === null ? null : (
        <span className="quiet">
          /<Figure data={row.peers} bare unmarked />
        </span>
      )}
    </>
  );
}

function Standing({ row }: { readonly row: GradedFirm }): ReactElement {
  const w = useWords(evaluationWords);
  const { language } = useFrame();
  const notes = [
    ...row.vetoes.flatMap((v) =>
      v.holds === false ? [] : [(v.holds === null ? w.vetoOpen : w.veto)(v.label[language])],
    ),
    ...row.missing.map((m) => w.missing(m.label[language])),
  ];
  const full = row.missing.map(
    (m) => `${w.missing(m.label[language])}: ${m.settled ? w.settled : w.openPoints}`,
  );
  return (
    <span className="grade-standing" title={[...notes.slice(0, row.vetoes.length), ...full].join("\n")}>
      {w[row.standing]}
      {notes.length === 0 ? null : <small className="quiet">{notes.join(w.semicolon)}</small>}
    </span>
  );
}
