/** The sentences of docs/engine.md that hold from the first day, each as a test of its own. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Indicator, Model } from "@lianzhang/definitions";
import { environmentOf, loadDecision } from "@lianzhang/definitions";
import type { ComputeRequest, Figure } from "@lianzhang/engine";
import { compute, explain } from "@lianzhang/engine";
import { checkFormula } from "@lianzhang/formula";
import type { SqlResult, SqlRunner } from "@lianzhang/kernel";
import { FORMULA_ID, parseDay, parsePeriod } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import { afterEach, beforeAll, describe, expect, it } from "vitest";

let model: Model;
const stores: Store[] = [];

beforeAll(async () => {
  const loaded = await loadDecision(join(import.meta.dirname, "fixtures/lang-city"));
  if (!loaded.model) throw new Error(JSON.stringify(loaded.diagnostics));
  model = loaded.model;
});

afterEach(async () => {
  for (const s of stores.splice(0)) await s.close();
});

/** A city from texts: file name -> lines. */
async function city(files: Record<string, readonly string[]>): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-foundations-"));
  for (const [name, lines] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), lines.join("\n"));
  }
  const store = await openStore(":memory:", {});
  stores.push(store);
  const report = await loadData(model, store, [folder], {});
  expect(report.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
  rmSync(folder, { recursive: true });
  return store;
}

interface Ask {
  readonly formula: string;
  readonly unit: string;
  readonly period: string;
  readonly known?: string;
  readonly by?: readonly string[];
}

function withFormula(ask: Ask): Model {
  const template = model.indicators.get("all_output");
  const result = checkFormula(
    ask.formula,
    { subject: null, unit: ask.unit, expect: "number", period: null },
    environmentOf({ ...model, city: model.city.code, body: () => null }),
  );
  if (!template || !result.core || !("type" in result.core)) throw new Error(JSON.stringify(result.problems));
  const asked: Indicator = { ...template, id: "asked", formula: ask.formula, body: result.core };
  return { ...model, indicators: new Map([["asked", asked]]) };
}

async function figures(runner: SqlRunner, ask: Ask): Promise<readonly Figure[]> {
  const period = parsePeriod(ask.period);
  if (!period) throw new Error(`${ask.period} is no period`);
  const request: ComputeRequest = {
    indicators: ["asked"],
    period,
    known: ask.known ? parseDay(ask.known) : null,
    groupings: [ask.by ?? []],
    basis: "end",
  };
  return (await compute(withFormula(ask), runner, request, { store: "test", commit: 1 })).figures;
}

async function one(runner: SqlRunner, ask: Ask): Promise<Figure> {
  const [figure] = await figures(runner, ask);
  if (!figure) throw new Error("no figure");
  return figure;
}

const REGISTER = "code,name,county,lane,listed,since,until";
const MONTHLY = "code,period,known,output";
const THOUSAND_YUAN = 100_000n; // minor units (分) in one 千元

describe("a period is an interval", () => {
  const firms = { "registers/firm.csv": [REGISTER, "A,甲厂,c0,l0,1,2025-01,", "B,乙厂,c0,l0,1,2025-01,"] };
  const returns = {
    "returns/monthly.csv": [
      MONTHLY,
      "A,2025-03,2025-04-15,300",
      "A,2025-04,2025-05-15,400",
      "A,2025-06,2025-07-15,640",
      "B,2025-05,2025-06-15,500",
      "B,2025-06,2025-07-15,600",
    ],
  };

  it("firm A (cumulative 300, 400, -, 640 for March to June) and firm B entering in May (500, 600): May is unknown", async () => {
    const may = await one(await city({ ...firms, ...returns }), {
      formula: "sum(output)",
      unit: "千元",
      period: "2025-05",
    });
    expect(may).toMatchObject({ value: null, reason: "not_reported" });
    expect(may.counters).toMatchObject({ population: 2, used: 0 });
  });

  it("June is 100 at coverage 1 of 2", async () => {
    const june = await one(await city({ ...firms, ...returns }), {
      formula: "sum(output)",
      unit: "千元",
      period: "2025-06",
    });
    expect(june.value).toBe(100n * THOUSAND_YUAN);
    expect(june.counters).toMatchObject({ population: 2, used: 1 });
  });

  it("the first half-year is 1,240", async () => {
    const half = await one(await city({ ...firms, ...returns }), {
      formula: "sum(output)",
      unit: "千元",
      period: "2025H1",
    });
    expect(half.value).toBe(1240n * THOUSAND_YUAN);
    expect(half.counters).toMatchObject({ population: 2, expected: 2, reported: 2, used: 2 });
  });
});

describe("two clocks", () => {
  it("--known before a restatement gives the old figure, and the next month follows the restated one", async () => {
    const store = await city({
      "registers/firm.csv": [REGISTER, "A,甲厂,c0,l0,1,2025-01,"],
      "returns/monthly.csv": [
        MONTHLY,
        "A,2025-05,2025-06-15,500",
        "A,2025-06,2025-07-15,600",
        "A,2025-05,2025-08-01,540",
      ],
    });
    const june = (known?: string): Promise<Figure> =>
      one(store, { formula: "sum(output)", unit: "千元", period: "2025-06", ...(known ? { known } : {}) });
    expect((await june("2025-07-20")).value).toBe(100n * THOUSAND_YUAN);
    expect((await june()).value).toBe(60n * THOUSAND_YUAN);
    expect((await june("2025-06-20")).value).toBeNull();
  });
});

describe("numbers", () => {
  it("no DOUBLE leaves a query: the types of every emitted statement are read", async () => {
    const store = await city({
      "registers/firm.csv": [REGISTER, "A,甲厂,c0,l0,1,2024-01,", "B,乙厂,c1,l1,1,2024-01,"],
      "returns/monthly.csv": [
        "code,period,output,output_prior,sales",
        "A,2025-05,500,400,480",
        "B,2025-05,300,310,280",
      ],
    });
    const types = new Set<string>();
    const spy: SqlRunner = {
      dialect: "duckdb",
      execute: (sql) => store.execute(sql),
      transaction: (work) => store.transaction(work),
      async query(sql): Promise<SqlResult> {
        const result = await store.query(sql);
        result.types.forEach((t) => types.add(t));
        return result;
      },
    };
    for (const formula of [
      "growth(sum(output), basis: returned)",
      "sum(sales) / sum(output)",
      "share_of(sum(output where output / sales > 90%))",
    ])
      await figures(spy, { formula, unit: "%", period: "2025-01..05", by: ["county"] });
    expect([...types].filter((t) => /DOUBLE|FLOAT|REAL|DECIMAL/.test(t))).toEqual([]);
    expect(types.size).toBeGreaterThan(1);
  });

  it("a firm with exactly 20 % growth passes >= 20 %, in SQL", async () => {
    const lines = Array.from({ length: 999 }, (_, i) => `F${i},2025-05,${(i + 1) * 6},${(i + 1) * 5}`);
    const store = await city({
      "registers/firm.csv": [REGISTER, ...lines.map((l) => `${l.split(",")[0]},厂,c0,l0,1,2024-01,`)],
      "returns/monthly.csv": ["code,period,output,output_prior", ...lines],
    });
    const passing = await one(store, {
      formula:
        "count(firm where growth(output, basis: returned) >= 20% and output / output_prior - 100% >= 20%)",
      unit: "户",
      period: "2025-01..05",
    });
    expect(passing.value).toBe(999n);
  });
});

describe("memberships", () => {
  const register = [REGISTER, "A,甲厂,c0,l0,1,2024-01,", "B,乙厂,c1,l1,1,2024-01,"];
  const list = [
    "code,member_of,primary,share,since,until",
    "A,h0,1,50,2024-01,",
    "A,h1,0,30,2024-01,",
    "A,h2,0,20,2024-01,",
    "B,h0,1,100,2024-01,",
  ];
  const files = {
    "registers/firm.csv": register,
    "registers/whole_list.csv": list,
    "registers/primary_list.csv": list,
    "registers/share_list.csv": list,
    "returns/monthly.csv": [MONTHLY, "A,2025-12,2026-01-15,100", "B,2025-12,2026-01-15,50"],
  };
  const ask = { formula: "sum(output)", unit: "千元", period: "2025" };
  const by = async (store: Store, grouping: string): Promise<bigint> => {
    const cells = await figures(store, { ...ask, by: [grouping] });
    return cells.reduce((sum, f) => sum + (f.value ?? 0n), 0n) / THOUSAND_YUAN;
  };

  it("counted whole, one firm in three chains enters three times and the cells are marked not additive; the total stays 150", async () => {
    const store = await city(files);
    expect(await by(store, "whole_list")).toBe(350n);
    expect((await figures(store, { ...ask, by: ["whole_list"] })).every((f) => !f.additive)).toBe(true);
    expect((await one(store, ask)).value).toBe(150n * THOUSAND_YUAN);
  });

  it("counted by primary or by share the cells add up to the total", async () => {
    const store = await city(files);
    expect(await by(store, "primary_list")).toBe(150n);
    expect(await by(store, "share_list")).toBe(150n);
  });
});

describe("register attributes are spells", () => {
  it("a firm that moves on 1 July counts where it is at the period's end, for the comparison year too", async () => {
    const store = await city({
      "registers/firm.csv": [REGISTER, "A,甲厂,c0,l0,1,2024-01,2025-07", "A,甲厂,c1,l0,1,2025-07,"],
      "returns/monthly.csv": [MONTHLY, "A,2024-12,2025-01-15,80", "A,2025-12,2026-01-15,100"],
    });
    const cells = await figures(store, {
      formula: "lag(sum(output), 1 year)",
      unit: "千元",
      period: "2025",
      by: ["county"],
    });
    expect(cells.map((f) => [f.group[0]?.code, f.value])).toEqual([["c1", 80n * THOUSAND_YUAN]]);
  });
});

describe("counters", () => {
  it("population, expected, reported, used and unknown are five different numbers", async () => {
    const store = await city({
      "registers/firm.csv": [
        REGISTER,
        "A,甲,c0,l0,1,2024-01,",
        "B,乙,c0,l0,1,2024-01,",
        "C,丙,c0,l0,0,2024-01,",
        "D,丁,,l0,1,2024-01,",
        "E,戊,c0,l0,1,2024-01,",
      ],
      "returns/monthly.csv": [
        MONTHLY,
        "A,2025-05,2025-06-15,10",
        "C,2025-05,2025-06-15,20",
        "E,2025-05,2025-06-15,",
      ],
    });
    const figure = await one(store, {
      formula: "sum(output where county = c0)",
      unit: "千元",
      period: "2025-01..05",
    });
    expect(figure.value).toBe(30n * THOUSAND_YUAN);
    expect(figure.counters).toEqual({ population: 4, expected: 3, reported: 2, used: 2, unknown: 1 });
  });
});

describe("trace", () => {
  it("a sum is followed to the file, the row and the column of each return", async () => {
    const store = await city({
      "registers/firm.csv": [REGISTER, "A,甲厂,c0,l0,1,2024-01,", "B,乙厂,c0,l0,1,2024-01,"],
      "returns/monthly.csv": [MONTHLY, "A,2025-12,2026-01-15,100", "B,2025-12,2026-01-15,50"],
    });
    const asked = withFormula({ formula: "sum(output)", unit: "千元", period: "2025" });
    const period = parsePeriod("2025") ?? { from: 0, to: 0 };
    const trace = await explain(asked, store, {
      indicator: "asked",
      period,
      known: null,
      basis: "end",
      subject: null,
      group: [],
      limit: 1,
      offset: 0,
    });
    const aggregate = trace?.children[0];
    expect(trace?.value).toBe(150n * THOUSAND_YUAN);
    expect(aggregate?.children.map((c) => [c.text, c.value, c.incident])).toEqual([
      ["甲厂", 100n * THOUSAND_YUAN, null],
    ]);
    expect(aggregate?.rest).toEqual({ count: 1, value: 50n * THOUSAND_YUAN });
    const origin = aggregate?.children[0]?.children[0]?.origins[0];
    expect(origin).toMatchObject({ row: 2, column: "D", head: "output" });
    expect(origin?.file).toMatch(/monthly\.csv$/);
  });
});

describe("trace of a grouping by a membership", () => {
  it("the cell without a code lists the subjects on no list, and what is listed adds up to the figure", async () => {
    const store = await city({
      "registers/firm.csv": [REGISTER, "A,甲厂,c0,l0,1,2024-01,", "B,乙厂,c0,l0,1,2024-01,"],
      "registers/whole_list.csv": ["code,member_of,primary,share,since,until", "A,h0,1,100,2024-01,"],
      "returns/monthly.csv": [MONTHLY, "A,2025-12,2026-01-15,100", "B,2025-12,2026-01-15,50"],
    });
    const asked = withFormula({ formula: "sum(output)", unit: "千元", period: "2025" });
    const period = parsePeriod("2025") ?? { from: 0, to: 0 };
    const traced = async (code: string | null): Promise<unknown> => {
      const group = [{ key: "whole_list", code }];
      const trace = await explain(asked, store, {
        indicator: "asked",
        period,
        known: null,
        basis: "end",
        subject: null,
        group,
        limit: 9,
        offset: 0,
      });
      return [trace?.value, trace?.children[0]?.children.map((c) => c.text)];
    };
    expect(await traced("h0")).toEqual([100n * THOUSAND_YUAN, ["甲厂"]]);
    expect(await traced(null)).toEqual([50n * THOUSAND_YUAN, ["乙厂"]]);
  });
});

describe("names and SQL", () => {
  it("ids used in formulas match [a-z][a-z0-9_]*", () => {
    for (const id of ["tax_per_mu", "a1"]) expect(FORMULA_ID.test(id)).toBe(true);
    for (const id of ["new-energy", "1a", "Tax", "亩均税收"]) expect(FORMULA_ID.test(id)).toBe(false);
  });

  it("only the emitter writes SQL in the engine", () => {
    const source = join(import.meta.dirname, "../packages/engine/src");
    const writers = readdirSync(source).filter(
      (f) =>
        f.endsWith(".ts") &&
        /\b(SELECT|GROUP BY|FROM "|WHERE )\b/.test(readFileSync(join(source, f), "utf8")),
    );
    expect(writers).toEqual([]);
  });
});
