/** What an evaluation asks of a firm, as a tree of single conditions, taken from its own formulas. Pure. */
import type { Evaluation, Model } from "@lianzhang/definitions";
import type { BooleanCore, Comparison, Core, NumberCore } from "@lianzhang/formula";
import { children } from "@lianzhang/formula";
import { RATIO_ONE } from "@lianzhang/kernel";

/** One condition: a comparison of two numbers, or a yes or no. `want`: it is to hold, or is not to. */
export type Atom =
  | {
      readonly kind: "comparison";
      readonly comparison: Comparison;
      readonly left: NumberCore;
      readonly right: NumberCore;
    }
  | { readonly kind: "state"; readonly condition: BooleanCore; readonly want: boolean };

/** `settled`: where it cannot be decided, it counts as that. */
export type Requirement =
  | { readonly kind: "all" | "any"; readonly parts: readonly Requirement[] }
  | { readonly kind: "settled"; readonly unknown: boolean; readonly part: Requirement }
  | { readonly kind: "constant"; readonly holds: boolean }
  | { readonly kind: "atom"; readonly atom: Atom };

export const OPPOSITE: Readonly<Record<Comparison, Comparison>> = {
  "=": "!=",
  "!=": "=",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
};

/** The condition, or its opposite, with every "not" moved to its single conditions. */
export function requirementOf(core: BooleanCore, want = true): Requirement {
  switch (core.op) {
    case "truth":
      return { kind: "constant", holds: core.value === want };
    case "not":
      return requirementOf(core.argument, !want);
    case "and":
    case "or":
      return joined((core.op === "and") === want ? "all" : "any", [
        requirementOf(core.left, want),
        requirementOf(core.right, want),
      ]);
    case "settle":
      return { kind: "settled", unknown: core.unknown === want, part: requirementOf(core.argument, want) };
    case "compare":
      return {
        kind: "atom",
        atom: {
          kind: "comparison",
          comparison: want ? core.comparison : OPPOSITE[core.comparison],
          left: core.left,
          right: core.right,
        },
      };
    default:
      return { kind: "atom", atom: { kind: "state", condition: core, want } };
  }
}

/** Parts of the same kind are taken in, so that three in a row are one of three. */
export function joined(kind: "all" | "any", parts: readonly Requirement[]): Requirement {
  const flat = parts.flatMap((p) => (p.kind === kind ? p.parts : [p]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind, parts: flat };
}

/** The condition under which a figure of 1 or 0 is 1. */
function conditionOf(model: Model, figure: string): BooleanCore | null {
  const body = model.indicators.get(figure)?.body;
  return body?.op === "choose" ? (body.branches[0]?.when ?? null) : null;
}

/** The condition under which the class figure takes the number. */
function whenOfClass(core: Core, number: number): BooleanCore | null {
  if (core.op === "choose")
    for (const b of core.branches)
      if (b.then.op === "constant" && b.then.value === BigInt(number) * RATIO_ONE) return b.when;
  if (core.op === "indicator") return null;
  for (const child of children(core)) {
    const found = whenOfClass(child, number);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Every line is to be met: no veto holds, and the condition of one of the classes does. The last class is the one of those who
 * do not meet the rule.
 */
export function linesOf(model: Model, evaluation: Evaluation): readonly Requirement[] {
  const vetoes = evaluation.vetoes.flatMap((v) => {
    const when = conditionOf(model, v.figure);
    return when === null ? [] : [requirementOf(when, false)];
  });
  const body = model.indicators.get(evaluation.figures.class ?? "")?.body ?? null;
  const ways = evaluation.classes.slice(0, -1).flatMap((c) => {
    const when = c.rule.kind === "when" && body !== null ? whenOfClass(body, c.number) : null;
    return when === null ? [] : [requirementOf(when)];
  });
  const all = joined("all", [...vetoes, ...(ways.length === 0 ? [] : [joined("any", ways)])]);
  return all.kind === "all" ? all.parts : [all];
}

/** Every single condition of the requirement, in order. */
export function atomsOf(r: Requirement): readonly Atom[] {
  switch (r.kind) {
    case "all":
    case "any":
      return r.parts.flatMap(atomsOf);
    case "settled":
      return atomsOf(r.part);
    case "constant":
      return [];
    case "atom":
      return [r.atom];
  }
}

/** Whether the requirement is met; null: cannot be decided. */
export function holds(r: Requirement, of: (atom: Atom) => boolean | null): boolean | null {
  switch (r.kind) {
    case "all":
    case "any": {
      const parts = r.parts.map((p) => holds(p, of));
      const ends = r.kind === "any";
      return parts.includes(ends) ? ends : parts.includes(null) ? null : !ends;
    }
    case "settled":
      return holds(r.part, of) ?? r.unknown;
    case "constant":
      return r.holds;
    case "atom":
      return of(r.atom);
  }
}

/** One way to meet a requirement: all of its conditions. `aside`: a way round for the few, which counts only where it is certain. */
export interface Way {
  readonly atoms: readonly Atom[];
  readonly aside: boolean;
}

/** The ways to meet the requirement; a constant that does not hold has none. */
export function waysOf(r: Requirement): readonly Way[] {
  switch (r.kind) {
    case "any":
      return r.parts.flatMap(waysOf);
    case "all":
      return r.parts.reduce<readonly Way[]>(
        (ways, part) =>
          ways.flatMap((a) =>
            waysOf(part).map((b) => ({ atoms: [...a.atoms, ...b.atoms], aside: a.aside || b.aside })),
          ),
        [{ atoms: [], aside: false }],
      );
    case "settled":
      return waysOf(r.part).map((w) => ({ ...w, aside: !r.unknown }));
    case "constant":
      return r.holds ? [{ atoms: [], aside: false }] : [];
    case "atom":
      return [{ atoms: [r.atom], aside: false }];
  }
}
