/**
 * Every number on every page. Shows value, unit and marks; hovering or focusing shows full precision,
 * counters and as-of; clicking opens the side panel on it.
 */
import type { FigureData, FigureValue } from "@lianzhang/contract";
import type { ReactElement, ReactNode } from "react";
import { useChangeSearch, useFrame } from "../app/address.ts";
import { useWords } from "../i18n/dictionary.ts";
import { figureWords } from "../i18n/figure.ts";
import { reasonWords } from "../i18n/reasons.ts";
import { display, joined } from "../lib/display.ts";
import { lastMonth, periodText } from "../lib/period.ts";
import { cardOn, hideCard } from "./hover-card.tsx";
import { EarlyMark, Marks } from "./marks.tsx";
import { parseStack, printStack, referenceOf } from "./reference.ts";

interface FigureProps {
  readonly data: FigureData;
  /** The unit stands in the column's head. */
  readonly bare?: boolean;
  readonly signed?: boolean;
  /** In dense tables the marks are one letter. */
  readonly compact?: boolean;
  /** Where a caption already carries the mark. */
  readonly unmarked?: boolean;
  /** What stands in a sheet, in the sheet's own unit, in place of the product's rounding. */
  readonly as?: string;
}

export function Figure({
  data,
  bare = false,
  signed = false,
  compact = false,
  unmarked = false,
  as,
}: FigureProps): ReactElement {
  const { language, money, search } = useFrame();
  const change = useChangeSearch();
  const w = useWords(figureWords);
  const shown = display(data.value, { language, money, signed });
  const text = as ?? (bare ? shown.number : joined(shown));
  const name = data.subject?.name ?? data.label[language];
  const missing = data.value.reason === null ? null : reasonWords[data.value.reason][language];
  return (
    <>
      <button
        type="button"
        className="figure"
        aria-haspopup="dialog"
        aria-label={w.open(name, missing === null ? (as ?? joined(shown)) : `— ${missing}`)}
        data-figure={data.indicator}
        onClick={(e) => {
          e.stopPropagation();
          hideCard();
          const stack = e.currentTarget.closest("[data-panel]") === null ? [] : parseStack(search.panel);
          change({ panel: printStack([...stack, referenceOf(data)]) });
        }}
        {...cardOn(<FigureCard data={data} full={shown.full} missing={missing} />)}
      >
        {text}
      </button>
      {unmarked || missing !== null ? null : <Marks marks={data.marks} compact={compact} />}
      <EarlyMark data={data} />
    </>
  );
}

function FigureCard({
  data,
  full,
  missing,
}: {
  readonly data: FigureData;
  readonly full: string | null;
  readonly missing: string | null;
}): ReactElement {
  const { language } = useFrame();
  const w = useWords(figureWords);
  const c = data.counters;
  const place = [data.subject?.name, ...data.group.map((g) => g.label[language])]
    .filter((t) => t !== undefined)
    .join(" · ");
  const lines: [string, ReactNode][] = [
    ...(full === null ? [] : [[w.exact, full] satisfies [string, ReactNode]]),
    ...(missing === null ? [] : [[w.missing, missing] satisfies [string, ReactNode]]),
    ...(c === null
      ? []
      : [
          [
            w.reported,
            `${c.reported} / ${w.expected} ${c.expected} · ${w.used} ${c.used} · ${w.unknown} ${c.unknown}`,
          ] satisfies [string, ReactNode],
        ]),
    ...(data.releasedOn === undefined ? [] : [[w.release, data.releasedOn] satisfies [string, ReactNode]]),
    [w.asOf, `${lastMonth(data.period)}(${periodText(data.period, language)})`],
  ];
  return (
    <>
      <b>{data.label[language]}</b>
      {place === "" ? null : <div className="quiet">{place}</div>}
      <dl>
        {lines.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {data.marks.length === 0 ? null : <div>{data.marks.includes("demo") ? w.demoLong : w.assumedLong}</div>}
    </>
  );
}

/** A number without an indicator of its own (a bound, a needed rate): same digits, no panel. */
export function Value({
  value,
  signed = false,
  bare = false,
  short = false,
}: {
  readonly value: FigureValue;
  readonly signed?: boolean;
  readonly bare?: boolean;
  readonly short?: boolean;
}): ReactElement {
  const { language, money } = useFrame();
  const shown = display(value, { language, money, signed, short });
  const title = value.reason === null ? (shown.full ?? "") : reasonWords[value.reason][language];
  return (
    <span className="value" title={title}>
      {bare ? shown.number : joined(shown)}
    </span>
  );
}
