/** A comparison for people: what was changed, which figures moved, who moved most, which targets stand otherwise. */
import type { Indicator, Model } from "@lianzhang/definitions";
import type { Change, Comparison, FigureDifference, Hold, IndicatorMoves } from "@lianzhang/engine";
import { addressOf, changesByPoints, crossed } from "@lianzhang/engine";
import type { Label, Language } from "@lianzhang/kernel";
import { decimalText, formatMonth, formatPeriod, formatValue, isExactDimension } from "@lianzhang/kernel";
import type { Align } from "./table.ts";
import { table } from "./table.ts";
import { groupText, REASON_WORDS, STATUS_WORDS } from "./words.ts";

const HOLD_WORDS: Readonly<Record<Hold, Label>> = {
  bases: { zh: "均值和合计", en: "means and totals of sets" },
  cuts: { zh: "分位值", en: "cuts (median, quantiles, extremes)" },
  population: { zh: "比较范围", en: "the sets' members" },
};

const STATE_WORDS: Readonly<Record<FigureDifference["state"], Label>> = {
  same: { zh: "不变", en: "same" },
  changed: { zh: "变动", en: "changed" },
  entered: { zh: "新增", en: "entered" },
  left: { zh: "退出", en: "left" },
};

type Written = Parameters<typeof decimalText>[1];
const withUnit = (value: bigint, type: Written): string => `${decimalText(value, type)} ${type.unit.text}`;

const indicatorType = (i: Indicator): Written => ({
  numeric: i.body?.type.numeric ?? (isExactDimension(i.unit.dimension) ? "exact" : "ratio"),
  unit: i.unit,
});

/** What something is changed to, in its unit. */
export function changeValue(model: Model, c: Change, language: Language): string {
  const words = (zh: string, en: string): string => (language === "zh" ? zh : en);
  switch (c.kind) {
    case "parameter": {
      const type = model.parameters.get(c.parameter)?.type;
      return type ? withUnit(c.value, type) : String(c.value);
    }
    case "given": {
      const indicator = model.indicators.get(c.indicator);
      return indicator ? withUnit(c.value, indicatorType(indicator)) : String(c.value);
    }
    case "formula":
      return String(c.formula.value);
    case "attribute": {
      const type = model.registers.get(c.register)?.attributes.get(c.attribute)?.type;
      if (c.value === null) return words("未知", "unknown");
      if (typeof c.value === "bigint" && type?.kind === "number") return withUnit(c.value, type.type);
      return String(c.value);
    }
    case "opens":
    case "closes":
      return formatMonth(c.month);
    case "listing":
      return c.members.length === 0
        ? words("移出名录", "leaves the list")
        : c.members.map((m) => `${m.code} ${m.share / 100}%`).join(", ");
    case "fact": {
      const type = model.forms.get(c.form)?.fields.get(c.field)?.type;
      return type ? withUnit(c.value, type) : String(c.value);
    }
    case "relative": {
      const type = model.forms.get(c.form)?.fields.get(c.field)?.type;
      if ("times" in c.how) {
        const percent = decimalText((c.how.times.num * 10n ** 10n) / c.how.times.den, {
          numeric: "ratio",
          unit: { text: "%", dimension: {}, toMinor: { num: 1n, den: 100n } },
        });
        return words(`原值的 ${percent}%`, `${percent} % of what it is`);
      }
      return words("增加 ", "plus ") + (type ? withUnit(c.how.plus, type) : String(c.how.plus));
    }
  }
}

function changeLines(comparison: Comparison, language: Language): string[] {
  const { scenario, model } = comparison;
  const zh = language === "zh";
  const held = [...scenario.hold].map((h) => HOLD_WORDS[h][language]);
  return [
    `${zh ? "情景" : "Scenario"}: ${scenario.name}`,
    ...(scenario.note === null ? [] : [`  ${scenario.note}`]),
    `${zh ? "保持不变" : "Held"}: ${held.length === 0 ? (zh ? "无,全部重算" : "nothing, all recomputed") : held.join(zh ? "、" : ", ")}`,
    ...scenario.changes.map((c) => `  ${addressOf(c)} = ${changeValue(model, c, language)}`),
    "",
  ];
}

const signed = (text: string): string => (text.startsWith("-") || text.startsWith("−") ? text : `+${text}`);

/** One decimal, with its sign. */
function percentText(v: bigint | null): string {
  if (v === null) return "—";
  const size = (v < 0n ? -v : v) + 5_000_000n;
  const tenths = size / 10_000_000n;
  return `${v < 0n ? "−" : "+"}${tenths / 10n}.${tenths % 10n}%`;
}

function moveRow(
  comparison: Comparison,
  i: IndicatorMoves,
  m: FigureDifference,
  language: Language,
): readonly string[] | null {
  const indicator = comparison.model.indicators.get(i.indicator);
  const f = m.after ?? m.before;
  if (!indicator || f === null) return null;
  const type: Written = { numeric: i.numeric, unit: indicator.unit };
  const text = (v: bigint): string =>
    formatValue(v, type, { decimals: indicator.decimals, showUnit: false, grouped: false });
  const side = (value: bigint | null, reason: keyof typeof REASON_WORDS | null): string =>
    value !== null ? text(value) : reason === null ? "—" : REASON_WORDS[reason][language];
  return [
    indicator.label[language],
    f.subject ?? groupText(comparison.model, f.group, language),
    m.before === null ? "—" : side(m.before.value, m.before.reason),
    m.after === null ? "—" : side(m.after.value, m.after.reason),
    m.by === null ? "—" : signed(text(m.by)),
    // a share changes by points; its own percent would be read as points too
    changesByPoints(indicator) ? "—" : percentText(m.percent),
    indicator.unit.text,
    STATE_WORDS[m.state][language],
  ];
}

const ALIGN: readonly Align[] = ["left", "left", "right", "right", "right", "right", "left", "left"];

function moveTable(rows: readonly (readonly string[])[], subject: boolean, language: Language): string[] {
  const head =
    language === "zh"
      ? ["指标", subject ? "对象" : "分组", "现状", "情景", "差", "幅度", "单位", "状态"]
      : ["indicator", subject ? "subject" : "group", "now", "scenario", "by", "percent", "unit", "state"];
  return rows.length === 0 ? [] : [...table(head, rows, ALIGN), ""];
}

function countLine(model: Model, i: IndicatorMoves, language: Language): string {
  const { changed, entered, left, same } = i.counts;
  const label = model.indicators.get(i.indicator)?.label[language] ?? i.indicator;
  return language === "zh"
    ? `${label} ${i.indicator}:变动 ${changed},新增 ${entered},退出 ${left},不变 ${same}`
    : `${label} ${i.indicator}: ${changed} changed, ${entered} entered, ${left} left, ${same} the same`;
}

/** A value whose passing is asked about, as it was written. */
export interface Edge {
  readonly indicator: string;
  readonly text: string;
  /** In the representation of the comparison. */
  readonly value: bigint;
}

/** Subjects that passed an edge, in the order of their moves. */
export function crossings(
  comparison: Comparison,
  edge: Edge,
): { readonly up: readonly string[]; readonly down: readonly string[] } {
  const moved = comparison.indicators.find((i) => i.indicator === edge.indicator)?.moved ?? [];
  const who = (way: "up" | "down"): string[] =>
    moved.filter((m) => crossed(m, edge.value) === way).map((m) => m.after?.subject ?? "");
  return { up: who("up"), down: who("down") };
}

function crossingLines(comparison: Comparison, edge: Edge, language: Language, limit: number): string[] {
  const { up, down } = crossings(comparison, edge);
  const label = comparison.model.indicators.get(edge.indicator)?.label[language] ?? edge.indicator;
  const list = (who: readonly string[]): string[] => {
    const rest = who.length - limit;
    const more = language === "zh" ? `    另有 ${rest} 个` : `    and ${rest} more`;
    return [...who.slice(0, limit).map((w) => `    ${w}`), ...(rest > 0 ? [more] : [])];
  };
  return language === "zh"
    ? [
        `${label} 越过 ${edge.text}:`,
        `  升至以上 ${up.length} 个`,
        ...list(up),
        `  降至以下 ${down.length} 个`,
        ...list(down),
        "",
      ]
    : [
        `${label} passed ${edge.text}:`,
        `  up ${up.length}`,
        ...list(up),
        `  down ${down.length}`,
        ...list(down),
        "",
      ];
}

function targetLines(comparison: Comparison, language: Language): string[] {
  const zh = language === "zh";
  const moved = comparison.targets.filter(
    (t) => t.before.status !== t.after.status || t.before.figure?.value !== t.after.figure?.value,
  );
  const rows = moved.map((t) => [
    t.before.target.label[language],
    STATUS_WORDS[t.before.status][language],
    STATUS_WORDS[t.after.status][language],
  ]);
  const head = zh ? ["目标", "现状", "情景"] : ["target", "now", "scenario"];
  const same = comparison.targets.length - moved.length;
  return [
    ...(rows.length === 0 ? [] : table(head, rows, ["left", "left", "left"])),
    zh ? `目标:${moved.length} 项有变动,${same} 项不变` : `Targets: ${moved.length} moved, ${same} the same`,
  ];
}

/** The whole answer; `limit` is how many of an indicator's moves are listed. */
export function comparisonLines(
  comparison: Comparison,
  edges: readonly Edge[],
  language: Language,
  limit: number,
): string[] {
  const zh = language === "zh";
  const { indicators, model } = comparison;
  const isRow = (i: IndicatorMoves): boolean => (model.indicators.get(i.indicator)?.of ?? null) !== null;
  // The whole before its cells, which keep their order: largest move first.
  const isPart = (m: FigureDifference): number => (((m.after ?? m.before)?.group.length ?? 0) === 0 ? 0 : 1);
  const rowsOf = (i: IndicatorMoves): (readonly string[])[] =>
    i.moved
      .toSorted((a, b) => isPart(a) - isPart(b))
      .slice(0, limit)
      .flatMap((m) => {
        const row = moveRow(comparison, i, m, language);
        return row === null ? [] : [row];
      });
  const groups = indicators.filter((i) => !isRow(i));
  const still = groups.filter((i) => i.moved.length === 0).length;
  const subjects = indicators.filter((i) => isRow(i) && i.moved.length > 0);
  return [
    ...changeLines(comparison, language),
    formatPeriod(comparison.before.request.period),
    ...moveTable(groups.flatMap(rowsOf), false, language),
    zh ? `其余 ${still} 项指标不变` : `${still} other indicators are the same`,
    "",
    ...subjects.flatMap((i) => [countLine(model, i, language), ...moveTable(rowsOf(i), true, language)]),
    ...edges.flatMap((e) => crossingLines(comparison, e, language, limit)),
    ...(comparison.targets.length === 0 ? [] : targetLines(comparison, language)),
  ];
}
