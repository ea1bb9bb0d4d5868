/** Checks against the subject's own past. A firm's own copy never comes here: nothing on it may suggest a number. */
import type { Label } from "@lianzhang/kernel";
import { doubleMedian, formatMonth, parseUnit, rational, multiply, yearOf } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { CheckDescription, FieldDescription, FormDescription } from "../form.ts";
import type { ReadRow } from "../row.ts";
import type { Returns } from "./returns.ts";
import { comparable, fromPerMonth, isUnusual, usual } from "./robust.ts";
import type { RowCheck } from "./rules.ts";
import { amount, counted, ofCheck } from "./words.ts";

type Of<K extends CheckDescription["kind"]> = Extract<CheckDescription, { readonly kind: K }>;
type ForField = (field: FieldDescription, value: bigint, row: ReadRow, returns: Returns) => Finding[];

/** Runs for every named field that has a value in the row. */
const forFields =
  (form: FormDescription, ids: readonly string[], run: ForField): RowCheck =>
  (row, returns) =>
    ids.flatMap((id) => {
      const field = form.fields.find((f) => f.id === id);
      const value = row.cells.get(id)?.value ?? null;
      return field && value !== null && row.subject !== null && row.period !== null
        ? run(field, value, row, returns)
        : [];
    });

const formerOf = (form: FormDescription, field: FieldDescription, row: ReadRow, returns: Returns) =>
  row.subject === null || row.period === null
    ? []
    : returns.former(form.id, field.id, row.subject, row.period);

export function cumulativeCheck(check: Of<"cumulative">, form: FormDescription): RowCheck {
  return forFields(form, check.fields, (field, value, row, returns) => {
    const last = formerOf(form, field, row, returns).at(-1);
    if (!last || !row.period || yearOf(last.period.to) !== yearOf(row.period.to) || value >= last.value)
      return [];
    const [found, least] = [amount(value, counted(field)), amount(last.value, counted(field))];
    const when = formatMonth(last.period.to);
    return [
      ofCheck(check, row, field.id, "LZ8307", {
        zh: `${field.label.zh}累计 ${found.zh},小于 ${when} 的累计 ${least.zh}`,
        en: `${field.label.en} is ${found.en}, below the ${least.en} up to ${when}`,
      }),
    ];
  });
}

export function jumpCheck(check: Of<"jump">, form: FormDescription): RowCheck {
  return forFields(form, check.fields, (field, value, row, returns) => {
    const former = formerOf(form, field, row, returns);
    if (former.length < check.past || !row.period) return [];
    const { now, past } = comparable(field, row.period, value, former);
    const range = usual(past, check.beyond);
    if (!isUnusual(now, range)) return [];
    const shown = (v: bigint): Label => amount(fromPerMonth(v), counted(field), true);
    const [found, middle] = [shown(now), shown(range.median2 / 2n)];
    const low = shown((range.median2 - range.width2) / 2n);
    const high = shown((range.median2 + range.width2) / 2n);
    const [per, each] = field.as === "flow" || field.as === "cumulative" ? ["月均", " a month"] : ["", ""];
    return [
      ofCheck(check, row, field.id, "LZ8308", {
        zh: `${field.label.zh}${per} ${found.zh};以往 ${past.length} 期${per}中位数 ${middle.zh},通常在 ${low.zh} 至 ${high.zh} 之间`,
        en: `${field.label.en} is ${found.en}${each}; the median of ${past.length} former returns is ${middle.en}, usually ${low.en} to ${high.en}`,
      }),
    ];
  });
}

/** Powers of ten that units are apart, and how far from it a slip may lie: a tenfold change is often real. */
const SLIPS = [
  { times: 10n, slack: 5n },
  { times: 1000n, slack: 2n },
  { times: 10_000n, slack: 2n },
] as const;
/** Fewer former values are no past to measure by. */
const LEAST_PAST = 3;

interface Off {
  readonly times: bigint;
  readonly large: boolean;
}

/** By which power of ten a value is off a reference (both times the same factor); null when it is not. */
export function slipOf(value: bigint, reference: bigint): Off | null {
  if (value <= 0n || reference <= 0n) return null;
  const near = (a: bigint, b: bigint, slack: bigint): boolean => (a > b ? a - b : b - a) * slack <= b;
  for (const { times, slack } of SLIPS) {
    if (near(value, reference * times, slack)) return { times, large: true };
    if (near(value * times, reference, slack)) return { times, large: false };
  }
  return null;
}

export function slipCheck(check: Of<"slip">, form: FormDescription): RowCheck {
  return forFields(form, check.fields, (field, value, row, returns) => {
    if (check.beside !== null) {
      const sister = form.fields.find((f) => f.id === check.beside);
      const other = sister ? (row.cells.get(sister.id)?.value ?? null) : null;
      const off = sister && other !== null ? slipOf(value, other) : null;
      if (!sister || other === null || off === null) return [];
      const shown = amount(other, counted(sister));
      return [
        slip(check, row, field, amount(value, counted(field)), off, {
          zh: `${sister.label.zh} ${shown.zh}`,
          en: `${sister.label.en}, ${shown.en}`,
        }),
      ];
    }
    const former = formerOf(form, field, row, returns);
    if (former.length < LEAST_PAST || !row.period) return [];
    const { now, past } = comparable(field, row.period, value, former);
    const median2 = doubleMedian(past);
    const off = slipOf(2n * now, median2);
    if (off === null) return [];
    const shown = amount(fromPerMonth(median2 / 2n), counted(field), true);
    const monthly = field.as === "flow" || field.as === "cumulative";
    const found = amount(fromPerMonth(now), counted(field), true);
    const each = {
      zh: `${monthly ? "月均 " : ""}${found.zh}`,
      en: `${found.en}${monthly ? " a month" : ""}`,
    };
    return [
      slip(check, row, field, each, off, {
        zh: `以往${monthly ? "月均" : ""}中位数 ${shown.zh}`,
        en: `the median of former returns, ${shown.en}${monthly ? " a month" : ""}`,
      }),
    ];
  });
}

function slip(
  check: Of<"slip">,
  row: ReadRow,
  field: FieldDescription,
  found: Label,
  off: Off,
  reference: Label,
): Finding {
  const times = String(off.times).replace(/\B(?=(\d{3})+$)/g, ",");
  const written = likelyUnit(field, off);
  const [zh, en] = off.large ? ["大", "larger"] : ["小", "smaller"];
  const detail = {
    zh: `${field.label.zh} ${found.zh},约为${reference.zh}的${off.large ? "" : "1/"}${times}${off.large ? "倍" : ""},${zh}了约 ${times} 倍`,
    en: `${field.label.en} is ${found.en}, about ${times} times ${en} than ${reference.en}`,
  };
  const hint =
    written === null
      ? { zh: `请核对单位(应为${field.unit})`, en: `check the unit (it should be ${field.unit})` }
      : {
          zh: `像是按${written}填报,应为${field.unit};请核对,不会自动更正`,
          en: `it looks as if written in ${written} instead of ${field.unit}; check it, nothing is corrected for you`,
        };
  return ofCheck(check, row, field.id, "LZ8309", detail, hint);
}

const UNITS =
  "元 千元 万元 百万元 亿元 kWh MWh 万千瓦时 亿千瓦时 kg t 万吨 平方米 亩 万平方米 万亩 人 万人".split(" ");

/** The unit that would make the figure right: the one a sender may have written in. */
function likelyUnit(field: FieldDescription, off: Off): string | null {
  const own = parseUnit(field.unit);
  if (!own.ok) return null;
  const factor = off.large ? rational(1n, off.times) : rational(off.times);
  const wanted = multiply(own.unit.toMinor, factor);
  const base = Object.keys(own.unit.dimension).join();
  for (const text of UNITS) {
    const unit = parseUnit(text);
    if (!unit.ok || Object.keys(unit.unit.dimension).join() !== base) continue;
    if (unit.unit.toMinor.num === wanted.num && unit.unit.toMinor.den === wanted.den) return text;
  }
  return null;
}
