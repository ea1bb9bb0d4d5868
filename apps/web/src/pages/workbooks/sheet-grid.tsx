/** A sheet drawn as it is: its words, its merged cells, and over them what a view says of single cells. */
import type { GridSheet } from "@lianzhang/contract";
import { cellName, columnName } from "@lianzhang/intake";
import type { KeyboardEvent, ReactElement, ReactNode } from "react";
import { useEffect, useMemo, useRef } from "react";
import { cardOn } from "../../figure/hover-card.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { workbookWords } from "../../i18n/workbooks.ts";
import type { Drawn } from "./places.ts";
import { drawn, stepped } from "./places.ts";

export interface At {
  readonly row: number;
  readonly column: number;
}

/** What a view says of a cell. */
export interface CellSaid {
  readonly className: string;
  readonly content: ReactNode;
  /** Shown over the cell on hover and focus; null: nothing. */
  readonly card: ReactNode;
  /** What a reader of screens is told beside the place. */
  readonly name: string;
}

interface GridProps {
  readonly sheet: GridSheet;
  readonly saidOf: (row: number, column: number) => CellSaid | null;
  /** Absent: cells are only looked at. */
  readonly choice?: {
    readonly at: At;
    readonly onAt: (at: At) => void;
    /** Enter: on to what can be done with the cell. */
    readonly onEnter: () => void;
    /** Goes up when the keyboard is to come back to the cell. */
    readonly called: number;
  };
}

export function SheetGrid({ sheet, saidOf, choice }: GridProps): ReactElement {
  const w = useWords(workbookWords);
  const { rows, firstOf } = useMemo(() => drawn(sheet), [sheet]);
  const chosen = useRef<HTMLTableCellElement>(null);
  const keyed = useRef(false);
  const called = choice?.called ?? 0;
  useEffect(() => {
    if (!keyed.current && called === 0) return;
    chosen.current?.focus({ preventScroll: true });
    chosen.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [choice?.at.row, choice?.at.column, called]);
  const onKeyDown = (e: KeyboardEvent): void => {
    if (choice === undefined) return;
    if (e.key === "Enter") {
      e.preventDefault();
      choice.onEnter();
      return;
    }
    const next = stepped(sheet, firstOf, choice.at, e.key);
    if (next === null) return;
    e.preventDefault();
    keyed.current = true;
    choice.onAt(next);
  };
  const columns = Array.from({ length: sheet.columns }, (_, c) => c + 1);
  return (
    <>
      <div
        className="book-scroll"
        tabIndex={choice === undefined ? 0 : -1}
        role="region"
        aria-label={w.grid(sheet.name)}
      >
        <table
          className="book-sheet"
          {...(choice === undefined ? {} : { role: "grid", "aria-label": w.grid(sheet.name) })}
          onKeyDown={onKeyDown}
        >
          <thead>
            <tr>
              <th scope="col">
                <span className="sr-only">#</span>
              </th>
              {columns.map((c) => (
                <th key={c} scope="col">
                  {columnName(c)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, cells }) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                {cells.map((d) => (
                  <SheetCell
                    key={d.column}
                    {...d}
                    said={saidOf(d.row, d.column)}
                    here={choice?.at.row === d.row && choice.at.column === d.column}
                    field={chosen}
                    onChoose={
                      choice === undefined ? null : () => choice.onAt({ row: d.row, column: d.column })
                    }
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sheet.cut ? <p className="quiet">{w.cut}</p> : null}
    </>
  );
}

interface CellProps extends Drawn {
  readonly said: CellSaid | null;
  readonly here: boolean;
  readonly field: { current: HTMLTableCellElement | null };
  readonly onChoose: (() => void) | null;
}

function SheetCell({ row, column, cell, said, here, field, onChoose }: CellProps): ReactElement {
  const kind = cell?.kind ?? "blank";
  const wide = cell !== null && cell.columns > 1 ? "is-wide" : "";
  const className = [`is-${kind}`, wide, said?.className ?? "", here ? "is-here" : ""]
    .filter(Boolean)
    .join(" ");
  const spans = {
    ...(cell !== null && cell.rows > 1 ? { rowSpan: cell.rows } : {}),
    ...(cell !== null && cell.columns > 1 ? { colSpan: cell.columns } : {}),
  };
  const content = said?.content ?? cell?.text ?? "";
  if (onChoose === null)
    return (
      <td className={className} {...spans}>
        {content}
      </td>
    );
  const name = [cellName(row, column), cell?.text ?? "", said?.name ?? ""].filter((t) => t !== "").join(" ");
  return (
    <td
      {...spans}
      ref={here ? field : null}
      className={className}
      tabIndex={here ? 0 : -1}
      aria-selected={here}
      aria-label={name}
      onClick={onChoose}
      {...(said?.card == null ? {} : cardOn(said.card))}
    >
      {content}
    </td>
  );
}
