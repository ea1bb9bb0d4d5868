/** Columns that every table of firms begins with: who it is, with its marks, and where. */
import type { Mark } from "@lianzhang/contract";
import type { Label } from "@lianzhang/kernel";
import type { MouseEvent, ReactElement, ReactNode } from "react";
import { Marks } from "../figure/marks.tsx";
import type { Column } from "./data-table.tsx";

interface Named {
  readonly code: string;
  readonly name: string;
  readonly marks: readonly Mark[];
}

/** What the link of a firm is given; it says where it leads by itself. */
export interface FirmLink {
  readonly className: string;
  readonly title: string;
  readonly onClick: (event: MouseEvent) => void;
  readonly children: ReactNode;
}

/** The name with its link; a click on it is not one on the row. */
export const nameColumn = <Row extends Named>(
  head: string,
  width: number,
  link: (row: Row, props: FirmLink) => ReactElement,
): Column<Row> => ({
  id: "name",
  head,
  width,
  cell: (row) => (
    <>
      {link(row, {
        className: "strong",
        title: row.code,
        onClick: (e) => e.stopPropagation(),
        children: row.name,
      })}
      <Marks marks={row.marks} compact />
    </>
  ),
  text: (row) => row.name,
});

type Places<Id extends string> = { readonly [key in Id]: { readonly label: Label } | null };

/** A place of the firm, or none that is known. */
export const placeColumn = <Id extends string, Row extends Places<Id>>(
  id: Id,
  head: string,
  language: keyof Label,
): Column<Row> => ({
  id,
  head,
  wide: true,
  cell: (row) => <span className="quiet">{row[id]?.label[language] ?? "—"}</span>,
  text: (row) => row[id]?.label[language] ?? "",
});
