/** Several scenarios as one: a union of their changes. Two values for one thing are a conflict, so no order exists. */
import type { Model } from "@lianzhang/definitions";
import type { Period } from "@lianzhang/kernel";
import { lastDay, monthPeriod } from "@lianzhang/kernel";
import type { Change } from "./change.ts";
import { addressOf, valueText } from "./change.ts";
import type { Problems } from "./problems.ts";

/** What must be said only once: changes in different slots can never contradict each other. */
function slotOf(c: Change): string {
  switch (c.kind) {
    case "parameter":
      return `parameters.${c.parameter}`;
    case "formula":
      return `indicators.${c.indicator}`;
    case "given":
      return c.subject === null && c.cell.length === 0 ? `indicators.${c.indicator}` : addressOf(c);
    case "attribute":
    case "opens":
    case "closes":
    case "listing":
      return addressOf(c);
    case "fact":
      return `facts.${c.form}.${c.subject}.${c.field}`;
    case "relative":
      return `facts.${c.form}.where.${c.field}`;
  }
}

const overlap = (a: Period, b: Period): boolean => a.from <= b.to && b.from <= a.to;
const firstDay = (p: Period): number => lastDay(monthPeriod(p.from - 1)) + 1;

/** Whether two changes of one slot with different addresses speak of the same thing. */
function meet(model: Model, a: Change, b: Change): boolean {
  if (a.kind === "parameter" && b.kind === "parameter") {
    const [x, y] = [a.time, b.time];
    if (x.kind === "always" || y.kind === "always") return true;
    if (x.kind === "period" && y.kind === "period") return overlap(x.period, y.period);
    if (x.kind === "period" && y.kind === "since") return starts(x.period, y.day);
    return x.kind === "since" && y.kind === "period" && starts(y.period, x.day);
  }
  if (a.kind === "fact" && b.kind === "fact") {
    const form = model.forms.get(a.form);
    const cumulative = form?.every === "month" && form.fields.get(a.field)?.as === "cumulative";
    return cumulative ? a.period.to === b.period.to : overlap(a.period, b.period);
  }
  if (a.kind === "relative" && b.kind === "relative") return overlap(a.period, b.period);
  return a.kind !== b.kind; // a formula and a pin of one indicator
}

/** A day inside the period, its first day too: one of the two values would be said for nothing. */
const starts = (p: Period, day: number): boolean => firstDay(p) <= day && day <= lastDay(p);

function report(a: Change, b: Change, problems: Problems): void {
  const [x, y] = [addressOf(a), addressOf(b)];
  const at = `${a.place.file}:${a.place.line}:${a.place.column}`;
  problems.add(
    "LZ5205",
    b.place,
    x === y
      ? `${y} has two values; the other stands at ${at}`
      : `${y} and ${x} (at ${at}) speak of the same thing`,
    "keep one: the order of changes means nothing",
  );
}

const byAddress = (a: Change, b: Change): number => {
  const [x, y] = [addressOf(a), addressOf(b)];
  return x < y ? -1 : x > y ? 1 : 0;
};
const byPosition = (a: Change, b: Change): number =>
  a.place.file === b.place.file
    ? a.place.line - b.place.line || a.place.column - b.place.column
    : a.place.file < b.place.file
      ? -1
      : 1;

/** Each address once, in the order of addresses. Conflicts are reported, naming both places. */
export function stacked(model: Model, lists: readonly (readonly Change[])[], problems: Problems): Change[] {
  const slots = new Map<string, Change[]>();
  for (const c of lists.flat().toSorted(byPosition)) {
    const slot = slots.get(slotOf(c)) ?? [];
    slots.set(slotOf(c), slot);
    const same = slot.find((k) => addressOf(k) === addressOf(c));
    const other = slot.find((k) => addressOf(k) !== addressOf(c) && meet(model, k, c));
    if (same && valueText(same) !== valueText(c)) report(same, c, problems);
    if (other && !same) report(other, c, problems);
    if (!same && !other) slot.push(c);
  }
  return [...slots.values()].flat().toSorted(byAddress);
}
