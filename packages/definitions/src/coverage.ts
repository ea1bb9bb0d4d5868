/** How much of the decision the folder carries, told honestly: what is named and not carried is counted too. */
import type { Carrier, Clause, Indicator, Target } from "./model.ts";

export interface KindCoverage {
  readonly total: number;
  readonly carried: number;
  /** Chinese names of what nothing carries yet. */
  readonly open: readonly string[];
}

export interface Coverage {
  readonly carriers: Readonly<Record<Carrier["kind"], KindCoverage>>;
  readonly targets: {
    readonly total: number;
    readonly quantified: number;
    /** Quantified targets whose indicator has a formula. */
    readonly measured: number;
    readonly owned: number;
  };
  /** Clauses (not parts) that a definition names, or that lie above one that is named. */
  readonly clauses: { readonly total: number; readonly defined: number; readonly open: readonly string[] };
}

export interface CoverageParts {
  readonly carriers: readonly Carrier[];
  readonly targets: ReadonlyMap<string, Target>;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly clauses: ReadonlyMap<string, Clause>;
  readonly chains: ReadonlyMap<string, { readonly clause: string }>;
  readonly evaluations: ReadonlyMap<string, { readonly clause: string | null }>;
  readonly procedures: ReadonlyMap<string, { readonly clause: string }>;
}

export function coverageOf(parts: CoverageParts): Coverage {
  const of = (kind: Carrier["kind"]): KindCoverage => {
    const all = parts.carriers.filter((c) => c.kind === kind);
    const open = all.filter((c) => c.carriedBy.length === 0).map((c) => c.name.zh);
    return { total: all.length, carried: all.length - open.length, open };
  };
  const targets = [...parts.targets.values()];
  const quantified = targets.filter((t) => t.bound.kind !== "qualitative");
  const clauses = numberedClauses(parts);
  const open = clausesWithout(parts);
  return {
    carriers: { mechanism: of("mechanism"), industry: of("industry"), place: of("place"), unit: of("unit") },
    targets: {
      total: targets.length,
      quantified: quantified.length,
      measured: quantified.filter((t) => isMeasured(t, parts.indicators)).length,
      owned: targets.filter((t) => t.owner !== null).length,
    },
    clauses: { total: clauses.length, defined: clauses.length - open.length, open },
  };
}

export const isMeasured = (t: Target, indicators: ReadonlyMap<string, Indicator>): boolean =>
  t.indicator !== null && (indicators.get(t.indicator)?.formula ?? null) !== null;

/** `1/3`, not the part `1` and not the dash item `2/4/lithium`. */
const numberedClauses = (parts: CoverageParts): Clause[] =>
  [...parts.clauses.values()].filter((c) => c.id.split("/").length === 2);

/** Ids of clauses that no definition names, directly or by one of their items. */
export function clausesWithout(parts: CoverageParts): string[] {
  const named = [
    ...[...parts.targets.values()].map((t) => t.clause),
    ...[...parts.indicators.values()].flatMap((i) => i.clause ?? []),
    ...[...parts.chains.values()].map((c) => c.clause),
    ...[...parts.evaluations.values()].flatMap((e) => e.clause ?? []),
    ...[...parts.procedures.values()].map((p) => p.clause),
    ...parts.carriers.filter((c) => c.carriedBy.length > 0).map((c) => c.clause),
  ];
  return numberedClauses(parts)
    .filter((c) => !named.some((n) => n === c.id || n.startsWith(`${c.id}/`)))
    .map((c) => c.id);
}
