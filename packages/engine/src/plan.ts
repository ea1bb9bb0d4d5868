/**
 * From aggregates and groupings to statements. Facts are read once per form and period, brought to one row a
 * subject, aggregated to the finest categories that any condition or grouping asks for, and only then picked
 * apart: conditions on categories cost nothing per row.
 */
import type { Classification, Model } from "@lianzhang/definitions";
import type { BooleanCore } from "@lianzhang/formula";
import { countedForms } from "@lianzhang/formula";
import type { AggregateNeed } from "./need.ts";
import { aggregateKey, isCategorical } from "./need.ts";
import { isWhole, planWhole } from "./plan-cells.ts";
import type { PlannedMeasure, PlannedStatement } from "./planned.ts";
import { COUNTERS, ordered } from "./planned.ts";
import type { GroupingKey } from "./question.ts";
import type { Ex, Measure, Output, Relation, Step } from "./relation.ts";
import { and, column, exKey, integer, when } from "./relation.ts";
import type { Basis } from "./row-steps.ts";
import { bridgedStep, weighted } from "./row-steps.ts";
import { codeIn } from "./lower.ts";
import { RowRelation } from "./rows.ts";

const TRUE: Ex = { ex: "truth", value: true };

/** More codes than this and a condition is carried as true/false instead of the code itself. */
const SMALL_CLASSIFICATION = 64;

interface RowMeasure {
  readonly planned: PlannedMeasure;
  /** Row columns: the argument, expectation and report flags. */
  readonly argument: Ex | null;
  readonly expected: Ex;
  readonly reported: Ex;
  /** The condition over cube keys, or null when it was applied per row. */
  readonly where: Ex | null;
  readonly rowWhere: Ex | null;
}

/** Cube keys by their printed expression, so that equal keys are one column. */
class Keys {
  readonly #byText = new Map<string, Output>();
  of(ex: Ex): Ex {
    const text = exKey(ex);
    const found = this.#byText.get(text) ?? { name: `k${this.#byText.size}`, ex };
    this.#byText.set(text, found);
    return column(found.name);
  }
  outputs(): Output[] {
    return [...this.#byText.values()];
  }
}

function attributeClassification(
  model: Model,
  register: string,
  attribute: string,
): Classification | undefined {
  const membership = [...model.memberships.values()].find(
    (m) => m.register === register && m.primaryAs === attribute,
  );
  const type = model.registers.get(register)?.attributes.get(attribute)?.type;
  const id = membership?.classification ?? (type?.kind === "code" ? type.classification : null);
  return id === null ? undefined : model.classifications.get(id);
}

/** The condition over cube keys. */
function overKeys(model: Model, rows: RowRelation, keys: Keys, c: BooleanCore, need: AggregateNeed): Ex {
  switch (c.op) {
    case "truth":
      return { ex: "truth", value: c.value };
    case "and":
    case "or":
      return {
        ex: c.op,
        all: [overKeys(model, rows, keys, c.left, need), overKeys(model, rows, keys, c.right, need)],
      };
    case "settle": {
      const argument = overKeys(model, rows, keys, c.argument, need);
      return c.unknown
        ? {
            ex: "or",
            all: [
              { ex: "absent", argument },
              { ex: "isTrue", argument },
            ],
          }
        : { ex: "isTrue", argument };
    }
    case "not":
      return { ex: "not", argument: overKeys(model, rows, keys, c.argument, need) };
    case "codeIn": {
      const small =
        (attributeClassification(model, c.register, c.attribute)?.codes.length ?? Infinity) <=
        SMALL_CLASSIFICATION;
      if (!small) return keys.of(rows.condition(c, need.period));
      return codeIn(keys.of(rows.attribute(c.attribute)), c);
    }
    case "flag":
    case "textIs":
    case "has":
    case "compare":
    case "isMissing":
    case "date":
    case "history":
    case "relatedIs":
      return keys.of(rows.condition(c, need.period));
  }
}

function rowMeasure(
  model: Model,
  rows: RowRelation,
  keys: Keys,
  need: AggregateNeed,
  index: number,
): RowMeasure {
  const { node, period } = need;
  const planned = { key: aggregateKey(node, period), node, name: `m${index}` };
  const forms = node.argument ? countedForms(node.argument, period) : [];
  const all = (list: readonly Ex[]): Ex => (list.length === 0 ? TRUE : and(...list));
  const also = (node.alsoPresent ?? []).map((a): Ex => ({ ex: "present", argument: rows.number(a, period) }));
  const plain = node.argument ? rows.number(node.argument, period) : null;
  const categorical = node.where === null || isCategorical(node.where);
  return {
    planned,
    argument: plain && also.length > 0 ? when(all(also), plain) : plain,
    expected: all(forms.map((f) => rows.expected(f.form, f.period))),
    reported: all(forms.map((f) => rows.reported(f.form, f.period))),
    where: node.where && categorical ? overKeys(model, rows, keys, node.where, need) : null,
    rowWhere: node.where && !categorical ? rows.condition(node.where, period) : null,
  };
}

/** Additive parts of the measures over the rows: what the cube holds. Equal parts are one column. */
class Parts {
  readonly #byText = new Map<string, Measure>();
  of(fn: Measure["fn"], ex: Ex): string {
    const text = exKey([fn, ex]);
    const found = this.#byText.get(text) ?? { name: `p${this.#byText.size}`, fn, ex };
    this.#byText.set(text, found);
    return found.name;
  }
  measures(): Measure[] {
    return [...this.#byText.values()];
  }
}

/** For each measure: the cube columns that add up to its value and counters. */
function cubeParts(
  m: RowMeasure,
  parts: Parts,
  weight: ((argument: Ex) => Ex) | null,
): Record<(typeof COUNTERS)[number], string> {
  const inSet: Ex = m.rowWhere ? { ex: "isTrue", argument: m.rowWhere } : { ex: "truth", value: true };
  const unknown: Ex = m.rowWhere ? { ex: "absent", argument: m.rowWhere } : { ex: "truth", value: false };
  const count = (...conditions: readonly Ex[]): string => parts.of("count", and(inSet, ...conditions));
  const population = count();
  const argument = m.argument && weight ? weight(m.argument) : m.argument;
  return {
    value: argument ? parts.of("sum", m.rowWhere ? when(inSet, argument) : argument) : population,
    population,
    expected: m.argument ? count(m.expected) : population,
    reported: m.argument ? count(m.expected, m.reported) : population,
    used: m.argument ? count({ ex: "present", argument: m.argument }) : population,
    unknown: m.rowWhere ? parts.of("count", unknown) : "",
  };
}

/** Rolls the cube up to one grouping. */
function rollUp(
  measures: readonly RowMeasure[],
  names: readonly Record<(typeof COUNTERS)[number], string>[],
  number: number,
  keys: readonly Ex[],
  width: number,
): Relation {
  const outputs: Output[] = [{ name: "grouping_no", ex: integer(number) }];
  for (let i = 0; i < width; i++) outputs.push({ name: `g${i}`, ex: keys[i] ?? { ex: "text", value: null } });
  const picked = measures.flatMap((m, i): Measure[] => {
    const cube = names[i];
    if (!cube) return [];
    return COUNTERS.map((c) => {
      const name = `${m.planned.name}_${c}`;
      if (c === "unknown") {
        const unknownWhere = m.where
          ? when({ ex: "absent", argument: m.where }, column(cube.population))
          : cube.unknown
            ? column(cube.unknown)
            : integer(0);
        return { name, fn: "sumCount", ex: unknownWhere };
      }
      const x = m.where ? when(m.where, column(cube[c])) : column(cube[c]);
      return { name, fn: c === "value" && m.argument ? "sum" : "sumCount", ex: x };
    });
  });
  return {
    rel: "aggregate",
    from: { rel: "step", name: "cube" },
    where: null,
    keys: outputs,
    measures: picked,
  };
}

/** One statement for all aggregates of one register over all groupings by attributes. */
function planAttributes(
  model: Model,
  register: string,
  needs: readonly AggregateNeed[],
  groupings: readonly (readonly GroupingKey[])[],
  basis: Basis,
): PlannedStatement {
  const rows = new RowRelation(model, register, basis);
  const keys = new Keys();
  const measures = needs.map((n, i) => rowMeasure(model, rows, keys, n, i));
  const groupKeys = groupings.map((g) => g.map((k) => keys.of(rows.attribute(k.key))));
  const parts = new Parts();
  const names = measures.map((m) => cubeParts(m, parts, null));
  const width = Math.max(0, ...groupings.map((g) => g.length));
  const steps: Step[] = [
    ...rows.steps("rows"),
    {
      name: "cube",
      why: "additive parts by every category that a condition or grouping asks for",
      materialised: true,
      relation: {
        rel: "aggregate",
        from: { rel: "step", name: "rows" },
        where: null,
        keys: keys.outputs(),
        measures: parts.measures(),
      },
    },
  ];
  const result: Relation = {
    rel: "union",
    all: groupings.map((_, i) => rollUp(measures, names, i, groupKeys[i] ?? [], width)),
  };
  return {
    register,
    statement: ordered(steps, result, width),
    measures: measures.map((m) => m.planned),
    groupings,
    width,
  };
}

/**
 * One statement for a grouping by a many-valued membership: rows are bridged to their codes after they are
 * one a subject. The total of such a grouping is never taken from here.
 */
function planMembership(
  model: Model,
  register: string,
  needs: readonly AggregateNeed[],
  grouping: readonly GroupingKey[],
  basis: Basis,
): PlannedStatement {
  const rows = new RowRelation(model, register, basis);
  const keys = new Keys();
  const measures = needs.map((n, i) => rowMeasure(model, rows, keys, n, i));
  const membership = grouping.find((k) => k.kind === "membership");
  const definition = model.memberships.get(membership?.key ?? "");
  if (!definition) throw new Error(`membership ${membership?.key ?? ""} is not in the model`);
  const groupKeys = grouping.map((k) =>
    k.kind === "membership" ? keys.of(column("member_code")) : keys.of(rows.attribute(k.key)),
  );
  const parts = new Parts();
  const weight = definition.count === "share" ? weighted : null;
  const names = measures.map((m) => cubeParts(m, parts, weight));
  const width = grouping.length;
  const bridge = bridgedStep(definition, basis);
  const steps: Step[] = [
    ...rows.steps("rows"),
    bridge,
    {
      name: "bridged",
      why: "one row a subject and code",
      relation: {
        rel: "join",
        from: { rel: "step", name: "rows" },
        legs: [{ kind: "left", to: { rel: "step", name: "bridge" }, alias: "bridge", on: "subject" }],
      },
    },
    {
      name: "cube",
      why: "additive parts by code",
      materialised: true,
      relation: {
        rel: "aggregate",
        from: { rel: "step", name: "bridged" },
        where: null,
        keys: keys.outputs(),
        measures: parts.measures(),
      },
    },
  ];
  return {
    register,
    statement: ordered(steps, rollUp(measures, names, 0, groupKeys, width), width),
    measures: measures.map((m) => m.planned),
    groupings: [grouping],
    width,
  };
}

/** Statements for all aggregates and groupings. Aggregates of one register share their scans. */
export function planAggregates(
  model: Model,
  needs: readonly AggregateNeed[],
  groupings: readonly (readonly GroupingKey[])[],
  basis: Basis,
): PlannedStatement[] {
  const byRegister = new Map<string, Map<string, AggregateNeed>>();
  for (const need of needs) {
    const list = byRegister.get(need.node.subject) ?? new Map<string, AggregateNeed>();
    list.set(aggregateKey(need.node, need.period), need);
    byRegister.set(need.node.subject, list);
  }
  return [...byRegister].flatMap(([register, list]) => {
    const applicable = groupings.filter((g) => g.every((k) => appliesTo(model, register, k)));
    const plain = applicable.filter((g) => g.every((k) => k.kind === "attribute"));
    const bridged = applicable.filter((g) => g.some((k) => k.kind === "membership"));
    const all = [...list.values()];
    const [whole, additive] = [all.filter((n) => isWhole(n.node)), all.filter((n) => !isWhole(n.node))];
    return [
      ...(plain.length > 0 && additive.length > 0
        ? [planAttributes(model, register, additive, plain, basis)]
        : []),
      ...(additive.length > 0 ? bridged.map((g) => planMembership(model, register, additive, g, basis)) : []),
      ...(whole.length > 0 ? applicable.map((g) => planWhole(model, register, whole, g, basis)) : []),
    ];
  });
}

/** Whether a grouping key exists for the subjects of a register. */
export function appliesTo(model: Model, register: string, key: GroupingKey): boolean {
  if (key.kind === "membership") return model.memberships.get(key.key)?.register === register;
  return (
    model.registers.get(register)?.attributes.has(key.key) === true ||
    [...model.memberships.values()].some((m) => m.register === register && m.primaryAs === key.key)
  );
}
