/** GET /api/incentives: every incentive of the year with its funds, and what differs from the ledger. */
import type { Incentives } from "@lianzhang/contract";
import type { Entitlement } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import { formatPeriod } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import type { ApiProblem } from "../errors.ts";
import { notFound } from "../errors.ts";
import { hidesFirms } from "../sight/sight.ts";
import type { SeenClaim, Settled } from "./claims.ts";
import { periodsOf, settledFor } from "./claims.ts";
import type { Entered } from "./ledger.ts";
import { flagsOf, itemOf, sumOf, yuan } from "./present.ts";

export interface Asking {
  readonly ledger: readonly Entered[] | null;
  readonly mayMake: boolean;
  /** Single firms are not for visitors. */
  readonly firms: boolean;
}

export const noEnterprises = (): ApiProblem =>
  notFound({ zh: "企业登记册", en: "register of enterprises" }, "enterprise", null);

const PRO_RATA: Label = { zh: "按比例兑现", en: "in proportion" };

function ruleOf(context: Context, e: Entitlement): Label | null {
  if (e.short === null) return null;
  if (e.short.kind === "pro_rata") return PRO_RATA;
  const by = context.model.indicators.get(e.short.by)?.label ?? { zh: e.short.by, en: e.short.by };
  const part = e.short.last === "part";
  return {
    zh: `按「${by.zh}」从${e.short.best === "highest" ? "高到低" : "低到高"}排序,${part ? "末位兑现余额" : "不足的不兑现"}`,
    en: `by ${by.en}, ${e.short.best === "highest" ? "highest" : "lowest"} first; ${part ? "the last gets the rest" : "none in part"}`,
  };
}

function fundsOf(context: Context, settled: Settled): Incentives["funds"] {
  const { model, instance } = context;
  return settled.funds.flatMap((f) => {
    const parameter = model.parameters.get(f.fund);
    const own = settled.entitlements.filter((e) => e.fund === f.fund);
    const [first] = own;
    if (parameter === undefined || first === undefined) return [];
    const short = settled.claims.filter((c) => !c.early && c.claim.held.includes("fund_short"));
    return [
      {
        id: f.fund,
        label: parameter.label,
        marks: [
          ...(instance.demo ? (["demo"] as const) : []),
          ...(parameter.assumed ? (["assumed"] as const) : []),
        ],
        source: parameter.values.at(-1)?.source ?? "",
        has: yuan(f.has, "no_parameter_value"),
        granted: yuan(
          sumOf(
            settled.claims.filter((c) => !c.early && c.entitlement.fund === f.fund).map((c) => c.claim),
            (c) => c.granted,
          ),
        ),
        short: yuan(
          sumOf(
            short.filter((c) => c.entitlement.fund === f.fund).map((c) => c.claim),
            (c) => (c.due ?? 0n) - c.granted,
          ),
        ),
        rule: ruleOf(context, first),
      },
    ];
  });
}

function incentiveOf(context: Context, settled: Settled, e: Entitlement): Incentives["items"][number] {
  const own = settled.claims.filter((c) => c.entitlement.id === e.id && !c.early).map((c) => c.claim);
  return {
    ...itemOf(context, e),
    flags: flagsOf(context, e),
    firms: {
      due: own.filter((c) => (c.due ?? 0n) > 0n).length,
      granted: own.filter((c) => c.granted > 0n).length,
      open: own.filter((c) => c.due === null).length,
    },
    due: yuan(sumOf(own, (c) => c.due)),
    granted: yuan(sumOf(own, (c) => c.granted)),
    short: yuan(sumOf(own, (c) => (c.due ?? 0n) - c.granted)),
    paid: settled.ledger ? yuan(sumOf(own, (c) => c.paid)) : null,
  };
}

/** Granted, with nothing in the ledger. */
export const withoutCase = ({ early, claim, entered }: SeenClaim): boolean =>
  !early && claim.granted > 0n && entered.length === 0;

export async function incentives(context: Context, frame: Frame, asking: Asking): Promise<Incentives> {
  const settled = await settledFor(context, frame, asking.ledger);
  if (settled === null) throw noEnterprises();
  const { claims } = settled;
  const own = claims.filter((c) => !c.early).map((c) => c.claim);
  const count = (takes: (c: SeenClaim) => boolean): number =>
    claims.filter((c) => !c.early && takes(c)).length;
  return {
    asOf: asOfOf(context, settled.asked),
    periods: periodsOf(context).map(formatPeriod),
    items: settled.entitlements.map((e) => incentiveOf(context, settled, e)),
    funds: fundsOf(context, settled),
    total: {
      due: yuan(sumOf(own, (c) => c.due)),
      granted: yuan(sumOf(own, (c) => c.granted)),
      firms: new Set(own.filter((c) => c.granted > 0n).map((c) => c.subject)).size,
    },
    differences: settled.ledger
      ? {
          paidNotDue: count((c) => c.difference === "paid_not_due"),
          paidMore: count((c) => c.difference === "paid_more"),
          notPaid: count(({ claim }) => claim.owed > 0n),
          cases: count((c) => c.difference === "differs"),
          without: count(withoutCase),
        }
      : null,
    mayMake: asking.mayMake,
    firms: asking.firms,
    limited: hidesFirms(context.sight),
  };
}
