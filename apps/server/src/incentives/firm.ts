/** GET /api/incentives/firms/:code: what one firm gets of each incentive, why, and what it lacks. */
import type { FirmIncentives } from "@lianzhang/contract";
import type { Entitlement } from "@lianzhang/definitions";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import { seenFirms } from "../evaluation/results.ts";
import { firmTable } from "../firms.ts";
import { absent, codeLabel, figureData } from "../present.ts";
import { hides } from "../sight/sight.ts";
import { amountsFor } from "./amounts.ts";
import type { Asking } from "./answer.ts";
import type { SeenClaim } from "./claims.ts";
import { entitlementsOf, figuresFor, settledFor, yearFor } from "./claims.ts";
import { conditionsFor } from "./conditions.ts";
import { claimFields, itemOf, sumOf, yuan } from "./present.ts";

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
