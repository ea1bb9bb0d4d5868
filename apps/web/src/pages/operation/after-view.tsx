/** After the official figures: actual against expected, what makes each difference, and why. */
import type { AfterAnswer, AfterRow, ChangeOutcome, OperationAnswer } from "@lianzhang/contract";
import { Button, Input } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { useDoing } from "../../app/use-doing.ts";
import { Differences } from "../../figure/bridge-section.tsx";
import { Figure } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { operationWords } from "../../i18n/operation.ts";
import { display, joined } from "../../lib/display.ts";
import { MonthFigure } from "./month-figure.tsx";
import { monthPath } from "./questions.ts";

interface ViewProps {
  readonly data: AfterAnswer;
  readonly head: OperationAnswer;
}

export function AfterView({ data, head }: ViewProps): ReactElement {
  const w = useWords(operationWords);
  return (
    <div className="stack">
      <section className="card">
        <h2>
          {w.afterTable} <small>{w.afterNote}</small>
        </h2>
        {data.official === null ? null : (
          <p>
            {w.official}
            <Figure data={data.official} signed />
          </p>
        )}
        <Table title={w.byCounty} rows={[data.whole, ...data.counties]} head={head} />
        <Table title={w.byChain} rows={data.chains} head={head} />
      </section>
      <section className="card">
        <h2>
          {w.firms} {head.signed === null ? null : <small>{w.firmsSigned}</small>}
        </h2>
        {data.firms.length === 0 ? (
          <p className="quiet">{w.noFirms}</p>
        ) : (
          <Table title={w.firm} rows={data.firms} head={head} />
        )}
      </section>
    </div>
  );
}

interface TableProps {
  readonly title: string;
  readonly rows: readonly AfterRow[];
  readonly head: OperationAnswer;
}

function Table({ title, rows, head }: TableProps): ReactElement {
  const w = useWords(operationWords);
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={title}>
      <table className="plain operation-after">
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col" className="right">
              {w.expected}
            </th>
            <th scope="col" className="right">
              {w.actual}
            </th>
            <th scope="col" className="right">
              {w.difference}
            </th>
            <th scope="col" className="right">
              {w.share}
            </th>
            <th scope="col">{w.reasons}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={`${row.key ?? ""}:${row.code}`} row={row} head={head} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, head }: { readonly row: AfterRow; readonly head: OperationAnswer }): ReactElement {
  const w = useWords(operationWords);
  const { language, money } = useFrame();
  const [open, setOpen] = useState(false);
  const name = row.label[language];
  const shown = (value: AfterRow["share"]): string =>
    value.text === null ? "—" : joined(display(value, { language, money, signed: true }));
  const divisible = row.key !== "enterprise" && row.difference.text !== null;
  return (
    <>
      <tr className={row.key === null ? "whole" : ""}>
        <th scope="row">{name}</th>
        <td className="right">
          <MonthFigure cell={row.expected} />
        </td>
        <td className="right">
          <MonthFigure cell={row.actual} />
        </td>
        <td className="right">
          {divisible ? (
            <button
              type="button"
              className="figure"
              aria-expanded={open}
              aria-label={`${w.madeOf(name)} ${shown(row.difference)}`}
              onClick={() => setOpen(!open)}
            >
              {shown(row.difference)}
            </button>
          ) : (
            shown(row.difference)
          )}
        </td>
        <td className="right">{shown(row.share)}</td>
        <td>
          <Reasons row={row} head={head} />
        </td>
      </tr>
      {open ? (
        <tr>
          <td colSpan={6}>
            <h3>{w.madeOf(name)}</h3>
            <Differences
              query={{
                indicator: row.actual.figure.indicator,
                against_indicator: row.expected.figure.indicator,
                period: row.actual.figure.period,
                ...(row.key === null ? {} : { group: `${row.key}:${row.code}` }),
              }}
            />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function Reasons({ row, head }: { readonly row: AfterRow; readonly head: OperationAnswer }): ReactElement {
  const w = useWords(operationWords);
  const { language } = useFrame();
  const [text, setText] = useState("");
  const [refused, setRefused] = useState(false);
  const doing = useDoing();
  const name = row.label[language];
  const save = (): void => {
    if (text.trim() === "") return;
    setRefused(false);
    const body = {
      enterprise: row.key === "enterprise" ? row.code : null,
      county: row.key === "county" ? row.code : null,
      chain: row.key === null || row.key === "county" || row.key === "enterprise" ? null : row.code,
      text: text.trim(),
    };
    doing.run<ChangeOutcome>(monthPath(head.month, "reasons"), body, (outcome) =>
      outcome.kind === "kept" ? setText("") : setRefused(true),
    );
  };
  return (
    <>
      {row.reasons.map((r, i) => (
        <p key={i} className="call-said">
          {r.text}
          {r.by === null ? null : <span className="quiet">{w.said(r.by)}</span>}
        </p>
      ))}
      {head.may.reason ? (
        <span className="board-typing no-print">
          <Input
            size="small"
            aria-label={w.reasonOf(name)}
            value={text}
            maxLength={500}
            onChange={(e) => setText(e.target.value)}
            onPressEnter={save}
          />
          {text.trim() === "" ? null : (
            <Button size="small" loading={doing.busy} onClick={save}>
              {w.save}
            </Button>
          )}
          {refused || doing.error !== null ? <span role="alert">{w.failed}</span> : null}
        </span>
      ) : null}
    </>
  );
}
