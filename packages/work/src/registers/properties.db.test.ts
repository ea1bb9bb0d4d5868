/** Whatever is done to a register, in whatever order: the chain, the rows and the snapshots tell the same story. */
import type { Model } from "@lianzhang/definitions";
import { NO_END } from "@lianzhang/kernel";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { meishan, registersIn } from "../testing/registers.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { LI, testServer } from "../testing/work.ts";
import type { RecordEdit, WrittenValues } from "./edit.ts";
import type { RegisterRecord } from "./record.ts";
import type { Registers } from "./registers.ts";
import { overlap } from "./spells.ts";
import { csvText, spellTable } from "./table.ts";

let model: Model;
let postgres: TestServer;
beforeAll(async () => {
  [postgres, model] = await Promise.all([testServer(), meishan()]);
});
afterAll(() => postgres.stop());

const START = 2025 * 12;
const aMonth = fc.integer({ min: START, max: START + 11 });
const aText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom('锂"电', "甲,乙", "两\n行", "-", "0", " 厂 "),
);
const anAmount = fc.oneof(
  fc
    .bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
    .map((n) => `${n / 1000n}.${String(n < 0n ? -n % 1000n : n % 1000n).padStart(3, "0")}`),
  fc.constantFrom("1,234.5", "…", "", "0"),
);
const someValues: fc.Arbitrary<WrittenValues> = fc.record(
  {
    project_name: aText,
    project_county: fc.constantFrom("彭山区", "东坡区", "nowhere"),
    agreed_investment: anAmount,
    transfer_share: fc.constantFrom("12.5", "12.5%", "0.00000001", null),
    agreed_start: fc.constantFrom("2025-03-01", "2025年2月30日", null),
    in_statistics: fc.constantFrom(true, false, null, "是"),
  },
  { requiredKeys: [] },
);
const named = someValues.map((v): WrittenValues => ({
  project_name: "项目",
  project_county: "彭山区",
  ...v,
}));
const anEdit: fc.Arbitrary<RecordEdit<WrittenValues>> = fc.oneof(
  fc.record({ kind: fc.constant("change" as const), from: aMonth, values: someValues }),
  fc.record({ kind: fc.constant("correct" as const), since: aMonth, until: aMonth, values: someValues }),
  fc.record({ kind: fc.constant("close" as const), from: aMonth }),
  fc.record({
    kind: fc.constant("restate" as const),
    spells: fc.array(
      fc.record({
        since: fc.oneof(aMonth, fc.constant(0)),
        until: fc.oneof(aMonth, fc.constant(NO_END)),
        values: named,
      }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
);
const aStep = fc.record({
  code: fc.constantFrom("P1", "P2", "P3"),
  since: fc.oneof(aMonth, fc.constant(0)),
  values: named,
  edit: anEdit,
  stale: fc.boolean(),
});
type Step = typeof aStep extends fc.Arbitrary<infer T> ? T : never;

/** Opens the record where there is none, and edits it otherwise. */
async function take(registers: Registers, { code, since, values, edit, stale }: Step): Promise<string> {
  const there = await registers.find("project", { code });
  if (there === null) return (await registers.open(LI, "project", { code, since, values, reason: "r" })).kind;
  const version = stale && there.version > 1n ? there.version - 1n : there.version;
  return (await registers.change(LI, "project", { id: there.id, version, edit, reason: "r" })).kind;
}

const COUNT = 25;
const inCity = async (work: (registers: Registers, city: TestDatabase) => Promise<void>): Promise<void> => {
  const city = await postgres.fresh();
  try {
    await work(registersIn(city, model), city);
  } finally {
    await city.close();
  }
};

test("rows are the fold of the events, spells never overlap, and a snapshot at every event is the fold up to it", async () => {
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 1, maxLength: 14 }), (steps) =>
      inCity(async (registers, city) => {
        const register = model.registers.get("project");
        if (register === undefined) throw new Error("no project");
        const fold = new Map<string, RegisterRecord>();
        const texts = new Map<bigint, string>();
        for (const step of steps) {
          const before = await registers.eventNow();
          const kind = await take(registers, step);
          kinds.add(kind);
          const now = await registers.find("project", { code: step.code });
          // only what was kept is told
          expect(await registers.eventNow()).toBe(kind === "kept" ? before + 1n : before);
          if (kind !== "kept") expect(now).toEqual(fold.get(step.code) ?? null);
          if (now === null) continue;
          expect(overlap(now.spells)).toBeNull();
          expect(now.spells.every((s) => s.since < s.until)).toBe(true);
          fold.set(step.code, now);
          const sorted = [...fold.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
          texts.set(await registers.eventNow(), csvText(spellTable(register, sorted, "ids")));
        }
        for (const [event, text] of texts)
          expect((await registers.snapshot("project", event)).text).toBe(text);
        for (const record of fold.values()) {
          const history = await registers.history("project", record.id, { limit: 100 });
          expect(history.map((h) => h.version?.version)).toEqual(
            history.map((_, i) => record.version - BigInt(i)),
          );
          expect(
            history.every(
              (h) =>
                (h.version?.changes.length ?? 0) > 0 ||
                h.version?.act === "restate" ||
                h.version?.act === "close",
            ),
          ).toBe(true);
        }
        expect(await city.trail.verify()).toMatchObject({ holds: true });
      }),
    ),
    { numRuns: COUNT },
  );
  // every answer came up, so the property is about something
  expect([...kinds]).toEqual(expect.arrayContaining(["conflict", "kept", "refused"]));
});

test("what goes out and comes in again changes nothing, under either heads", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(aStep, { minLength: 1, maxLength: 8 }),
      fc.constantFrom("ids" as const, "labels" as const),
      (steps, style) =>
        inCity(async (registers) => {
          for (const step of steps) await take(registers, step);
          const { table, event } = await registers.export("project", style);
          const report = await registers.import(LI, "project", {
            table,
            month: START,
            exported: event,
            reason: "r",
            apply: "all",
          });
          expect(report).toMatchObject({ applied: false, new: [], changed: [], refused: [] });
          expect(report.unchanged).toEqual([...new Set(table.slice(1).map((row) => row[0]))]);
          expect(await registers.eventNow()).toBe(event);
        }),
    ),
    { numRuns: COUNT },
  );
});
