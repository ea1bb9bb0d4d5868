/** 数据溯源: the evaluation node by node, down to file, sheet, column and row. */
import type { TraceNode, TraceOrigin } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useState } from "react";
import { useChangeSearch, useFrame } from "../app/address.ts";
import { useWords } from "../i18n/dictionary.ts";
import { figureWords } from "../i18n/figure.ts";
import { reasonWords } from "../i18n/reasons.ts";
import { display, joined } from "../lib/display.ts";
import { periodText } from "../lib/period.ts";
import { parseStack, printStack } from "./reference.ts";

/** Levels open at first: the figure, its formula, its largest parts. */
const OPEN = 2;
/** Children shown before "more". */
const FEW = 8;

export function TraceTree({ node }: { readonly node: TraceNode }): ReactElement {
  return (
    <ul className="trace" data-trace>
      <Branch node={node} depth={0} />
    </ul>
  );
}

function Branch({ node, depth }: { readonly node: TraceNode; readonly depth: number }): ReactElement {
  const { language } = useFrame();
  const w = useWords(figureWords);
  const [open, setOpen] = useState(depth < OPEN);
  const [all, setAll] = useState(false);
  const shown = all ? node.children : node.children.slice(0, FEW);
  const hidden = node.children.length - shown.length;
  const name = node.label?.[language] ?? node.text;
  return (
    <li>
      <div className="trace-row">
        {depth > 0 && isStep(node) ? (
          <StepName node={node} name={name} />
        ) : node.children.length === 0 ? (
          <span className="trace-name">{name}</span>
        ) : (
          <button type="button" className="trace-name" aria-expanded={open} onClick={() => setOpen(!open)}>
            <i aria-hidden="true">{open ? "▾" : "▸"}</i>
            {name}
          </button>
        )}
        <NodeValue node={node} />
      </div>
      <NodeDetail node={node} named={node.label !== null} />
      {node.origins.map((origin, i) => (
        <Origin key={`${origin.file}-${origin.row}-${origin.column ?? i}`} origin={origin} />
      ))}
      {node.origins.length > 1 ? <small className="quiet">{w.difference}</small> : null}
      {open && node.children.length > 0 ? (
        <ul>
          {shown.map((child, i) => (
            <Branch key={i} node={child} depth={depth + 1} />
          ))}
          {hidden > 0 ? (
            <li>
              <button type="button" className="link" onClick={() => setAll(true)}>
                {w.expand} +{hidden}
              </button>
            </li>
          ) : null}
          {node.rest === null || node.rest.count === 0 ? null : <Rest rest={node.rest} />}
        </ul>
      ) : null}
    </li>
  );
}

/** A figure that is not followed here: it has a trace of its own. */
const isStep = (node: TraceNode): boolean =>
  node.kind === "indicator" && node.children.length === 0 && node.id !== null && node.subject !== null;

/** Opens the step's own panel above this one. */
function StepName({ node, name }: { readonly node: TraceNode; readonly name: string }): ReactElement {
  const { search } = useFrame();
  const change = useChangeSearch();
  const own = {
    indicator: node.id ?? "",
    period: node.period ?? "",
    group: "",
    subject: node.subject ?? "",
  };
  return (
    <button
      type="button"
      className="trace-name link"
      aria-haspopup="dialog"
      onClick={() => change({ panel: printStack([...parseStack(search.panel), own]) })}
    >
      {name}
    </button>
  );
}

function NodeValue({ node }: { readonly node: TraceNode }): ReactElement {
  const { language, money } = useFrame();
  const w = useWords(figureWords);
  if (node.truth !== null) return <b>{node.truth ? w.holds : w.fails}</b>;
  if (node.value === null)
    return <b title={node.reason === null ? "" : reasonWords[node.reason][language]}>—</b>;
  const shown = display(node.value, { language, money });
  const reason = node.value.reason ?? node.reason;
  return <b title={shown.full ?? (reason === null ? "" : reasonWords[reason][language])}>{joined(shown)}</b>;
}

function NodeDetail({
  node,
  named,
}: {
  readonly node: TraceNode;
  readonly named: boolean;
}): ReactElement | null {
  const { language } = useFrame();
  const w = useWords(figureWords);
  const kinds: Readonly<Record<TraceNode["kind"], string | null>> = {
    indicator: w.kindIndicator,
    formula: w.kindFormula,
    aggregate: w.kindAggregate,
    field: w.field,
    attribute: w.attribute,
    parameter: w.parameter,
    constant: w.constant,
    condition: w.condition,
    subject: null,
  };
  const reason = node.value?.reason ?? node.reason;
  const c = node.counters;
  const parts = [
    kinds[node.kind],
    named && node.kind !== "subject" && node.kind !== "field" ? node.text : null,
    node.kind === "subject" ? (node.subject ?? node.id) : null,
    node.period === null ? null : periodText(node.period, language),
    c === null ? null : `${w.expected} ${c.expected} · ${w.reported} ${c.reported} · ${w.used} ${c.used}`,
    node.source,
    node.inForce === null ? null : w.inForce(node.inForce),
    node.share === null ? null : w.share(node.share),
    reason === null ? null : reasonWords[reason][language],
  ].filter((part): part is string => part !== null);
  return parts.length === 0 ? null : <small className="quiet">{parts.join(" · ")}</small>;
}

function Origin({ origin }: { readonly origin: TraceOrigin }): ReactElement {
  const w = useWords(figureWords);
  const column = [
    origin.column === null ? null : w.column(origin.column),
    origin.head === null ? null : `「${origin.head}」`,
  ]
    .filter((t) => t !== null)
    .join("");
  const path = [origin.file, origin.sheet, column === "" ? null : column, w.row(origin.row)].filter(
    (t) => t !== null,
  );
  const detail = [w.received(origin.received), origin.version, origin.source].filter((t) => t !== null);
  return (
    <div className="origin" data-origin>
      <span className="cell">{path.join(" › ")}</span>
      <small className="quiet">{detail.join(" · ")}</small>
    </div>
  );
}

function Rest({ rest }: { readonly rest: NonNullable<TraceNode["rest"]> }): ReactElement {
  const { language, money } = useFrame();
  const w = useWords(figureWords);
  return (
    <li>
      <div className="trace-row">
        <span className="trace-name quiet">
          {rest.outside ? w.traceOutside(rest.count) : w.traceRest(rest.count)}
        </span>
        {rest.value === null ? null : <b>{joined(display(rest.value, { language, money }))}</b>}
      </div>
    </li>
  );
}
