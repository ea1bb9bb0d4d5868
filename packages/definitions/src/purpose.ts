/**
 * Purpose, checked like a unit: whatever is judged, planned or published may touch only fields that are cleared for
 * its use and whose clearance has not run out (docs/purpose.md).
 */
import type { Core } from "@lianzhang/formula";
import type { Day, Diagnostic, Label, Place } from "@lianzhang/kernel";
import { formatDay, parseDay } from "@lianzhang/kernel";
import type { Cleared, Touched } from "./closure-clearance.ts";
import { touchedBy } from "./closure-clearance.ts";
import { finding } from "./lint/finding.ts";
import type { Loading } from "./loading.ts";
import type { Clearance, Indicator, Model, Target, Use } from "./model.ts";
import type { Procedure } from "./procedures/model.ts";
import type { Entry, Path } from "./source/entry.ts";

/** Why a field may not be used: not cleared for the use, or cleared for nothing any more. */
export type Refusal = "use" | "expired";

/** Whether a clearance lets its field serve the use on the day; null when it does. The last day still counts. */
export function refusalOf(clearance: Clearance, use: Use, day: Day | null): Refusal | null {
  if (clearance.expires !== null && day !== null && clearance.expires < day) return "expired";
  return clearance.uses.includes(use) ? null : "use";
}

export interface FieldUse extends Touched {
  readonly refused: Refusal | null;
}

/** One thing that uses figures, for one use, with every field behind it. */
export interface Purpose {
  /** `export`: the figure leaves the house, as a signed run, a table or a public page. */
  readonly kind: "evaluation" | "entitlement" | "procedure" | "target" | "export";
  readonly id: string;
  readonly label: Label;
  readonly use: Use;
  readonly fields: readonly FieldUse[];
}

/** The use each kind of thing is checked for, where its definition does not say: docs/purpose.md has the reasons. */
const DEFAULT_USE = { target: "analysis", export: "publication" } as const;

/** Every evaluation, procedure, target and indicator that may leave the house, with its closure on the given day. */
export function purposesOf(model: Model, day: Day, use: Use | null = null): Purpose[] {
  const of = (
    kind: Purpose["kind"],
    thing: { readonly id: string; readonly label: Label },
    asked: Use,
    fields: readonly Touched[],
  ): Purpose => ({
    kind,
    id: thing.id,
    label: thing.label,
    use: use ?? asked,
    fields: fieldUses(fields, use ?? asked, day),
  });
  const behind = (indicators: readonly string[]): Touched[] =>
    indicators.flatMap((id) => touched(id, model.indicators.get(id)?.body ?? null, model));
  return [
    ...[...model.evaluations.values()].map((e) =>
      of("evaluation", e, e.use, behind([...e.criteria.flatMap((c) => c.of), ...e.all])),
    ),
    ...[...model.entitlements.values()].map((e) => of("entitlement", e, e.use, behind(e.all))),
    ...[...model.procedures.values()].flatMap((p) =>
      p.moves.some((m) => m.gates.length > 0) ? [of("procedure", p, "gate", gated(p, model))] : [],
    ),
    ...[...model.targets.values()].flatMap((t) =>
      t.indicator === null ? [] : [of("target", t, DEFAULT_USE.target, behind(indicatorsOf(t)))],
    ),
    ...[...model.indicators.values()].flatMap((i) =>
      i.body === null || i.stepOf !== null ? [] : [of("export", i, DEFAULT_USE.export, behind([i.id]))],
    ),
  ];
}

/** A target is compared with its own figure and, above the province, with the province's. */
const indicatorsOf = (target: Target): string[] => [
  ...(target.indicator === null ? [] : [target.indicator]),
  ...(target.bound.kind === "reference" ? [target.bound.indicator] : []),
];

/** What the gates of a procedure read. */
const gated = (procedure: Procedure, model: Model): Touched[] =>
  procedure.moves.flatMap((m) => m.gates.flatMap((g) => touchedBy(g.rule, [], model)));

function fieldUses(fields: readonly Touched[], use: Use, day: Day): FieldUse[] {
  const seen = new Set<string>();
  return fields
    .filter((t) => !seen.has(t.id) && seen.add(t.id))
    .map((t) => ({ ...t, refused: refusalOf(t.clearance, use, day) }));
}

const touched = (id: string, body: Core | null, definitions: Cleared): Touched[] =>
  body === null ? [] : touchedBy(body, [id], definitions);

/** A field whose clearance has run out, and the indicators that read it. */
export interface ExpiredField {
  readonly id: string;
  readonly label: Label;
  readonly holder: string;
  /** Its last day. */
  readonly expires: Day;
  readonly indicators: readonly string[];
}

const anyExpired = (model: Model, day: Day): boolean =>
  [
    ...[...model.forms.values()].flatMap((f) => [...f.fields.values()]),
    ...[...model.registers.values()].flatMap((r) => [...r.attributes.values()]),
    ...model.memberships.values(),
  ].some((c) => c.expires !== null && c.expires < day);

/** Fields, attributes and lists in the closure of an indicator whose clearance ended before the day; steps are not named. */
export const expiredFields = (model: Model, day: Day): ExpiredField[] =>
  expired(model, day).map((f) => ({
    ...f,
    indicators: f.indicators.filter((id) => model.indicators.get(id)?.stepOf === null),
  }));

function expired(model: Model, day: Day): ExpiredField[] {
  if (!anyExpired(model, day)) return []; // formulas need not be walked
  const found = new Map<string, ExpiredField>();
  for (const indicator of model.indicators.values())
    for (const { id, label, clearance } of touched(indicator.id, indicator.body, model)) {
      if (clearance.expires === null || clearance.expires >= day) continue;
      const before = found.get(id)?.indicators ?? [];
      const { holder, expires } = clearance;
      found.set(id, { id, label, holder, expires, indicators: [...before, indicator.id] });
    }
  return [...found.values()];
}

/** A warning for each of them, at the form (a register's at the first figure that reads it), for `check` and `compute`. */
export const expiryFindings = (model: Model, day: Day): Diagnostic[] => [
  ...endedSurveys(model, day),
  ...expiredFields(model, day).flatMap((f) => {
    const [owner = ""] = f.id.split(".");
    const place = model.forms.get(owner)?.place ?? model.indicators.get(f.indicators[0] ?? "")?.place;
    if (!place) return [];
    const holder = model.holders.get(f.holder)?.label ?? { zh: f.holder, en: f.holder };
    const until = formatDay(f.expires);
    return [
      finding("LZ3016", place, {
        zh: `${f.label.zh}(${f.id},${holder.zh}持有)的授权已于 ${until} 到期,以下指标不再计算:${f.indicators.join("、")}`,
        en: `the clearance of ${f.id} (held by ${holder.en}) ended on ${until}; withheld: ${f.indicators.join(", ")}`,
      }),
    ];
  }),
];

/** Surveys whose approval ended before the day. */
const endedSurveys = (model: Model, day: Day): Diagnostic[] =>
  [...model.forms.values()].flatMap((f) => {
    if (f.survey === null || f.survey.validUntil >= day) return [];
    const until = formatDay(f.survey.validUntil);
    return [
      finding("LZ3019", f.place, {
        zh: `调查表 ${f.label.zh}(${f.survey.number},${f.survey.approval})有效期至 ${until},已过期`,
        en: `the approval of the survey ${f.label.en} (${f.survey.number}, ${f.survey.approval}) ended on ${until}`,
      }),
    ];
  });

/**
 * The model without the formulas that read a field whose clearance ended before the day: the engine answers for them
 * `not_cleared`, since a checked formula without a body is one that is withheld.
 */
export function withholdExpired(model: Model, day: Day): Model {
  const withheld = new Set(expired(model, day).flatMap((f) => f.indicators));
  if (withheld.size === 0) return model;
  const indicators = new Map<string, Indicator>(
    [...model.indicators].map(([id, i]) => [id, withheld.has(id) ? { ...i, body: null } : i]),
  );
  return { ...model, indicators };
}

/** Reports every field and attribute behind the indicators that is not cleared, with the path that leads to it. */
export function checkPurpose(
  entry: Entry,
  use: Use,
  what: string,
  indicators: readonly { readonly id: string; readonly key: Path }[],
  loading: Loading,
): void {
  const said = new Set<string>(); // each field once, at the first place that leads to it
  for (const { id, key } of indicators) {
    const all = touched(id, loading.indicators.get(id)?.body ?? null, loading).filter((t) => !said.has(t.id));
    for (const { id: field } of all) said.add(field);
    refuse(all, use, `${what} ${entry.id}`, entry.keyAt(...key), loading);
  }
}

/** The same for a condition that stands by itself: a gate, a derived list. */
export const checkCleared = (rule: Core, use: Use, what: string, place: Place, loading: Loading): void =>
  refuse(touchedBy(rule, [], loading), use, what, place, loading);

function refuse(all: readonly Touched[], use: Use, what: string, place: Place, loading: Loading): void {
  const issued = parseDay(loading.decision?.issued ?? "");
  for (const { clearance, path } of all) {
    if (refusalOf(clearance, use, issued) === null) continue;
    const { holder, uses, expires } = clearance;
    const until = expires === null ? "" : ` until ${formatDay(expires)}`;
    loading.add(
      "LZ2020",
      place,
      `not cleared for ${use}: ${what} -> ${path.join(" -> ")} (holder ${holder}, cleared for ${uses.join(", ")}${until})`,
      "use a field from records or an application, or have the holder clear this one",
    );
  }
}
