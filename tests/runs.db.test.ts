/** Runs: the same question over the same returns is the same record everywhere, and a difference has a cause. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Indicator, Model } from "@lianzhang/definitions";
import { environmentOf, loadDecision } from "@lianzhang/definitions";
import type { RunRecord } from "@lianzhang/engine";
import { diffRuns, hashOf, makeRun } from "@lianzhang/engine";
import { checkFormula } from "@lianzhang/formula";
import { canonicalText, parseDay, parsePeriod, unit as unitOf } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { StoreOptions } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import { beforeAll, describe, expect, test } from "vitest";

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

let base: Model;

beforeAll(async () => {
  const loaded = await loadDecision(join(import.meta.dirname, "fixtures/lang-city"));
  if (!loaded.model) throw new Error(JSON.stringify(loaded.diagnostics));
  base = loaded.model;
});

/** The fixture with these indicators: id -> unit and formula. */
function decision(
  indicators: Readonly<Record<string, readonly [unit: string, formula: string]>>,
  from: Model = base,
): Model {
  const template = base.indicators.get("all_output");
  if (!template) throw new Error("the fixture has no all_output");
  const made = new Map<string, Indicator>();
  for (const [id, [unit, formula]] of Object.entries(indicators)) {
    const result = checkFormula(
      formula,
      { subject: null, unit, expect: "number", period: null },
      environmentOf({
        ...from,
        indicators: new Map([...from.indicators, ...made]),
        city: from.city.code,
        body: (other) => {
          const body = made.get(other)?.body ?? null;
          return body === null ? null : { body };
        },
      }),
    );
    if (!result.core || !("type" in result.core)) throw new Error(JSON.stringify(result.problems));
    made.set(id, { ...template, id, formula, unit: unitOf(unit), body: result.core });
  }
  return { ...from, indicators: made };
}

type Files = Readonly<Record<string, readonly string[]>>;

interface Ask {
  readonly period?: string;
  readonly known?: string;
  readonly by?: readonly (readonly string[])[];
  readonly store?: StoreOptions;
}

/** A run over a city of texts. */
async function run(model: Model, files: Files, ask: Ask = {}): Promise<RunRecord> {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-runs-"));
  for (const [name, lines] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), lines.join("\n"));
  }
  const store = await openStore(":memory:", ask.store ?? {});
  try {
    const report = await loadData(model, store, [folder], {});
    expect(report.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
    const period = parsePeriod(ask.period ?? "2025-06");
    if (!period) throw new Error("no period");
    return await makeRun(
      {
        model,
        runner: store,
        versions: { store: store.version, commit: report.commit },
        demo: false,
        digest,
      },
      {
        indicators: [...model.indicators.keys()],
        period,
        known: ask.known === undefined ? null : parseDay(ask.known),
        groupings: ask.by ?? [[], ["county"]],
        basis: "end",
      },
    );
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

const REGISTER = "code,name,county,lane,listed,since,until";
const MONTHLY = "code,period,known,output,output_prior";
const FIRMS: Files = {
  "registers/firm.csv": [
    REGISTER,
    "A,甲厂,c0,l0,1,2024-01,",
    "B,乙厂,c0,l1,1,2024-01,",
    "C,丙厂,c1,l0,1,2024-01,",
  ],
};
const RETURNS: Files = {
  "returns/monthly.csv": [
    MONTHLY,
    "A,2025-05,2025-06-15,500,400",
    "A,2025-06,2025-07-15,640,480",
    "B,2025-05,2025-06-15,250,250",
    "B,2025-06,2025-07-15,300,300",
    "C,2025-05,2025-06-15,70,50",
    "C,2025-06,2025-07-15,90,60",
  ],
};
const OUTPUT = { total: ["千元", "sum(output)"] } as const;

describe("one question, one hash", () => {
  /** A hundred firms with three months each, so that several threads have something to do. */
  const many = (order: (n: number) => number): { firms: string[]; rows: string[] } => {
    const numbers = Array.from({ length: 100 }, (_, i) => i).toSorted((a, b) => order(a) - order(b));
    const firms = numbers.map((n) => `F${n},厂${n},c${n % 3},l${n % 2},${n % 5 === 0 ? 0 : 1},2024-01,`);
    const rows = numbers.flatMap((n) =>
      [4, 5, 6].map((m) => `F${n},2025-0${m},2025-0${m + 1}-15,${n * 37 + m * 1000},${n * 31 + m * 900}`),
    );
    return { firms, rows };
  };
  const files = (order: (n: number) => number, split: boolean): Files => {
    const { firms, rows } = many(order);
    const half = Math.floor(rows.length / 2);
    const returns: Files = split
      ? {
          "returns/monthly.a.csv": [MONTHLY, ...rows.slice(half)],
          "returns/monthly.b.csv": [MONTHLY, ...rows.slice(0, half)],
        }
      : { "returns/monthly.csv": [MONTHLY, ...rows] };
    return { "registers/firm.csv": [REGISTER, ...firms], ...returns };
  };

  test("with 1, 2 and 4 threads, rows shuffled, files split and less memory", async () => {
    const model = decision({
      ...OUTPUT,
      growth: ["%", "growth(total, basis: returned)"],
      big: ["户", "count(firm where output >= 4000 千元)"],
      mean: ["千元", "avg(output where lane = l0)"],
      middle: ["千元", "median(output)"],
    });
    const by = [[], ["county"], ["county", "lane"]];
    const first = await run(
      model,
      files((n) => n, false),
      { by, store: { threads: 1 } },
    );
    const others = [
      await run(
        model,
        files((n) => n, false),
        { by, store: { threads: 2 } },
      ),
      await run(
        model,
        files((n) => n, false),
        { by, store: { threads: 4 } },
      ),
      await run(
        model,
        files((n) => (n * 61) % 100, false),
        { by, store: { threads: 4 } },
      ),
      await run(
        model,
        files((n) => (n * 17) % 100, true),
        { by, store: { threads: 2 } },
      ),
      await run(
        model,
        files((n) => n, true),
        { by, store: { threads: 2, memory: "400MB" } },
      ),
    ];
    expect(first.figures.length).toBeGreaterThan(40);
    for (const other of others) expect(canonicalText(other)).toBe(canonicalText(first));
    expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test("a record read back from its file has the hash it names; one digit more and it has not", async () => {
    const record = await run(decision(OUTPUT), { ...FIRMS, ...RETURNS });
    const read: RunRecord = JSON.parse(JSON.stringify(record));
    expect(hashOf(read, digest)).toBe(record.hash);
    const [first, ...rest] = read.figures;
    if (!first) throw new Error("no figure");
    const altered = { ...read, figures: [{ ...first, value: `${first.value}1` }, ...rest] };
    expect(hashOf(altered, digest)).not.toBe(record.hash);
  });

  test("canonical text: keys in order, whole numbers only", () => {
    expect(canonicalText({ b: 1n, a: [null, "户", 2, true] })).toBe('{"a":[null,"户",2,true],"b":"1"}');
    expect(() => canonicalText({ a: 0.5 })).toThrow("no exact canonical text");
    expect(() => canonicalText({ a: undefined })).toThrow("undefined");
  });
});

describe("what changed and why", () => {
  const changed = (files: Files, name: string, from: string, to: string): Files => ({
    ...files,
    [name]: (files[name] ?? []).map((l) => (l === from ? to : l)),
  });
  const city: Files = { ...FIRMS, ...RETURNS };
  /** Causes in short: `data monthly.output 2025`. */
  const why = (a: RunRecord, b: RunRecord): Record<string, string[]> =>
    Object.fromEntries(
      diffRuns(a, b).changes.map((c) => [
        `${c.state} ${c.indicator} ${c.group.map((g) => `${g.key}=${g.code}`).join("+") || "total"}`,
        c.causes.map((x) => `${x.kind} ${x.name}`),
      ]),
    );

  test("nothing changed: every figure is the same", async () => {
    const a = await run(decision(OUTPUT), city);
    expect(diffRuns(a, await run(decision(OUTPUT), city))).toEqual({ same: 3, changes: [], general: [] });
  });

  test("firm A restates its June: the total and its county change by 20 千元, because of the data of 2025", async () => {
    const model = decision({ ...OUTPUT, firms: ["户", "count(firm)"] });
    const a = await run(model, city);
    const b = await run(
      model,
      changed(city, "returns/monthly.csv", "A,2025-06,2025-07-15,640,480", "A,2025-06,2025-07-15,660,480"),
    );
    const { changes, same } = diffRuns(a, b);
    // 640 - 500 + 300 - 250 = 190 千元 in c0; 千元 is 100,000 分
    expect(changes.map((c) => [c.old?.value, c.new?.value, c.difference])).toEqual([
      ["19000000", "21000000", 2_000_000n],
      ["21000000", "23000000", 2_000_000n],
    ]);
    expect(why(a, b)).toEqual({
      "changed total county=c0": ["data monthly.output 2025"],
      "changed total total": ["data monthly.output 2025"],
    });
    expect(same).toBe(4);
  });

  test("firm C moves to another county: the register, and the empty county leaves", async () => {
    const a = await run(decision(OUTPUT), city);
    const moved = changed(city, "registers/firm.csv", "C,丙厂,c1,l0,1,2024-01,", "C,丙厂,c2,l0,1,2024-01,");
    expect(why(a, await run(decision(OUTPUT), moved))).toEqual({
      "left total county=c1": ["register firm.county"],
      "entered total county=c2": ["register firm.county"],
    });
  });

  test("a new firm shifts every subject's number in the store, and only what it is in changes", async () => {
    const more: Files = {
      ...city,
      "registers/firm.csv": [...(city["registers/firm.csv"] ?? []), "AA,新厂,c1,l0,1,2024-01,"],
    };
    const causes = why(await run(decision(OUTPUT), city), await run(decision(OUTPUT), more));
    expect(Object.keys(causes)).toEqual(["changed total county=c1", "changed total total"]);
    expect(causes["changed total total"]).toEqual([
      "register firm",
      "register firm.county",
      "register firm.listed",
    ]);
  });

  test("a formula is changed: the rule, also for the indicator that is made of it", async () => {
    const before = decision({
      big: ["千元", "sum(output where lane = l0)"],
      share: ["%", "big / sum(output)"],
    });
    const after = decision({
      big: ["千元", "sum(output where lane = l1)"],
      share: ["%", "big / sum(output)"],
    });
    const causes = why(await run(before, city, { by: [[]] }), await run(after, city, { by: [[]] }));
    expect(causes).toEqual({
      "changed big total": ["rule indicator big"],
      "changed share total": ["rule indicator big"],
    });
  });

  test("a parameter's value is changed: both values are shown", async () => {
    const withStep = { levy: ["千元", "sum(output) * step_rate"] } as const;
    const before = decision(withStep);
    const rate = base.parameters.get("step_rate");
    if (!rate) throw new Error("no step_rate");
    const values = rate.values.map((v) => ({ ...v, value: v.value + 1n }));
    const after = {
      ...before,
      parameters: new Map([...base.parameters, ["step_rate", { ...rate, values }]]),
    };
    const [change] = diffRuns(
      await run(before, city, { by: [[]] }),
      await run(after, city, { by: [[]] }),
    ).changes;
    expect(change?.causes).toEqual([
      { kind: "rule", name: "parameter step_rate", text: ["2025-06: 1725000000", "2025-06: 1725000001"] },
    ]);
  });

  test("another knowledge date is said once, for all figures", async () => {
    const a = await run(decision(OUTPUT), city, { known: "2025-07-01" });
    const b = await run(decision(OUTPUT), city, { known: "2025-07-31" });
    const { general, changes } = diffRuns(a, b);
    expect(general).toEqual([{ kind: "request", name: "known", text: ["2025-07-01", "2025-07-31"] }]);
    expect(changes).toHaveLength(3);
  });

  test("the engine's version is named when it is another", async () => {
    const a = await run(decision(OUTPUT), city);
    const b = { ...a, key: { ...a.key, engine: "0" } };
    expect(diffRuns(a, b).general).toEqual([{ kind: "code", name: "engine", text: [a.key.engine, "0"] }]);
  });

  test("a yearly form and the year before are no cause of June's figure: only what is read counts", async () => {
    const more: Files = {
      ...city,
      "returns/yearly.csv": ["code,period,known,taxes", "A,2024,2025-03-01,100"],
      "returns/monthly.b.csv": [MONTHLY, "A,2024-06,2024-07-15,500,400"],
    };
    const a = await run(decision(OUTPUT), city);
    const b = await run(decision(OUTPUT), more);
    expect(canonicalText(b.dependencies)).toBe(canonicalText(a.dependencies));
  });
});
