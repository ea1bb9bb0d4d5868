/** Slices in memory answer about one subject what the leaves read from the database answer, to the reason of a missing value. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { environmentOf, loadDecision } from "@lianzhang/definitions";
import { basisOf, horizonOf, MemoryLeaves, rowNeeds, SubjectSlices } from "@lianzhang/engine";
import type { NumberCore } from "@lianzhang/formula";
import { checkFormula, evaluateNumber } from "@lianzhang/formula";
import { parseDay, parsePeriod } from "@lianzhang/kernel";
import type { Period } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** Every way a row formula reads: cells by end points, moves in time, spells, lists, links, dated parameters, history. */
const FORMULAS: readonly { readonly text: string; readonly unit: string }[] = [
  { text: "output", unit: "万元" },
  { text: "output - lag(output, 1 year)", unit: "万元" },
  { text: "sales / output", unit: "%" },
  { text: "lag(output, 1 month)", unit: "万元" },
  { text: "stock", unit: "万元" },
  { text: "power", unit: "万千瓦时" },
  { text: "annualised(output)", unit: "万元/年" },
  { text: "park.area", unit: "亩" },
  { text: "count(patent where patent.kind = l1)", unit: "项" },
  { text: "if listed and any_chain has h1 then output else sales", unit: "万元" },
  { text: "if primary_chain = h0 or county = c1 then output else 1 元", unit: "万元" },
  { text: "if founded >= 2022-09-30 then output else sales", unit: "万元" },
  { text: "if ever(output > 300 万元) then output else sales", unit: "万元" },
  { text: "output * step_rate", unit: "万元" },
];

const PERIODS = ["2025", "2025-06", "2025-01..09", "2025Q2", "2025-02", "2024-10..2025-03"];
const KNOWN = [null, "2025-08-01", "2026-03-20"];

/** Deterministic numbers below a bound. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Twelve firms that move, enter late, leave cells empty, skip months and correct what they sent. */
function writeCity(folder: string): void {
  const next = generator(11);
  const some = (...texts: readonly string[]): string => texts[next(texts.length)] ?? "";
  mkdirSync(join(folder, "registers"), { recursive: true });
  mkdirSync(join(folder, "returns"), { recursive: true });
  const firms = Array.from({ length: 12 }, (_, i) => `F${String(i).padStart(2, "0")}`);
  const register = ["code,name,county,lane,listed,founded,park,since,until"];
  const lists = ["code,member_of,primary,share,since,until"];
  const monthly = [
    "code,period,known,产值（千元）,产值同期（千元）,销售（千元）,电量（万千瓦时）,存货（千元）",
  ];
  const cell = (v: number): string => some(String(v), String(v), String(v), "", "-", "0");
  for (const f of firms) {
    const spell = (since: string, until: string): string =>
      [
        f,
        `厂${f}`,
        some("c0", "c1", ""),
        some("l0", "l1"),
        some("1", "0", ""),
        some("2019-06-30", "2022-09-30", "2024-03-01", ""),
        some("P0", "P1", "P2", "P9", ""),
        since,
        until,
      ].join(",");
    if (next(3) === 0) register.push(spell("2023-01", "2025-07"), spell("2025-07", ""));
    else register.push(spell(some("2023-01", "2025-05"), some("", "", "2025-10")));
    const codes = ["h0", "h1", "h2"].filter(() => next(2) === 0);
    const joined = some("2023-01", "2025-03");
    for (const [i, code] of codes.entries())
      lists.push(
        [
          f,
          code,
          i === 0 ? 1 : 0,
          codes.length === 3 ? (i === 0 ? "33.34" : "33.33") : 100 / codes.length,
          joined,
          "",
        ].join(","),
      );
    for (const year of [2024, 2025]) {
      let [output, sales] = [0, 0];
      for (let m = 2 + next(3); m <= 12; m++) {
        output += next(900) - 20;
        sales += next(450);
        if (next(8) === 0) continue;
        const known = `${m === 12 ? year + 1 : year}-${String((m % 12) + 1).padStart(2, "0")}-15`;
        const period = `${year}-${String(m).padStart(2, "0")}`;
        const numbers = [cell(output), cell(output - 3), cell(sales), cell(next(90)), cell(next(300))];
        monthly.push([f, period, known, ...numbers].join(","));
        if (next(6) === 0)
          monthly.push([f, period, `${year + 1}-03-1${next(9)}`, output + 7, 5, sales, 3, 5].join(","));
      }
    }
  }
  const patents = firms.flatMap((f, i) => [
    `N${i},${f},${some("l0", "l1", "")},5,2023-01,`,
    `M${i},${some(f, "")},l1,3,2025-06,`,
  ]);
  writeFileSync(join(folder, "registers/firm.csv"), register.join("\n"));
  writeFileSync(join(folder, "registers/park.csv"), "code,level,area（亩）\nP0,l0,1200\nP1,l1,350\nP2,,");
  writeFileSync(
    join(folder, "registers/patent.csv"),
    ["code,owner,kind,cost（万元）,since,until", ...patents].join("\n"),
  );
  for (const list of ["primary_list", "whole_list", "share_list"])
    writeFileSync(join(folder, `registers/${list}.csv`), lists.join("\n"));
  writeFileSync(join(folder, "returns/monthly.csv"), monthly.join("\n"));
}

let model: Model;
let store: Store;
let folder: string;
let cores: readonly { readonly text: string; readonly core: NumberCore }[];

beforeAll(async () => {
  const loaded = await loadDecision(join(import.meta.dirname, "fixtures/lang-city"));
  if (!loaded.model) throw new Error(JSON.stringify(loaded.diagnostics));
  model = loaded.model;
  folder = mkdtempSync(join(tmpdir(), "lianzhang-slices-"));
  writeCity(folder);
  store = await openStore(":memory:", { threads: 2 });
  const report = await loadData(model, store, [folder], {});
  expect(report.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
  const environment = environmentOf({ ...model, city: model.city.code, body: () => null });
  cores = FORMULAS.map(({ text, unit }) => {
    const { core, problems } = checkFormula(
      text,
      { subject: "firm", unit, expect: "number", period: null },
      environment,
    );
    if (core === null || !("type" in core))
      throw new Error(`${text}: ${problems.map((p) => p.message).join("; ")}`);
    return { text, core };
  });
});

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const periodOf = (text: string): Period => {
  const period = parsePeriod(text);
  if (!period) throw new Error(text);
  return period;
};

describe("slices in memory", () => {
  for (const knownText of KNOWN)
    it(`give the values and reasons of the database, as known ${knownText ?? "now"}`, async () => {
      const known = knownText === null ? null : parseDay(knownText);
      const all = cores.map((c) => c.core);
      const periods = PERIODS.map(periodOf);
      const horizon = await horizonOf(model, store, all);
      const slices = await SubjectSlices.load(model, store, {
        register: "firm",
        cores: all,
        periods,
        known,
        horizon,
      });
      const reasons = new Set<string>();
      for (const period of periods)
        for (const side of ["end", "start"] as const) {
          const basis = basisOf({ period, known, basis: side, horizon });
          const needs = all.map((c) => rowNeeds(c, period, horizon));
          const stored = await MemoryLeaves.load(
            model,
            store,
            basis,
            needs.map((n) => ({ register: "firm", subjects: null, ...n })),
          );
          const fast = slices.leaves(basis);
          expect(fast.population("firm", period)).toEqual(stored.population("firm"));
          for (const subject of [...slices.codes("firm"), "nobody"])
            for (const { text, core } of cores) {
              const question = { period, subject, group: [] };
              const { value } = evaluateNumber(core, fast, question);
              expect({ text, subject, period, value }).toEqual({
                text,
                subject,
                period,
                value: evaluateNumber(core, stored, question).value,
              });
              reasons.add(value.ok ? "present" : value.reason);
            }
        }
      // the data is varied enough to mean something
      expect([...reasons]).toEqual(
        expect.arrayContaining(["present", "not_reported", "blank", "incomplete", "unknown_condition"]),
      );
    });

  it("refuse what they were not loaded for, instead of calling it not reported", async () => {
    const [first] = cores;
    if (!first) throw new Error("no formula");
    const slices = await SubjectSlices.load(model, store, {
      register: "firm",
      cores: [first.core],
      periods: [periodOf("2025-06")],
      known: null,
    });
    const leaves = slices.leaves(basisOf({ period: periodOf("2025-06"), known: null, basis: "end" }));
    expect(() => leaves.field("monthly", "output", "F00", periodOf("2024-06"))).toThrow(
      "monthly of 2024-06 was not loaded",
    );
    expect(() => leaves.field("monthly", "sales", "F00", periodOf("2025-06"))).toThrow(
      "monthly.sales was not loaded",
    );
    expect(() => slices.leaves({ month: 24305, known: 20000 })).toThrow("load others");
  });
});
