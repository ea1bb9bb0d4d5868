/** Registers and lists kept by people, put in the place of the files': facts stay with their firms, figures follow. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import { compute } from "@lianzhang/engine";
import type { Listing } from "@lianzhang/kernel";
import { formatDiagnostic, month, parsePeriod } from "@lianzhang/kernel";
import type { Kept } from "@lianzhang/returns";
import { loadData, reloadKept } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

const FOLDER = new URL("fixtures/scenario-city", import.meta.url).pathname;
const FILES = {
  "registers/firm.csv": "code,county,listed\nF1,c0,true\nF3,c1,true\n",
  "registers/chain_list.csv": "code,member_of\nF1,h0\n",
  "returns/monthly.csv":
    "code,period,output\nF1,2025-02,100\nF3,2025-02,500\nF1,2025-03,150\nF3,2025-03,700\n",
};

let model: Model;
let store: Store;
let folder: string;

beforeAll(async () => {
  const loaded = await loadDecision(FOLDER);
  if (!loaded.model) throw new Error(loaded.diagnostics.map(formatDiagnostic).join("\n"));
  model = loaded.model;
  store = await openStore(":memory:");
  folder = await mkdtemp(join(tmpdir(), "reload-"));
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

beforeEach(async () => {
  for (const [name, text] of Object.entries(FILES)) await write(`data/${name}`, text);
  const data = await loadData(model, store, [join(folder, "data")], { received: 20_000 });
  expect(data.diagnostics.map(formatDiagnostic)).toEqual([]);
});

/** Output by county in March 2025 in 千元, and of the chain, as of a commit. */
async function figures(commit: number): Promise<Readonly<Record<string, number | null>>> {
  const period = parsePeriod("2025-03");
  if (!period) throw new Error("period");
  const asked = { indicators: ["all_output", "chain_output"], period, known: null, basis: "end" } as const;
  const { figures: found } = await compute(
    model,
    store,
    { ...asked, groupings: [[], ["county"]] },
    { store: store.version, commit },
  );
  return Object.fromEntries(
    found.map((f) => [
      `${f.indicator} ${f.group.map((g) => g.code).join() || "*"}`,
      f.value === null ? null : Number(f.value) / 100_000,
    ]),
  );
}

const lists = (listings: Readonly<Record<string, readonly Listing[]>>): Kept["lists"] => [
  { membership: "chain_list", listings: new Map(Object.entries(listings)) },
];
const h0 = [{ code: "h0", primary: true, share: 10_000 }];

test("a firm that moved, a firm entered, and facts that stay with their firms", async () => {
  const before = await figures(1);
  expect(before).toMatchObject({ "all_output *": 250, "all_output c0": 50, "all_output c1": 200 });
  // F2 is new and sorts between the others: F3's facts must not become its own
  const path = await write("kept/firm.csv", "code,county,listed\nF1,c1,true\nF2,c0,true\nF3,c1,true\n");
  const { commit, diagnostics } = await reloadKept(model, store, {
    registers: [{ register: "firm", path }],
    lists: [],
  });
  expect(diagnostics).toEqual([]);
  expect(await figures(commit)).toMatchObject({ "all_output *": 250, "all_output c1": 250 });
});

test("what was signed is laid over the list's file, however often it is put in", async () => {
  expect(await figures(1)).toMatchObject({ "chain_output *": 50 });
  const kept: Kept = { registers: [], lists: lists({ F3: [{ from: month(2025, 3), members: h0 }] }) };
  const { commit } = await reloadKept(model, store, kept);
  expect(await figures(commit)).toMatchObject({ "chain_output *": 250 });
  await reloadKept(model, store, kept);
  const left = lists({
    F3: [{ from: month(2025, 4), members: h0 }],
    F1: [{ from: month(2025, 1), members: [] }],
  });
  const later = await reloadKept(model, store, { registers: [], lists: left });
  expect(later.commit).toBeGreaterThan(commit);
  expect(await figures(later.commit)).toMatchObject({ "chain_output *": null });
});

test("a firm signed onto a list that no register has is told and counts nowhere", async () => {
  const { diagnostics } = await reloadKept(model, store, {
    registers: [],
    lists: lists({ F9: [{ from: month(2025, 3), members: h0 }] }),
  });
  expect(diagnostics.map((d) => d.code)).toEqual(["LZ4011"]);
});
