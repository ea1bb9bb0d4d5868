/** 约定与实际 in one table: amounts in the money unit of the frame, days early or late. */
import type { ProcedureAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { projectWords } from "../../i18n/projects.ts";
import type { Comparison } from "./agreed.ts";
import { amountText, comparisons, rowLabel } from "./agreed.ts";

interface AgreedProps {
  readonly definition: Pick<ProcedureAnswer, "fields" | "agreed">;
  readonly values: Readonly<Record<string, string>>;
  readonly today: string;
}

export function AgreedTable({ definition, values, today }: AgreedProps): ReactElement {
  const w = useWords(projectWords);
  const rows = comparisons(definition, values, today);
  if (rows.length === 0) return <p className="quiet">{w.agreedNone}</p>;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={w.agreedTitle}>
      <table>
        <thead>
          <tr>
            <th scope="col">{w.item}</th>
            <th scope="col" className="n">
              {w.agreed}
            </th>
            <th scope="col" className="n">
              {w.actual}
            </th>
            <th scope="col" className="n">
              {w.difference}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={row.agreed.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ row }: { readonly row: Comparison }): ReactElement {
  const { language, money } = useFrame();
  const text = (value: string | null): string =>
    (row.kind === "amount" ? amountText(value, row.unit, { money, language }) : value) || "—";
  return (
    <tr>
      <td>{rowLabel(row.agreed, language)}</td>
      <td className="n">{text(row.agreedValue)}</td>
      <td className="n" title={row.actual.basis}>
        {text(row.actualValue)}
      </td>
      <td className="n">
        <Difference row={row} />
      </td>
    </tr>
  );
}

function Difference({ row }: { readonly row: Comparison }): ReactElement {
  const w = useWords(projectWords);
  const { language, money } = useFrame();
  if (row.kind === "amount") {
    if (row.difference === null) return <span className="quiet">—</span>;
    const short = row.difference.startsWith("-");
    return (
      <>
        <span className={short ? "down" : "up"}>
          {amountText(row.difference, row.unit, { money, language, signed: true })}
        </span>
        {row.part === null ? null : <small className="quiet block">{w.part(row.part)}</small>}
      </>
    );
  }
  const { late, running } = row;
  if (late === null) return <span className="quiet">—</span>;
  if (running)
    return late > 0 ? (
      <span className="down">▲ {w.lateNow(late)}</span>
    ) : (
      <span className="quiet">{w.toGo(-late)}</span>
    );
  if (late === 0) return <span>{w.onTheDay}</span>;
  return late > 0 ? (
    <span className="down">▲ {w.lateBy(late)}</span>
  ) : (
    <span className="up">{w.earlyBy(-late)}</span>
  );
}
