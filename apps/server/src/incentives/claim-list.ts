/** GET /api/incentives/claims: who receives what, filtered, in order, a page at a time. */
import type { ClaimsAnswer } from "@lianzhang/contract";
import type { Label } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import type { Filters, Listing } from "../list.ts";
import { byCount, counted, narrowed, pageOf, UNPLACED } from "../list.ts";
import { codeLabel } from "../present.ts";
import { hidesFirms } from "../sight/sight.ts";
import type { Asking } from "./answer.ts";
import { noEnterprises } from "./answer.ts";
import type { SeenClaim, Settled } from "./claims.ts";
import { settledFor } from "./claims.ts";
import { rowOf } from "./present.ts";

export type ClaimFilters = Filters<Key>;

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
type Key = "item" | "county" | "standing";
const listing: Listing<SeenClaim, Key> = {
  who: ({ firm }) => firm,
  keys: {
    item: (c) => [c.entitlement.id],
    county: (c) => [c.firm.places.county ?? UNPLACED],
    standing: said,
  },
};

function facetsOf(context: Context, settled: Settled, filters: ClaimFilters): ClaimsAnswer["facets"] {
  const counts = (key: Key) => counted(listing, settled.claims, filters, key);
  const [items, counties, standings] = [counts("item"), counts("county"), counts("standing")];
  const classification = settled.table.classifications.get("county") ?? null;
  return {
    item: settled.entitlements.map((e) => ({ code: e.id, label: e.label, count: items.get(e.id) ?? 0 })),
    county: byCount(counties, (code) => codeLabel(context.model, classification, code)),
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
  const found = narrowed(listing, settled.claims, filters).toSorted(
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
    ...pageOf(found, page, size, (c) => rowOf(context, settled, c)),
    facets: facetsOf(context, settled, filters),
    limited: hidesFirms(context.sight),
  };
}
