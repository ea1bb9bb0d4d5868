/**
 * Registers as facts of the engine by a stated event number: new platforms since the baseline day, each once at its
 * highest level, before and after a change that became known later.
 */
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import type { RunRecord } from "@lianzhang/engine";
import { makeRun } from "@lianzhang/engine";
import { month, parsePeriod } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import { openStore } from "@lianzhang/store";
import type {
  Acting,
  Outcome,
  RegisterRecord,
  Registers,
  Snapshot,
  Work,
  WrittenValues,
} from "@lianzhang/work";
import { openRegisters, openWork } from "@lianzhang/work";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noPostgresHere } from "./support/postgres.ts";
import { workPlace } from "./support/prepared-stores.ts";

const OFFICER: Acting = { user: "li.na", onBehalfOf: null, unit: "science", purpose: "平台台账" };
const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

let model: Model;
let work: Work;
let registers: Registers;
const folder = mkdtempSync(join(tmpdir(), "lianzhang-snapshots-"));

beforeAll(async () => {
  if (noPostgresHere !== null) return;
  const loaded = await loadDecision(join(import.meta.dirname, "fixtures/platform-city"));
  if (!loaded.model) throw new Error(JSON.stringify(loaded.diagnostics));
  model = loaded.model;
  const place = await workPlace(folder);
  const clock = (): Date => new Date("2025-09-01T01:00:00.000Z");
  work = await openWork({ place, clock, random: randomBytes });
  registers = openRegisters({ model, database: work.database, trail: work.trail, random: randomBytes });
});
afterAll(async () => {
  if (noPostgresHere === null) await work.close();
  rmSync(folder, { recursive: true, force: true });
});

async function kept(outcome: Promise<Outcome>): Promise<RegisterRecord> {
  const found = await outcome;
  if (found.kind !== "kept") throw new Error(found.kind);
  return found.record;
}

const enter = (code: string, values: WrittenValues): Promise<RegisterRecord> =>
  kept(registers.open(OFFICER, "platform", { code, since: month(2023, 1), values, reason: "台账" }));

/** A run over nothing but the snapshot, put into a data folder as it is. */
async function runOn(snapshot: Snapshot, period: string): Promise<RunRecord> {
  const data = mkdtempSync(join(tmpdir(), "lianzhang-snapshot-"));
  const store = await openStore(":memory:", { threads: 2 });
  try {
    mkdirSync(dirname(join(data, snapshot.path)), { recursive: true });
    writeFileSync(join(data, snapshot.path), snapshot.text);
    const report = await loadData(model, store, [data], {});
    expect(report.diagnostics).toEqual([]);
    const asked = parsePeriod(period);
    if (!asked) throw new Error("no period");
    const versions = { store: store.version, commit: report.commit };
    return await makeRun(
      { model, runner: store, versions, demo: false, digest },
      {
        indicators: ["new_platforms", "floor"],
        period: asked,
        known: null,
        groupings: [[], ["level"]],
        basis: "end",
      },
    );
  } finally {
    await store.close();
    rmSync(data, { recursive: true });
  }
}

const figures = (run: RunRecord, indicator: string): Readonly<Record<string, string | null>> =>
  Object.fromEntries(
    run.figures
      .filter((f) => f.indicator === indicator)
      .map((f) => [f.group.map((g) => g.code).join() || "all", f.value]),
  );

test.skipIf(noPostgresHere !== null)(
  "new platforms since the baseline day, at the event before and the event after",
  async () => {
    // A was the province's when the Decision was issued; B is the city's; C is new and the province's; D is the state's, new
    await enter("A", {
      platform_name: "甲平台",
      county: "一区",
      level: "省级",
      recognised: "2022-05-01",
      floor_area: "1200.5",
      open_to_firms: true,
    });
    const b = await enter("B", {
      platform_name: '乙,"平台"\n二期',
      county: "二区",
      level: "市级",
      recognised: "2023-09-01",
      floor_area: "300",
    });
    const c = await enter("C", {
      platform_name: "丙平台",
      county: "一区",
      level: "省级",
      recognised: "2024-02-01",
      open_to_firms: true,
    });
    await enter("D", { platform_name: "丁平台", county: "一区", level: "国家级", recognised: "2023-12-20" });
    const before = await registers.eventNow();

    // from June on: B is raised to the province's, C to the state's, which counts it once and no lower
    const raise = (record: RegisterRecord, level: string): Promise<RegisterRecord> =>
      kept(
        registers.change(OFFICER, "platform", {
          id: record.id,
          version: record.version,
          edit: { kind: "change", from: month(2025, 6), values: { level, recognised: "2025-06-10" } },
          reason: "认定文件",
        }),
      );
    await raise(b, "省级");
    await raise(c, "国家级");
    const after = await registers.eventNow();
    expect([before, after]).toEqual([5n, 7n]);

    const [old, now] = await Promise.all([before, after].map((n) => registers.snapshot("platform", n)));
    if (old === undefined || now === undefined) throw new Error("two snapshots");
    const [oldRun, newRun, mayRun] = [
      await runOn(old, "2025-06"),
      await runOn(now, "2025-06"),
      await runOn(now, "2025-05"),
    ];
    expect(figures(oldRun, "new_platforms")).toEqual({ all: "2", province: "1", state: "1", city: "0" });
    expect(figures(newRun, "new_platforms")).toEqual({ all: "3", province: "1", state: "2" });
    // the month before the change is what it was
    expect(figures(mayRun, "new_platforms")).toMatchObject({ all: "2", province: "1", state: "1" });

    // taken again, the snapshot is the same to the letter, and so is the run
    const again = await registers.snapshot("platform", before);
    expect(again).toEqual(old);
    expect((await runOn(again, "2025-06")).figures).toEqual(oldRun.figures);
    expect(newRun.hash).not.toBe(oldRun.hash);
  },
);

/** What the store holds of the register after loading a snapshot: code, months, attributes. */
async function stored(snapshot: Snapshot): Promise<unknown> {
  const data = mkdtempSync(join(tmpdir(), "lianzhang-snapshot-"));
  const store = await openStore(":memory:", { threads: 1 });
  try {
    mkdirSync(dirname(join(data, snapshot.path)), { recursive: true });
    writeFileSync(join(data, snapshot.path), snapshot.text);
    expect((await loadData(model, store, [data], {})).diagnostics).toEqual([]);
    const sql = `SELECT s.code, r.m_since, r.m_until, a_platform_name, a_county, a_level, a_recognised, a_floor_area, a_open_to_firms
      FROM r_platform r JOIN s_platform s USING (subject) ORDER BY s.code, r.m_since`;
    return (await store.query(sql)).rows.map((row) =>
      row.map((v) => (typeof v === "number" ? BigInt(v) : v)),
    );
  } finally {
    await store.close();
    rmSync(data, { recursive: true });
  }
}

const asStored = (records: readonly RegisterRecord[]): unknown =>
  records
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .flatMap(({ code, spells }) =>
      spells.map(({ since, until, values: v }) => [
        code,
        BigInt(since),
        BigInt(until),
        ...["platform_name", "county", "level", "recognised"].map((id) => v[id] ?? null),
        typeof v["floor_area"] === "string" ? BigInt(v["floor_area"]) : null,
        v["open_to_firms"] ?? null,
      ]),
    );

const aPlatform = fc.record({
  name: fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).map((t) => `平台${t}`),
  level: fc.constantFrom("国家级", "省级", "市级"),
  area: fc.option(fc.integer({ min: 0, max: 10 ** 9 }).map((n) => `${n / 100}`)),
  open: fc.option(fc.boolean()),
  since: fc.option(fc.integer({ min: 2020 * 12, max: 2025 * 12 })),
  change: fc.integer({ min: 1, max: 24 }),
});

test.skipIf(noPostgresHere !== null)(
  "the engine's store holds a snapshot as the register holds it",
  async () => {
    let made = 0;
    const mine: RegisterRecord[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(aPlatform, { minLength: 1, maxLength: 4 }), async (platforms) => {
        for (const { name, level, area, open, since, change } of platforms) {
          const first = since ?? 0;
          const values = { platform_name: name, county: "c0", level, floor_area: area, open_to_firms: open };
          const opened = registers.open(OFFICER, "platform", {
            code: `Z${++made}`,
            since: first,
            values,
            reason: "台账",
          });
          const { id } = await kept(opened);
          const edit = {
            kind: "change",
            from: first + change,
            values: { platform_name: `${name}*`, floor_area: null },
          } as const;
          mine.push(
            await kept(registers.change(OFFICER, "platform", { id, version: 1n, edit, reason: "更名" })),
          );
        }
        const snapshot = await registers.snapshot("platform", await registers.eventNow());
        const others = await Promise.all(
          ["A", "B", "C", "D"].map((code) => registers.find("platform", { code })),
        );
        const all = [...mine, ...others.filter((r) => r !== null)];
        expect(await stored(snapshot)).toEqual(asStored(all));
      }),
      { numRuns: 12 },
    );
  },
);

test.skipIf(noPostgresHere !== null)("an event that the chain does not have yet is refused", async () => {
  const next = (await registers.eventNow()) + 1n;
  await expect(registers.snapshot("platform", next)).rejects.toMatchObject({ code: "LZ7311" });
  await expect(registers.snapshot("platform", 0n)).rejects.toMatchObject({ code: "LZ7311" });
});
