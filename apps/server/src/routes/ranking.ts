/** GET /api/indicators/:id/subjects: the firms of a row indicator in its order, best first, missing ones last. */
import type { RankedSubjects } from "@lianzhang/contract";
import type { Indicator } from "@lianzhang/definitions";
import type { Figure } from "@lianzhang/engine";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { badQuery } from "../errors.ts";
import { firmTable, REGISTER } from "../firms.ts";
import { codeLabel, figureData } from "../present.ts";
import { hidesFirms, seenSql } from "../sight/sight.ts";
import { scopeCondition } from "./enterprises.ts";
import { indicatorNamed } from "./indicators.ts";

interface Firm {
  readonly name: string;
  readonly county: string | null;
  readonly chain: string | null;
}

/** Higher is better unless the definition says otherwise; equal values by code, so that the order is one. */
function bestFirst(indicator: Indicator, a: Figure, b: Figure): number {
  const [x, y] = [a.value, b.value];
  if (x !== y) {
    if (x === null || y === null) return x === null ? 1 : -1;
    return x > y === (indicator.higherIsBetter ?? true) ? -1 : 1;
  }
  return (a.subject ?? "") < (b.subject ?? "") ? -1 : 1;
}

export async function ranking(
  context: Context,
  frame: Frame,
  id: string,
  page: { readonly limit: number; readonly offset: number },
): Promise<RankedSubjects> {
  const indicator = indicatorNamed(context, id);
  const table = indicator.of === REGISTER ? await firmTable(context, frame) : null;
  if (table === null)
    throw badQuery({ zh: `${id} 不是逐户计算的指标`, en: `${id} is not a figure of single enterprises` });
  const { rows } = await context.runner.query(
    `SELECT code, name, county, chain FROM ${table.name} WHERE ${scopeCondition(context.model, table, frame)} AND ${seenSql(context.sight, "code")} ORDER BY code`,
  );
  const text = (v: unknown): string | null => (typeof v === "string" ? v : null);
  const firms = new Map(
    rows.map((r): [string, Firm] => [
      String(r[0]),
      { name: String(r[1]), county: text(r[2]), chain: text(r[3]) },
    ]),
  );
  const figures = (await context.figures(frame, [id], [[]])).filter((f) => firms.has(f.subject ?? ""));
  const ranked = figures.toSorted((a, b) => bestFirst(indicator, a, b));
  // Among one's own firms only there is no place: it would be read as the place among all.
  const placed = context.sight.extent === "all";
  const places = new Map<bigint, number>();
  for (const [i, f] of ranked.entries())
    if (f.value !== null && !places.has(f.value)) places.set(f.value, i + 1);
  const p = { model: context.model, demo: context.instance.demo };
  const label = (facet: "county" | "chain", code: string | null) =>
    code === null ? null : codeLabel(context.model, table.classifications.get(facet) ?? null, code);
  return {
    asOf: asOfOf(context, frame),
    total: ranked.length,
    valued: ranked.filter((f) => f.value !== null).length,
    limited: hidesFirms(context.sight),
    rows: ranked.slice(page.offset, page.offset + page.limit).map((f) => {
      const firm = firms.get(f.subject ?? "");
      const subject = { code: f.subject ?? "", name: firm?.name ?? f.subject ?? "" };
      return {
        place: f.value === null || !placed ? null : (places.get(f.value) ?? null),
        figure: figureData(p, indicator, f, subject),
        county: label("county", firm?.county ?? null),
        chain: label("chain", firm?.chain ?? null),
      };
    }),
  };
}
