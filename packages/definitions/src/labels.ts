/** Labels that name two things: formulas must qualify them. */
import { namedThings } from "./environment.ts";
import type { Loading } from "./loading.ts";
import type { FormulaSymbol } from "@lianzhang/formula";
import type { Place } from "@lianzhang/kernel";

/** One warning for each label that names several things, at the last of them. */
export function warnOfLabels(loading: Loading): void {
  const byName = new Map<string, FormulaSymbol[]>();
  for (const thing of namedThings(loading)) {
    for (const name of thing.names) byName.set(name, [...(byName.get(name) ?? []), thing.symbol]);
  }
  for (const [name, named] of byName) {
    if (loading.broken.has(name)) continue; // reported already
    const symbols = named.filter((s) => !isLinkTo(s, named));
    const [first, last] = [symbols[0], symbols.at(-1)];
    const place = last && symbols.length > 1 ? placeOf(last, loading) : null;
    if (!first || !last || place === null) continue;
    const all = symbols.map(told);
    loading.add(
      "LZ2014",
      place,
      `"${name}" names ${all.join(" and ")}`,
      "formulas that mean one of them must write its form or register before it",
    );
  }
}

/** The park of a firm is called park, as the register is: where a subject is asked for there is only one meaning. */
const isLinkTo = (s: FormulaSymbol, all: readonly FormulaSymbol[]): boolean => {
  if (s.kind !== "attribute" || s.value.kind !== "subject") return false;
  const target = s.value.register;
  return all.some((other) => other.kind === "register" && other.register === target);
};

function told(symbol: FormulaSymbol): string {
  switch (symbol.kind) {
    case "field":
      return `the field ${symbol.form}.${symbol.field}`;
    case "attribute":
      return `the attribute ${symbol.register}.${symbol.attribute}`;
    case "membership":
      return `the list ${symbol.membership}`;
    case "parameter":
      return `the parameter ${symbol.parameter}`;
    case "indicator":
      return `the indicator ${symbol.indicator}`;
    case "register":
      return `the register ${symbol.register}`;
  }
}

function placeOf(symbol: FormulaSymbol, loading: Loading): Place | null {
  const entry = (kind: string, id: string, ...path: string[]): Place | null =>
    loading.ids
      .get(kind)
      ?.get(id)
      ?.keyAt(...path) ?? null;
  switch (symbol.kind) {
    case "field":
      return entry("forms", symbol.form, "fields", symbol.field);
    case "attribute":
      return entry("registers", symbol.register, "attributes", symbol.attribute);
    case "membership":
      return entry("memberships", symbol.membership);
    case "parameter":
      return entry("parameters", symbol.parameter);
    case "indicator":
      return entry("indicators", symbol.indicator);
    case "register":
      return entry("registers", symbol.register);
  }
}
