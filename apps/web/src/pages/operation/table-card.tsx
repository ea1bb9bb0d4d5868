/** The table of the meeting: by county and by chain, with the whole city on top of each. */
import type { OperationAnswer, OperationRow } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure, Value } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { operationWords } from "../../i18n/operation.ts";
import { display } from "../../lib/display.ts";
import { MonthFigure } from "./month-figure.tsx";

export function TableCard({ data }: { readonly data: OperationAnswer }): ReactElement {
  const w = useWords(operationWords);
  return (
    <section className="card">
      <h2>
        {w.table} <small>{w.tableNote}</small>
      </h2>
      <div className={data.whole.estimate === null ? "operation-tables" : "operation-tables estimated"}>
        <Table title={w.byCounty} rows={[data.whole, ...data.counties]} />
        <Table title={w.byChain} rows={[data.whole, ...data.chains]} />
      </div>
    </section>
  );
}

function Table({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly OperationRow[];
}): ReactElement {
  const w = useWords(operationWords);
  const { language, money } = useFrame();
  const estimated = rows.some((r) => r.estimate !== null);
  const [first] = rows;
  const unit = first === undefined ? "" : display(first.expected.figure.value, { language, money }).unit;
  const heads = [
    `${w.expected}(${unit})`,
    `${w.prior}(${unit})`,
    `${w.growth}(%)`,
    w.pull,
    w.reported,
    ...(estimated ? [`${w.estimate}(${unit})`, `${w.estimateGrowth}(%)`, w.answeredShare] : []),
    ...(first?.beside ?? []).map(({ figure }) => `${figure.label[language]}(${figure.value.unit})`),
  ];
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={title}>
      <table className="plain operation-table">
        <thead>
          <tr>
            <th scope="col">{title}</th>
            {heads.map((head) => (
              <th key={head} scope="col" className="right">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={`${row.key ?? ""}:${row.code}`} row={row} estimated={estimated} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, estimated }: { readonly row: OperationRow; readonly estimated: boolean }): ReactElement {
  const { language } = useFrame();
  const counters = row.expected.figure.counters;
  return (
    <tr className={row.key === null ? "whole" : ""}>
      <th scope="row">{row.label[language]}</th>
      <td className="right">
        <MonthFigure cell={row.expected} bare />
      </td>
      <td className="right">
        <MonthFigure cell={row.prior} bare />
      </td>
      <td className="right">
        <MonthFigure cell={row.growth} signed bare />
      </td>
      <td className="right">
        <MonthFigure cell={row.pull} signed bare />
      </td>
      <td className="right">{counters === null ? "—" : `${counters.reported}/${counters.expected}`}</td>
      {estimated ? <EstimateCells row={row} /> : null}
      {row.beside.map((cell) => (
        <td key={cell.figure.indicator} className="right">
          <MonthFigure cell={cell} signed bare />
        </td>
      ))}
    </tr>
  );
}

/** An estimate is no indicator: its panel says what each firm's part of it rests on. */
function EstimateCells({ row }: { readonly row: OperationRow }): ReactElement {
  const { estimate } = row;
  if (estimate === null)
    return (
      <>
        <td className="right">—</td>
        <td className="right">—</td>
        <td className="right">—</td>
      </>
    );
  return (
    <>
      <td className="right">
        <Figure data={estimate.figure} bare compact unmarked />
      </td>
      <td className="right">
        <Figure data={{ ...estimate.figure, value: estimate.growth }} signed bare compact unmarked />
      </td>
      <td className="right">
        <Value value={estimate.answered} />
      </td>
    </>
  );
}
