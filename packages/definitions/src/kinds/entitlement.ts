/** Entitlements: a condition, an amount with its caps, validity, review, fund; condition and amount are figures. */
import type { Label } from "@lianzhang/kernel";
import { FORMULA_ID } from "@lianzhang/kernel";
import { z } from "zod";
import { dayOf, labelInput, labelOf, noteOf, text, use } from "../common.ts";
import type { Entitlement, ShortFund } from "../entitlements/model.ts";
import { makeStep } from "../evaluations/make-step.ts";
import type { FigureText } from "../evaluations/figures.ts";
import { checkNotItself } from "../fitting.ts";
import { settleBody } from "../formulas.ts";
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";
import type { Draft, Loading } from "../loading.ts";
import { checkPurpose } from "../purpose.ts";
import type { Entry, Path } from "../source/entry.ts";

const slope = z.strictObject({
  of: text.describe("a formula, as growth(revenue)"),
  unit: text.describe("the unit it is stepped in"),
  from: text.describe("where the steps begin, as 25%"),
  each: text.describe("one step, as 1%"),
  pays: text.describe("money for one step"),
  base: text.optional().describe("money on top of the steps"),
  steps: z.enum(["whole", "pro_rata"]),
});
type Slope = z.output<typeof slope>;

const schema = z.strictObject({
  label: labelInput,
  en: z.string().optional(),
  clause: text.optional(),
  source: text,
  subject: z.string(),
  period: z.enum(["month", "quarter", "half", "year"]),
  uses: use.default("incentive"),
  when: text,
  amount: text.optional().describe("a formula in money"),
  slope: slope.optional(),
  cap: z.strictObject({ claim: text.optional(), year: text.optional() }).default({}),
  paid: z.string().optional().describe("figure of what was paid already in the period, from the ledger"),
  valid: z.strictObject({ from: z.string().optional(), until: z.string().optional() }).default({}),
  review: z.strictObject({
    fair_competition: z.enum(["passed", "pending", "unknown"]),
    number: text.optional(),
  }),
  excludes: z.array(z.string()).default([]),
  fund: z.string().optional().describe("parameter with the money there is"),
  short: z
    .union([
      z.literal("pro_rata"),
      z.strictObject({ by: z.string(), best: z.enum(["highest", "lowest"]), last: z.enum(["part", "none"]) }),
    ])
    .optional(),
  assumed: z.boolean().default(false),
  note: labelInput.optional(),
});
type Input = z.output<typeof schema>;

export const entitlementKind: Kind = defineKind({
  name: "entitlements",
  form: "map",
  id: FORMULA_ID,
  schema,
  build(entry, value, loading): void {
    if (value.clause !== undefined) loading.refer("clauses", value.clause, entry.at("clause"));
    const known = loading.refer("registers", value.subject, entry.at("subject"));
    const label = labelOf(value.label, value.en, entry, ["label"], loading);
    loading.referAll("entitlements", value.excludes, entry, ["excludes"]);
    checkNotItself(value.excludes, entry, ["excludes"], loading);
    if (value.fund !== undefined) loading.refer("parameters", value.fund, entry.at("fund"));
    if (value.paid !== undefined) loading.refer("indicators", value.paid, entry.at("paid"));
    if (typeof value.short === "object") loading.refer("indicators", value.short.by, entry.at("short", "by"));
    if (!known || !said(value, entry, loading)) return;
    const all = figuresOf(entry.id, label, value);
    const owner = {
      of: value.subject,
      period: value.period,
      clause: value.clause ?? null,
      assumed: value.assumed,
    };
    for (const f of all) makeStep(f, owner, entry, loading);
    const entitlement = modelOf(label, value, all, entry, loading);
    loading.entitlements.set(entry.id, entitlement);
    loading.later.push(() => {
      const other = [...loading.entitlements.values()].find(
        (e) =>
          e.fund !== null &&
          e.fund === entitlement.fund &&
          JSON.stringify(e.short) !== JSON.stringify(entitlement.short),
      );
      if (other)
        loading.add(
          "LZ2103",
          entry.at("short"),
          `${entry.id} and ${other.id} share the fund ${other.fund ?? ""} and divide it by different rules`,
          "write the same short: for every entitlement of a fund",
        );
      const drafts = all.flatMap((f) => loading.indicators.get(f.id) ?? []);
      for (const draft of drafts) settleBody(draft, loading);
      const keys: { id: string; key: Path }[] = all.map((f) => ({ id: f.id, key: f.path }));
      checkPurpose(entry, value.uses, "entitlement", keys, loading);
      entitlement.touches = [...new Set(drafts.flatMap((d) => d.touches))].sort();
    });
  },
});

/** One way to the amount, and a rule for a fund that does not reach. */
function said(value: Input, entry: Entry, loading: Loading): boolean {
  const ways = [value.amount, value.slope].filter((w) => w !== undefined).length;
  if (ways !== 1)
    loading.add(
      ways === 0 ? "LZ2100" : "LZ2101",
      entry.place,
      `${entry.id} states ${ways} ways to its amount`,
      "write one of amount: and slope:",
    );
  const short = (value.fund === undefined) === (value.short === undefined);
  if (!short)
    loading.add(
      "LZ2100",
      entry.place,
      `${entry.id} does not say what happens when the fund does not reach`,
      "write fund: and short: pro_rata, or short: { by: ..., best: highest, last: part }",
    );
  return ways === 1 && short;
}

/** Over parts of a year its cap is a figure: what it leaves depends on what was paid before. */
const yearCapOf = (id: string, value: Input): string | null =>
  value.cap.year === undefined || value.period === "year" ? null : `${id}_year_cap`;

/** The steps of a slope that were climbed: whole ones, or pro rata; none below where it begins. */
function stepsText(id: string, s: Slope): string {
  const climbed = `${id}_climbed`;
  return s.steps === "whole" ? `at_least(round(${climbed} - 50%, 0), 0%)` : `at_least(${climbed}, 0%)`;
}

function figuresOf(id: string, label: Label, value: Input): FigureText[] {
  const named = (zh: string, en: string): Label => ({ zh: `${label.zh}·${zh}`, en: `${label.en}: ${en}` });
  const met: FigureText = {
    id: `${id}_met`,
    label: named("符合条件", "met"),
    unit: "1",
    decimals: 0,
    formula: `if ${value.when} then 1 else 0`,
    path: ["when"],
  };
  const { slope: s } = value;
  const steps: FigureText[] =
    s === undefined
      ? []
      : [
          {
            id: `${id}_over`,
            label: named("超出部分", "over the threshold"),
            unit: s.unit,
            decimals: 4,
            formula: `(${s.of}) - (${s.from})`,
            path: ["slope"],
          },
          {
            id: `${id}_climbed`,
            label: named("超出级数", "steps over the threshold"),
            unit: "%",
            decimals: 4,
            formula: `${id}_over / (${s.each}) * 100%`,
            path: ["slope"],
          },
          {
            id: `${id}_steps`,
            label: named("计奖级数", "steps that count"),
            unit: "1",
            decimals: 4,
            formula: stepsText(id, s),
            path: ["slope"],
          },
        ];
  const base = s?.base === undefined ? "" : `${s.base} + `;
  const amount = s === undefined ? (value.amount ?? "") : `${base}${id}_steps * (${s.pays})`;
  const capped = [value.cap.claim, value.cap.year].reduce(
    (x, limit) => (limit === undefined ? x : `cap(${x}, ${limit})`),
    amount,
  );
  const due: FigureText = {
    id: `${id}_due`,
    label: named("应兑现金额", "amount due"),
    unit: "元",
    decimals: 2,
    formula: `if ${id}_met = 1 then ${capped} else 0 元`,
    path: [s === undefined ? "amount" : "slope"],
  };
  const yearly = yearCapOf(id, value);
  const yearCap: FigureText[] =
    yearly === null || value.cap.year === undefined
      ? []
      : [
          {
            id: yearly,
            label: named("年度上限", "cap of the year"),
            unit: "元",
            decimals: 2,
            formula: value.cap.year,
            path: ["cap", "year"],
          },
        ];
  return [met, ...steps, due, ...yearCap];
}

function modelOf(
  label: Label,
  value: Input,
  all: readonly FigureText[],
  entry: Entry,
  loading: Loading,
): Draft<Entitlement> {
  return {
    id: entry.id,
    label,
    clause: value.clause ?? null,
    source: value.source,
    note: noteOf(value.note, entry, ["note"], loading),
    subject: value.subject,
    period: value.period,
    use: value.uses,
    valid: {
      from: dayOf(value.valid.from, entry, ["valid", "from"], loading),
      until: dayOf(value.valid.until, entry, ["valid", "until"], loading),
    },
    review: { result: value.review.fair_competition, number: value.review.number ?? null },
    excludes: value.excludes,
    fund: value.fund ?? null,
    short: shortOf(value.short),
    figures: {
      met: `${entry.id}_met`,
      due: `${entry.id}_due`,
      paid: value.paid ?? null,
      yearCap: yearCapOf(entry.id, value),
    },
    all: all.map((f) => f.id),
    assumed: value.assumed,
    touches: [],
    place: entry.place,
  };
}

const shortOf = (s: Input["short"]): ShortFund | null =>
  s === undefined ? null : s === "pro_rata" ? { kind: "pro_rata" } : { kind: "order", ...s };
