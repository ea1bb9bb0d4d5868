/** Registers that people keep are facts of the engine: entered at the first start, followed from then on. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeCity } from "@lianzhang/demo";
import { loadDecision } from "@lianzhang/definitions";
import { month, parsePeriod } from "@lianzhang/kernel";
import type { Acting, Outcome, RegisterRecord, Registers, Work } from "@lianzhang/work";
import { noServerFor, openRegisters, openWork, PLATFORM } from "@lianzhang/work";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { KeptFacts, Opened } from "@lianzhang/server";
import { Context, followRegisters, openInstance, seedRegisters } from "@lianzhang/server";
import { workPlace } from "./support/prepared-stores.ts";

const MEISHAN = new URL("../decisions/meishan-2023", import.meta.url).pathname;
const OFFICER: Acting = { user: "li.na", onBehalfOf: null, unit: "science_bureau", purpose: "台账" };
const without = noServerFor(PLATFORM) !== null;

const folder = mkdtempSync(join(tmpdir(), "lianzhang-kept-"));
const database = mkdtempSync(join(tmpdir(), "lianzhang-kept-work-"));
let work: Work;
let registers: Registers;
let opened: Opened;
let context: Context;
let kept: KeptFacts;

beforeAll(async () => {
  if (without) return;
  const { model } = await loadDecision(MEISHAN);
  if (model === null) throw new Error("no model");
  await writeCity({ model, firms: 120, months: 72, seed: 3, out: join(folder, "city") });
  const place = await workPlace(database);
  work = await openWork({ place, clock: () => new Date("2026-02-02T01:00:00.000Z"), random: randomBytes });
  registers = openRegisters({ model, database: work.database, trail: work.trail, random: randomBytes });
  opened = await openInstance({
    decision: MEISHAN,
    data: [join(folder, "city")],
    file: ":memory:",
    appVersion: "test",
    progress: () => undefined,
  });
  context = new Context(opened.instance);
  kept = followRegisters({
    context,
    registers,
    folder: join(folder, "kept"),
    delay: 1,
    fault: (error) => {
      throw error;
    },
  });
}, 120_000);
afterAll(async () => {
  if (!without) {
    await kept.close();
    await opened.store.close();
    await work.close();
  }
  for (const made of [folder, database]) rmSync(made, { recursive: true, force: true });
});

async function figure(indicator: string, text: string): Promise<bigint | null> {
  const period = parsePeriod(text);
  if (period === null) throw new Error(text);
  const figures = await context.figures({ period, known: null }, [indicator], [[]]);
  return figures.find((f) => f.group.length === 0)?.value ?? null;
}

async function done(outcome: Promise<Outcome>): Promise<RegisterRecord> {
  const found = await outcome;
  if (found.kind !== "kept") throw new Error(JSON.stringify(found));
  return found.record;
}

test.skipIf(without)("the first start enters the files' registers and changes no figure", async () => {
  const before = await figure("lithium_output", "2025");
  expect(before).not.toBeNull();
  const seeded = await seedRegisters(context.model, registers, [join(folder, "city")], () => undefined);
  expect(seeded.map((s) => [s.register, s.refused.length])).toEqual([
    ["enterprise", 0],
    ["site", 0],
    ["honour", 0],
    ["headroom_entry", 0],
  ]);
  expect(await kept.refresh()).toBe(true);
  expect(await figure("lithium_output", "2025")).toBe(before);
  expect(kept.event()).toBe(await registers.eventNow());
  expect(context.instance.registers).toBe(kept.event());
  // nothing has changed since, and a second start enters nothing
  expect(await kept.refresh()).toBe(false);
  expect(await seedRegisters(context.model, registers, [join(folder, "city")], () => undefined)).toEqual([]);
});

test.skipIf(without)("a platform recognised by the province counts in the Decision's target", async () => {
  expect(await figure("new_innovation_platforms", "2025")).toBeNull();
  const enter = (code: string, level: string, recognised: string): Promise<RegisterRecord> =>
    done(
      registers.open(OFFICER, "platform", {
        code,
        since: month(2024, 1),
        values: { platform_name: code, platform_level: level, platform_recognised: recognised },
        reason: "认定文件",
      }),
    );
  await enter("P1", "省级", "2024-03-01");
  await enter("P2", "国家级", "2022-03-01");
  const third = await enter("P3", "市级", "2024-05-01");
  await kept.refresh();
  expect(await figure("new_innovation_platforms", "2025")).toBe(1n);
  const edit = {
    kind: "change",
    from: month(2025, 6),
    values: { platform_level: "国家级", platform_recognised: "2025-06-01" },
  } as const;
  await done(
    registers.change(OFFICER, "platform", { id: third.id, version: third.version, edit, reason: "升级" }),
  );
  await kept.refresh();
  expect(await figure("new_innovation_platforms", "2025")).toBe(2n);
});

test.skipIf(without)("a firm signed onto a chain counts from the month of effect", async () => {
  const listed = readFileSync(join(folder, "city/registers/chain_members.csv"), "utf8");
  const row = listed.split("\n").find((line) => line.includes(",pv,1,"));
  const code = row?.split(",")[0] ?? "";
  expect(code).not.toBe("");
  const [before, earlier] = [await figure("pv_output", "2025"), await figure("pv_output", "2024")];
  const values = { entry_enterprise: code, entry_chain: "lithium" };
  const entry = await done(
    registers.open(OFFICER, "chain_entry", {
      code: "2025-1",
      since: month(2024, 12),
      values,
      reason: "拟入链",
    }),
  );
  await kept.refresh();
  expect(await figure("pv_output", "2025")).toBe(before); // only proposed
  const edit = {
    kind: "change",
    from: month(2025, 1),
    values: { entry_effective: "2025-01-01" },
  } as const;
  await done(
    registers.change(OFFICER, "chain_entry", { id: entry.id, version: entry.version, edit, reason: "生效" }),
  );
  await kept.refresh();
  const after = await figure("pv_output", "2025");
  expect(after ?? 0n).toBeLessThan(before ?? 0n);
  expect(await figure("pv_output", "2024")).toBe(earlier);
});
