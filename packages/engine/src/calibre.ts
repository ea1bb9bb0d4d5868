/** 口径: what a figure's name does not say. Derived from the formula and the question, never typed in twice. */
import type { Indicator, Model, Partition } from "@lianzhang/definitions";
import type { Core } from "@lianzhang/formula";
import { children } from "@lianzhang/formula";
import type { Day, Label, Month, Period } from "@lianzhang/kernel";
import { formatDay, formatMonth, formatPeriod } from "@lianzhang/kernel";
import { populationWords } from "./population-words.ts";
import type { MembershipBasis } from "./result.ts";

export interface Calibre {
  /** The split without overlap or gap that the total is over; null where the figure is no total of subjects. */
  readonly partition: Pick<Partition, "id" | "label" | "attribute"> | null;
  /** How a grouping by a many-valued membership counts; null without one. */
  readonly counting: "whole" | "primary" | "share" | null;
  readonly membership: { readonly basis: MembershipBasis; readonly month: Month };
  readonly price:
    | { readonly kind: "current" | "mixed" | "none" }
    | { readonly kind: "constant"; readonly year: number };
  readonly growth: Indicator["growthBasis"];
  readonly period: Period;
  /** What was known on this day; null: everything. */
  readonly known: Day | null;
  /** Who is counted; null where nothing is (a published figure). */
  readonly population: Label | null;
}

/** What decides a figure's 口径 beside its definition. */
export interface CalibreRequest {
  readonly period: Period;
  readonly known: Day | null;
  readonly basis: MembershipBasis;
  /** Ids of the grouping's attributes and memberships; [] is the total. */
  readonly grouping: readonly string[];
}

/** The 口径 of a figure. Never fails: an indicator nothing measures has its definition's part only. */
export function calibreOf(model: Model, indicator: Indicator, request: CalibreRequest): Calibre {
  const register = indicator.of ?? countedRegister(indicator.body);
  return {
    partition: partitionOf(model, indicator, register, request.grouping),
    counting:
      request.grouping.flatMap((id) => model.memberships.get(id)?.count ?? []).find((c) => c !== undefined) ??
      null,
    membership: {
      basis: request.basis,
      month: request.basis === "start" ? request.period.from : request.period.to,
    },
    price: priceOf(model, indicator),
    growth: indicator.growthBasis,
    period: request.period,
    known: request.known,
    population: populationWords(model, indicator),
  };
}

/** The register whose subjects the first aggregate counts. */
function countedRegister(core: Core | null): string | null {
  if (core === null) return null;
  if (core.op === "aggregate") return core.subject;
  for (const part of children(core)) {
    const found = countedRegister(part);
    if (found !== null) return found;
  }
  return null;
}

/** The partition a grouping cuts by, coarse or fine. */
export const partitionBy = (model: Model, attribute: string): Partition | undefined =>
  [...model.partitions.values()].find((p) => p.attribute === attribute || p.finer.includes(attribute));

function partitionOf(
  model: Model,
  indicator: Indicator,
  register: string | null,
  grouping: readonly string[],
): Calibre["partition"] {
  if (register === null) return null;
  const own = grouping.map((id) => partitionBy(model, id)).find((p) => p?.register === register);
  const found =
    own ??
    model.partitions.get(indicator.partition ?? "") ??
    [...model.partitions.values()].find((p) => p.register === register);
  return found ? { id: found.id, label: found.label, attribute: found.attribute } : null;
}

function priceOf(model: Model, indicator: Indicator): Calibre["price"] {
  const found = new Set(indicator.touches.flatMap((id) => priceAt(model, id) ?? []));
  const [only] = found;
  if (only === undefined) return { kind: "none" };
  if (found.size > 1) return { kind: "mixed" };
  return only === "current" ? { kind: "current" } : { kind: "constant", year: only };
}

function priceAt(model: Model, id: string): "current" | number | null {
  const [owner = "", name = ""] = id.split(".");
  const field = model.forms.get(owner)?.fields.get(name);
  if (field) return field.price;
  const type = model.registers.get(owner)?.attributes.get(name)?.type;
  return type?.kind === "number" ? type.type.price : null;
}

const COUNTING = {
  whole: { zh: "名单按整户计(不可加)", en: "list counted whole (not additive)" },
  primary: { zh: "名单按主归属计", en: "list counted by primary membership" },
  share: { zh: "名单按比例分摊", en: "list counted by share" },
} as const;
const BASIS = {
  end: { zh: "期末归属", en: "membership at the end" },
  start: { zh: "期初归属", en: "membership at the start" },
  own: { zh: "各时点归属", en: "membership at each time" },
} as const;
const PRICE = {
  current: { zh: "当年价格", en: "current prices" },
  mixed: { zh: "现价与不变价混用", en: "mixed prices" },
} as const;
const GROWTH = {
  returned: { zh: "增速以本期报表上年同期数为基数", en: "growth over the same-period column of the returns" },
  stored: { zh: "增速以历史数为基数", en: "growth over stored history" },
  matched: { zh: "增速按两期均有数的企业", en: "growth over firms present in both periods" },
} as const;

/** The 口径 as short words, most telling first; one line when joined. */
export function calibreWords(c: Calibre): readonly Label[] {
  const price: readonly Label[] =
    c.price.kind === "none"
      ? []
      : c.price.kind === "constant"
        ? [{ zh: `${c.price.year} 年不变价`, en: `constant prices of ${c.price.year}` }]
        : [PRICE[c.price.kind]];
  const counted = c.population !== null;
  const month = formatMonth(c.membership.month);
  const basis = BASIS[c.membership.basis];
  return [
    ...(c.population ? [c.population] : []),
    ...(c.partition ? [c.partition.label] : []),
    ...(c.counting ? [COUNTING[c.counting]] : []),
    ...(counted ? [{ zh: `${basis.zh}(${month})`, en: `${basis.en} (${month})` }] : []),
    ...price,
    ...(c.growth ? [GROWTH[c.growth]] : []),
    ...(c.known === null ? [] : [{ zh: `${formatDay(c.known)} 已知`, en: `known on ${formatDay(c.known)}` }]),
  ];
}

/** One line for people. */
export const calibreLine = (c: Calibre): Label => {
  const words = calibreWords(c);
  return { zh: words.map((w) => w.zh).join(" · "), en: words.map((w) => w.en).join(" · ") };
};

/** The 口径 as plain data with a JSON form; the columns of files take the same names. */
export interface CalibreJson {
  readonly partition: string | null;
  readonly counting: Calibre["counting"];
  readonly membership_basis: MembershipBasis;
  readonly membership_month: string;
  readonly price_basis: "current" | "mixed" | "none" | `constant ${number}`;
  readonly growth_basis: Calibre["growth"];
  readonly period: string;
  readonly known: string | null;
  readonly population: Label | null;
}

export const calibreJson = (c: Calibre): CalibreJson => ({
  partition: c.partition?.id ?? null,
  counting: c.counting,
  membership_basis: c.membership.basis,
  membership_month: formatMonth(c.membership.month),
  price_basis: c.price.kind === "constant" ? `constant ${c.price.year}` : c.price.kind,
  growth_basis: c.growth,
  period: formatPeriod(c.period),
  known: c.known === null ? null : formatDay(c.known),
  population: c.population,
});
