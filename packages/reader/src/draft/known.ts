/** What a loaded decision folder offers a draft to bind to. */
import type { Model } from "@lianzhang/definitions";
import type { Label, Unit } from "@lianzhang/kernel";

export interface KnownClause {
  readonly id: string;
  readonly heading: string;
  readonly summary: Label | null;
}

export interface KnownIndicator {
  readonly id: string;
  readonly label: Label;
  readonly unit: Unit;
}

export interface KnownTarget {
  readonly id: string;
  readonly label: Label;
  readonly clause: string;
  readonly indicator: string | null;
  readonly by: number;
  /** `>=1400 亿元`; null: in words only. */
  readonly bound: { readonly comparator: string; readonly text: string } | null;
  readonly quote: string | null;
}

export interface KnownDecision {
  readonly title: Label;
  readonly city: { readonly code: string; readonly name: Label };
  readonly issued: string;
  readonly clauses: readonly KnownClause[];
  readonly indicators: readonly KnownIndicator[];
  readonly targets: readonly KnownTarget[];
  readonly holders: readonly { readonly id: string; readonly label: Label }[];
  readonly carriers: readonly { readonly name: Label; readonly kind: string; readonly clause: string }[];
}

/** Steps of evaluations and indicators of single firms are nothing a document sets a target for. */
export const knownDecision = (model: Model): KnownDecision => ({
  title: model.title,
  city: model.city,
  issued: model.issued,
  clauses: [...model.clauses.values()],
  indicators: [...model.indicators.values()].filter((i) => i.of === null && i.stepOf === null),
  targets: [...model.targets.values()].map((t) => ({
    id: t.id,
    label: t.label,
    clause: t.clause,
    indicator: t.indicator,
    by: t.by,
    bound: t.bound.kind === "qualitative" ? null : { comparator: t.bound.comparator, text: t.bound.text },
    quote: t.quote,
  })),
  holders: [...model.holders.values()],
  carriers: model.carriers,
});
