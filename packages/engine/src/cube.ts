/**
 * The cube of a register: its rows added up by every category that a condition or a grouping asks for. Conditions
 * on categories are decided on the cube's few rows, conditions on numbers per row.
 */
import type { Classification, Model } from "@lianzhang/definitions";
import type { BooleanCore } from "@lianzhang/formula";
import { countedForms } from "@lianzhang/formula";
import { codeIn } from "./lower.ts";
import type { Aggregate, AggregateNeed } from "./need.ts";
import { aggregateKey, isCategorical } from "./need.ts";
import type { Counter } from "./planned.ts";
import type { Column, Ex, Measure, Output } from "./relation.ts";
import { and, column, exKey, when } from "./relation.ts";
import type { RowRelation } from "./rows.ts";

const TRUE: Ex = { ex: "truth", value: true };

/** More codes than this and a condition is carried as true/false instead of the code itself. */
const SMALL_CLASSIFICATION = 64;

export interface RowMeasure {
  readonly key: string;
  readonly node: Aggregate;
  /** Row columns: the argument, expectation and report flags. */
  readonly argument: Ex | null;
  readonly expected: Ex;
  readonly reported: Ex;
  /** The condition over cube keys, or null when it was applied per row. */
  readonly where: Ex | null;
  readonly rowWhere: Ex | null;
}

/** Cube keys by their printed expression, so that equal keys are one column. */
export class Keys {
  readonly #byText = new Map<string, Output>();
  of(ex: Ex): Column {
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

export function rowMeasure(model: Model, rows: RowRelation, keys: Keys, need: AggregateNeed): RowMeasure {
  const { node, period } = need;
  const forms = node.argument ? countedForms(node.argument, period) : [];
  const all = (list: readonly Ex[]): Ex => (list.length === 0 ? TRUE : and(...list));
  const also = (node.alsoPresent ?? []).map((a): Ex => ({ ex: "present", argument: rows.number(a, period) }));
  const plain = node.argument ? rows.number(node.argument, period) : null;
  const categorical = node.where === null || isCategorical(node.where);
  return {
    key: aggregateKey(node, period),
    node,
    argument: plain && also.length > 0 ? when(all(also), plain) : plain,
    expected: all(forms.map((f) => rows.expected(f.form, f.period))),
    reported: all(forms.map((f) => rows.reported(f.form, f.period))),
    where: node.where && categorical ? overKeys(model, rows, keys, node.where, need) : null,
    rowWhere: node.where && !categorical ? rows.condition(node.where, period) : null,
  };
}

/** Additive parts of the measures over the rows: what the cube holds. Equal parts are one column. */
export class Parts {
  readonly #byText = new Map<string, Measure>();
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  of(fn: Measure["fn"], ex: Ex): string {
    const text = exKey([fn, ex]);
    const found = this.#byText.get(text) ?? { name: `${this.#prefix}${this.#byText.size}`, fn, ex };
    this.#byText.set(text, found);
    return found.name;
  }
  measures(): Measure[] {
    return [...this.#byText.values()];
  }
}

/** For each measure: the cube columns that add up to its value and counters; empty: nothing was undecided. */
export function cubeParts(m: RowMeasure, parts: Parts): Record<Counter, string> {
  const inSet: readonly Ex[] = m.rowWhere ? [{ ex: "isTrue", argument: m.rowWhere }] : [];
  const count = (...conditions: readonly Ex[]): string => {
    const all = [...inSet, ...conditions].filter((c) => c.ex !== "truth" || !c.value);
    return parts.of("count", all.length === 0 ? TRUE : and(...all));
  };
  const population = count();
  const { argument } = m;
  return {
    value: argument ? parts.of("sum", m.rowWhere ? when(and(...inSet), argument) : argument) : population,
    population,
    expected: argument ? count(m.expected) : population,
    reported: argument ? count(m.expected, m.reported) : population,
    used: argument ? count({ ex: "present", argument }) : population,
    unknown: m.rowWhere ? parts.of("count", { ex: "absent", argument: m.rowWhere }) : "",
  };
}
