/**
 * SQL and the scalar evaluator agree: random type-correct programs over random data with missing cells, ties,
 * moves, late entries, restatements and three ways of counting memberships.
 * LANGUAGE_PROGRAMS=20000 runs more; a found disagreement becomes a named example in `NAMED`.
 */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Indicator, Model } from "@lianzhang/definitions";
import { environmentOf, loadDecision } from "@lianzhang/definitions";
import { compute, basisOf, groupingKey, MemoryLeaves, rowFields } from "@lianzhang/engine";
import type { ComputeRequest, FieldNeed } from "@lianzhang/engine";
import type { Core, NumberCore } from "@lianzhang/formula";
import { checkFormula, children, evaluateNumber } from "@lianzhang/formula";
import { parseDay, parsePeriod, movePeriod } from "@lianzhang/kernel";
import type { Period } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const PROGRAMS = Number(process.env["LANGUAGE_PROGRAMS"] ?? 2000);
const BATCH = 50;

/** A small deterministic generator: the data of the test city. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function writeCity(folder: string): void {
  const next = generator(7);
  mkdirSync(join(folder, "registers"), { recursive: true });
  mkdirSync(join(folder, "returns"), { recursive: true });
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  const firms = Array.from({ length: 40 }, (_, i) => `F${String(i).padStart(3, "0")}`);
  const register = ["code,name,county,lane,listed,since,until"];
  const lists: Record<string, string[]> = { primary_list: [], whole_list: [], share_list: [] };
  const monthly = [
    "code,period,known,产值（千元）,产值同期（千元）,销售（千元）,电量（万千瓦时）,存货（千元）",
  ];
  const yearly = ["code,period,known,税（元）,用地（平方米）,人数（人）"];
  const cell = (v: number): string =>
    pick([String(v), String(v), String(v), String(v), String(v), "", "-", "0"]);
  for (const f of firms) {
    const moves = next(4) === 0;
    const spell = (since: string, until: string): string =>
      [
        f,
        `厂${f}`,
        pick(["c0", "c1", "c2", ""]),
        pick(["l0", "l1"]),
        pick(["1", "1", "0", ""]),
        since,
        until,
      ].join(",");
    if (moves) register.push(spell("2023-01", "2025-07"), spell("2025-07", ""));
    else register.push(spell(pick(["2023-01", "2025-05"]), pick(["", "", "", "2025-10"])));
    const codes = ["h0", "h1", "h2"].filter(() => next(2) === 0);
    codes.forEach((code, i) => {
      const share = codes.length === 3 ? pick(["33.33"]) : codes.length === 2 ? "50" : "100";
      const s = codes.length === 3 && i === 0 ? "33.34" : share;
      for (const list of Object.values(lists))
        list.push([f, code, i === 0 ? 1 : 0, s, "2023-01", ""].join(","));
    });
    for (const year of [2024, 2025]) {
      let [output, prior, sales] = [0, 0, 0];
      const first = next(5) === 0 ? 4 + next(5) : 2;
      for (let m = first; m <= 12; m++) {
        output += next(500) - 20;
        prior += next(400);
        sales += next(450);
        if (next(9) === 0) continue;
        const known = `${m === 12 ? year + 1 : year}-${String((m % 12) + 1).padStart(2, "0")}-15`;
        const period = `${year}-${String(m).padStart(2, "0")}`;
        const line = (o: number): string =>
          [f, period, known, cell(o), cell(prior), cell(sales), cell(next(90)), cell(next(300))].join(",");
        monthly.push(line(output));
        if (next(12) === 0)
          monthly.push(
            [f, period, `${year + 1}-03-${10 + next(15)}`, output + 7, prior, sales, next(90), 5].join(","),
          );
      }
      if (next(6) > 0)
        yearly.push(
          [
            f,
            year,
            `${year + 1}-04-01`,
            cell(next(900000)),
            cell(1000 + next(50) * 100),
            cell(next(300)),
          ].join(","),
        );
    }
  }
  writeFileSync(join(folder, "registers/firm.csv"), register.join("\n"));
  for (const [list, rows] of Object.entries(lists))
    writeFileSync(
      join(folder, `registers/${list}.csv`),
      ["code,member_of,primary,share,since,until", ...rows].join("\n"),
    );
  writeFileSync(join(folder, "returns/monthly.csv"), monthly.join("\n"));
  writeFileSync(join(folder, "returns/yearly.csv"), yearly.join("\n"));
}

const code = fc.constantFrom("c0", "c1", "c2");
const money = fc.letrec<{ money: string }>((tie) => ({
  money: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    fc.constantFrom("output", "sales", "output_prior"),
    fc
      .tuple(
        fc.constantFrom("output", "sales"),
        fc.constantFrom("+", "-"),
        fc.constantFrom("output", "sales", "output_prior"),
      )
      .map((t) => `(${t.join(" ")})`),
    tie("money").map((m) => `(${m} * 3)`),
    fc.constantFrom("output", "sales").map((m) => `lag(${m}, 1 year)`),
    fc.tuple(code, tie("money"), tie("money")).map(([c, a, b]) => `(if county = ${c} then ${a} else ${b})`),
  ),
})).money;
const flow = fc.constantFrom("output", "sales", "output_prior", "(output + sales)", "(output - sales) * 2");
const comparison = fc.constantFrom(">=", ">", "<", "<=", "=", "!=");
const condition = fc.letrec<{ c: string }>((tie) => ({
  c: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    code.map((c) => `county = ${c}`),
    fc.tuple(code, code).map(([a, b]) => `county in (${a}, ${b})`),
    fc.constantFrom(
      "lane = l0",
      "lane != l1",
      "listed",
      "not listed",
      "primary_chain = h0",
      "any_chain has h1",
      "any_chain has h2",
    ),
    fc.tuple(flow, comparison, fc.constantFrom("100 千元", "0 元", "3 万元")).map((t) => t.join(" ")),
    fc.tuple(flow, comparison, fc.constantFrom("90%", "110%")).map(([f, o, p]) => `${f} / sales ${o} ${p}`),
    fc.tuple(tie("c"), fc.constantFrom("and", "or"), tie("c")).map((t) => `(${t.join(" ")})`),
    tie("c").map((c) => `(not ${c})`),
  ),
})).c;
const where = fc.option(condition, { nil: null }).map((c) => (c === null ? "" : ` where ${c}`));
const total = fc.tuple(flow, where).map(([m, w]) => `sum(${m}${w})`);
const program = fc.oneof(
  fc.tuple(money, where).map(([m, w]) => ({ text: `sum(${m}${w})`, unit: "万元" })),
  fc.tuple(money, where).map(([m, w]) => ({ text: `avg(${m}${w})`, unit: "万元" })),
  condition.map((c) => ({ text: `count(firm where ${c})`, unit: "户" })),
  fc.tuple(total, total).map(([a, b]) => ({ text: `${a} / ${b}`, unit: "%" })),
  fc
    .tuple(fc.constantFrom("output", "output"), where, fc.constantFrom("returned", "stored", "matched"))
    .map(([f, w, b]) => ({ text: `growth(sum(${f}${w}), basis: ${b})`, unit: "%" })),
  total.map((t) => ({ text: `change(${t})`, unit: "万元" })),
  total.map((t) => ({ text: `share_of(${t})`, unit: "%" })),
  total.map((t) => ({ text: `lag(${t}, 1 year) + ${t}`, unit: "万元" })),
  fc
    .tuple(condition, total, total)
    .map(([, a, b]) => ({ text: `if ${a} > ${b} then ${a} else ${b} - ${a}`, unit: "万元" })),
  where.map((w) => ({ text: `sum(power${w})`, unit: "万千瓦时" })),
  where.map((w) => ({ text: `sum(stock${w})`, unit: "万元" })),
);
const question = fc.record({
  period: fc.constantFrom(
    "2025",
    "2025-06",
    "2025-01..09",
    "2025Q2",
    "2025H1",
    "2025-02",
    "2025-12",
    "2024-10..2025-03",
  ),
  known: fc.constantFrom(null, "2025-08-01", "2026-03-20"),
  grouping: fc.constantFrom<string[]>(
    [],
    ["county"],
    ["primary_chain"],
    ["county", "lane"],
    ["whole_list"],
    ["share_list"],
    ["primary_list"],
  ),
  basis: fc.constantFrom<"end" | "start">("end", "start"),
});

/** Every field any part of a formula reads, with its period. */
function allFields(core: Core, period: Period): FieldNeed[] {
  if (core.op === "at") return allFields(core.argument, movePeriod(period, core.move));
  if (core.op === "aggregate") {
    const also = (core.alsoPresent ?? []).flatMap((a) => rowFields(a, period));
    return [
      ...(core.argument ? rowFields(core.argument, period) : []),
      ...(core.where ? rowFields(core.where, period) : []),
      ...also,
    ];
  }
  return core.op === "field"
    ? [{ form: core.form, field: core.field, period }]
    : children(core).flatMap((c) => allFields(c, period));
}

let model: Model;
let store: Store;
let folder: string;

beforeAll(async () => {
  const loaded = await loadDecision(join(import.meta.dirname, "fixtures/lang-city"));
  if (!loaded.model)
    throw new Error(loaded.diagnostics.map((d) => `${d.file}:${d.line} ${d.code} ${d.message}`).join("\n"));
  model = loaded.model;
  folder = mkdtempSync(join(tmpdir(), "lianzhang-differential-"));
  writeCity(folder);
  store = await openStore(":memory:", { threads: 2 });
  const report = await loadData(model, store, [folder], {});
  expect(report.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
});

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Program {
  readonly text: string;
  readonly unit: string;
}

function checked(p: Program): NumberCore {
  const result = checkFormula(
    p.text,
    { subject: null, unit: p.unit, expect: "number", period: null },
    environmentOf({ ...model, city: model.city.code, body: () => null }),
  );
  const errors = result.problems.filter((x) => x.severity === "error");
  if (errors.length > 0 || result.core === null || !("type" in result.core))
    throw new Error(`${p.text}: ${errors.map((e) => `${e.code} ${e.message}`).join("; ")}`);
  return result.core;
}

/** Runs the programs through SQL and through the evaluator and lists disagreements. */
async function disagreements(
  programs: readonly Program[],
  q: { period: string; known: string | null; grouping: string[]; basis: "end" | "start" },
): Promise<string[]> {
  const template = model.indicators.get("all_output");
  const period = parsePeriod(q.period);
  if (!template || !period) throw new Error("the fixture lacks all_output");
  const cores = programs.map(checked);
  const indicators = new Map(
    cores.map((body, i): [string, Indicator] => [`p${i}`, { ...template, id: `p${i}`, body }]),
  );
  const request: ComputeRequest = {
    indicators: [...indicators.keys()],
    period,
    known: q.known === null ? null : parseDay(q.known),
    groupings: [q.grouping],
    basis: q.basis,
  };
  const asked: Model = { ...model, indicators };
  const { figures } = await compute(asked, store, request, { store: "test", commit: 1 });
  const fields = cores.flatMap((c) => allFields(c, period));
  const leaves = await MemoryLeaves.load(model, store, basisOf(request), [
    { register: "firm", subjects: null, fields },
  ]);
  return figures.flatMap((f) => {
    const i = Number(f.indicator.slice(1));
    const core = cores[i];
    if (!core) return [];
    const expected = evaluateNumber(core, leaves, {
      period,
      subject: null,
      group: f.group.map((g) => ({ ...(groupingKey(model, g.key) ?? g), code: g.code })),
    });
    const show = (v: bigint | null, reason: string | null): string =>
      v === null ? `missing ${reason}` : `${v}`;
    const [sql, ev] = [
      show(f.value, f.reason),
      expected.value.ok ? `${expected.value.value}` : `missing ${expected.value.reason}`,
    ];
    const [a, b] = [JSON.stringify(f.counters), JSON.stringify(expected.counters)];
    return sql === ev && a === b
      ? []
      : [
          `${programs[i]?.text} @${q.period} known ${q.known} by ${JSON.stringify(f.group)}: SQL ${sql} ${a}, evaluator ${ev} ${b}`,
        ];
  });
}

describe("SQL agrees with the scalar evaluator", () => {
  it(`on ${PROGRAMS} random programs`, { timeout: 3_600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(program, { minLength: BATCH, maxLength: BATCH }),
        question,
        async (programs, q) => {
          expect(await disagreements(programs, q)).toEqual([]);
        },
      ),
      {
        numRuns: Math.ceil(PROGRAMS / BATCH),
        seed: Number(process.env["LANGUAGE_SEED"] ?? 20230714),
        endOnFailure: true,
      },
    );
  });
});
