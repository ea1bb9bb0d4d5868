/** The estimate of a month on the made-up city: sums, days of knowledge, and the engine's own figures. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import { writeCity } from "@lianzhang/demo";
import { compute } from "@lianzhang/engine";
import { month, monthPeriod, parseDay, parseDecimal, parsePeriod } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { MonthEstimate } from "@lianzhang/server";
import { monthEstimate, surveyProposal } from "@lianzhang/server";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "lianzhang-month-"));
let model: Model;
let store: Store;
let commit = 0;

beforeAll(async () => {
  const loaded = await loadDecision(fileURLToPath(new URL("../decisions/meishan-2023", import.meta.url)));
  if (loaded.model === null) throw new Error("the decision does not load");
  ({ model } = loaded);
  await writeCity({ model, firms: 100, months: 30, seed: 5, out: folder });
  store = await openStore(":memory:");
  ({ commit } = await loadData(model, store, [folder], {}));
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const day = (text: string): number => parseDay(text) ?? 0;

async function estimateOf(period: string, known: string | null = null): Promise<MonthEstimate> {
  const asked = parsePeriod(period);
  if (asked === null) throw new Error(period);
  const answer = await monthEstimate(model, store, {
    period: asked,
    known: known === null ? null : day(known),
    mode: "corrected",
  });
  if (!answer.ok) throw new Error(answer.problem);
  return answer.estimate;
}

/** 分, or 10^-8 of a percent or a point, of a figure's exact text. */
const whole = (text: string | null, scale: bigint): bigint => {
  const exact = parseDecimal(text ?? "");
  if (exact === null) throw new Error(`no figure: ${String(text)}`);
  return (exact.num * scale) / exact.den;
};
const FEN = 10n ** 10n;
const UNITS = 10n ** 8n;
const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);

describe("June 2025, on the day its survey is due", () => {
  let e: MonthEstimate;
  beforeAll(async () => {
    e = await estimateOf("2025-06");
  });

  test("large and medium firms answered, the others are carried on, and every method is counted", () => {
    expect([e.period, e.known]).toEqual(["2025-06", "2025-06-22"]);
    const firms = e.methods.reduce((n, m) => n + m.firms, 0);
    expect(firms).toBe(e.whole.firms);
    expect(e.methods.find((m) => m.method === "reported")?.firms).toBeGreaterThan(5);
    expect(e.methods.find((m) => m.method === "carried_own")?.firms).toBeGreaterThan(10);
  });

  test("counties, parks, units, chains and industries each add up to the city, points to its growth", () => {
    expect(e.groups.map((g) => g.id)).toEqual(
      expect.arrayContaining(["county", "park", "managed_by", "chain", "industry"]),
    );
    for (const { id, rows } of e.groups) {
      expect(sum(rows.map((r) => whole(r.value.text, FEN))), id).toBe(whole(e.whole.value.text, FEN));
      expect(sum(rows.map((r) => whole(r.points.text, UNITS))), id).toBe(whole(e.whole.growth.text, UNITS));
    }
    const points = e.firms.flatMap((f) => (f.points.text === null ? [] : [whole(f.points.text, UNITS)]));
    expect(sum(points)).toBe(whole(e.whole.growth.text, UNITS));
  });

  test("nothing of June itself is known yet, and electricity is of May", () => {
    expect(e.whole.actual).toBeNull();
    expect(e.power?.period).toBe("2025-05");
    expect(e.besides.map((b) => [b.field, b.period])).toEqual([
      ["taxes_paid", "2024"],
      ["month_taxes", "2025-05"],
      ["loans_outstanding", "2025-05"],
      ["invoiced_sales", "2025-05"],
    ]);
  });

  test("each past month has an estimate of its own day", () => {
    expect(e.past.corrected.months.map((m) => m.known).slice(-2)).toEqual(["2025-04-22", "2025-05-22"]);
    expect(e.past.corrected.months).toHaveLength(12);
  });
});

test("later the same month stands against what came: the engine's own figures of that month", async () => {
  const e = await estimateOf("2025-06", "2025-09-30");
  const request = {
    indicators: ["industrial_output", "industrial_growth"],
    period: monthPeriod(month(2025, 6)),
    known: day("2025-09-30"),
    groupings: [[]],
    basis: "end",
  } as const;
  const { figures } = await compute(model, store, request, { store: store.version, commit });
  const value = (id: string): bigint | null => figures.find((f) => f.indicator === id)?.value ?? null;
  expect(whole(e.whole.actual?.value.text ?? null, FEN)).toBe(value("industrial_output"));
  expect(whole(e.whole.actual?.growth.text ?? null, UNITS)).toBe(value("industrial_growth"));
});

test("January and February are one return: both answers are asked of each firm", async () => {
  expect((await estimateOf("2025-02")).period).toBe("2025-01..02");
  const problem = async (period: { from: number; to: number }) => {
    const answer = await monthEstimate(model, store, { period, known: null, mode: "as_said" });
    return answer.ok ? null : answer.problem;
  };
  expect(await problem(monthPeriod(month(2025, 1)))).toBe("not_due");
  expect(await problem({ from: month(2025, 3), to: month(2025, 5) })).toBe("not_a_month");
});

test("the survey's list: the largest firms of the last twelve known months until four fifths are made", async () => {
  const order = { month: month(2025, 6), known: day("2025-06-30") };
  const p = await surveyProposal(model, store, order);
  expect(p?.period).toBe("2024-06..2025-05");
  const through = p?.firms.map((f) => whole(f.through.text, UNITS)) ?? [];
  expect(through.at(-1) ?? 0n).toBeGreaterThanOrEqual(80n * UNITS);
  expect(through.at(-2) ?? 0n).toBeLessThan(80n * UNITS);
  expect(p?.firms.length).toBeLessThan((p?.among ?? 0) / 2);
  // Who is asked today by size and makes little is named, too.
  const chosen = new Set(p?.firms.map((f) => f.code));
  expect(p?.released.every((f) => !chosen.has(f.code))).toBe(true);
});
