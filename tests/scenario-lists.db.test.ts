/** Signed lists under a scenario: who would join or leave a chain, and what that does to its figures. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
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

const FOLDER = new URL("fixtures/scenario-city", import.meta.url).pathname;
/** F1 and F2 are of h0, F3 of none. Outputs are cumulatives in 千元. */
const FILES = {
  "registers/firm.csv": "code,county,listed\nF1,c0,true\nF2,c0,true\nF3,c1,true\n",
  "registers/chain_list.csv": "code,member_of\nF1,h0\nF2,h0\n",
  "returns/monthly.csv":
    "code,period,output\nF1,2025-02,100\nF2,2025-02,300\nF3,2025-02,500\nF1,2025-03,150\nF2,2025-03,400\nF3,2025-03,700\nF1,2025-04,250\nF2,2025-04,550\nF3,2025-04,1000\n",
};

let model: Model;
let store: Store;
let commit: number;

beforeAll(async () => {
  const loaded = await loadDecision(FOLDER);
  if (!loaded.model) throw new Error(loaded.diagnostics.map(formatDiagnostic).join("\n"));
  model = loaded.model;
  store = await openStore(":memory:");
  const folder = await mkdtemp(join(tmpdir(), "scenario-lists-"));
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const data = await loadData(model, store, [folder], { received: 20_000 });
  await rm(folder, { recursive: true });
  expect(data.diagnostics.map(formatDiagnostic)).toEqual([]);
  commit = data.commit;
});
afterAll(async () => store.close());

/** Output of chain h0 in a month, before and after, in 分; or what is wrong with the scenario. */
async function chainOutput(lists: string, at: string): Promise<string | readonly string[]> {
  const read = await readScenario(model, { name: "s.yaml", text: `lists: ${lists}` }, async () => null);
  if (!read.scenario) return read.diagnostics.map(formatDiagnostic);
  const period = parsePeriod(at);
  if (!period) throw new Error(at);
  const asked = {
    indicators: ["chain_output"],
    period,
    known: null,
    groupings: [[]],
    basis: "end",
  } as const;
  const result = await compare(model, store, asked, read.scenario, { store: store.version, commit });
  if (!result.ok) return result.diagnostics.map(formatDiagnostic);
  const { before, after } = result.comparison;
  const money = (v: bigint | null | undefined): string => `${Number(v ?? 0n) / 100_000} 千元`;
  return `${money(before.figures[0]?.value)} -> ${money(after.figures[0]?.value)}`;
}

test("a firm that would join counts from the month it joins", async () => {
  const joins = "{ chain_list: { F3: { from: 2025-04, of: h0 } } }";
  expect(await chainOutput(joins, "2025-03")).toBe("150 千元 -> 150 千元");
  expect(await chainOutput(joins, "2025-04")).toBe("250 千元 -> 550 千元");
});

test("a firm that would leave, or go to another chain, counts until the month before", async () => {
  expect(await chainOutput("{ chain_list: { F2: { from: 2025-03, of: none } } }", "2025-03")).toBe(
    "150 千元 -> 50 千元",
  );
  expect(await chainOutput("{ chain_list: { F2: { from: 2025-04, of: 链二 } } }", "2025-04")).toBe(
    "250 千元 -> 100 千元",
  );
  // what is said of a later month begins there
  const back = "{ chain_list: { F2: { from: 2025-02, of: none } } }";
  expect(await chainOutput(back, "2025-03")).toBe("150 千元 -> 50 千元");
});

test("mistakes are told at their places", async () => {
  expect(await chainOutput("{ chain_lits: { F3: { from: 2025-03, of: h0 } } }", "2025-03")).toEqual([
    's.yaml:1:10: error LZ5202: there is no list "chain_lits" (did you mean chain_list?)',
  ]);
  expect(await chainOutput("{ chain_list: { F3: { from: 2025-03, of: h7 } } }", "2025-03")).toEqual([
    's.yaml:1:49: error LZ5202: there is no code "h7" in chain (did you mean h0?)',
  ]);
  expect(await chainOutput("{ chain_list: { F3: { of: h0 } } }", "2025-03")).toEqual([
    "s.yaml:1:24: error LZ5201: an entry of a list has from: and of: (write { from: 2026-01, of: code }, and of: none for who leaves it)",
  ]);
  expect(
    await chainOutput("{ part_list: { F3: { from: 2025-03, of: { h0: 60, h1: 30 } } } }", "2025-03"),
  ).toEqual(["s.yaml:1:48: error LZ5203: the shares add up to 90 %, expected 100 %"]);
  expect(await chainOutput("{ chain_list: { F9: { from: 2025-03, of: h0 } } }", "2025-03")).toEqual([
    "s.yaml:1:24: error LZ5208: lists.chain_list.F9@2025-03: F9 is not in the register firm (correct the code, or say since which month it is there: opens: 2025-01)",
  ]);
});
