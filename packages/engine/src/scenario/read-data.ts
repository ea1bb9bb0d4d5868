/** `registers:` and `facts:` of a scenario. */
import type { Field, Form, Placed, PlacedEntry, Register } from "@lianzhang/definitions";
import type { BooleanCore, Core } from "@lianzhang/formula";
import { checkFormula } from "@lianzhang/formula";
import type { Month, Period } from "@lianzhang/kernel";
import { monthOfYear, parseDecimal } from "@lianzhang/kernel";
import type { Change } from "./change.ts";
import type { Reading } from "./reading.ts";
import { entriesOf, itemsOf, monthValue, periodKey, textOf, unknownKey } from "./tree.ts";
import { amountIn, attributeCell } from "./values.ts";

/** `subject: { attribute: value, attribute: { value: v, from: 2025-06 }, opens: month, closes: month }`. */
function subjectChanges(register: Register, entry: PlacedEntry, reading: Reading): Change[] {
  const { problems } = reading;
  return entriesOf(entry.value, `registers.${register.id}.${entry.key}`, problems).flatMap((e): Change[] => {
    const common = { register: register.id, subject: entry.key, place: e.keyPlace };
    const attribute = register.attributes.get(e.key);
    if (attribute) {
      const dated = e.value.kind === "map" ? datedValue(e.value.entries, reading) : null;
      if (e.value.kind === "map" && dated === null) return [];
      const value = attributeCell(dated?.value ?? e.value, attribute, reading.environment, problems);
      if (value === undefined) return [];
      return [{ kind: "attribute", ...common, attribute: attribute.id, from: dated?.from ?? null, value }];
    }
    if (e.key === "opens" || e.key === "closes") {
      const month = monthValue(e.value, e.key, problems);
      return month === null ? [] : [{ kind: e.key, ...common, month }];
    }
    problems.unknown("attribute", e.key, [...register.attributes.keys(), "opens", "closes"], e.keyPlace);
    return [];
  });
}

/** `{ value: v, from: 2025-06 }`. */
function datedValue(
  entries: readonly PlacedEntry[],
  reading: Reading,
): { readonly value: Placed; readonly from: Month } | null {
  for (const e of entries)
    if (e.key !== "value" && e.key !== "from") unknownKey(e, ["value", "from"], reading.problems);
  const value = entries.find((e) => e.key === "value")?.value;
  const from = entries.find((e) => e.key === "from")?.value;
  if (!value || !from) {
    const place = entries[0]?.keyPlace;
    if (place) reading.problems.add("LZ5201", place, "a dated value has value: and from:");
    return null;
  }
  const month = monthValue(from, "from", reading.problems);
  return month === null ? null : { value, from: month };
}

export const registerChanges = (node: Placed, reading: Reading): Change[] =>
  entriesOf(node, "registers", reading.problems).flatMap((entry) => {
    const register = reading.model.registers.get(entry.key);
    if (!register) {
      reading.problems.unknown("register", entry.key, reading.model.registers.keys(), entry.keyPlace);
      return [];
    }
    return entriesOf(entry.value, `registers.${register.id}`, reading.problems).flatMap((e) =>
      subjectChanges(register, e, reading),
    );
  });

function fieldNamed(form: Form, entry: PlacedEntry, reading: Reading): Field | null {
  return (
    form.fields.get(entry.key) ??
    reading.problems.unknown(`field of ${form.id}`, entry.key, form.fields.keys(), entry.keyPlace)
  );
}

/** `subject: { 2025-06: { field: value } }`. */
function factChanges(form: Form, entry: PlacedEntry, reading: Reading): Change[] {
  const { problems } = reading;
  return entriesOf(entry.value, `facts.${form.id}.${entry.key}`, problems).flatMap((p): Change[] => {
    const period = periodKey(p, problems);
    if (period === null) return [];
    return entriesOf(p.value, p.key, problems).flatMap((f): Change[] => {
      const field = fieldNamed(form, f, reading);
      const value = field && amountIn(f.value, field.type, field.id, problems);
      if (!field || value === null) return [];
      if (!settable(form, field, period, f, reading)) return [];
      const { id } = field;
      return [
        { kind: "fact", form: form.id, subject: entry.key, period, field: id, value, place: f.keyPlace },
      ];
    });
  });
}

/** Cumulative fields are set for a month or from January on; everything else for the period of one return. */
function settable(form: Form, field: Field, period: Period, at: PlacedEntry, reading: Reading): boolean {
  const monthly = field.as === "cumulative" && form.every === "month";
  if (!monthly) return true;
  const months = new Set(form.months);
  const single = period.from === period.to;
  const cumulative =
    monthOfYear(period.from) === 1 && Math.floor(period.from / 12) === Math.floor(period.to / 12);
  if ((single || cumulative) && months.has(monthOfYear(period.to))) return true;
  reading.problems.add(
    "LZ5204",
    at.keyPlace,
    `${form.id}.${field.id} is a cumulative: this period is neither one of its months nor runs from January to one`,
    "write 2025-06 for the single month, 2025-01..06 for the cumulative",
  );
  return false;
}

const CONDITIONS: ReadonlySet<string> = new Set([
  "truth",
  "compare",
  "and",
  "or",
  "not",
  "codeIn",
  "has",
  "flag",
  "textIs",
  "isMissing",
  "settle",
  "date",
  "history",
  "relatedIs",
] satisfies BooleanCore["op"][]);
const isCondition = (core: Core): core is BooleanCore => CONDITIONS.has(core.op);

/** The condition, null for everyone, undefined after a report. */
function conditionIn(form: Form, node: Placed, reading: Reading): BooleanCore | null | undefined {
  const text = textOf(node, "if", reading.problems);
  if (text === null || node.kind !== "scalar") return undefined;
  if (text.trim() === "all") return null;
  const context = { subject: form.subject, unit: null, expect: "boolean", period: null } as const;
  const result = checkFormula(text, context, reading.environment);
  for (const p of result.problems)
    reading.problems.put({
      ...node.inside(p.span.start),
      severity: p.severity,
      code: p.code,
      message: p.message,
      ...(p.hint === undefined ? {} : { hint: p.hint }),
    });
  return result.core !== null && isCondition(result.core) ? result.core : undefined;
}

/** `where: [ { if: condition, change: { 2025: { field: { times: 1.1 } } } } ]`. */
function relativeChanges(form: Form, item: Placed, reading: Reading): Change[] {
  const { problems } = reading;
  const parts = entriesOf(item, `facts.${form.id}.where`, problems);
  for (const e of parts) if (e.key !== "if" && e.key !== "change") unknownKey(e, ["if", "change"], problems);
  const when = parts.find((e) => e.key === "if")?.value;
  const change = parts.find((e) => e.key === "change")?.value;
  if (!when || !change) {
    problems.add("LZ5201", item.place, "a change of many has if: and change:", "if: all is everyone");
    return [];
  }
  const condition = conditionIn(form, when, reading);
  if (condition === undefined) return [];
  const conditionText = when.kind === "scalar" ? String(when.value).replaceAll(/\s+/g, " ").trim() : "";
  return entriesOf(change, "change", problems).flatMap((p): Change[] => {
    const period = periodKey(p, problems);
    if (period === null) return [];
    return entriesOf(p.value, p.key, problems).flatMap((f): Change[] => {
      const field = fieldNamed(form, f, reading);
      const how = field && howOf(form, field, period, f, reading);
      if (!field || !how) return [];
      const common = { form: form.id, condition, conditionText, period, field: field.id };
      return [{ kind: "relative", ...common, how, place: f.keyPlace }];
    });
  });
}

/** At most this many decimals: 18 digits times a factor must stay within 128 bits. */
const FACTOR_DECIMALS = 8;

function howOf(
  form: Form,
  field: Field,
  period: Period,
  entry: PlacedEntry,
  reading: Reading,
): (Change & { kind: "relative" })["how"] | null {
  const { problems } = reading;
  const [how, ...more] = entriesOf(entry.value, field.id, problems);
  if (!how || more.length > 0)
    return problems.add(
      "LZ5201",
      entry.keyPlace,
      `${field.id} needs one of times: and plus:`,
      "write { times: 1.1 }",
    );
  const cumulative = field.as === "cumulative" && form.every === "month";
  if (cumulative && (monthOfYear(period.from) !== 1 || monthOfYear(period.to) !== 12))
    return problems.add(
      "LZ5204",
      entry.keyPlace,
      `${field.id} is a cumulative: a relative change is of whole years`,
      "write 2025",
    );
  if (how.key === "times") {
    const text = textOf(how.value, "times", problems);
    const times = text === null ? null : parseDecimal(text);
    if (times && times.den <= 10n ** BigInt(FACTOR_DECIMALS) && times.num >= 0n && times.num < 10n ** 12n)
      return { times };
    return problems.add(
      "LZ5203",
      how.value.place,
      `times: "${text ?? ""}" is not a factor`,
      `a decimal of at most ${FACTOR_DECIMALS} places, as 1.05`,
    );
  }
  if (how.key === "plus" && !cumulative) {
    const plus = amountIn(how.value, field.type, "plus", problems);
    return plus === null ? null : { plus };
  }
  return how.key === "plus"
    ? problems.add(
        "LZ5204",
        how.keyPlace,
        `${field.id} is a cumulative: plus: does not say in which month`,
        "use times:, or set the months of each subject",
      )
    : unknownKey(how, ["times", "plus"], problems);
}

export const factAddresses = (node: Placed, reading: Reading): Change[] =>
  entriesOf(node, "facts", reading.problems).flatMap((entry) => {
    const form = reading.model.forms.get(entry.key);
    if (!form) {
      reading.problems.unknown("form", entry.key, reading.model.forms.keys(), entry.keyPlace);
      return [];
    }
    return entriesOf(entry.value, `facts.${form.id}`, reading.problems).flatMap((e) =>
      e.key === "where"
        ? itemsOf(e.value, "where", reading.problems).flatMap((i) => relativeChanges(form, i, reading))
        : factChanges(form, e, reading),
    );
  });
