/** Cells that something is proposed for, each to be accepted alone. */
import type { ProposedCell } from "@lianzhang/contract";
import { cellName } from "@lianzhang/intake";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { workbookWords } from "../../i18n/workbooks.ts";

export function ProposedList({
  cells,
  onAccept,
}: {
  readonly cells: readonly ProposedCell[];
  readonly onAccept: (cell: ProposedCell) => void;
}): ReactElement {
  const w = useWords(workbookWords);
  const { language } = useFrame();
  return (
    <ul className="book-proposed">
      {cells.map((cell) => (
        <li key={`${cell.sheet} ${cell.row} ${cell.column}`}>
          <code>{cellName(cell.row, cell.column)}</code>
          <span className="grow">
            {cell.name[language]}{" "}
            <span className="quiet">
              {w.certainty(Math.round(cell.certainty * 100))} · {cell.reason[language]}
            </span>
          </span>
          <button type="button" className="link" onClick={() => onAccept(cell)}>
            {w.accept}
          </button>
        </li>
      ))}
    </ul>
  );
}
