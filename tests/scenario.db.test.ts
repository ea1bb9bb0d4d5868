/** A scenario computed beside what is: what each kind of change does to the figures, and what it leaves alone. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import type { CompareRequest, CompareResult, Comparison, Versions } from "@lianzhang/engine";
import { compare, compute, readScenario } from "@lianzhang/engine";
import type { Period, SqlRunner } from "@lianzhang/kernel";
import { formatDiagnostic, parsePeriod } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const FOLDER = new URL("fixtures/scenario-city", import.meta.url).pathname;

/** F1 and F2 in c0, F3 in c1. Outputs are cumulatives in 千元; F2 begins in March; F3 left April out. */
const FILES = {
  "registers/firm.csv": [
    "code,county,listed,founded",
    "F1,c0,true,2019-01-01",
    "F2,c0,true,2020-01-01",
    "F3,c1,false,2021-01-01",
  ],
  "returns/monthly.csv": [
    "code,period,output,stock",
    "F1,2025-02,200,10",
    "F1,2025-03,300,20",
    "F1,2025-04,400,30",
    "F1,2025-05,550,40",
    "F2,2025-03,300,5",
    "F2,2025-04,600,5",
    "F3,2025-02,100,1",
    "F3,2025-03,150,1",
    "F3,2025-05,350,1",
  ],
  "returns/yearly.csv": [
    "code,period,taxes,land,staff",
    "F1,2025,1000000,10,100",
    "F2,2025,3000000,10,50",
    "F3,2025,800000,20,30",
  ],
};

let model: Model;
let store: Store;
let versions: Versions;

type Files = Readonly<Record<string, readonly string[]>>;

async function filled(files: Files): Promise<{ readonly store: Store; readonly versions: Versions }> {
  const into = await openStore(":memory:");
  const folder = await mkdtemp(join(tmpdir(), "scenario-"));
  for (const [name, lines] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), lines.join("\n"));
  }
  const data = await loadData(model, into, [folder], { received: 20_000 });
  await rm(folder, { recursive: true });
  const errors = data.diagnostics.filter((d) => d.severity === "error").map(formatDiagnostic);
  if (errors.length > 0) throw new Error(errors.join("\n"));
  return { store: into, versions: { store: into.version, commit: data.commit } };
}

beforeAll(async () => {
  const loaded = await loadDecision(FOLDER);
  if (!loaded.model) throw new Error(loaded.diagnostics.map(formatDiagnostic).join("\n"));
  model = loaded.model;
  ({ store, versions } = await filled(FILES));
});
afterAll(async () => store.close());

const period = (text: string): Period => {
  const p = parsePeriod(text);
  if (!p) throw new Error(text);
  return p;
};
const request = (indicators: readonly string[], at: string, by: readonly string[] = []): CompareRequest => ({
  indicators,
  period: period(at),
  known: null,
  groupings: by.length === 0 ? [[]] : [[], by],
  basis: "end",
});

async function run(yaml: string, asked: CompareRequest, runner: SqlRunner = store): Promise<CompareResult> {
  const read = await readScenario(model, { name: "s.yaml", text: yaml }, async () => null);
  if (!read.scenario) return { ok: false, diagnostics: read.diagnostics };
  return compare(model, runner, asked, read.scenario, versions);
}
async function made(yaml: string, asked: CompareRequest, runner: SqlRunner = store): Promise<Comparison> {
  const result = await run(yaml, asked, runner);
  if (!result.ok) throw new Error(result.diagnostics.map(formatDiagnostic).join("\n"));
  return result.comparison;
}
/** `cell: before -> after` of every figure that is not the same; 分 and 10^-8 as they are. */
const moves = (c: Comparison): string[] =>
  c.indicators.flatMap((i) =>
    i.moved.map((m) => {
      const f = m.after ?? m.before;
      const cell = f?.subject ?? f?.group.map((g) => g.code ?? "?").join("+") ?? "";
      return `${i.indicator} ${cell === "" ? "*" : cell}: ${m.before ? (m.before.value ?? m.before.reason) : "-"} -> ${m.after ? (m.after.value ?? m.after.reason) : "-"}`;
    }),
  );
const problems = (r: CompareResult): string[] => r.diagnostics.map(formatDiagnostic);

const THOUSAND = 100_000n;

describe("parameters and formulas", () => {
  test("a raised cap moves the firms above it and their sum", async () => {
    // bonus = cap(taxes * 10 %, 20 万元): F1 10, F2 20 (capped), F3 8 万元
    const c = await made(
      "parameters: { cap_amount: { 2025: 25 万元 } }",
      request(["bonus", "all_bonus"], "2025"),
    );
    expect(moves(c)).toEqual(["bonus F2: 2000000000 -> 2500000000", "all_bonus *: 3800000000 -> 4300000000"]);
  });

  test("a rate from a day on, in this period only, at all times", async () => {
    const asked = request(["all_bonus"], "2025");
    expect(moves(await made("parameters: { bonus_rate: { 2025-07-01: 5% } }", asked))).toEqual([
      "all_bonus *: 3800000000 -> 2400000000",
    ]);
    expect(moves(await made("parameters: { bonus_rate: { 2024: 5% } }", asked))).toEqual([]);
    expect(moves(await made("parameters: { bonus_rate: 5% }", asked))).toEqual([
      "all_bonus *: 3800000000 -> 2400000000",
    ]);
  });

  test("another formula reaches every indicator that names it", async () => {
    const yaml = 'indicators: { tax_per_mu: { formula: "taxes / (land * 2)" } }';
    const c = await made(yaml, request(["tax_per_mu", "to_mean"], "2025"));
    expect(moves(c)).toEqual([
      "tax_per_mu F2: 3000000000 -> 1500000000",
      "tax_per_mu F1: 1000000000 -> 500000000",
      "tax_per_mu F3: 400000000 -> 200000000",
      // the mean and its quotient are quantised again
      "to_mean F2: 20454545450 -> 20454545464",
      "to_mean F1: 6818181817 -> 6818181821",
      "to_mean F3: 2727272727 -> 2727272729",
    ]);
  });

  test("a formula that makes a ratio of an exact sum is compared in one representation", async () => {
    const yaml = 'indicators: { all_output: { formula: "sum(output) * 1.05" } }';
    const c = await made(yaml, request(["all_output"], "2025-01..05"));
    expect(c.indicators[0]?.numeric).toBe("ratio");
    expect(moves(c)).toEqual(["all_output *: 9000000000 -> 9450000000"]);
    expect(c.indicators[0]?.moved[0]?.percent).toBe(500_000_000n);
  });

  test("a formula is checked as in a decision folder, at its place", async () => {
    const yaml = 'indicators: { tax_per_mu: { formula: "taxes / stff" } }';
    expect(problems(await run(yaml, request(["tax_per_mu"], "2025")))).toEqual([
      's.yaml:1:47: error LZ1010: nothing is called "stff" (did you mean staff?)',
    ]);
  });

  test("formulas that name each other are a cycle", async () => {
    const yaml = `
indicators:
  tax_per_mu: { formula: "bonus / land" }
  bonus: { formula: "tax_per_mu * land" }`;
    const found = problems(await run(yaml, request(["bonus"], "2025")));
    expect(found[0]).toMatch(/^s\.yaml:\d+:\d+: error LZ10\d\d: /);
  });

  test("a pin takes the place of a formula: everywhere, or of one subject", async () => {
    const asked = request(["all_output"], "2025-01..05", ["county"]);
    expect(moves(await made("given: { all_output: 3 万元 }", asked))).toEqual([
      `all_output *: ${900n * THOUSAND} -> 3000000`,
    ]);
    expect(moves(await made("given: { all_output: { county=一区: 3 万元 } }", asked))).toEqual([
      `all_output c0: ${550n * THOUSAND} -> 3000000`,
    ]);
    const one = await made("given: { tax_per_mu: { F1: 30 万元/亩/年 } }", request(["tax_per_mu"], "2025"));
    expect(moves(one)).toEqual(["tax_per_mu F1: 1000000000 -> 3000000000"]);
    const through = await made("given: { bonus: { F1: 1 万元 } }", request(["all_bonus"], "2025"));
    expect(moves(through)).toEqual(["all_bonus *: 3800000000 -> 2900000000"]);
  });
});

describe("registers", () => {
  test("a firm that moves leaves one cell and enters another; the total stays", async () => {
    const c = await made(
      "registers: { firm: { F2: { county: c1 } } }",
      request(["firms"], "2025", ["county"]),
    );
    expect(moves(c)).toEqual(["firms c0: 2 -> 1", "firms c1: 1 -> 2"]);
  });

  test("from a month on", async () => {
    const yaml = "registers: { firm: { F2: { county: { value: c1, from: 2025-06 } } } }";
    expect(moves(await made(yaml, request(["firms"], "2025-05", ["county"])))).toEqual([]);
    expect(moves(await made(yaml, request(["firms"], "2025-06", ["county"])))).toHaveLength(2);
  });

  test("a cell that is empty afterwards has left; a new one has entered", async () => {
    const c = await made(
      "registers: { firm: { F3: { closes: 2025-04 } } }",
      request(["firms", "tax_per_mu"], "2025", ["county"]),
    );
    expect(moves(c)).toEqual(["firms *: 3 -> 2", "firms c1: 1 -> -", "tax_per_mu F3: 400000000 -> -"]);
  });

  test("a new firm with its return", async () => {
    const yaml = `
registers: { firm: { F9: { opens: 2025-02, county: c1 } } }
facts:
  yearly: { F9: { 2025: { taxes: 500 万元, land: 10 亩 } } }
  monthly: { F9: { 2025-01..02: { output: 100 千元 }, 2025-03: { output: 50 千元 } } }`;
    const asked = request(["tax_per_mu", "firms"], "2025");
    expect(moves(await made(yaml, asked))).toEqual(["tax_per_mu F9: - -> 5000000000", "firms *: 3 -> 4"]);
    expect(moves(await made(yaml, request(["all_output"], "2025-03")))).toEqual([
      `all_output *: ${150n * THOUSAND} -> ${200n * THOUSAND}`,
    ]);
  });

  test("subjects that are not there, or are there already", async () => {
    const asked = request(["firms"], "2025");
    expect(problems(await run("registers: { firm: { F8: { county: c1 } } }", asked))).toEqual([
      "s.yaml:1:28: error LZ5208: registers.firm.F8.county: F8 is not in the register firm (correct the code, or say since which month it is there: opens: 2025-01)",
    ]);
    expect(problems(await run("registers: { firm: { F1: { opens: 2025-01 } } }", asked))).toEqual([
      "s.yaml:1:28: error LZ5208: registers.firm.F1.opens: F1 is in the register already (leave opens: out; a subject that comes back is not described yet)",
    ]);
  });
});

describe("facts", () => {
  const output = async (yaml: string, at: string): Promise<string[]> =>
    moves(await made(yaml, request(["all_output"], at)));

  test("a month's value moves that month and every cumulative after it, and no other month", async () => {
    const yaml = "facts: { monthly: { F1: { 2025-04: { output: 160 千元 } } } }";
    expect(await output(yaml, "2025-03")).toEqual([]);
    expect(await output(yaml, "2025-04")).toEqual([`all_output *: ${400n * THOUSAND} -> ${460n * THOUSAND}`]);
    expect(await output(yaml, "2025-05")).toEqual([]);
    expect(await output(yaml, "2025-01..05")).toEqual([
      `all_output *: ${900n * THOUSAND} -> ${960n * THOUSAND}`,
    ]);
  });

  test("a cumulative changes the month it ends with; later months keep their values", async () => {
    const yaml = "facts: { monthly: { F1: { 2025-01..04: { output: 500 千元 } } } }";
    expect(await output(yaml, "2025-04")).toEqual([`all_output *: ${400n * THOUSAND} -> ${500n * THOUSAND}`]);
    expect(await output(yaml, "2025-05")).toEqual([]);
    expect(await output(yaml, "2025-01..05")).toEqual([
      `all_output *: ${900n * THOUSAND} -> ${1000n * THOUSAND}`,
    ]);
  });

  test("a return that was not there: later cumulatives stay, and give the month after", async () => {
    const yaml = "facts: { monthly: { F3: { 2025-04: { output: 80 千元 } } } }";
    expect(await output(yaml, "2025-04")).toEqual([`all_output *: ${400n * THOUSAND} -> ${480n * THOUSAND}`]);
    // F3: cumulative to May 350, to April now 230
    expect(await output(yaml, "2025-05")).toEqual([`all_output *: ${150n * THOUSAND} -> ${270n * THOUSAND}`]);
    expect(await output(yaml, "2025-01..05")).toEqual([]);
  });

  test("stated values hold in whatever order they are written", async () => {
    const parts = [
      "2025-03: { output: 110 千元 }",
      "2025-01..04: { output: 500 千元 }",
      "2025-05: { output: 1 千元 }",
    ];
    const texts = [parts, parts.toReversed()].map((p) => `facts: { monthly: { F1: { ${p.join(", ")} } } }`);
    for (const yaml of texts) {
      expect(await output(yaml, "2025-03")).toEqual([
        `all_output *: ${150n * THOUSAND} -> ${160n * THOUSAND}`,
      ]);
      expect(await output(yaml, "2025-01..05")).toEqual([
        `all_output *: ${900n * THOUSAND} -> ${851n * THOUSAND}`,
      ]);
    }
  });

  test("a month whose cumulative before is not known cannot be set", async () => {
    const yaml = "facts: { monthly: { F3: { 2025-07: { output: 80 千元 } } } }";
    expect(problems(await run(yaml, request(["all_output"], "2025-07")))).toEqual([
      "s.yaml:1:38: error LZ5207: facts.monthly.F3.2025-07.output: no cumulative to 2025-06 is known (set the cumulative: 2025-01..07)",
    ]);
  });

  test("a factor for all who meet a condition; months and cumulatives still agree", async () => {
    const yaml =
      'facts: { monthly: { where: [ { if: "county = c0", change: { 2025: { output: { times: 1.1 } } } } ] } }';
    expect(await output(yaml, "2025-01..04")).toEqual([
      `all_output *: ${1000n * THOUSAND} -> ${1100n * THOUSAND}`,
    ]);
    expect(await output(yaml, "2025-04")).toEqual([`all_output *: ${400n * THOUSAND} -> ${440n * THOUSAND}`]);
  });

  test("a stated value wins over a factor", async () => {
    const yaml = `
facts:
  yearly:
    F1: { 2025: { taxes: 5 元 } }
    where: [ { if: all, change: { 2025: { taxes: { times: 0.333333 }, land: { plus: 10 亩 } } } } ]`;
    const c = await made(yaml, request(["bonus"], "2025"));
    expect(moves(c)).toEqual([
      "bonus F2: 2000000000 -> 999999000",
      "bonus F1: 1000000000 -> 5000",
      "bonus F3: 800000000 -> 266666400",
    ]);
  });
});

describe("a scenario is what the same data loaded would be", () => {
  const yaml = `
registers:
  firm:
    F2: { county: { value: c1, from: 2025-04 } }
    F3: { closes: 2025-05, listed: true }
    F9: { opens: 2025-02, county: c0, listed: true }
facts:
  yearly: { F2: { 2025: { taxes: 7 元 } }, F9: { 2025: { taxes: 500 万元, land: 10 亩 } } }
  monthly:
    F1: { 2025-03: { output: 150 千元, stock: 9 千元 }, 2025-01..04: { output: 500 千元 } }
    F2: { 2025-05: { output: 1 千元 } }
    F3: { 2025-04: { output: 80 千元 } }
    F9: { 2025-01..02: { output: 40 千元 }, 2025-03: { output: 60 千元 } }`;
  /** The same by hand. F1: 200, 350, 500, 650. */
  const loaded: Files = {
    "registers/firm.csv": [
      "code,county,listed,founded,since,until",
      "F1,c0,true,2019-01-01,,",
      "F2,c0,true,2020-01-01,,2025-04",
      "F2,c1,true,2020-01-01,2025-04,",
      "F3,c1,true,2021-01-01,,2025-05",
      "F9,c0,true,,2025-02,",
    ],
    "returns/monthly.csv": [
      "code,period,output,stock",
      "F1,2025-02,200,10",
      "F1,2025-03,350,9",
      "F1,2025-04,500,30",
      "F1,2025-05,650,40",
      "F2,2025-03,300,5",
      "F2,2025-04,600,5",
      "F2,2025-05,601,",
      "F3,2025-02,100,1",
      "F3,2025-03,150,1",
      "F3,2025-04,230,",
      "F3,2025-05,350,1",
      "F9,2025-02,40,",
      "F9,2025-03,100,",
    ],
    "returns/yearly.csv": [
      "code,period,taxes,land,staff",
      "F1,2025,1000000,10,100",
      "F2,2025,7,10,50",
      "F3,2025,800000,20,30",
      "F9,2025,5000000,10,",
    ],
  };

  test.each([
    "2025-02",
    "2025-03",
    "2025-04",
    "2025-05",
    "2025-01..04",
    "2025-01..05",
    "2025-03..05",
    "2025",
  ])("%s: every figure, counter and reason", async (at) => {
    const other = await filled(loaded);
    const asked = request([...model.indicators.keys()], at, ["county"]);
    const { after } = await made(yaml, asked);
    expect(after.figures).toEqual((await compute(model, other.store, asked, other.versions)).figures);
    await other.store.close();
  });
});

describe("what is held", () => {
  // means of tax per mu: 10, 30, 4 -> 14.67
  const yaml = "facts: { yearly: { F1: { 2025: { taxes: 400 万元 } } } }";
  const asked = request(["to_mean"], "2025");

  test("by default the mean moves with the firm, and everyone with the mean", async () => {
    expect((await made(yaml, asked)).indicators[0]?.counts.changed).toBe(3);
  });

  test("held bases: only the firm moves", async () => {
    const c = await made(`hold: [bases]\n${yaml}`, asked);
    expect(moves(c)).toEqual(["to_mean F1: 6818181817 -> 27272727267"]);
  });

  test("held cuts: the median stays, the mean moves", async () => {
    // medians of 10, 30, 4 and of 40, 30, 4
    const both = request(["to_median", "to_mean"], "2025");
    const changed = async (hold: string): Promise<readonly number[]> =>
      (await made(`hold: [${hold}]\n${yaml}`, both)).indicators.map((i) => i.counts.changed);
    expect(await changed("")).toEqual([3, 3]);
    expect(await changed("cuts")).toEqual([1, 3]);
    expect(await changed("bases")).toEqual([3, 1]);
    expect(await changed("bases, cuts")).toEqual([1, 1]);
  });

  test("held population: a new firm is compared with a mean it is not in", async () => {
    const fresh = `
registers: { firm: { F9: { opens: 2025-02 } } }
facts: { yearly: { F9: { 2025: { taxes: 500 万元, land: 10 亩 } } } }`;
    expect((await made(fresh, asked)).indicators[0]?.counts).toEqual({
      same: 0,
      changed: 3,
      entered: 1,
      left: 0,
    });
    expect((await made(`hold: [population]\n${fresh}`, asked)).indicators[0]?.counts).toEqual({
      same: 3,
      changed: 0,
      entered: 1,
      left: 0,
    });
  });

  test("ranks are of the scenario, and it says so", async () => {
    const result = await run(`hold: [cuts]\n${yaml}`, request(["place"], "2025"));
    expect(problems(result)).toEqual([
      "s.yaml:1:1: warning LZ5210: ranks are not held: place (they are taken among the scenario's subjects and values)",
    ]);
    expect(result.ok && moves(result.comparison)).toEqual([
      "place F1: 200000000 -> 100000000",
      "place F2: 100000000 -> 200000000",
    ]);
  });

  test("a pinned firm under held bases", async () => {
    const c = await made("hold: [bases]\ngiven: { tax_per_mu: { F1: 20 万元/亩/年 } }", asked);
    expect(moves(c)).toEqual(["to_mean F1: 6818181817 -> 13636363633"]);
  });
});

describe("the store and the baseline", () => {
  const yaml = `
parameters: { bonus_rate: 5% }
given: { tax_per_mu: { F1: 30 万元/亩/年 } }
registers: { firm: { F2: { county: c1 }, F9: { opens: 2025-02 } } }
facts:
  yearly: { F9: { 2025: { taxes: 5 元 } }, where: [ { if: listed, change: { 2025: { taxes: { times: 2 } } } } ] }
  monthly: { F1: { 2025-04: { output: 160 千元 } } }`;
  const asked = request(["all_output", "all_bonus", "firms", "tax_per_mu", "to_mean"], "2025", ["county"]);

  test("nothing of the store changes: only queries are asked", async () => {
    const dump = async (): Promise<unknown> => {
      const tables = await store.query(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' ORDER BY 1",
      );
      const all: unknown[] = [];
      for (const [name] of tables.rows)
        all.push(name, (await store.query(`SELECT * FROM "${String(name)}" ORDER BY ALL`)).rows);
      return all;
    };
    const before = await dump();
    const asked_: string[] = [];
    const runner: SqlRunner = {
      dialect: "duckdb",
      query: (sql) => {
        asked_.push(sql);
        return store.query(sql);
      },
      execute: () => Promise.reject(new Error("a scenario may not execute")),
      transaction: () => Promise.reject(new Error("a scenario may not write")),
    };
    await made(yaml, asked, runner);
    expect(asked_.every((s) => /^\s*(--.*\n)*\s*(WITH|SELECT)/.test(s))).toBe(true);
    expect(await dump()).toEqual(before);
  });

  test("with a stored baseline only the scenario is computed, with the same difference", async () => {
    const read = await readScenario(model, { name: "s.yaml", text: yaml }, async () => null);
    if (!read.scenario) throw new Error("scenario");
    const whole = request([...asked.indicators, "bonus"], "2025", ["county"]);
    const baseline = await compute(model, store, whole, versions);
    const queries = { count: 0 };
    const counting: SqlRunner = {
      ...store,
      dialect: "duckdb",
      query: (sql) => (queries.count++, store.query(sql)),
      execute: (s) => store.execute(s),
      transaction: (w) => store.transaction(w),
    };
    const cold = await compare(model, counting, asked, read.scenario, versions);
    const coldQueries = queries.count;
    const warm = await compare(model, counting, asked, read.scenario, versions, { baseline });
    expect(queries.count - coldQueries).toBeLessThan(coldQueries);
    expect(warm.ok && cold.ok && moves(warm.comparison)).toEqual(cold.ok && moves(cold.comparison));
  });

  test("a result of another period is no baseline", async () => {
    const read = await readScenario(model, { name: "s.yaml", text: yaml }, async () => null);
    if (!read.scenario) throw new Error("scenario");
    const baseline = await compute(model, store, { ...asked, period: period("2024") }, versions);
    expect(problems(await compare(model, store, asked, read.scenario, versions, { baseline }))).toEqual([
      "baseline:1:1: error LZ5209: this is no baseline: it is of another period",
    ]);
  });

  test("a scenario without changes changes nothing", async () => {
    const c = await made("name: nothing", asked);
    expect(moves(c)).toEqual([]);
  });
});
