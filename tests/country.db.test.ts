/** The public exercise of rules as code (bench/country), by hand for two households; table to table equals the evaluator. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import { compute, storeRowTable } from "@lianzhang/engine";
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
const request = (register: string): Omit<ComputeRequest, "groupings"> => ({
  indicators: idsOf(register),
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
  await storeRowTable(model, store, request(register), `result_${register}`);
  const { columns, types, rows } = await store.query(
    `SELECT code, t.* FROM result_${register} t JOIN s_${register} USING (subject) ORDER BY code`,
  );
  expect(types.slice(2).every((t) => t === "BIGINT")).toBe(true);
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
        { ...request(register), groupings: [[]] },
        { store: "test", commit: 1 },
      );
      expect(figures.length).toBe(stored.size * idsOf(register).length);
      for (const f of figures)
        expect({ ...f, value: stored.get(f.subject ?? "")?.get(f.indicator) }).toEqual(f);
      const missing = figures.filter((f) => f.value === null);
      expect(missing.every((f) => f.reason !== null)).toBe(true);
    }
  });

  it("a table is about one register", async () => {
    const both = { ...request("person"), indicators: ["income_tax", "housing_tax"] };
    await expect(storeRowTable(model, store, both, "both")).rejects.toThrow("one table a register");
  });
});
