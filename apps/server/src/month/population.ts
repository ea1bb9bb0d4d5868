/** Who is of the population in a month, in which groups it counts, and whose growth it takes where its own is too short. */
import type { Classification, Form, Model } from "@lianzhang/definitions";
import { SubjectSlices } from "@lianzhang/engine";
import { evaluateBoolean } from "@lianzhang/formula";
import type { Label, Month, SqlRunner } from "@lianzhang/kernel";
import { monthPeriod } from "@lianzhang/kernel";
import type { Part, Standing } from "@lianzhang/outlook";
import { completed, WHOLE } from "@lianzhang/outlook";
import { FACETS } from "../firms.ts";
import { keyClassification, same } from "../present.ts";
import type { MonthSources } from "./sources.ts";

/** A grouping of the estimate; its groups do not overlap and add up to the whole. */
export interface Dimension {
  readonly id: string;
  readonly label: Label;
  /** Counties and units that are accounted for: forecasts are made for these. */
  readonly accounted: boolean;
  readonly labelOf: (code: string | null) => Label;
}

export interface Population {
  readonly dimensions: readonly Dimension[];
  readonly codes: readonly string[];
  readonly nameOf: (code: string, m: Month) => string;
  readonly standing: (code: string) => (m: Month) => Standing;
  /** Whether a form expects a return of the firm in a month. */
  readonly expects: (form: Form, code: string, m: Month) => boolean;
}

/** Levels of a deep classification that are grouped by: the second, as divisions of the industrial classification. */
const LEVEL = 2;
const NONE: Label = { zh: "未归入", en: "in none" };

/** Codes to the one they are grouped under. */
function rolledUp(c: Classification | undefined): ReadonlyMap<string, string> {
  const parents = new Map(c?.codes.map((x) => [x.code, x.parent]));
  const path = (code: string): string[] => {
    const parent = parents.get(code) ?? null;
    return parent === null ? [code] : [...path(parent), code];
  };
  return new Map(c?.codes.map((x) => [x.code, path(x.code)[LEVEL - 1] ?? x.code]));
}

interface Cut {
  readonly dimension: Dimension;
  readonly source: { readonly kind: "attribute" } | { readonly kind: "membership"; readonly id: string };
  readonly up: ReadonlyMap<string, string>;
}

function cutOf(
  model: Model,
  { id, label, accounted }: Pick<Dimension, "id" | "label" | "accounted">,
  classification: string | null,
  source: Cut["source"],
): Cut {
  const c = model.classifications.get(classification ?? "");
  const labels = new Map(c?.codes.map((x) => [x.code, x.label]));
  const labelOf = (code: string | null): Label => (code === null ? NONE : (labels.get(code) ?? same(code)));
  return { dimension: { id, label, accounted, labelOf }, source, up: rolledUp(c) };
}

/** Places, the units that are accounted for, the signed chains and the industries: what the decision has of them. */
function cutsOf(model: Model, register: string): Cut[] {
  const attributes = model.registers.get(register)?.attributes;
  const partitions = [...model.partitions.values()].filter((p) => p.register === register);
  const ids = [...new Set([...FACETS, ...partitions.map((p) => p.attribute)])];
  const ofAttributes = ids.flatMap((id): Cut[] => {
    const attribute = attributes?.get(id);
    if (attribute?.type.kind !== "code") return [];
    const partition = partitions.find((p) => p.attribute === id);
    const label = partition === undefined || partition.site ? attribute.label : partition.label;
    const dimension = { id, label, accounted: partition !== undefined };
    return [cutOf(model, dimension, attribute.type.classification, { kind: "attribute" })];
  });
  const ofLists = [...model.memberships.values()]
    // whom a survey asks is no group of the economy
    .filter((m) => m.register === register && m.primaryAs !== null)
    .map((m) =>
      cutOf(model, { id: m.name, label: m.label, accounted: false }, keyClassification(model, m.id), {
        kind: "membership",
        id: m.id,
      }),
    );
  return [...ofAttributes, ...ofLists];
}

export async function populationOf(
  model: Model,
  runner: SqlRunner,
  { register, where }: MonthSources,
): Promise<Population> {
  const slices = await SubjectSlices.load(model, runner, { register, cores: [], periods: [], known: null });
  const cuts = cutsOf(model, register);
  const leavesIn = new Map<Month, ReturnType<SubjectSlices["leaves"]>>();
  const leaves = (m: Month): ReturnType<SubjectSlices["leaves"]> => {
    const found = leavesIn.get(m) ?? slices.leaves({ month: m, known: null });
    leavesIn.set(m, found);
    return found;
  };
  const text = (code: string, attribute: string, m: Month): string | null => {
    const value = leaves(m).attribute(register, attribute, code, monthPeriod(m), m);
    return typeof value === "string" ? value : null;
  };
  const partsOf = (cut: Cut, code: string, m: Month): readonly Part[] => {
    const grouped = (c: string | null): string | null => (c === null ? null : (cut.up.get(c) ?? c));
    if (cut.source.kind === "attribute")
      return [{ code: grouped(text(code, cut.dimension.id, m)), share: WHOLE }];
    const { id } = cut.source;
    const of = leaves(m).memberships(id, code, monthPeriod(m), m);
    // A list that counts whole is not added up: its primary code stands for the firm.
    if (model.memberships.get(id)?.count === "share")
      return completed(of.map((x) => ({ code: grouped(x.code), share: x.share })));
    return [{ code: grouped(of.find((x) => x.primary)?.code ?? null), share: WHOLE }];
  };
  const standingIn = (code: string, m: Month): Standing => {
    const here =
      slices.holds(register, code, m) === true &&
      (where === null ||
        evaluateBoolean(where, leaves(m), { period: monthPeriod(m), subject: code, group: [] }) === true);
    if (!here) return ABSENT;
    const parts = new Map(cuts.map((cut) => [cut.dimension.id, partsOf(cut, code, m)]));
    const like = [
      "industry",
      ...cuts.filter((c) => c.source.kind === "membership").map((c) => c.dimension.id),
    ];
    const near = like.flatMap((id) => {
      const group = parts.get(id)?.[0]?.code ?? null;
      return group === null ? [] : [`${id}:${group}`];
    });
    return { here, parts, like: [...near, "all"] };
  };
  return {
    dimensions: cuts.map((c) => c.dimension),
    codes: slices.codes(register),
    nameOf: (code, m) => text(code, "name", m) ?? code,
    expects: (form, code, m) =>
      slices.holds(register, code, m) === true && leaves(m).expected(form.id, code, monthPeriod(m)) === true,
    standing: (code) => {
      const known = new Map<Month, Standing>();
      return (m) => {
        let found = known.get(m);
        if (found === undefined) known.set(m, (found = standingIn(code, m)));
        return found;
      };
    },
  };
}

const ABSENT: Standing = { here: false, parts: new Map(), like: [] };
