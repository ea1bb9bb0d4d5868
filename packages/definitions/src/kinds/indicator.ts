/** Indicators: a formula over fields, attributes, other indicators and parameters, or who holds the figure. */
import { FORMULA_ID } from "@lianzhang/kernel";
import { z } from "zod";
import { labelInput, labelOf, noteOf, text, unitOf } from "../common.ts";
import { checkGroupings } from "../fitting.ts";
import { settleBody } from "../formulas.ts";
import { checkTwins } from "../twins.ts";
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";
import type { Draft, Loading } from "../loading.ts";
import type { Indicator } from "../model.ts";
import type { Entry } from "../source/entry.ts";

export const indicatorKind: Kind = defineKind({
  name: "indicators",
  form: "map",
  id: FORMULA_ID,
  schema: z.strictObject({
    label: labelInput,
    en: z.string().optional(),
    clause: text.optional(),
    of: z.string().optional(),
    period: z.enum(["month", "quarter", "half", "year"]).optional(),
    unit: text,
    decimals: z.number().int().min(0).max(8).default(2),
    formula: text.optional(),
    by: z.array(z.string()).default([]),
    partition: z.string().optional().describe("the split of the population its total is over"),
    reconciles: z
      .strictObject({ with: z.string(), why: labelInput })
      .optional()
      .describe("the published figure of the same thing, and why the two differ"),
    constant_prices: z.string().optional().describe("the same figure at the prices of one year"),
    better: z.enum(["higher", "lower"]).optional(),
    assumed: z.boolean().default(false),
    note: labelInput.optional(),
    holder: z.string().optional(),
  }),
  build(entry, value, loading): void {
    const label = labelOf(value.label, value.en, entry, ["label"], loading);
    if (value.clause !== undefined) loading.refer("clauses", value.clause, entry.at("clause"));
    if (value.holder !== undefined) loading.refer("holders", value.holder, entry.at("holder"));
    const misspelt = loading.misspelt.has(`${entry.kind}.${entry.id}`);
    if (misspelt) loading.broken.add(entry.id).add(label.zh);
    if (value.formula === undefined && value.holder === undefined && !misspelt) {
      loading.add(
        "LZ2024",
        entry.place,
        `${entry.id} has neither formula nor holder`,
        "write formula:, or holder: for who has the figure",
      );
    }
    const unit = unitOf(value.unit, entry, ["unit"], loading);
    const ofKnown = value.of === undefined || loading.refer("registers", value.of, entry.at("of"));
    if (unit === null || !ofKnown) {
      loading.broken.add(entry.id).add(label.zh);
      return;
    }
    const draft: Draft<Indicator> = {
      id: entry.id,
      label,
      clause: value.clause ?? null,
      of: value.of ?? null,
      period: value.period ?? null,
      unit,
      decimals: value.decimals,
      formula: value.formula ?? null,
      body: null,
      growthBasis: null,
      higherIsBetter: value.better === undefined ? null : value.better === "higher",
      assumed: value.assumed,
      note: noteOf(value.note, entry, ["note"], loading),
      holder: value.holder ?? null,
      by: value.by,
      partition: value.partition ?? null,
      reconciles: value.reconciles
        ? {
            with: value.reconciles.with,
            why: labelOf(value.reconciles.why, undefined, entry, ["reconciles", "why"], loading),
          }
        : null,
      constantPrices: value.constant_prices ?? null,
      stepOf: null,
      place: entry.place,
      touches: [],
    };
    loading.indicators.set(entry.id, draft);
    if (value.partition !== undefined) loading.refer("partitions", value.partition, entry.at("partition"));
    loading.later.push(() => finish(draft, entry, loading));
    // Twins are compared when both formulas are checked.
    loading.later.push(() => loading.later.push(() => checkTwins(draft, entry, loading)));
  },
});

function finish(draft: Draft<Indicator>, entry: Entry, loading: Loading): void {
  const groupings = groupingsOf(loading);
  for (const [i, by] of draft.by.entries()) {
    if (groupings.has(by) || loading.broken.has(by)) continue;
    loading.unknown("attribute or membership", by, groupings, entry.at("by", i));
  }
  if (settleBody(draft, loading)) checkGroupings(draft, entry, loading);
}

function groupingsOf(loading: Loading): Set<string> {
  const attributes = [...loading.registers.values()].flatMap((r) => [...r.attributes.keys()]);
  const lists = [...loading.memberships.values()].flatMap((m) => [
    m.id,
    m.name,
    ...(m.primaryAs ? [m.primaryAs] : []),
  ]);
  return new Set([...attributes, ...lists]);
}
