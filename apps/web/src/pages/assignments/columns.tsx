/** Columns of what is asked of the city and of units. */
import type { AssignmentRow, AssignmentsAnswer, AssignmentShare } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useFrame } from "../../app/address.ts";
import { SIGNS } from "../../figure/bound.tsx";
import { Figure, Value } from "../../figure/figure.tsx";
import { Marks, StatusWord } from "../../figure/marks.tsx";
import { assignmentWords } from "../../i18n/assignments.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { statusWords } from "../../i18n/status.ts";
import { plain, position } from "../../lib/display.ts";
import type { Column } from "../../table/data-table.tsx";

/** A target with one of its shares: a line of either table. */
export interface ShareLine {
  readonly row: AssignmentRow;
  readonly share: AssignmentShare | null;
}

type Documents = AssignmentsAnswer["documents"];
interface Asked {
  readonly documents: Documents;
  readonly over: boolean;
}

const numberOf = (documents: Documents, id: string | undefined): string =>
  documents.find((d) => d.id === id)?.number ?? "";

function Name({ row }: { readonly row: AssignmentRow }): ReactElement {
  const { language } = useFrame();
  return (
    <span className="strong">
      <Link to="/indicators/$id" params={{ id: row.indicator.id }} onClick={(e) => e.stopPropagation()}>
        {row.label[language]}
      </Link>
      <Marks marks={row.marks.filter((m) => m === "assumed")} compact />
    </span>
  );
}

/** What is asked, reached and lacking. */
function useShareColumns(documents: Documents, over: boolean): readonly Column<ShareLine>[] {
  const w = useWords(assignmentWords);
  const { language, money } = useFrame();
  return useMemo(
    (): readonly Column<ShareLine>[] => [
      {
        id: "asked",
        head: w.asked,
        right: true,
        cell: ({ share }) =>
          share === null ? (
            "—"
          ) : (
            <>
              {SIGNS[share.comparator]} <Value value={share.asked} short />
            </>
          ),
        text: ({ share }) => (share === null ? "" : plain(share.asked, money)),
        sortBy: ({ share }) => (share === null ? null : position(share.asked, money)),
      },
      {
        id: "now",
        head: w.now,
        right: true,
        cell: ({ share }) => (share?.now ? <Figure data={share.now} compact /> : "—"),
        text: ({ share }) => (share?.now ? plain(share.now.value, money) : ""),
        sortBy: ({ share }) => (share?.now ? position(share.now.value, money) : null),
      },
      {
        id: "expected",
        head: w.expected,
        right: true,
        wide: true,
        cell: ({ share }) => (share?.expected ? <Value value={share.expected} /> : "—"),
        text: ({ share }) => (share?.expected ? plain(share.expected, money) : ""),
      },
      {
        id: "gap",
        head: w.gap,
        right: true,
        wide: true,
        cell: ({ share }) => (share?.gap ? <Value value={share.gap} signed /> : "—"),
        text: ({ share }) => (share?.gap ? plain(share.gap, money) : ""),
        sortBy: ({ share }) => (share?.gap ? position(share.gap, money) : null),
      },
      {
        id: "status",
        head: w.status,
        cell: ({ share }) => (share === null ? "—" : <StatusWord status={share.status} short over={over} />),
        text: ({ share }) => (share === null ? "" : statusWords[share.status][language]),
      },
      {
        id: "department",
        head: w.department,
        wide: true,
        cell: ({ share }) => <span className="quiet">{share?.department?.label[language] ?? "—"}</span>,
        text: ({ share }) => share?.department?.label[language] ?? "",
      },
      {
        id: "basis",
        head: w.basis,
        wide: true,
        cell: ({ share }) => (
          <span className="quiet" title={share?.note ?? ""}>
            {numberOf(documents, share?.document) || "—"}
          </span>
        ),
        text: ({ share }) => numberOf(documents, share?.document),
      },
    ],
    [w, language, money, documents, over],
  );
}

/** The city's targets: as decided, as adjusted, and for the year. */
export function useCityColumns({ documents, over }: Asked): readonly Column<ShareLine>[] {
  const w = useWords(assignmentWords);
  const { language, money } = useFrame();
  const shares = useShareColumns(documents, over);
  return useMemo(
    (): readonly Column<ShareLine>[] => [
      {
        id: "target",
        head: w.target,
        width: 120,
        cell: ({ row }) => <Name row={row} />,
        text: ({ row }) => row.label[language],
      },
      {
        id: "original",
        head: w.original,
        right: true,
        wide: true,
        cell: ({ row }) =>
          row.original === null ? (
            "—"
          ) : (
            <span title={w.by(row.original.by)}>{row.original.text[language]}</span>
          ),
        text: ({ row }) => row.original?.text[language] ?? "",
      },
      {
        id: "adjusted",
        head: w.adjusted,
        right: true,
        wide: true,
        cell: ({ row }) => {
          const last = row.adjusted.at(-1);
          if (last === undefined) return <span className="quiet">—</span>;
          const why = [w.by(last.by), numberOf(documents, last.document), last.note ?? ""];
          return (
            <span title={why.filter((x) => x !== "").join(" ")}>
              <Value value={last.asked} short />
            </span>
          );
        },
        text: ({ row }) => {
          const last = row.adjusted.at(-1);
          return last === undefined ? "" : plain(last.asked, money);
        },
      },
      ...shares,
    ],
    [w, language, money, documents, shares],
  );
}

export function useUnitColumns({ documents, over }: Asked): readonly Column<ShareLine>[] {
  const w = useWords(assignmentWords);
  const { language } = useFrame();
  const shares = useShareColumns(documents, over);
  return useMemo(
    (): readonly Column<ShareLine>[] => [
      {
        id: "unit",
        head: w.unit,
        width: 72,
        cell: ({ share }) => <span className="strong">{share?.unit?.label[language] ?? w.city}</span>,
        text: ({ share }) => share?.unit?.label[language] ?? w.city,
      },
      {
        id: "target",
        head: w.target,
        width: 120,
        cell: ({ row }) => <Name row={row} />,
        text: ({ row }) => row.label[language],
      },
      ...shares.filter((c) => c.id !== "department"),
    ],
    [w, language, shares],
  );
}
