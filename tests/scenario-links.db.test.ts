/** A scenario moves firms to another park and opens parks: what links read and what is counted over them follows. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import { compare, readScenario } from "@lianzhang/engine";
import { formatDiagnostic, parsePeriod } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import { afterAll, beforeAll, expect, test } from "vitest";

const REGISTER = "identity: code, complete: true, holder: firms, basis: test, uses: [analysis]";
const DECISION = `
decision: { title: { zh: 园区试验, en: Parks }, city: { code: "500000", zh: 市, en: City }, issued: 2023-07-14 }
holders: { firms: { zh: 企业, en: Enterprises } }
clauses: { 1: { heading: 试验 }, 1/1: { heading: 园区 } }
registers:
  park: { label: { zh: 园区, en: Park }, ${REGISTER}, attributes: { area: { label: { zh: 面积, en: Area }, type: number, unit: 亩 } } }
  firm: { label: { zh: 厂, en: Firm }, ${REGISTER}, attributes: { home: { label: { zh: 所在园, en: Park }, type: subject park } } }
forms:
  yearly:
    { label: { zh: 年报, en: Yearly }, subject: firm, input: records, holder: firms, basis: test, uses: [analysis], every: year,
      fields: { output: { label: { zh: 产值, en: Output }, unit: 万元, as: flow, price: current } } }
indicators:
  home_area: { label: { zh: 所在园面积, en: Area of its park }, clause: 1/1, of: firm, unit: 亩, decimals: 0, formula: "home.area" }
  park_output: { label: { zh: 园区产值, en: Output of the park }, clause: 1/1, of: park, period: year, unit: 万元, decimals: 0, formula: "sum(output)" }
`;
const FILES = {
  "decision/decision.yaml": DECISION,
  "data/registers/park.csv": "code,area\nP1,100\nP2,250",
  // F3 names a park that the register does not know
  "data/registers/firm.csv": "code,home\nF1,P1\nF2,P1\nF3,P9",
  "data/returns/yearly.csv": "code,period,output\nF1,2025,10\nF2,2025,20\nF3,2025,40",
};

const folder = mkdtempSync(join(tmpdir(), "lianzhang-links-"));
let model: Model;
let store: Store;

beforeAll(async () => {
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const loaded = await loadDecision(join(folder, "decision"));
  if (!loaded.model) throw new Error(loaded.diagnostics.map(formatDiagnostic).join("\n"));
  model = loaded.model;
  store = await openStore(":memory:");
  await loadData(model, store, [join(folder, "data")], { received: 20_000 });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** `subject: before -> after`, amounts in whole 亩 and 万元. */
async function moves(indicator: string, yaml: string): Promise<string[]> {
  const read = await readScenario(model, { name: "s.yaml", text: yaml }, async () => null);
  const period = parsePeriod("2025");
  if (!read.scenario || !period) throw new Error(read.diagnostics.map(formatDiagnostic).join("\n"));
  const asked = { indicators: [indicator], period, known: null, groupings: [[]], basis: "end" } as const;
  const result = await compare(model, store, asked, read.scenario, { store: store.version, commit: 1 });
  if (!result.ok) throw new Error(result.diagnostics.map(formatDiagnostic).join("\n"));
  const scale = indicator === "home_area" ? 10_000_000n : 1_000_000n;
  const shown = (f: { readonly value: bigint | null; readonly reason: string | null } | null): string =>
    f === null ? "-" : f.value === null ? String(f.reason) : String(f.value / scale);
  return result.comparison.indicators
    .flatMap((i) =>
      i.moved.map((m) => `${(m.after ?? m.before)?.subject}: ${shown(m.before)} -> ${shown(m.after)}`),
    )
    .toSorted();
}

test("a firm that moves reads the area of its new park, and counts there", async () => {
  const scenario = "name: s\nregisters: { firm: { F2: { home: P2 } } }";
  expect(await moves("home_area", scenario)).toEqual(["F2: 100 -> 250"]);
  expect(await moves("park_output", scenario)).toEqual(["P1: 30 -> 10", "P2: 0 -> 20"]);
});

test("a park that opens takes in the firms that name it already", async () => {
  const scenario = "name: s\nregisters: { park: { P9: { opens: 2025-01, area: 70 亩 } } }";
  expect(await moves("home_area", scenario)).toEqual(["F3: blank -> 70"]);
  expect(await moves("park_output", scenario)).toEqual(["P9: - -> 40"]);
});

test("a firm without a park, and one whose park is not known, have no area", async () => {
  const scenario = "name: s\nregisters: { firm: { F1: { home: null }, F2: { home: P8 } } }";
  expect(await moves("home_area", scenario)).toEqual(["F1: 100 -> blank", "F2: 100 -> blank"]);
  expect(await moves("park_output", scenario)).toEqual(["P1: 30 -> 0"]);
});
