/**
 * Traces of what a figure takes from elsewhere: parts that count by share, sets of other subjects, ranks, linked
 * subjects, earlier years, dated parameters. Each can be followed, adds up, and agrees with SQL.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Indicator, Model } from "@lianzhang/definitions";
import { environmentOf, loadDecision } from "@lianzhang/definitions";
import type { Trace } from "@lianzhang/engine";
import { compute, explain } from "@lianzhang/engine";
import { checkFormula } from "@lianzhang/formula";
import { formatDay, formatPeriod, parseDay, parsePeriod } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCity } from "./support/lang-city.ts";

const period = parsePeriod("2025") ?? { from: 0, to: 0 };

describe("traces", () => {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-sets-"));
  let model: Model;
  let store: Store;

  beforeAll(async () => {
    const loaded = await loadDecision(join(import.meta.dirname, "fixtures/lang-city"));
    if (!loaded.model) throw new Error(JSON.stringify(loaded.diagnostics));
    model = loaded.model;
    writeCity(folder);
    store = await openStore(":memory:", { threads: 2 });
    await loadData(model, store, [folder], {});
  });

  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The model with one indicator of this formula. */
  function asking(formula: string, unit: string, of: string | null): Model {
    const template = model.indicators.get("all_output");
    const { core, problems } = checkFormula(
      formula,
      { subject: of, unit, expect: "number", period: "year" },
      environmentOf({ ...model, city: model.city.code, body: () => null }),
    );
    if (!template || !core || !("type" in core)) throw new Error(JSON.stringify(problems));
    const asked: Indicator = { ...template, id: "asked", of, formula, body: core };
    return { ...model, indicators: new Map([["asked", asked]]) };
  }

  interface Ask {
    readonly formula: string;
    readonly unit: string;
    readonly of?: string;
    readonly subject?: string;
    readonly group?: readonly { readonly key: string; readonly code: string }[];
    readonly known?: string;
    readonly limit?: number;
    readonly offset?: number;
  }

  async function trace(ask: Ask): Promise<Trace> {
    const { formula, unit, of = null, subject = null, group = [], limit = 50, offset = 0 } = ask;
    const known = ask.known === undefined ? null : parseDay(ask.known);
    const found = await explain(asking(formula, unit, of), store, {
      indicator: "asked",
      period,
      known,
      basis: "end",
      subject,
      group,
      limit,
      offset,
    });
    const inner = found?.children[0];
    if (!inner) throw new Error("no trace");
    expect(all(inner).flatMap((t) => t.incident ?? [])).toEqual([]);
    return inner;
  }

  /** Subjects for which the row formula has a value, with it. */
  async function valued(formula: string, unit: string): Promise<Map<string, bigint>> {
    const request = { indicators: ["asked"], period, known: null, groupings: [[]], basis: "end" as const };
    const { figures } = await compute(asking(formula, unit, "firm"), store, request, {
      store: "test",
      commit: 1,
    });
    return new Map(
      figures.flatMap((f) => (f.subject !== null && f.value !== null ? [[f.subject, f.value]] : [])),
    );
  }

  const all = (t: Trace): Trace[] => [t, ...t.children.flatMap(all)];
  const total = (list: readonly Trace[]): bigint => list.reduce((sum, t) => sum + (t.value ?? 0n), 0n);

  it("the parts that count by share add up to the cell, and say how much of each firm counts", async () => {
    for (const code of ["h0", "h1", "h2"]) {
      const cell = await trace({ formula: "sum(output)", unit: "元", group: [{ key: "share_list", code }] });
      expect(total(cell.children)).toBe(cell.value);
      expect(cell.rest).toBeNull();
      const [largest] = cell.children;
      const whole = largest?.children[0]?.value ?? 0n;
      expect(largest?.share).not.toBeNull();
      const share = BigInt(largest?.share ?? 0);
      const exact = (whole * share) / 10_000n;
      expect([exact - 1n, exact, exact + 1n]).toContain(largest?.value);
    }
  });

  it("contributions come largest first, page by page, and the pages are the whole list", async () => {
    const ask = { formula: "sum(output)", unit: "元" };
    const whole = await trace(ask);
    const first = await trace({ ...ask, limit: 4 });
    const second = await trace({ ...ask, limit: 4, offset: 4 });
    const names = (t: Trace): (string | null)[] => t.children.map((c) => c.subject);
    expect([...names(first), ...names(second)]).toEqual(names(whole).slice(0, 8));
    const sizes = whole.children.flatMap((c) => c.value ?? []);
    expect(sizes).toEqual(sizes.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
    expect(first.rest?.value).toBe((whole.value ?? 0n) - total(first.children));
  });

  it("a mean of others is a figure of its own to look into, with its counters", async () => {
    const formula = "output / mean_of(output over all by county)";
    const [subject = ""] = (await valued(formula, "1")).keys();
    const figure = await trace({ formula, unit: "1", of: "firm", subject });
    const set = all(figure).find((t) => t.kind === "aggregate");
    expect(set?.counters?.used).toBe(set?.children.filter((c) => c.value !== null).length);
    expect(set?.children.map((c) => c.subject)).toContain(subject);
  });

  it("a rank shows the firm's own value and the best of its set with those behind it", async () => {
    const formula = "rank(output over all by county)";
    const ranks = await valued(formula, "1");
    const [subject = ""] = [...ranks].find(([, rank]) => rank > 100_000_000n) ?? [];
    const figure = await trace({ formula, unit: "1", of: "firm", subject });
    const [own, best] = figure.children;
    expect(own).toMatchObject({ kind: "field", subject });
    expect(best).toMatchObject({ kind: "aggregate", value: best?.children[0]?.value });
    const better = best?.children.filter((c) => (c.value ?? 0n) > (own?.value ?? 0n)).length ?? 0;
    expect(figure.value).toBe(BigInt(better + 1) * 100_000_000n);
  });

  it("a streak and a history show each year that was asked, now first", async () => {
    const formula = "streak(output > 1 千元, last: 2 year)";
    const [subject = ""] = (await valued(formula, "1")).keys();
    const figure = await trace({ formula, unit: "1", of: "firm", subject });
    expect(figure.children.map((c) => [c.kind, c.period && formatPeriod(c.period)])).toEqual([
      ["condition", "2025"],
      ["condition", "2024"],
    ]);
  });

  it("a parameter shows its value, its document and the days it holds and was published", async () => {
    const figure = await trace({ formula: "sum(output) * step_rate", unit: "元" });
    const parameter = all(figure).find((t) => t.kind === "parameter");
    expect(parameter).toMatchObject({ id: "step_rate", value: 1_725_000_000n, source: "test" });
    expect(formatDay(parameter?.inForce?.since ?? 0)).toBe("2025-06-01");
    expect(formatDay(parameter?.inForce?.published ?? 0)).toBe("2025-09-01");
    // what was not yet published then is not there
    const before = await trace({ formula: "sum(output) * step_rate", unit: "元", known: "2025-08-01" });
    expect(all(before).find((t) => t.kind === "parameter")).toMatchObject({ value: null, inForce: null });
  });

  it("a parameter found by a date of the subject shows the value of that date", async () => {
    const formula = "output * 0 + (founding_grant on founded)";
    const values = await valued(formula, "元");
    const [subject = ""] = values.keys();
    const figure = await trace({ formula, unit: "元", of: "firm", subject });
    const parameter = all(figure).find((t) => t.kind === "parameter");
    expect(parameter?.inForce?.since).toBeTypeOf("number");
    expect(figure.value).toBe(values.get(subject));
  });
});
