/** Claims and incentives as the page has them. */
import type { ClaimRow, FigureValue, FirmIncentives, Incentive, Mark } from "@lianzhang/contract";
import type { Entitlement } from "@lianzhang/definitions";
import { redFlags } from "@lianzhang/definitions";
import type { Claim, Held } from "@lianzhang/engine";
import type { Label } from "@lianzhang/kernel";
import { formatDay, unit } from "@lianzhang/kernel";
import type { Context } from "../context.ts";
import {
  absent,
  clauseReference,
  codeLabel,
  figureData,
  figureValue,
  marksOf,
  reference,
} from "../present.ts";
import { sourcesOf } from "./conditions.ts";
import type { SeenClaim, Settled } from "./claims.ts";

/** Why a claim is not granted, or not wholly. */
export const HELD_WORDS: Readonly<Record<Held, Label>> = {
  excluded: { zh: "与其他事项不重复享受", en: "another one pays more" },
  not_reviewed: { zh: "未见公平竞争审查通过结论", en: "no passed review for fair competition" },
  not_in_force: { zh: "不在有效期内", en: "not in force" },
  year_cap: { zh: "本年已付达年度上限", en: "what was paid this year reaches the year's cap" },
  fund_short: { zh: "资金不足", en: "the fund does not reach" },
};

/** The page shows yearly incentives, whose amount keeps to the year's cap already. */
const onPage = (h: Held): h is ClaimRow["held"][number] => h !== "year_cap";

const YUAN = { numeric: "exact", unit: unit("元"), decimals: 0 } as const;
export const yuan = (fen: bigint | null, reason: FigureValue["reason"] = "no_rows"): FigureValue =>
  figureValue(fen, YUAN, reason);

type ItemFields = Pick<
  Incentive,
  "id" | "label" | "clause" | "source" | "note" | "marks" | "valid" | "review" | "excludes" | "fund"
>;

function marks(context: Context, e: Entitlement): readonly Mark[] {
  const due = context.model.indicators.get(e.figures.due);
  const own = due === undefined ? [] : marksOf(context.model, context.instance.demo, due);
  return e.assumed && !own.includes("assumed") ? [...own, "assumed"] : own;
}

export function itemOf(context: Context, e: Entitlement): ItemFields {
  const { model } = context;
  const fund = e.fund === null ? undefined : model.parameters.get(e.fund);
  const { from, until } = e.valid;
  return {
    id: e.id,
    label: e.label,
    clause: clauseReference(model, e.clause),
    source: e.source,
    note: e.note,
    marks: marks(context, e),
    valid: {
      from: from === null ? null : formatDay(from),
      until: until === null ? null : formatDay(until),
    },
    review: e.review,
    excludes: e.excludes.map((id) => reference(id, model.entitlements.get(id)?.label)),
    fund: fund === undefined ? null : reference(fund.id, fund.label),
  };
}

export const flagsOf = (context: Context, e: Entitlement): Incentive["flags"] =>
  redFlags(e, context.model).map((d) => ({
    code: d.code,
    message: { zh: d.zh?.message ?? d.message, en: d.message },
    hint: { zh: d.zh?.hint ?? d.hint ?? "", en: d.hint ?? "" },
  }));

type ClaimFields = Pick<
  FirmIncentives["items"][number],
  "standing" | "due" | "granted" | "paid" | "owed" | "held" | "missing" | "case" | "difference"
>;

/** Who holds what is missing: of the fields behind the figure, those it rests on. */
function missingOf(context: Context, { entitlement, claim }: SeenClaim): ClaimFields["missing"] {
  const met = context.model.indicators.get(entitlement.figures.met);
  return claim.due !== null || met === undefined ? [] : sourcesOf(context, met);
}

export function claimFields(context: Context, settled: Settled, seen: SeenClaim): ClaimFields {
  const { model, instance } = context;
  const { entitlement: e, firm, claim, due, early, entered } = seen;
  const subject = { code: firm.code, name: firm.name };
  const indicator = model.indicators.get(e.figures.due);
  if (indicator === undefined) throw new Error(`no indicator "${e.figures.due}" is in the model`);
  const p = { model, demo: instance.demo };
  const [last] = entered.slice(-1);
  const figure =
    due === undefined
      ? { ...absent(p, indicator, settled.asked.period, "no_rows"), subject }
      : figureData(p, indicator, due, subject);
  return {
    standing: early ? "open" : seen.standing,
    due: figure,
    granted: early ? null : yuan(claim.granted),
    paid: settled.ledger ? yuan(claim.paid ?? 0n) : null,
    owed: early || !settled.ledger ? null : yuan(claim.owed),
    held: early ? [] : claim.held.filter(onPage),
    missing: missingOf(context, seen),
    case:
      last === undefined
        ? null
        : { id: last.id, state: last.state, granted: yuan(last.granted), over: last.over },
    difference: early ? null : seen.difference,
  };
}

export const countyOf = (context: Context, settled: Settled, { firm }: SeenClaim): Label | null =>
  firm.places.county === null
    ? null
    : codeLabel(context.model, settled.table.classifications.get("county") ?? null, firm.places.county);

export function rowOf(context: Context, settled: Settled, seen: SeenClaim): ClaimRow {
  const { entitlement, firm } = seen;
  const county = countyOf(context, settled, seen);
  return {
    item: entitlement.id,
    label: entitlement.label,
    code: firm.code,
    name: firm.name,
    county:
      county === null || firm.places.county === null ? null : { code: firm.places.county, label: county },
    marks: marks(context, entitlement),
    ...claimFields(context, settled, seen),
  };
}

export const sumOf = (claims: readonly Claim[], of: (c: Claim) => bigint | null): bigint =>
  claims.reduce((sum, c) => sum + (of(c) ?? 0n), 0n);
