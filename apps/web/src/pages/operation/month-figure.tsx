/** A figure of the month: the signed one once it is closed, with a mark where today's data would give another. */
import type { OperationFigure } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import { operationWords } from "../../i18n/operation.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { display, joined } from "../../lib/display.ts";

interface MonthFigureProps {
  readonly cell: OperationFigure;
  readonly signed?: boolean;
  /** The unit stands in the column's head. */
  readonly bare?: boolean;
}

export function MonthFigure({ cell, signed = false, bare = false }: MonthFigureProps): ReactElement {
  const w = useWords(operationWords);
  const { language, money } = useFrame();
  const { figure, now } = cell;
  return (
    <>
      <Figure data={figure} signed={signed} bare={bare} compact unmarked={bare} />
      {now === null ? null : (
        <small className="mark now-mark" title={w.nowLong(joined(display(now, { language, money, signed })))}>
          {w.nowIs} {display(now, { language, money, signed }).number}
        </small>
      )}
    </>
  );
}
