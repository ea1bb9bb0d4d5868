/** The amounts that entitlements are settled from: of each register in one statement, of which only what is due, open or paid is read. */
import type { Entitlement, Model } from "@lianzhang/definitions";
import type { MissingReason, SqlRunner, SqlValue } from "@lianzhang/kernel";
import { quote, RATIO_ONE, subjectTable } from "@lianzhang/kernel";
import { ask, keep } from "./ask.ts";
import { refusedRows, requireProven } from "./bounds-refusal.ts";
import { horizonOf } from "./horizon.ts";
import { MISSING } from "./lower.ts";
import { basisOf, periodProblem } from "./question.ts";
import type { Ex, Relation, Statement } from "./relation.ts";
import { column, integer } from "./relation.ts";
import type { ComputeRequest } from "./result.ts";
import { whyMissing } from "./row-figures.ts";
import { tableOf } from "./row-steps.ts";
import { planRowTables } from "./row-tables.ts";

/** How an amount of money becomes whole 分, half away from zero: a share of an amount is a ratio, which has more places. */
export function toFen(model: Model, id: string | null): (v: bigint | null) => bigint | null {
  const indicator = id === null ? undefined : model.indicators.get(id);
  if (indicator === undefined) return () => null;
  if (indicator.body?.type.numeric !== "ratio") return (v) => v;
  const { num, den } = indicator.unit.toMinor;
  const below = den * RATIO_ONE;
  const nearest = (v: bigint): bigint => (2n * v * num + below) / (2n * below);
  return (v) => (v === null ? null : v < 0n ? -nearest(-v) : nearest(v));
}

/** The figures of one subject that a claim is made of. */
export interface Amounts {
  readonly subject: string;
  readonly due: bigint | null;
  readonly reason: MissingReason | null;
  readonly paid: bigint | null;
  readonly order: bigint | null;
  readonly yearCap: bigint | null;
}

const absent = (name: string): Ex => ({ ex: "absent", argument: column(name) });
const some = (name: string): Ex => ({
  ex: "compare",
  comparison: "!=",
  left: column(name),
  right: integer(0n),
});

/** By entitlement in the model's order: subjects with an amount that is due, open or paid, in code order. */
export async function amountsOf(
  model: Model,
  runner: SqlRunner,
  request: Omit<ComputeRequest, "indicators" | "groupings">,
): Promise<readonly (readonly [Entitlement, readonly Amounts[]])[]> {
  const usable = (id: string | null, register: string): string | null => {
    const i = id === null ? undefined : model.indicators.get(id);
    const fits = i !== undefined && i.body !== null && i.of === register;
    return fits && periodProblem(i, request.period) === null ? i.id : null;
  };
  const asked = [...model.entitlements.values()].flatMap((e): Asked[] => {
    const due = usable(e.figures.due, e.subject);
    if (due === null) return [];
    const paid = usable(e.figures.paid, e.subject);
    const order = e.short?.kind === "order" ? usable(e.short.by, e.subject) : null;
    return [{ e, due, paid, order, yearCap: usable(e.figures.yearCap, e.subject) }];
  });
  const indicators = [
    ...new Set(asked.flatMap((a) => [a.due, a.paid, a.order, a.yearCap].filter((id) => id !== null))),
  ];
  const cores = indicators.flatMap((id) => model.indicators.get(id)?.body ?? []);
  const horizon = request.horizon ?? (await horizonOf(model, runner, cores));
  const dated = { ...request, horizon };
  const table = (register: string): string => `entitled_${register}`;
  const planned = planRowTables(model, { ...dated, indicators }, table);
  const defined = indicators.flatMap((id) => model.indicators.get(id) ?? []);
  for (const p of planned) requireProven(refusedRows(p.statement, defined));
  try {
    for (const p of planned) await keep(runner, p.table, p.statement);
    const found = new Map<Entitlement, Amounts[]>(asked.map((a) => [a.e, []]));
    for (const { register } of planned) {
      const own = asked.filter((a) => a.e.subject === register);
      const { rows } = await ask(
        runner,
        toList(own, table(register), tableOf(basisOf(dated), subjectTable(register))),
      );
      const open = new Map<string, string[]>();
      for (const [n, code, due] of rows) {
        const id = due === null ? own[Number(n)]?.due : undefined;
        if (id !== undefined) open.set(id, [...(open.get(id) ?? []), String(code)]);
      }
      const why = new Map<string, ReadonlyMap<string, MissingReason>>();
      for (const [id, codes] of open) why.set(id, await whyMissing(model, runner, id, codes, dated));
      const fen = own.map((a) => [a.due, a.paid, a.yearCap].map((id) => toFen(model, id)));
      for (const [n, code, due, paid, order, yearCap] of rows) {
        const a = own[Number(n)];
        const inFen = fen[Number(n)];
        const subject = String(code);
        const reason = a && due === null ? (why.get(a.due)?.get(subject) ?? "incomplete") : null;
        const amounts = a && found.get(a.e);
        amounts?.push({
          subject,
          due: inFen?.[0]?.(whole(due)) ?? null,
          reason,
          paid: inFen?.[1]?.(whole(paid)) ?? null,
          order: whole(order),
          yearCap: inFen?.[2]?.(whole(yearCap)) ?? null,
        });
      }
    }
    return [...found];
  } finally {
    for (const p of planned) await runner.execute(`DROP TABLE IF EXISTS ${quote(p.table)}`);
  }
}

const whole = (v: SqlValue | undefined): bigint | null => (typeof v === "bigint" ? v : null);

/** An entitlement with the figures it is settled from; null: it has none such, or not for this period. */
interface Asked {
  readonly e: Entitlement;
  readonly due: string;
  readonly paid: string | null;
  readonly order: string | null;
  readonly yearCap: string | null;
}

/** Of each asked entitlement, by its place, the subjects with an amount that is due, open or paid, in code order. */
function toList(own: readonly Asked[], table: string, subjects: Relation): Statement {
  const all = own.map((a, n): Relation => {
    const { due, paid } = a;
    const figures = [due, paid, a.order, a.yearCap];
    return {
      rel: "select",
      from: { rel: "table", name: table },
      where: { ex: "or", all: [absent(due), some(due), ...(paid === null ? [] : [some(paid)])] },
      columns: [
        { name: "n", ex: integer(BigInt(n)) },
        { name: "subject", ex: column("subject") },
        ...figures.map((id, i) => ({ name: `value${i}`, ex: id === null ? MISSING : column(id) })),
      ],
    };
  });
  const names = ["n", "code", "value0", "value1", "value2", "value3"];
  return {
    steps: [],
    result: {
      rel: "select",
      from: {
        rel: "join",
        from: { rel: "union", all },
        legs: [{ kind: "inner", to: subjects, alias: "subjects", on: "subject" }],
      },
      where: null,
      columns: names.map((name) => ({ name, ex: column(name) })),
    },
    orderBy: [
      { column: "n", descending: false },
      { column: "code", descending: false },
    ],
    limit: null,
  };
}
