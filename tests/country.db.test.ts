/** The public exercise of rules as code (bench/country), by hand for two households; table to table equals the evaluator. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import { compute, planRowTables, storeRowTables } from "@lianzhang/engine";
import type { ComputeRequest } from "@lianzhang/engine";
import { parsePeriod } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "./support/files.ts";

/** 10^-8 元 in a 元. */
const YUAN = 100_000_000n;

let model: Model;
let store: Store;
let folder: string;
const january = parsePeriod("2017-01");
if (!january) throw new Error("2017-01 is a period");
const idsOf = (register: string): string[] =>
  [...model.indicators.values()].flatMap((i) => (i.of === register ? [i.id] : []));
const REGISTERS = ["household", "person"];
const request = (registers: readonly string[] = REGISTERS): Omit<ComputeRequest, "groupings"> => ({
  indicators: registers.flatMap(idsOf),
  period: january,
  known: null,
  basis: "end",
});

beforeAll(async () => {
  const loaded = await loadDecision(join(root, "bench/country"));
  if (!loaded.model) throw new Error(JSON.stringify(loaded.diagnostics));
  model = loaded.model;
  folder = mkdtempSync(join(tmpdir(), "lianzhang-country-"));
  mkdirSync(join(folder, "registers"));
  mkdirSync(join(folder, "returns"));
  const write = (name: string, lines: readonly string[]): void =>
    writeFileSync(join(folder, name), lines.join("\n"));
  write("registers/household.csv", [
    "code,dwelling_size,occupancy,since,until",
    "A,90,owner,2000-01,",
    "B,15,tenant,2000-01,",
    "C,,homeless,2000-01,",
  ]);
  write("registers/person.csv", [
    "code,born,home,since,until",
    "p1,1980-06-15,A,2000-01,",
    "p2,1999-02-01,A,2000-01,", // 18 on the day after the month's last
    "p3,1999-01-31,B,2000-01,", // 18 on its last day
    "p4,,B,2000-01,",
  ]);
  write("returns/pay.csv", [
    "code,period,known,工资（元）",
    "p1,2017-01,2017-02-05,13000",
    "p2,2017-01,2017-02-05,0",
    "p3,2017-01,2017-02-05,2500.5",
  ]);
  store = await openStore(":memory:");
  const report = await loadData(model, store, [folder], {});
  expect(report.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function table(register: string): Promise<Map<string, Map<string, bigint | null>>> {
  await storeRowTables(model, store, request(), (r) => `result_${r}`);
  const { columns, types, rows } = await store.query(
    `SELECT code, t.* FROM result_${register} t JOIN s_${register} USING (subject) ORDER BY code`,
  );
  const asked = idsOf(register).map((id) => types[columns.indexOf(id)]);
  expect(new Set(asked)).toEqual(new Set(["BIGINT"]));
  return new Map(
    rows.map((r) => [
      String(r[0]),
      new Map(columns.map((c, i) => [c, typeof r[i] === "bigint" ? r[i] : null] as const)),
    ]),
  );
}

describe("taxes and benefits of persons, and of the households they live in", () => {
  it("come out as the rules say, to the last digit", async () => {
    const persons = await table("person");
    // 6,000 at 2 %, 6,400 at 6 %, 600 at 12 %
    expect(persons.get("p1")?.get("social_security")).toBe((12_000n + 38_400n + 7_200n) * (YUAN / 100n));
    expect(persons.get("p1")?.get("income_tax")).toBe(1_950n * YUAN);
    expect(persons.get("p1")?.get("basic_income")).toBe(60_000n);
    expect(persons.get("p1")?.get("disposable_income")).toBe(
      13_000n * YUAN - 1_950n * YUAN - 576n * YUAN + 600n * YUAN,
    );
    expect(persons.get("p2")?.get("basic_income")).toBe(0n);
    expect(persons.get("p3")?.get("basic_income")).toBe(60_000n);
    expect(persons.get("p3")?.get("income_tax")).toBe((25_005n * YUAN * 15n) / 1000n);
    const households = await table("household");
    expect(households.get("A")?.get("household_income")).toBe(11_074n * YUAN);
    expect(households.get("A")?.get("housing_tax")).toBe(900n * YUAN);
    expect(households.get("B")?.get("housing_tax")).toBe(200n * YUAN); // the floor
    expect(households.get("C")?.get("housing_tax")).toBe(0n);
  });

  it("without a date of birth or pay are missing, not zero; a household without persons has income 0", async () => {
    const persons = await table("person");
    expect(persons.get("p4")?.get("basic_income")).toBeNull();
    expect(persons.get("p4")?.get("income_tax")).toBeNull();
    const households = await table("household");
    expect(households.get("C")?.get("household_income")).toBe(0n);
    expect(households.get("C")?.get("adults_in_household")).toBe(0n);
  });

  it("are the figures that compute gives, with the evaluator's reasons where a value is missing", async () => {
    for (const register of ["person", "household"]) {
      const stored = await table(register);
      const { figures } = await compute(
        model,
        store,
        { ...request([register]), groupings: [[]] },
        { store: "test", commit: 1 },
      );
      expect(figures.length).toBe(stored.size * idsOf(register).length);
      for (const f of figures)
        expect({ ...f, value: stored.get(f.subject ?? "")?.get(f.indicator) }).toEqual(f);
      const missing = figures.filter((f) => f.value === null);
      expect(missing.every((f) => f.reason !== null)).toBe(true);
    }
  });

  it("households read what was stored of their persons, and alone give the same", async () => {
    const tables = planRowTables(model, request(), (r) => `result_${r}`);
    expect(tables.map((t) => t.table)).toEqual(["result_person", "result_household"]);
    const household = JSON.stringify(tables[1], (_, v: unknown) => (typeof v === "bigint" ? `${v}` : v));
    expect(household).toContain("result_person");
    expect(household).not.toContain("f_pay");
    const together = await table("household");
    await storeRowTables(model, store, request(["household"]), () => "alone");
    const alone = await store.query("SELECT * FROM alone ORDER BY subject");
    const rows = [...together.values()].map((v) => alone.columns.slice(1).map((c) => v.get(c)));
    expect(alone.rows.map((r) => r.slice(1))).toEqual(rows);
  });

  it("a figure of a group has no rows to store", async () => {
    const { indicators } = await loadDecision(join(root, "decisions/sample")).then((l) => l.model ?? model);
    const group = [...indicators.values()].find((i) => i.of === null)?.id ?? "";
    const sample = { ...model, indicators };
    expect(() => planRowTables(sample, { ...request(), indicators: [group] }, (r) => r)).toThrow(
      "about a group",
    );
  });
});
