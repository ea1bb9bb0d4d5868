/** Who reads a document: never through it a firm, a sum or a figure that the page would keep away. */
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import { parseDay } from "@lianzhang/kernel";
import type { Paper, Viewer } from "@lianzhang/work";
import { CITY } from "@lianzhang/work";
import { beforeAll, expect, test } from "vitest";
import { EVERYTHING } from "../sight/sight.ts";
import type { PaperContent } from "./content.ts";
import { chainsFor, makesOfCity, mayMake, readsPaper } from "./may.ts";

let model: Model;
beforeAll(async () => {
  const loaded = await loadDecision(new URL("../../../../decisions/meishan-2023", import.meta.url).pathname);
  if (loaded.model === null) throw new Error("no model");
  ({ model } = loaded);
});

const holding = (role: string, chain: string | null = null): Viewer => ({
  person: role,
  name: role,
  unit: null,
  posts: [{ role, scope: chain === null ? CITY : { kind: "chain", id: chain }, leader: null }],
});

const paper: Paper = {
  id: "0123456789ab",
  kind: "monthly-analysis",
  month: "2025-11",
  subject: null,
  run: null,
  template: "",
  file: "",
  name: "",
  content: "",
  by: "analyst",
  onBehalfOf: null,
  at: "2026-01-20T00:00:00.000Z",
  refreshes: null,
  sent: null,
  purged: false,
  event: 7n,
};
const content: PaperContent = {
  texts: {},
  label: null,
  known: null,
  traces: [],
  gaps: [],
  assumed: [],
  firms: ["A"],
  released: null,
  saw: { extent: "all", hidden: ["S"] },
  refresh: null,
};
const limited = { ...EVERYTHING, key: "k", rows: "k" };
const reads = (role: string, sight = EVERYTHING, more: Partial<PaperContent> = {}): boolean =>
  readsPaper({ model, viewer: holding(role) }, sight, paper, { ...content, ...more });

test("others read it who see all figures and may read documents", () => {
  expect(reads("section_head")).toBe(true);
  expect(reads("supervision_office")).toBe(true);
  expect(reads("statistics_office")).toBe(false);
  expect(reads("task_force", { ...limited, extent: "scope" })).toBe(false);
});

test("nobody reads one that names a firm kept from them, or was made by one who saw more firms", () => {
  expect(reads("section_head", { ...limited, hidden: new Set(["S"]) })).toBe(true);
  expect(reads("section_head", { ...limited, hidden: new Set(["A"]) })).toBe(false);
  expect(reads("section_head", { ...limited, hidden: new Set(["S", "T"]) })).toBe(false);
  // the one who made it, too, once the post is another one
  expect(reads("analyst", { ...limited, hidden: new Set(["T"]) })).toBe(false);
  expect(reads("analyst", { ...limited, extent: "scope" })).toBe(false);
});

test("a figure before its release keeps the document away until the day", () => {
  const early = { ...limited, embargo: parseDay("2025-12-16") };
  expect(reads("supervision_office", early, { released: "2025-12-17" })).toBe(false);
  expect(reads("supervision_office", early, { released: "2025-12-16" })).toBe(true);
  expect(reads("section_head", EVERYTHING, { released: "2025-12-17" })).toBe(true);
});

test("a task force makes documents of its own chain, the supervision office notices only", () => {
  const force = { model, viewer: holding("task_force", "lithium") };
  expect(chainsFor(force).map((c) => c.id)).toEqual(["lithium"]);
  expect(mayMake(force, "chain-brief", "pv")).toBe(false);
  expect(mayMake(force, "monthly-analysis", null)).toBe(false);
  const office = { model, viewer: holding("supervision_office") };
  expect(makesOfCity(office, "supervision-notice")).toBe(true);
  expect(makesOfCity(office, "special-report")).toBe(false);
  expect(chainsFor({ model, viewer: holding("chain_office") }).length).toBe(model.chains.size);
});
