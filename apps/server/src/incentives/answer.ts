/** GET /api/incentives, /api/incentives/claims and /api/incentives/firms/:code. */
import type { ClaimsAnswer, FirmIncentives, Incentives } from "@lianzhang/contract";
import type { Entitlement } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import { formatPeriod } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import { seenFirms } from "../evaluation/results.ts";
import { firmTable } from "../firms.ts";
import { absent, codeLabel, figureData, UNKNOWN } from "../present.ts";
import { hides, hidesFirms } from "../sight/sight.ts";
import type { SeenClaim, Settled } from "./claims.ts";
import { entitlementsOf, figuresFor, periodsOf, settledFor, yearFor } from "./claims.ts";
import { amountsFor } from "./amounts.ts";
import { conditionsFor } from "./conditions.ts";
import type { Entered } from "./ledger.ts";
import { claimFields, flagsOf, itemOf, rowOf, sumOf, yuan } from "./present.ts";

export interface Asking {
  readonly ledger: readonly Entered[] | null;
  readonly mayMake: boolean;
  /** Single firms are not for visitors. */
  readonly firms: boolean;
}

const noEnterprises = () => notFound({ zh: "企业登记册", en: "register of enterprises" }, "enterprise", null);

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

export interface ClaimFilters {
  readonly q?: string | undefined;
  readonly item?: string | undefined;
  readonly county?: string | undefined;
  readonly standing?: string | undefined;
}

const STANDINGS: Readonly<Record<string, Label>> = {
  granted: { zh: "可兑现", en: "Granted" },
  held: { zh: "应兑未列", en: "Due and held" },
  open: { zh: "待补数据", en: "Wants data" },
  paid_not_due: { zh: "已付不应兑", en: "Paid and not due" },
  paid_more: { zh: "多付", en: "Paid too much" },
  differs: { zh: "与台账金额不同", en: "Differs from the ledger" },
};
export const standingLabel = (standing: string): Label =>
  STANDINGS[standing] ?? { zh: "不符合", en: "Not met" };

const said = (c: SeenClaim): readonly string[] => [
  c.early ? "open" : c.standing,
  ...(c.early || c.difference === null ? [] : [c.difference]),
];
const UNPLACED = "unknown";
const keys = {
  item: (c: SeenClaim): readonly string[] => [c.entitlement.id],
  county: (c: SeenClaim): readonly string[] => [c.firm.places.county ?? UNPLACED],
  standing: said,
} as const;
type Key = keyof typeof keys;
const KEYS: readonly Key[] = ["item", "county", "standing"];

function filtered(claims: readonly SeenClaim[], filters: ClaimFilters, without: Key | null): SeenClaim[] {
  const words = filters.q?.trim().normalize("NFKC").toLowerCase() ?? "";
  return claims.filter(
    (c) =>
      (words === "" ||
        c.firm.name.toLowerCase().includes(words) ||
        c.firm.code.toLowerCase().includes(words)) &&
      KEYS.every((key) => {
        const asked = filters[key];
        return key === without || asked === undefined || asked === "" || keys[key](c).includes(asked);
      }),
  );
}

function facetsOf(context: Context, settled: Settled, filters: ClaimFilters): ClaimsAnswer["facets"] {
  const counts = (key: Key): ReadonlyMap<string, number> => {
    const out = new Map<string, number>();
    for (const c of filtered(settled.claims, filters, key))
      for (const code of keys[key](c)) out.set(code, (out.get(code) ?? 0) + 1);
    return out;
  };
  const [items, counties, standings] = [counts("item"), counts("county"), counts("standing")];
  const classification = settled.table.classifications.get("county") ?? null;
  return {
    item: settled.entitlements.map((e) => ({ code: e.id, label: e.label, count: items.get(e.id) ?? 0 })),
    county: [...counties]
      .map(([code, count]) => ({
        code,
        label: code === UNPLACED ? UNKNOWN : codeLabel(context.model, classification, code),
        count,
      }))
      .toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
    standing: Object.entries(STANDINGS).map(([code, label]) => ({
      code,
      label,
      count: standings.get(code) ?? 0,
    })),
  };
}

/** Claims that fit: what was paid and is not due first, then what is granted, held and open; firm by firm. */
export async function claimsFound(
  context: Context,
  frame: Frame,
  filters: ClaimFilters,
  asking: Asking,
): Promise<{ readonly settled: Settled; readonly found: readonly SeenClaim[] }> {
  const settled = await settledFor(context, frame, asking.ledger);
  if (settled === null) throw noEnterprises();
  const order = ["paid_not_due", "paid_more", "differs", "granted", "held", "open", "not_met"];
  const place = (c: SeenClaim): number => Math.min(...said(c).map((s) => order.indexOf(s)));
  const items = settled.entitlements.map((e) => e.id);
  const found = filtered(settled.claims, filters, null).toSorted(
    (a, b) =>
      place(a) - place(b) ||
      items.indexOf(a.entitlement.id) - items.indexOf(b.entitlement.id) ||
      (a.firm.code < b.firm.code ? -1 : 1),
  );
  return { settled, found };
}

export async function claims(
  context: Context,
  frame: Frame,
  filters: ClaimFilters,
  { page, size }: { readonly page: number; readonly size: number },
  asking: Asking,
): Promise<ClaimsAnswer> {
  const { settled, found } = await claimsFound(context, frame, filters, asking);
  return {
    asOf: asOfOf(context, settled.asked),
    total: found.length,
    page,
    size,
    rows: found.slice((page - 1) * size, page * size).map((c) => rowOf(context, settled, c)),
    facets: facetsOf(context, settled, filters),
    limited: hidesFirms(context.sight),
  };
}

/** What a firm that has no claim is told of an incentive: the figure, and that nothing is due. */
function nothingDue(
  e: Entitlement,
  firm: SeenClaim["firm"],
  figures: ReadonlyMap<string, SeenClaim["due"]>,
): SeenClaim {
  const due = figures.get(`${e.figures.due} ${firm.code}`);
  return {
    entitlement: e,
    firm,
    claim: {
      entitlement: e.id,
      subject: firm.code,
      due: due?.value ?? null,
      reason: due?.reason ?? null,
      granted: 0n,
      paid: null,
      owed: 0n,
      held: [],
      place: null,
    },
    due,
    early: due?.reason === "embargoed",
    entered: [],
    standing: due?.value === 0n ? "not_met" : "open",
    difference: null,
  };
}

export async function firmIncentives(
  context: Context,
  frame: Frame,
  code: string,
  asking: Asking,
): Promise<FirmIncentives> {
  const asked = yearFor(context, { ...frame, scope: [] });
  const table = await firmTable(context, asked);
  const firm =
    table === null ? undefined : (await seenFirms(context, table, asked)).find((f) => f.code === code);
  const settled = await settledFor(context, asked, asking.ledger);
  // a firm that is not there and one that may not be known of: the same answer
  if (settled === null || firm === undefined || hides(context.sight, code))
    throw notFound({ zh: "企业", en: "enterprise" }, code, null);
  const { model, instance } = context;
  const entitlements = entitlementsOf(model);
  const figures = new Map(
    (await figuresFor(context, asked))
      .filter((f) => f.subject === code)
      .map((f) => [`${f.indicator} ${code}`, f]),
  );
  const conditions = await conditionsFor(context, asked, entitlements, code);
  const amountOf = await amountsFor(context, asked, entitlements, { code, name: firm.name });
  const own = settled.claims.filter((c) => c.firm.code === code);
  const p = { model, demo: instance.demo };
  return {
    asOf: asOfOf(context, asked),
    code,
    name: firm.name,
    county:
      firm.places.county === null
        ? null
        : codeLabel(model, settled.table.classifications.get("county") ?? null, firm.places.county),
    items: entitlements.flatMap((e) => {
      const met = model.indicators.get(e.figures.met);
      if (met === undefined) return [];
      const claim = own.find((c) => c.entitlement.id === e.id) ?? nothingDue(e, firm, figures);
      const found = figures.get(`${met.id} ${code}`);
      const subject = { code, name: firm.name };
      return [
        {
          ...itemOf(context, e),
          ...claimFields(context, settled, claim),
          met:
            found === undefined
              ? { ...absent(p, met, asked.period, "no_rows"), subject }
              : figureData(p, met, found, subject),
          conditions: conditions.of(e),
          amount: amountOf(e),
        },
      ];
    }),
    granted: yuan(
      sumOf(
        own.filter((c) => !c.early).map((c) => c.claim),
        (c) => c.granted,
      ),
    ),
    demo: instance.demo,
  };
}
