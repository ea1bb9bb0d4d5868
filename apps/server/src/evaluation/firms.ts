/** GET /api/evaluation/:id/firms: the graded as a table, filtered, sorted and paged. */
import type { GradedFirms, StandingName } from "@lianzhang/contract";
import type { Label, Value } from "@lianzhang/kernel";
import { nearest } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { badQuery, notFound } from "../errors.ts";
import { UNKNOWN } from "../present.ts";
import { hidesFirms } from "../sight/sight.ts";
import { placeOf, rowOf, standingName } from "./present.ts";
import type { GradedFirm, Results } from "./results.ts";
import { resultsOf } from "./results.ts";

export interface GradedFilters {
  readonly q?: string | undefined;
  readonly sort?: string | undefined;
  readonly county?: string | undefined;
  readonly class?: string | undefined;
  readonly standing?: StandingName | undefined;
}

const UNPLACED = "unknown";
const NO_CLASS = "none";
const STANDING_WORDS: Readonly<Record<StandingName, Label>> = {
  graded: { zh: "参评", en: "Graded" },
  ungraded: { zh: "不参评(暂不评价)", en: "Not graded" },
  pending: { zh: "待定", en: "Pending" },
};
export const standingLabel = (standing: StandingName): Label => STANDING_WORDS[standing];

const keys = {
  county: (f: GradedFirm): string => f.firm.places.county ?? UNPLACED,
  class: (f: GradedFirm): string => f.result.class ?? NO_CLASS,
  standing: (f: GradedFirm): string => standingName(f.result.standing),
} as const;
type Key = keyof typeof keys;
const KEYS: readonly Key[] = ["county", "class", "standing"];

function filtered(firms: readonly GradedFirm[], filters: GradedFilters, without: Key | null): GradedFirm[] {
  const words = filters.q?.trim().normalize("NFKC").toLowerCase() ?? "";
  return firms.filter(
    (f) =>
      (words === "" ||
        f.firm.name.toLowerCase().includes(words) ||
        f.firm.code.toLowerCase().includes(words)) &&
      KEYS.every((key) => {
        const asked = filters[key];
        return key === without || asked === undefined || asked === "" || keys[key](f) === asked;
      }),
  );
}

type Sortable = bigint | string | null;
const number = (v: Value | null | undefined): Sortable => (v?.ok === true ? v.value : null);

const STANDING_ORDER: readonly StandingName[] = ["graded", "pending", "ungraded"];

/** What a column sorts by; an unknown one is refused with the nearest. */
function sorterOf({ evaluation }: Results, id: string): (f: GradedFirm) => Sortable {
  const columns: Record<string, (f: GradedFirm) => Sortable> = {
    name: (f) => f.firm.name,
    county: (f) => f.firm.places.county,
    standing: (f) => String(STANDING_ORDER.indexOf(standingName(f.result.standing))),
    class: (f) => {
      const at = evaluation.classes.findIndex((c) => c.id === f.result.class);
      return at < 0 ? null : BigInt(at);
    },
    ...(evaluation.figures.score === null
      ? {}
      : { score: (f: GradedFirm) => number(f.result.score), rank: (f: GradedFirm) => number(f.result.rank) }),
    ...Object.fromEntries(
      evaluation.criteria.map((c, i) => [
        `points:${c.id}`,
        (f: GradedFirm) => number(f.result.criteria[i]?.points),
      ]),
    ),
  };
  const found = columns[id];
  if (found !== undefined) return found;
  const near = nearest(id, Object.keys(columns));
  throw badQuery(
    { zh: `不能按「${id}」排序`, en: `cannot sort by "${id}"` },
    near === null ? null : { zh: `是否指 ${near}?`, en: `did you mean ${near}?` },
  );
}

function sorted(results: Results, firms: readonly GradedFirm[], sort: string | undefined): GradedFirm[] {
  const asked =
    sort === undefined || sort === ""
      ? results.evaluation.figures.score === null
        ? "class"
        : "-score"
      : sort;
  const [descending, id] = asked.startsWith("-") ? [true, asked.slice(1)] : [false, asked];
  const by = sorterOf(results, id);
  return firms.toSorted((a, b) => {
    const [x, y] = [by(a), by(b)];
    if (x !== y) {
      // what is missing comes last in both directions
      if (x === null || y === null) return x === null ? 1 : -1;
      return x < y === descending ? 1 : -1;
    }
    return a.firm.code < b.firm.code ? -1 : 1;
  });
}

function facets(context: Context, results: Results, filters: GradedFilters): GradedFirms["facets"] {
  const { evaluation, firms } = results;
  const counts = (key: Key): Map<string, number> => {
    const out = new Map<string, number>();
    for (const f of filtered(firms, filters, key)) out.set(keys[key](f), (out.get(keys[key](f)) ?? 0) + 1);
    return out;
  };
  const [counties, classes, standings] = [counts("county"), counts("class"), counts("standing")];
  return {
    county: [...counties]
      .map(([code, count]) => ({
        code,
        label: code === UNPLACED ? UNKNOWN : (placeOf(context, results, "county", code)?.label ?? UNKNOWN),
        count,
      }))
      .toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
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
  return { results, found: sorted(results, filtered(results.firms, filters, null), filters.sort) };
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
    total: found.length,
    page,
    size,
    rows: found.slice((page - 1) * size, page * size).map((f) => rowOf(context, results, f)),
    facets: facets(context, results, filters),
    limited: hidesFirms(context.sight),
  };
}
