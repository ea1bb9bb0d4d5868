/** Whether what one definition says of another fits: kinds of figures, references, keys of a form. */
import type { Core } from "@lianzhang/formula";
import { partsOf } from "@lianzhang/formula";
import { declaredFits, printDimension } from "@lianzhang/kernel";
import type { Loading } from "./loading.ts";
import type { Form, Indicator } from "./model.ts";
import type { Entry, Path } from "./source/entry.ts";

/** A criterion judges each subject of the evaluation for its period: a row figure of the same register. */
export function checkCriterion(
  criterion: string,
  id: string,
  subject: string,
  period: Indicator["period"],
  entry: Entry,
  loading: Loading,
): void {
  const indicator = loading.indicators.get(id);
  if (!indicator || loading.broken.has(id)) return;
  const place = entry.keyAt("criteria", criterion);
  if (indicator.of !== subject) {
    const found = indicator.of === null ? "a figure of a group" : `a figure of each ${indicator.of}`;
    loading.add(
      "LZ2050",
      place,
      `${id} is ${found}; the evaluation judges each ${subject}`,
      `name an indicator with of: ${subject}`,
    );
  } else if (indicator.period !== null && indicator.period !== period)
    loading.add(
      "LZ2050",
      place,
      `${id} exists by ${indicator.period}, the evaluation is by ${period ?? ""}`,
      `name an indicator with period: ${period ?? ""}`,
    );
}

/** A target asks for a figure of the city in a year. */
export function checkTargeted(indicator: Indicator, entry: Entry, loading: Loading): void {
  if (loading.broken.has(indicator.id)) return;
  const place = entry.at("indicator");
  if (indicator.of !== null)
    loading.add(
      "LZ2050",
      place,
      `${indicator.id} is a figure of each ${indicator.of}; a target asks for one of the city`,
      "name an indicator without of:, as the ratio of the totals",
    );
  else if (indicator.period !== null && indicator.period !== "year")
    loading.add(
      "LZ2050",
      place,
      `${indicator.id} exists by ${indicator.period} only; a target is for a year`,
      "name an indicator with period: year, or without period:",
    );
}

/** The figure a target is compared with: of the same dimension, and one that the subject can have. */
export function checkReference(
  own: Indicator,
  other: Indicator,
  subject: string,
  path: Path,
  entry: Entry,
  loading: Loading,
): void {
  if (other.body === null || loading.broken.has(own.id) || loading.broken.has(other.id)) return;
  if (!declaredFits(other.unit, own.unit.dimension)) {
    const [a, b] = [printDimension(other.unit.dimension), printDimension(own.unit.dimension)];
    loading.add(
      "LZ2019",
      entry.at(...path),
      `${other.id} is ${a}, ${own.id} is ${b}`,
      "compare with a figure of the same unit",
    );
    return;
  }
  const about = new Set(
    other.touches.flatMap((t) => loading.forms.get(t.split(".")[0] ?? "")?.subject ?? []),
  );
  if (![...about].some((r) => loading.registers.get(r)?.fixed?.has(subject)))
    loading.add(
      "LZ2050",
      entry.at(...path),
      `${other.id} is made of returns about ${[...about].join(", ") || "nobody"}; "${subject}" has none`,
      "name an indicator over a form about that subject's register",
    );
}

/** Groupings of a total are attributes of those it is over: the county of a firm, not the seller of a contract. */
export function checkGroupings(indicator: Indicator, entry: Entry, loading: Loading): void {
  if (indicator.body === null) return;
  const over = aggregated(indicator.body);
  if (over.size === 0) return; // the city's own figures: whether they exist by county, the data say
  for (const [i, by] of indicator.by.entries()) {
    const owners = ownersOf(by, loading);
    if (owners.length === 0 || owners.some((r) => over.has(r))) continue;
    loading.add(
      "LZ2050",
      entry.at("by", i),
      `"${by}" belongs to ${owners.join(", ")}, the total is over ${[...over].join(", ")}`,
      "name an attribute of the register the total is over",
    );
  }
}

/** Registers whose subjects the formula adds up. */
const aggregated = (core: Core): ReadonlySet<string> =>
  new Set([...partsOf(core)].flatMap((c) => (c.op === "aggregate" ? [c.subject] : [])));

/** Registers that have the attribute or list. */
const ownersOf = (by: string, loading: Loading): string[] => [
  ...[...loading.registers.values()].filter((r) => r.attributes.has(by)).map((r) => r.id),
  ...[...loading.memberships.values()]
    .filter((m) => [m.id, m.name, m.primaryAs].includes(by))
    .map((m) => m.register),
];

/** A list of names in which the definition itself stands. */
export function checkNotItself(ids: readonly string[], entry: Entry, path: Path, loading: Loading): void {
  const at = ids.indexOf(entry.id);
  if (at >= 0)
    loading.add("LZ2051", entry.at(...path, at), `${entry.id} names itself under ${path.join(".")}`);
}

const LAST_MONTHS: Readonly<Record<Form["every"], readonly number[] | null>> = {
  month: null,
  any: null,
  quarter: [3, 6, 9, 12],
  half: [6, 12],
  year: [12],
};

/** `months:` are the months in which a return's period ends, each once. */
export function checkMonths(
  every: Form["every"],
  months: readonly number[],
  entry: Entry,
  loading: Loading,
): void {
  const allowed = LAST_MONTHS[every];
  for (const [i, m] of months.entries()) {
    if (months.indexOf(m) < i)
      loading.add("LZ2052", entry.at("months", i), `month ${m} stands twice`, "each month once");
    else if (allowed !== null && !allowed.includes(m))
      loading.add(
        "LZ2052",
        entry.at("months", i),
        `no ${every} ends in month ${m}`,
        `a form with every: ${every} has returns in ${allowed.join(", ")}`,
      );
  }
}

/**
 * Keys of a field against its unit: prices belong to money, and a share is no flow that adds up over months.
 * False when its type would make no sense to formulas.
 */
export function checkFieldKeys(
  field: {
    readonly id: string;
    readonly as: string;
    readonly unit: string;
    readonly money: boolean;
    readonly priced: boolean;
    readonly coded: boolean;
  },
  entry: Entry,
  loading: Loading,
): boolean {
  const path = ["fields", field.id];
  if (field.priced && !field.money)
    loading.add(
      "LZ2052",
      entry.at(...path, "price"),
      `price: belongs to money, ${field.id} is in ${field.unit}`,
      "remove price:",
    );
  if (field.coded && (field.unit !== "1" || field.as !== "stock"))
    loading.add(
      "LZ2052",
      entry.at(...path, "codes"),
      `codes: belongs to a coded answer, ${field.id} is a ${field.as} in ${field.unit}`,
      'write unit: "1" and as: stock, or remove codes:',
    );
  const share = field.unit === "%" || field.unit === "‰";
  if (!share || (field.as !== "flow" && field.as !== "cumulative")) return true;
  loading.add(
    "LZ2052",
    entry.at(...path, "as"),
    `${field.id} is in ${field.unit}: a share does not add up over months`,
    "write as: rate",
  );
  return false;
}
