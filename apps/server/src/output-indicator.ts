/** Which indicators a page takes where it needs "output" and "growth" without naming one. */
import type { Indicator, Model } from "@lianzhang/definitions";
import type { BooleanCore, NumberCore } from "@lianzhang/formula";

type Aggregate = Extract<NumberCore, { readonly op: "aggregate" }>;

/** The aggregate under unit changes, or null. */
export function rootAggregate(core: NumberCore | null): Aggregate | null {
  if (core === null) return null;
  if (core.op === "aggregate") return core;
  return core.op === "rescale" || core.op === "ratio" || core.op === "indicator"
    ? rootAggregate(core.op === "indicator" ? core.body : core.argument)
    : null;
}

const isMoney = (i: Indicator): boolean =>
  i.unit.dimension["money[CNY]"] === 1 && Object.keys(i.unit.dimension).length === 1;
const codesOf = (c: BooleanCore | null): readonly string[] => {
  if (c === null) return [];
  switch (c.op) {
    case "codeIn":
    case "has":
      return c.codes;
    case "and":
    case "or":
      return [...codesOf(c.left), ...codesOf(c.right)];
    case "not":
    case "truth":
    case "compare":
    case "flag":
    case "textIs":
    case "isMissing":
    case "settle":
    case "date":
    case "history":
    case "relatedIs":
      return [];
  }
};

const groups = (model: Model): Indicator[] =>
  [...model.indicators.values()].filter((i) => i.of === null && i.body !== null);

/** The field with last year's same period beside this one in the return: what official output and growth rest on. */
function samePeriodOf(model: Model, core: NumberCore | null) {
  if (core?.op !== "field") return undefined;
  return [...(model.forms.get(core.form)?.fields.values() ?? [])].find((f) => f.samePeriodOf === core.field);
}

/**
 * The output of all firms: a money sum over enterprises of a field that carries its same period, with the widest
 * condition (no codes named); of several, the one the definitions list first.
 */
export function outputIndicator(model: Model): Indicator | null {
  const sums = groups(model).filter((i) => {
    const a = rootAggregate(i.body);
    return (
      a !== null &&
      a.fn === "sum" &&
      a.subject === "enterprise" &&
      isMoney(i) &&
      samePeriodOf(model, a.argument) !== undefined
    );
  });
  return sums.find((i) => codesOf(rootAggregate(i.body)?.where ?? null).length === 0) ?? sums[0] ?? null;
}

const fieldIds = (i: Indicator): string =>
  i.touches
    .filter((t) => t.includes("."))
    .toSorted()
    .join(",");

/** Of those over a growth of the same field in this unit, the one without codes, else the first. */
function overGrowth(model: Model, output: Indicator | null, unit: string): Indicator | null {
  const field = output?.touches.find((t) => t.includes(".") && model.forms.has(t.split(".")[0] ?? ""));
  if (field === undefined) return null;
  const found = groups(model).filter(
    (i) => i.growthBasis !== null && i.unit.text === unit && i.touches.includes(field),
  );
  const whole = found.filter((i) => !(i.formula ?? "").includes("chain"));
  return whole.find((i) => fieldIds(i).length > 0) ?? found[0] ?? null;
}

/** Its growth in per cent: the one over the same field without codes; null where none is defined. */
export const growthIndicator = (model: Model, output: Indicator | null): Indicator | null =>
  overGrowth(model, output, "%");

/** What its groups add to that growth, in points; null where none is defined on the same base. */
export function contributionIndicator(model: Model, output: Indicator | null): Indicator | null {
  const found = overGrowth(model, output, "百分点");
  return found?.growthBasis === growthIndicator(model, output)?.growthBasis ? found : null;
}

/** Chain codes an indicator is about: `sum(... where primary_chain = lithium)`. */
export const chainCodes = (indicator: Indicator): readonly string[] =>
  codesOf(rootAggregate(indicator.body)?.where ?? null);

/** The attribute or membership by which enterprises belong to chains. */
export function chainKey(model: Model): string | null {
  const m =
    [...model.memberships.values()].find(
      (x) => x.register === "enterprise" && x.classification === "chain",
    ) ?? [...model.memberships.values()].find((x) => x.register === "enterprise");
  return m === undefined ? null : (m.primaryAs ?? m.id);
}

/** Output of one firm as a row indicator: the argument of the sum, so that tables can show and sort it. */
export function rowOutput(model: Model, output: Indicator | null): Indicator | null {
  const a = rootAggregate(output?.body ?? null);
  const body = a?.argument ?? null;
  if (output === null || a === null || body?.op !== "field") return null;
  const field = model.forms.get(body.form)?.fields.get(body.field);
  return {
    ...output,
    id: `${output.id}_of_firm`,
    of: a.subject,
    body,
    formula: body.field,
    label: field?.label ?? output.label,
    decimals: 2,
    assumed: false,
    touches: [`${body.form}.${body.field}`],
  };
}

/** Output of one firm that the sum counts, and of its same period a year ago in the same return, as row indicators. */
export function rowPair(
  model: Model,
  output: Indicator | null,
): { readonly now: Indicator; readonly prior: Indicator } | null {
  const row = rowOutput(model, output);
  const where = rootAggregate(output?.body ?? null)?.where ?? null;
  const body = row?.body ?? null;
  const before = samePeriodOf(model, body);
  if (row === null || body?.op !== "field" || before === undefined) return null;
  const counted = (field: NumberCore): NumberCore =>
    where === null
      ? field
      : {
          op: "choose",
          branches: [{ when: where, then: field }],
          otherwise: null,
          type: field.type,
          span: field.span,
        };
  const now = { ...row, id: `${row.id}_counted`, body: counted(body) };
  const prior = {
    ...row,
    id: `${row.id}_prior`,
    label: before.label,
    body: counted({ ...body, field: before.id, type: before.type }),
    formula: before.id,
    touches: [`${body.form}.${before.id}`],
  };
  return { now, prior };
}
