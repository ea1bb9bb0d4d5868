/** Targets: an indicator, a bound, a year, a clause. */
import { PLAIN_ID, yearOf } from "@lianzhang/kernel";
import { z } from "zod";
import { countedAs, readAmount } from "../amount.ts";
import { decimal, labelInput, labelOf, noteOf, text } from "../common.ts";
import { checkNotItself, checkReference, checkTargeted } from "../fitting.ts";
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";
import type { Draft, Loading } from "../loading.ts";
import type { Bound, Indicator, Target } from "../model.ts";
import { checkPurpose } from "../purpose.ts";
import type { Entry } from "../source/entry.ts";

const reference = z.strictObject({ indicator: z.string(), region: text });
const amount = z.union([decimal, reference]);
const target = z.strictObject({
  label: labelInput,
  en: z.string().optional(),
  clause: text,
  indicator: z.string().optional(),
  at_least: amount.optional(),
  above: amount.optional(),
  at_most: decimal.optional(),
  below: decimal.optional(),
  exactly: decimal.optional(),
  qualitative: labelInput.optional(),
  by: z.number().int().min(2000).max(2100),
  quote: text.optional(),
  owner: z.string().optional(),
  note: labelInput.optional(),
  assumed: z.boolean().default(false),
  path: z.record(z.string().regex(/^\d{4}$/), decimal).optional(),
  pace: z.string().optional(),
  order: z.number().int().default(0),
  parts: z.array(z.string()).default([]),
  overlaps: z.array(z.string()).default([]),
  share_of: z.strictObject({ numerator: z.array(z.string()), denominator: z.array(z.string()) }).optional(),
});
type TargetInput = z.infer<typeof target>;

const COMPARATORS = { at_least: ">=", above: ">", at_most: "<=", below: "<", exactly: "=" } as const;
const BOUNDS = ["at_least", "above", "at_most", "below", "exactly"] as const;

export const targetKind: Kind = defineKind({
  name: "targets",
  form: "map",
  id: PLAIN_ID,
  schema: target,
  build(entry, value, loading): void {
    loading.refer("clauses", value.clause, entry.at("clause"));
    const issued = Number(loading.decision?.issued.slice(0, 4) ?? 0);
    if (value.by < issued)
      loading.add("LZ2027", entry.at("by"), `a target by ${value.by} in a decision of ${issued}`);
    if (value.indicator !== undefined) loading.refer("indicators", value.indicator, entry.at("indicator"));
    if (value.owner !== undefined) loading.refer("holders", value.owner, entry.at("owner"));
    loading.referAll("targets", value.parts, entry, ["parts"]);
    loading.referAll("targets", value.overlaps, entry, ["overlaps"]);
    checkNotItself(value.parts, entry, ["parts"], loading);
    checkNotItself(value.overlaps, entry, ["overlaps"], loading);
    loading.referAll("targets", value.share_of?.numerator ?? [], entry, ["share_of", "numerator"]);
    loading.referAll("targets", value.share_of?.denominator ?? [], entry, ["share_of", "denominator"]);
    const draft: Draft<Target> = {
      id: entry.id,
      label: labelOf(value.label, value.en, entry, ["label"], loading),
      clause: value.clause,
      indicator: value.indicator ?? null,
      bound: { kind: "qualitative", text: "" },
      by: value.by,
      quote: value.quote ?? null,
      owner: value.owner ?? null,
      note: noteOf(value.note, entry, ["note"], loading),
      assumed: value.assumed,
      path: new Map(),
      pace: null,
      parts: value.parts,
      overlaps: value.overlaps,
      shareOf: value.share_of ?? null,
      order: value.order,
      place: entry.place,
    };
    loading.targets.set(entry.id, draft);
    loading.later.push(() => finish(draft, value, entry, loading));
  },
});

function finish(draft: Draft<Target>, value: TargetInput, entry: Entry, loading: Loading): void {
  const stated = BOUNDS.filter((b) => value[b] !== undefined);
  const [word] = stated;
  if (stated.length + (value.qualitative === undefined ? 0 : 1) !== 1) {
    const found = [...stated, ...(value.qualitative === undefined ? [] : ["qualitative"])];
    loading.add(
      "LZ2025",
      entry.place,
      `a target has exactly one bound; found ${found.join(", ") || "none"}`,
      `one of ${BOUNDS.join(", ")}, qualitative`,
    );
    return;
  }
  if (value.qualitative !== undefined) {
    draft.bound = {
      kind: "qualitative",
      text: labelOf(value.qualitative, undefined, entry, ["qualitative"], loading).zh,
    };
    return;
  }
  if (value.indicator === undefined) {
    loading.add(
      "LZ2005",
      entry.place,
      `"indicator" is missing in targets.${entry.id}`,
      "name what the bound is measured by, or make it qualitative",
    );
    return;
  }
  checkPurpose(entry, "analysis", "target", [{ id: value.indicator, key: ["indicator"] }], loading);
  const indicator = loading.indicators.get(value.indicator);
  // Its unit is what is wrong: nothing to compare with yet.
  if (loading.misdeclared.has(value.indicator)) return;
  if (!indicator || word === undefined) return;
  checkTargeted(indicator, entry, loading);
  draft.bound = boundOf(word, value, indicator, entry, loading) ?? draft.bound;
  draft.path = pathOf(value, indicator, entry, loading);
  if (value.pace !== undefined) draft.pace = paceOf(value.pace, entry, loading);
}

function boundOf(
  word: (typeof BOUNDS)[number],
  value: TargetInput,
  indicator: Indicator,
  entry: Entry,
  loading: Loading,
): Bound | null {
  const written = value[word];
  if (written === undefined) return null;
  const comparator = COMPARATORS[word];
  if (typeof written === "string") {
    const whole = readAmount(written, countedAs(indicator), entry.at(word), loading);
    return whole === null ? null : { kind: "number", comparator, value: whole, text: written };
  }
  const known = loading.refer("indicators", written.indicator, entry.at(word, "indicator"));
  const subjects = [...loading.registers.values()].flatMap((r) => [...(r.fixed?.keys() ?? [])]);
  if (!subjects.includes(written.region))
    loading.unknown("fixed subject", written.region, subjects, entry.at(word, "region"));
  const other = loading.indicators.get(written.indicator);
  if (other && subjects.includes(written.region))
    checkReference(indicator, other, written.region, [word, "indicator"], entry, loading);
  if (!known || (comparator !== ">" && comparator !== ">=")) return null;
  return {
    kind: "reference",
    comparator,
    indicator: written.indicator,
    subject: written.region,
    text: written.region,
  };
}

function pathOf(
  value: TargetInput,
  indicator: Indicator,
  entry: Entry,
  loading: Loading,
): Map<number, bigint> {
  const path = new Map<number, bigint>();
  for (const [year, written] of Object.entries(value.path ?? {})) {
    const whole = readAmount(written, countedAs(indicator), entry.at("path", year), loading);
    if (whole !== null) path.set(Number(year), whole);
  }
  return new Map([...path].sort(([a], [b]) => a - b));
}

/** The parameter's twelve monthly shares, added up: the share reached by the end of each month. */
function paceOf(id: string, entry: Entry, loading: Loading): bigint[] | null {
  if (!loading.refer("parameters", id, entry.at("pace"))) return null;
  const parameter = loading.parameters.get(id);
  if (!parameter) return null;
  const months = parameter.values.flatMap((v) =>
    v.for && v.for.from === v.for.to ? [{ month: v.for.from, value: v.value }] : [],
  );
  months.sort((a, b) => a.month - b.month);
  const whole = months.length === 12 && new Set(months.map((m) => yearOf(m.month))).size === 1;
  if (!whole || parameter.type.numeric !== "ratio") {
    loading.add(
      "LZ2023",
      entry.at("pace"),
      `${id} has ${months.length} monthly shares`,
      "a pace has one value for: each month of one year, in %",
    );
    return null;
  }
  // In 10^-8 of the parameter's unit; % is a hundredth of 1.
  const { num, den } = parameter.type.unit.toMinor;
  let reached = 0n;
  return months.map((m) => (reached += (m.value * num) / den));
}
