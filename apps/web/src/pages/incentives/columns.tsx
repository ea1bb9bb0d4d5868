/** Columns of the list: who, which incentive, money, why not or what is missing, and the step it is at. */
import type { ClaimRow } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { incentiveWords } from "../../i18n/incentives.ts";
import type { Column } from "../../table/data-table.tsx";
import { nameColumn, placeColumn } from "../../table/firm-columns.tsx";
import { amount, amountWith, isNothing } from "./amount.ts";

type Words = (typeof incentiveWords)["zh"];

/** Why not all of it, or what is missing and who holds it. */
export const notesOf = (
  row: Pick<ClaimRow, "held" | "missing">,
  w: Words,
  language: "zh" | "en",
): string[] => [
  ...row.held.map((h) => w[h]),
  ...row.missing.map((m) => w.wants(m.label[language], m.holder[language])),
];

export function useClaimColumns(): readonly Column<ClaimRow>[] {
  const w = useWords(incentiveWords);
  const { language, search } = useFrame();
  const { year } = search;
  return useMemo(
    (): readonly Column<ClaimRow>[] => [
      nameColumn<ClaimRow>(w.name, 200, (row, props) => (
        <Link to="/incentives/$code" params={{ code: row.code }} search={{ year }} {...props} />
      )),
      placeColumn<"county", ClaimRow>("county", w.county, language),
      {
        id: "item",
        head: w.item,
        width: 200,
        wide: true,
        cell: (row) => row.label[language],
        text: (row) => row.label[language],
      },
      {
        id: "due",
        head: w.due,
        unit: language === "zh" ? "万元" : "yuan",
        right: true,
        cell: (row) => <Figure data={row.due} as={amount(row.due.value, language)} unmarked />,
        text: (row) => row.due.value.text ?? "",
      },
      {
        id: "granted",
        head: w.granted,
        right: true,
        cell: (row) => amount(row.granted, language),
        text: (row) => row.granted?.text ?? "",
      },
      {
        id: "paid",
        head: w.paid,
        right: true,
        wide: true,
        cell: (row) => amount(row.paid, language),
        text: (row) => row.paid?.text ?? "",
      },
      {
        id: "standing",
        head: w.standing,
        width: 260,
        wide: true,
        cell: (row) => <Standing row={row} />,
        text: (row) => [w[`s_${row.standing}`], ...notesOf(row, w, language)].join(" "),
      },
      {
        id: "step",
        head: w.step,
        width: 130,
        wide: true,
        cell: (row) => <Step row={row} />,
        text: (row) => row.case?.state[language] ?? w.noCase,
      },
    ],
    [w, language, year],
  );
}

function Standing({ row }: { readonly row: ClaimRow }): ReactElement {
  const w = useWords(incentiveWords);
  const { language } = useFrame();
  const notes = notesOf(row, w, language);
  const text = notes.join(w.semicolon);
  return (
    <span className="grade-standing" title={text}>
      {row.difference === null ? (
        w[`s_${row.standing}`]
      ) : (
        <span className="red-flag">{w[`d_${row.difference}`]}</span>
      )}
      {text === "" ? null : <small className="quiet">{text}</small>}
    </span>
  );
}

function Step({ row }: { readonly row: ClaimRow }): ReactElement {
  const w = useWords(incentiveWords);
  const { language } = useFrame();
  if (row.case === null) return <span className="quiet">{isNothing(row.granted) ? "—" : w.noCase}</span>;
  return (
    <>
      <Link to="/claims/$id" params={{ id: row.case.id }} onClick={(e) => e.stopPropagation()}>
        {row.case.state[language]}
      </Link>
      {row.difference === "differs" ? (
        <small className="quiet"> {w.caseWas(amountWith(row.case.granted, language))}</small>
      ) : null}
    </>
  );
}
