/** GET /api/evaluation/:id/firms: the graded as a table, filtered, sorted and paged. */
import type { GradedFirms, StandingName } from "@lianzhang/contract";
import type { Label, Value } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import type { Filters, Listing, Order } from "../list.ts";
import { byCount, byValue, counted, inOrder, narrowed, pageOf, UNPLACED } from "../list.ts";
import { hidesFirms } from "../sight/sight.ts";
import { placeOf, rowOf, standingName } from "./present.ts";
import type { GradedFirm, Results } from "./results.ts";
import { resultsOf } from "./results.ts";

export type GradedFilters = Filters<"county" | "class" | "standing"> & {
  readonly sort?: string | undefined;
};

const NO_CLASS = "none";
const STANDING_WORDS: Readonly<Record<StandingName, Label>> = {
  graded: { zh: "参评", en: "Graded" },
  ungraded: { zh: "不参评(暂不评价)", en: "Not graded" },
  pending: { zh: "待定", en: "Pending" },
};
export const standingLabel = (standing: StandingName): Label => STANDING_WORDS[standing];

const listing: Listing<GradedFirm, "county" | "class" | "standing"> = {
  who: (f) => f.firm,
  keys: {
    county: (f) => [f.firm.places.county ?? UNPLACED],
    class: (f) => [f.result.class ?? NO_CLASS],
    standing: (f) => [standingName(f.result.standing)],
  },
};

const number = (v: Value | null | undefined): bigint | null => (v?.ok === true ? v.value : null);

const STANDING_ORDER: readonly StandingName[] = ["graded", "pending", "ungraded"];

function ordersOf({ evaluation }: Results): Readonly<Record<string, Order<GradedFirm>>> {
  const { figures, classes, criteria } = evaluation;
  const scored = {
    score: byValue((f: GradedFirm) => number(f.result.score)),
    rank: byValue((f: GradedFirm) => number(f.result.rank)),
  };
  return {
    name: byValue((f) => f.firm.name),
    county: byValue((f) => f.firm.places.county),
    standing: byValue((f) => STANDING_ORDER.indexOf(standingName(f.result.standing))),
    class: byValue((f) => {
      const at = classes.findIndex((c) => c.id === f.result.class);
      return at < 0 ? null : at;
    }),
    ...(figures.score === null ? {} : scored),
    ...Object.fromEntries(
      criteria.map((c, i) => [
        `points:${c.id}`,
        byValue((f: GradedFirm) => number(f.result.criteria[i]?.points)),
      ]),
    ),
  };
}

function sorted(results: Results, firms: readonly GradedFirm[], sort: string | undefined): GradedFirm[] {
  const usual = results.evaluation.figures.score === null ? "class" : "-score";
  return inOrder(firms, sort || usual, ordersOf(results), (a, b) => (a.firm.code < b.firm.code ? -1 : 1));
}

function facets(context: Context, results: Results, filters: GradedFilters): GradedFirms["facets"] {
  const { evaluation, firms } = results;
  const counts = (key: keyof typeof listing.keys) => counted(listing, firms, filters, key);
  const [counties, classes, standings] = [counts("county"), counts("class"), counts("standing")];
  return {
    county: byCount(counties, (code) => placeOf(context, results, "county", code)?.label ?? null),
    class: [
      ...evaluation.classes.map((c) => ({ code: c.id, label: c.label, count: classes.get(c.id) ?? 0 })),
      { code: NO_CLASS, label: { zh: "未分档", en: "No class" }, count: classes.get(NO_CLASS) ?? 0 },
    ],
    standing: STANDING_ORDER.map((code) => ({
      code,
      label: STANDING_WORDS[code],
      count: standings.get(code) ?? 0,
    })),
  };
}

/** The results that fit, in their order. */
export async function gradedOf(
  context: Context,
  frame: Frame,
  id: string,
  filters: GradedFilters,
): Promise<{ readonly results: Results; readonly found: readonly GradedFirm[] }> {
  const results = await resultsOf(context, id, frame);
  if (results === null) throw notFound({ zh: "企业评价", en: "evaluation of enterprises" }, id, null);
  return { results, found: sorted(results, narrowed(listing, results.firms, filters), filters.sort) };
}

export async function gradedFirms(
  context: Context,
  frame: Frame,
  id: string,
  filters: GradedFilters,
  page: number,
  size: number,
): Promise<GradedFirms> {
  const { results, found } = await gradedOf(context, frame, id, filters);
  return {
    asOf: asOfOf(context, results.asked),
    ...pageOf(found, page, size, (f) => rowOf(context, results, f)),
    facets: facets(context, results, filters),
    limited: hidesFirms(context.sight),
  };
}
