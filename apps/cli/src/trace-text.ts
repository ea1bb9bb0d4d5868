/** A trace as indented lines: two blanks a level, one line a node, one line a cell it came from. */
import type { Model } from "@lianzhang/definitions";
import type { Origin, Trace } from "@lianzhang/engine";
import type { Counters } from "@lianzhang/formula";
import type { Language } from "@lianzhang/kernel";
import { formatDay, formatPeriod, formatValue, parseUnit } from "@lianzhang/kernel";
import { REASON_WORDS } from "./words.ts";

/** All digits of the value with its unit; the reason in words when it is missing. */
export function valueText(
  trace: Pick<Trace, "value" | "unit" | "numeric" | "reason">,
  language: Language,
): string {
  if (trace.value === null) return trace.reason === null ? "" : `— (${REASON_WORDS[trace.reason][language]})`;
  const parsed = parseUnit(trace.unit ?? "1");
  if (!parsed.ok) return `${trace.value}`;
  return formatValue(trace.value, { numeric: trace.numeric ?? "exact", unit: parsed.unit }, { language });
}

function countersText(c: Counters, language: Language): string {
  return language === "zh"
    ? `总体 ${c.population} 应有 ${c.expected} 已报 ${c.reported} 采用 ${c.used} 未知 ${c.unknown}`
    : `population ${c.population}, expected ${c.expected}, reported ${c.reported}, used ${c.used}, unknown ${c.unknown}`;
}

/** `file › sheet › row 7, column C 「工业总产值」, received 2026-02-10`. */
export function originText(o: Origin, language: Language): string {
  const zh = language === "zh";
  const cell = zh
    ? `第 ${o.row} 行${o.column === null ? "" : ` ${o.column} 列`}`
    : `row ${o.row}${o.column === null ? "" : `, column ${o.column}`}`;
  const where = [
    o.file,
    ...(o.sheet === null ? [] : [o.sheet]),
    `${cell}${o.head === null ? "" : ` 「${o.head}」`}`,
  ].join(" › ");
  const more = [
    zh ? `${formatDay(o.received)} 收到` : `received ${formatDay(o.received)}`,
    ...(o.version === null ? [] : [zh ? `版本 ${o.version}` : `version ${o.version}`]),
    ...(o.source === null ? [] : [zh ? `来源 ${o.source}` : `source ${o.source}`]),
  ];
  return `${where} · ${more.join(" · ")}`;
}

/** When a parameter's value holds and when it was published. */
function inForceText({ inForce }: Trace, language: Language): string {
  if (inForce === null) return "";
  const zh = language === "zh";
  const { since, until, published } = inForce;
  const span =
    inForce.for !== null
      ? [zh ? `${formatPeriod(inForce.for)} 年度` : `for ${formatPeriod(inForce.for)}`]
      : [
          ...(since === null ? [] : [zh ? `${formatDay(since)} 起` : `since ${formatDay(since)}`]),
          ...(until === null ? [] : [zh ? `至 ${formatDay(until)}` : `until ${formatDay(until)}`]),
        ];
  const said =
    published === null ? [] : [zh ? `${formatDay(published)} 公布` : `published ${formatDay(published)}`];
  return [...span, ...said].map((t) => ` · ${t}`).join("");
}

/** `33.34 %`: shares count ten thousandths. */
function shareText(share: number, language: Language): string {
  const percent = `${Math.floor(share / 100)}${share % 100 === 0 ? "" : `.${String(share % 100).padStart(2, "0")}`}%`;
  return language === "zh" ? ` (按 ${percent} 计入)` : ` (${percent} counts here)`;
}

function parameterText(model: Model, trace: Trace, language: Language): string {
  const parameter = model.parameters.get(trace.id ?? "");
  const zh = language === "zh";
  const name = parameter ? `${parameter.label[language]} (${parameter.id})` : trace.text;
  const source = trace.source === null ? "" : zh ? ` · 依据 ${trace.source}` : ` · source ${trace.source}`;
  const dates = inForceText(trace, language);
  const place = parameter ? ` · ${parameter.place.file}:${parameter.place.line}` : "";
  const assumed = parameter?.assumed === true ? (zh ? " · 暂定口径" : " · assumed") : "";
  return `${name} = ${valueText(trace, language)}${dates}${source}${place}${assumed}`;
}

const SIDES = { now: { zh: "本期", en: "this period" }, base: { zh: "基期", en: "base period" } } as const;

function head(model: Model, trace: Trace, language: Language): string {
  const value = valueText(trace, language);
  const zh = language === "zh";
  if (trace.side !== null) return `${SIDES[trace.side][language]} = ${value}`;
  switch (trace.kind) {
    case "indicator": {
      const indicator = model.indicators.get(trace.id ?? "");
      return `${indicator?.label[language] ?? trace.text} = ${value}`;
    }
    case "parameter":
      return parameterText(model, trace, language);
    case "condition":
      return `${trace.text} → ${trace.truth === null ? (zh ? "无法判定" : "undecided") : trace.truth ? (zh ? "是" : "true") : zh ? "否" : "false"}`;
    case "subject":
      return `${trace.text}${trace.subject !== null && trace.subject !== trace.text ? ` ${trace.subject}` : ""} = ${value}${trace.share === null ? "" : shareText(trace.share, language)}`;
    case "field": {
      const [form, field] = (trace.id ?? "").split(".");
      const definition = model.forms.get(form ?? "");
      const label = definition?.fields.get(field ?? "")?.label[language] ?? trace.text;
      const period = trace.period === null ? "" : ` ${formatPeriod(trace.period)}`;
      return `${definition ? `${definition.label[language]} · ` : ""}${label}${period} = ${value}`;
    }
    case "formula":
    case "aggregate":
    case "attribute":
    case "constant":
      return `${trace.text} = ${value}`;
  }
}

function* lines(model: Model, trace: Trace, language: Language, depth: number): Generator<string> {
  const indent = "  ".repeat(depth);
  const zh = language === "zh";
  yield `${indent}${head(model, trace, language)}`;
  if (trace.counters) yield `${indent}  [${countersText(trace.counters, language)}]`;
  if (trace.incident) yield `${indent}  !! ${trace.incident.code}: ${trace.incident.message}`;
  for (const origin of trace.origins) yield `${indent}  ← ${originText(origin, language)}`;
  for (const child of trace.children) yield* lines(model, child, language, depth + 1);
  if (trace.rest && trace.rest.count > 0) {
    const sum =
      trace.rest.value === null ? "" : ` = ${valueText({ ...trace, value: trace.rest.value }, language)}`;
    yield `${indent}  ${zh ? `其余 ${trace.rest.count} 户` : `${trace.rest.count} more`}${sum}`;
  }
}

/** The whole tree; deterministic for a given trace. */
export const traceLines = (model: Model, trace: Trace, language: Language): string[] => [
  ...lines(model, trace, language, 0),
];
