/**
 * Incentives of enterprises for one year, from the engine's own figures: settled once for everybody, because a fund that does not
 * reach concerns all, and then narrowed to the firms that a viewer sees.
 */
import type { ClaimDifference, ClaimStanding } from "@lianzhang/contract";
import type { Entitlement, Model } from "@lianzhang/definitions";
import type { Claim, EntitleResult, Figure } from "@lianzhang/engine";
import { claimKey, claimsOf, figuresOfEntitlements, ledgerDifference } from "@lianzhang/engine";
import { formatPeriod, periodLength } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import type { Asked, Context } from "../context.ts";
import type { Firm } from "../evaluation/results.ts";
import { seenFirms } from "../evaluation/results.ts";
import type { FirmTable } from "../firms.ts";
import { firmTable, REGISTER } from "../firms.ts";
import type { Entered } from "./ledger.ts";

export interface SeenClaim {
  readonly entitlement: Entitlement;
  readonly firm: Firm;
  readonly claim: Claim;
  /** The figure of what is due, as the viewer sees it. */
  readonly due: Figure | undefined;
  /** Before the release of what it rests on nothing of it is told. */
  readonly early: boolean;
  readonly entered: readonly Entered[];
  readonly standing: ClaimStanding;
  readonly difference: ClaimDifference | null;
}

export interface Settled {
  readonly asked: Frame;
  readonly table: FirmTable;
  readonly entitlements: readonly Entitlement[];
  readonly claims: readonly SeenClaim[];
  readonly funds: EntitleResult["funds"];
  /** Whether the viewer sees the ledger. */
  readonly ledger: boolean;
}

const LENGTH = "year";

/** Incentives of enterprises that are granted by the year, as the folder lists them. */
export const entitlementsOf = (model: Model): Entitlement[] =>
  [...model.entitlements.values()].filter((e) => e.subject === REGISTER && e.period === LENGTH);

export const periodsOf = (context: Context): readonly Asked["period"][] =>
  context.instance.timeline.periods.filter((p) => periodLength(p) === LENGTH);

/** The asked year; else the last one that is over by then. */
export function yearFor(context: Context, frame: Frame): Frame {
  const fits = periodsOf(context);
  const found = fits.find((p) => p.to <= frame.period.to) ?? fits[0];
  return periodLength(frame.period) === LENGTH || found === undefined ? frame : { ...frame, period: found };
}

/** The model with these incentives alone. */
const modelOf = (context: Context): Model => ({
  ...context.model,
  entitlements: new Map(entitlementsOf(context.model).map((e) => [e.id, e])),
});

/** Figures that incentives are settled from, as the viewer sees them. */
export const figuresFor = (context: Context, asked: Asked): Promise<readonly Figure[]> =>
  context.figures(asked, figuresOfEntitlements(modelOf(context)), [[]]);

const byClaim = (entered: readonly Entered[]): ReadonlyMap<string, readonly Entered[]> => {
  const out = new Map<string, Entered[]>();
  for (const e of entered) {
    const key = claimKey(e.entitlement, e.subject);
    out.set(key, [...(out.get(key) ?? []), e]);
  }
  return out;
};

const paidIn = (entered: readonly Entered[]): ReadonlyMap<string, bigint> =>
  new Map(
    [...byClaim(entered)].flatMap(([key, own]) => {
      const paid = own.flatMap((e) => e.paid ?? []);
      return paid.length === 0 ? [] : [[key, paid.reduce((a, b) => a + b, 0n)] as const];
    }),
  );

function standingOf({ due, granted }: Claim): ClaimStanding {
  if (due === null) return "open";
  if (due === 0n) return "not_met";
  return granted > 0n ? "granted" : "held";
}

function differenceOf(claim: Claim, entered: readonly Entered[]): ClaimDifference | null {
  return ledgerDifference(
    claim,
    entered.flatMap((e) => (e.over ? [] : [e.granted])),
  );
}

/** Every claim of a firm that the viewer sees inside the scope; null when the decision has no enterprises. */
export async function settledFor(
  context: Context,
  frame: Frame,
  ledger: readonly Entered[] | null,
): Promise<Settled | null> {
  const asked = yearFor(context, frame);
  const table = await firmTable(context, asked);
  if (table === null) return null;
  const entitlements = entitlementsOf(context.model);
  const whole = await figuresFor(context.whole, asked);
  const entered = ledger ?? [];
  const { claims, funds } = claimsOf(modelOf(context), whole, asked, paidIn(entered));
  const own = await figuresFor(context, asked);
  const at = new Map(own.map((f) => [`${f.indicator} ${f.subject ?? ""}`, f]));
  const firms = new Map((await seenFirms(context, table, asked)).map((f) => [f.code, f]));
  const inLedger = byClaim(entered);
  return {
    asked,
    table,
    entitlements,
    funds,
    ledger: ledger !== null,
    claims: claims.flatMap((claim): SeenClaim[] => {
      const firm = firms.get(claim.subject);
      const entitlement = context.model.entitlements.get(claim.entitlement);
      if (firm === undefined || entitlement === undefined) return [];
      const due = at.get(`${entitlement.figures.due} ${claim.subject}`);
      const cases = inLedger.get(claimKey(claim.entitlement, claim.subject)) ?? [];
      return [
        {
          entitlement,
          firm,
          claim,
          due,
          early: due?.reason === "embargoed",
          entered: cases,
          standing: standingOf(claim),
          difference: differenceOf(claim, cases),
        },
      ];
    }),
  };
}

export const yearText = (asked: Asked): string => formatPeriod(asked.period);
