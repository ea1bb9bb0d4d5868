/**
 * From aggregates and groupings to statements. Facts are read once per form and period, brought to one row a
 * subject, aggregated to the finest categories that any condition or grouping asks for, and only then picked
 * apart: conditions on categories cost nothing per row.
 */
import type { MembershipDefinition, Model } from "@lianzhang/definitions";
import type { RowMeasure } from "./cube.ts";
import { cubeParts, Keys, Parts, rowMeasure } from "./cube.ts";
import type { AggregateNeed } from "./need.ts";
import { aggregateKey } from "./need.ts";
import { isWhole, planWhole } from "./plan-cells.ts";
import type { Counter, PlannedMeasure, PlannedStatement } from "./planned.ts";
import { ordered } from "./planned.ts";
import type { GroupingKey } from "./question.ts";
import type { Column, Measure, Output, Relation, Step } from "./relation.ts";
import { column, integer, when } from "./relation.ts";
import type { Basis } from "./row-steps.ts";
import { bridgedStep, weighted } from "./row-steps.ts";
import { RowRelation } from "./rows.ts";

/** One cube over the rows, or over the rows bridged to the codes of a membership. */
interface Cube {
  readonly name: string;
  readonly membership: MembershipDefinition | null;
  /** Its keys beside those of the conditions. */
  readonly keys: Map<string, Column>;
}

/** A grouping as it stands in the result: its number, its cube, its keys there. */
interface Asked {
  readonly number: number;
  readonly cube: Cube;
  readonly keys: readonly Column[];
}

/** The steps of one cube. By share, a subject's value is cut into the parts that fall to its codes. */
function cubeSteps(cube: Cube, keys: readonly Output[], parts: readonly Measure[], basis: Basis): Step[] {
  const { name, membership } = cube;
  const share = membership?.count === "share";
  const measures = share ? parts.map((m) => (m.fn === "sum" ? { ...m, ex: weighted(m.ex) } : m)) : parts;
  const from = membership === null ? "rows" : `${name}_rows`;
  const aggregated: Step = {
    name,
    why: "additive parts by every category that a condition or grouping asks for",
    materialised: true,
    relation: { rel: "aggregate", from: { rel: "step", name: from }, where: null, keys, measures },
  };
  if (membership === null) return [aggregated];
  const bridge = bridgedStep(membership, basis, `${name}_`);
  return [
    bridge,
    {
      name: from,
      why: "one row a subject and code",
      relation: {
        rel: "join",
        from: { rel: "step", name: "rows" },
        legs: [{ kind: "left", to: { rel: "step", name: bridge.name }, alias: bridge.name, on: "subject" }],
      },
    },
    aggregated,
  ];
}

/** The cubes once for each grouping, under its number and its keys. */
function spreadOut(
  asked: readonly Asked[],
  width: number,
  conditions: readonly Output[],
  parts: readonly Measure[],
): Relation {
  const plain = [...conditions, ...parts].map(({ name }): Output => ({ name, ex: column(name) }));
  return {
    rel: "union",
    all: asked.map(({ number, cube, keys }): Relation => {
      const columns: Output[] = [{ name: "grouping_no", ex: integer(number) }];
      for (let i = 0; i < width; i++) {
        const key = keys[i];
        columns.push({
          name: `g${i}`,
          ex: key ? { ex: "label", argument: key } : { ex: "text", value: null },
        });
      }
      return {
        rel: "select",
        from: { rel: "step", name: cube.name },
        where: null,
        columns: [...columns, ...plain],
      };
    }),
  };
}

/** Each measure picked from the cubes' parts; what is equal is one column. */
function pick(m: RowMeasure, cube: Readonly<Record<Counter, string>>, picked: Parts): PlannedMeasure {
  const of = (counter: Counter, fn: "sum" | "sumCount"): string =>
    picked.of(fn, m.where ? when(m.where, column(cube[counter])) : column(cube[counter]));
  const unknown = (): string => {
    if (m.where)
      return picked.of("sumCount", when({ ex: "absent", argument: m.where }, column(cube.population)));
    return cube.unknown === "" ? "" : picked.of("sumCount", column(cube.unknown));
  };
  return {
    key: m.key,
    node: m.node,
    columns: {
      value: of("value", m.argument ? "sum" : "sumCount"),
      population: of("population", "sumCount"),
      expected: of("expected", "sumCount"),
      reported: of("reported", "sumCount"),
      used: of("used", "sumCount"),
      unknown: unknown(),
    },
  };
}

/**
 * One statement for all additive aggregates of one register over all groupings. Groupings by a many-valued
 * membership bridge the rows to their codes after they are one a subject; totals are never taken from there.
 */
function planCubes(
  model: Model,
  register: string,
  needs: readonly AggregateNeed[],
  groupings: readonly (readonly GroupingKey[])[],
  basis: Basis,
): PlannedStatement {
  const rows = new RowRelation(model, register, basis);
  const keys = new Keys();
  const measures = needs.map((n) => rowMeasure(model, rows, keys, n));
  const conditions = keys.outputs();
  const cubes = new Map<string, Cube>();
  const asked = groupings.map((grouping, number): Asked => {
    const key = grouping.find((k) => k.kind === "membership")?.key ?? "";
    const membership = model.memberships.get(key) ?? null;
    const cube = cubes.get(key) ?? { name: `cube${cubes.size}`, membership, keys: new Map() };
    cubes.set(key, cube);
    const own = grouping.map((k) => keys.of(rows.key(k)));
    for (const k of own) cube.keys.set(k.name, k);
    return { number, cube, keys: own };
  });
  const parts = new Parts("p");
  const names = measures.map((m) => cubeParts(m, parts));
  const picked = new Parts("m");
  const planned = measures.flatMap((m, i) => {
    const cube = names[i];
    return cube ? [pick(m, cube, picked)] : [];
  });
  const width = Math.max(0, ...groupings.map((g) => g.length));
  const shared = cubes.size > 1;
  const steps: Step[] = [
    ...rows.steps("rows").map((s) => (shared && s.name === "rows" ? { ...s, materialised: true } : s)),
    ...[...cubes.values()].flatMap((cube) => {
      const own = keys
        .outputs()
        .filter((k) => cube.keys.has(k.name) || conditions.some((c) => c.name === k.name));
      return cubeSteps(cube, own, parts.measures(), basis);
    }),
  ];
  const result: Relation = {
    rel: "aggregate",
    from: spreadOut(asked, width, conditions, parts.measures()),
    where: null,
    keys: ["grouping_no", ...Array.from({ length: width }, (_, i) => `g${i}`)].map((name) => ({
      name,
      ex: column(name),
    })),
    measures: picked.measures(),
  };
  return { register, statement: ordered(steps, result, width), measures: planned, groupings, width };
}

/**
 * Statements for all aggregates and groupings. Aggregates of one register share their scans. A total that nobody
 * asked for is there for the formulas that take a whole: what they do not read is not computed for it.
 */
export function planAggregates(
  model: Model,
  needs: readonly AggregateNeed[],
  groupings: readonly (readonly GroupingKey[])[],
  basis: Basis,
  totalAsked: boolean,
): PlannedStatement[] {
  const byRegister = new Map<string, Map<string, AggregateNeed>>();
  for (const need of needs) {
    const list = byRegister.get(need.node.subject) ?? new Map<string, AggregateNeed>();
    const key = aggregateKey(need.node, need.period);
    list.set(key, { ...need, whole: need.whole || list.get(key)?.whole === true });
    byRegister.set(need.node.subject, list);
  }
  return [...byRegister].flatMap(([register, list]) => {
    const applicable = groupings.filter((g) => g.every((k) => appliesTo(model, register, k)));
    const all = [...list.values()];
    const [whole, additive] = [all.filter((n) => isWhole(n.node)), all.filter((n) => !isWhole(n.node))];
    const readAt = (g: readonly GroupingKey[]): AggregateNeed[] =>
      g.length > 0 || totalAsked ? whole : whole.filter((n) => n.whole);
    return [
      ...(applicable.length > 0 && additive.length > 0
        ? [planCubes(model, register, additive, applicable, basis)]
        : []),
      ...applicable.flatMap((g) => {
        const read = readAt(g);
        return read.length > 0 ? [planWhole(model, register, read, g, basis)] : [];
      }),
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
