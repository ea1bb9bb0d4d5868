/** Hostile values: nothing that a cell can hold stops a run, and what leaves 18 digits is missing with its reason. */
import { join } from "node:path";
import type { Indicator, Model } from "@lianzhang/definitions";
import { environmentOf, loadDecision } from "@lianzhang/definitions";
import type { Figure } from "@lianzhang/engine";
import { basisOf, compute, MemoryLeaves, rowNeeds } from "@lianzhang/engine";
import type { NumberCore } from "@lianzhang/formula";
import { checkFormula, evaluateNumber } from "@lianzhang/formula";
import {
  attributeColumn,
  factTable,
  FOREVER,
  LIMIT,
  parsePeriod,
  spellTable,
  subjectTable,
} from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const period = parsePeriod("2025") ?? { from: 0, to: 0 };
const MOST = LIMIT - 1n;

/**
 * Firms 1 to n with `taxes` (money), `land` and `staff` by expressions over the firm's number i. Rows go straight into the
 * store: a million of them would take long to read from a file.
 */
async function fill(store: Store, n: number, taxes: string, land: string): Promise<void> {
  const numbers = `FROM (SELECT i FROM range(1, ${n + 1}) AS r(i)) AS numbers`;
  await store.execute(`
    DELETE FROM "${factTable("yearly")}"; DELETE FROM "${spellTable("firm")}"; DELETE FROM "${subjectTable("firm")}";
    INSERT INTO "${subjectTable("firm")}" BY NAME
      SELECT CAST(i AS INTEGER) AS subject, 'F' || i AS code ${numbers};
    INSERT INTO "${spellTable("firm")}" BY NAME
      SELECT CAST(i AS INTEGER) AS subject, 0 AS m_since, ${FOREVER} AS m_until,
        'c' || (i % 3) AS "${attributeColumn("county")}" ${numbers};
    INSERT INTO "${factTable("yearly")}" BY NAME
      SELECT CAST(i AS INTEGER) AS subject, ${period.from} AS m_from, ${period.to} AS m_to, 0 AS known_from,
        ${FOREVER} AS known_to, 1 AS submission, CAST(i AS INTEGER) AS row_no,
        CAST(${taxes} AS BIGINT) AS v_taxes, CAST(${land} AS BIGINT) AS v_land, CAST(i AS BIGINT) AS v_staff,
        CASE WHEN v_taxes IS NULL THEN 2 ELSE 0 END AS x_taxes, 0 AS x_land, 0 AS x_staff ${numbers};`);
}

describe.each([1, 2])("with %i threads", (threads) => {
  let model: Model;
  let store: Store;

  beforeAll(async () => {
    const loaded = await loadDecision(join(import.meta.dirname, "fixtures/lang-city"));
    if (!loaded.model) throw new Error(JSON.stringify(loaded.diagnostics));
    model = loaded.model;
    store = await openStore(":memory:", { threads });
    await loadData(model, store, [], {});
  });

  afterAll(() => store.close());

  function body(formula: string, unit: string, of: string | null): NumberCore {
    const { core, problems } = checkFormula(
      formula,
      { subject: of, unit, expect: "number", period: "year" },
      environmentOf({ ...model, city: model.city.code, body: () => null }),
    );
    if (!core || !("type" in core)) throw new Error(JSON.stringify(problems));
    return core;
  }

  async function ask(formula: string, unit: string, of: string | null = null): Promise<readonly Figure[]> {
    const template = model.indicators.get("all_output");
    if (!template) throw new Error("the fixture lacks all_output");
    const asked: Indicator = { ...template, id: "asked", of, formula, body: body(formula, unit, of) };
    const indicators = new Map([["asked", asked]]);
    const request = { indicators: ["asked"], period, known: null, groupings: [[]], basis: "end" as const };
    return (await compute({ ...model, indicators }, store, request, { store: "test", commit: 1 })).figures;
  }

  const texts = (figures: readonly Figure[]): string[] =>
    figures.map((f) => `${f.subject ?? "all"} ${f.value ?? f.reason}`);

  /** The same by the evaluator. */
  async function replay(
    formula: string,
    unit: string,
    of: string | null,
    subjects: readonly string[],
  ): Promise<string[]> {
    const core = body(formula, unit, of);
    const basis = basisOf({ period, known: null, basis: "end" });
    const needs = { register: "firm", subjects: null, ...rowNeeds(core, period, null) };
    const leaves = await MemoryLeaves.load(model, store, basis, [needs]);
    const one = (subject: string | null): string => {
      const { value } = evaluateNumber(core, leaves, { period, subject, group: [] });
      return `${subject ?? "all"} ${value.ok ? value.value : value.reason}`;
    };
    return of === null ? [one(null)] : subjects.map(one);
  }

  async function both(
    formula: string,
    unit: string,
    of: string | null,
    expected: readonly string[],
  ): Promise<void> {
    expect(texts(await ask(formula, unit, of))).toEqual(expected);
    const subjects = expected.map((e) => e.split(" ")[0] ?? "");
    expect(await replay(formula, unit, of, subjects)).toEqual(expected);
  }

  it("10^17 times 10^17 is out of range for its firm, and the others have their product", async () => {
    const tenTo17 = "100000000000000000";
    await fill(
      store,
      3,
      `CASE i WHEN 1 THEN ${tenTo17} WHEN 2 THEN 300000000 END`,
      `CASE i WHEN 1 THEN ${tenTo17} ELSE i * 10000000 END`,
    );
    const perHead = "taxes * ((land / staff) / (1 亩 / 1 人))";
    await both(perHead, "元", "firm", ["F1 out_of_range", "F2 300000000000000", "F3 blank"]);
    await both("taxes / land", "万元/亩/年", "firm", ["F1 1000000000", "F2 15000000000", "F3 blank"]);
  });

  it("one firm's CO2 of 10^11 times factors does not stop the city", async () => {
    await fill(store, 3, "CASE i WHEN 1 THEN 999999999999999999 ELSE i END", "10000000");
    // 23.2 * 0.0278 * 0.94 in the ratio of integers that a factor of a fuel is
    const co2 = "(taxes / 1 元) * 232 * 278 * 94";
    await both(co2, "1", "firm", ["F1 out_of_range", "F2 12125248000000", "F3 18187872000000"]);
    const [city] = await ask(`avg(${co2})`, "1");
    expect(city).toMatchObject({ value: 15_156_560_000_000n, counters: { population: 3, used: 2 } });
  });

  it("the greatest and the least value that a cell holds pass through unchanged", async () => {
    await fill(store, 2, `CASE i WHEN 1 THEN ${MOST} ELSE ${-MOST} END`, "10000000");
    await both("taxes", "元", "firm", [`F1 ${MOST}`, `F2 ${-MOST}`]);
    await both("-taxes", "元", "firm", [`F1 ${-MOST}`, `F2 ${MOST}`]);
    await both("taxes + taxes", "元", "firm", ["F1 out_of_range", "F2 out_of_range"]);
    await both("taxes - taxes", "元", "firm", ["F1 0", "F2 0"]);
    await both("taxes * 999999999", "元", "firm", ["F1 out_of_range", "F2 out_of_range"]);
    await both("round(taxes, 0)", "元", "firm", ["F1 out_of_range", "F2 out_of_range"]);
    await both("cap(taxes, 0 元)", "元", "firm", ["F1 0", `F2 ${-MOST}`]);
    await both("sum(taxes)", "元", null, ["all 0"]);
    await both("max(taxes)", "元", null, [`all ${MOST}`]);
    await both("min(taxes)", "元", null, [`all ${-MOST}`]);
    await both("median(taxes)", "元", null, ["all 0"]);
    await both("quantile(taxes, 75%)", "元", null, [`all ${(MOST + 1n) / 2n}`]);
  });

  it("a sum that leaves 18 digits is missing for its cell only", async () => {
    await fill(store, 2000, `CASE WHEN i % 3 = 0 THEN ${MOST} ELSE i END`, "10000000");
    const template = model.indicators.get("all_output");
    if (!template) throw new Error("the fixture lacks all_output");
    const asked: Indicator = { ...template, id: "asked", body: body("sum(taxes)", "元", null) };
    const { figures } = await compute(
      { ...model, indicators: new Map([["asked", asked]]) },
      store,
      { indicators: ["asked"], period, known: null, groupings: [[], ["county"]], basis: "end" },
      { store: "test", commit: 1 },
    );
    expect(figures.map((f) => [f.group[0]?.code ?? "all", f.value ?? f.reason])).toEqual([
      ["all", "out_of_range"],
      ["c0", "out_of_range"],
      ["c1", 667_000n],
      ["c2", 667_667n],
    ]);
    await both("sum(taxes)", "元", null, ["all out_of_range"]);
  });

  it("a million of the greatest values are out of range, and cancel against a million of the least", async () => {
    await fill(store, 1_000_000, String(MOST), "10000000");
    expect(texts(await ask("sum(taxes)", "元"))).toEqual(["all out_of_range"]);
    expect(texts(await ask("avg(taxes)", "元"))).toEqual(["all out_of_range"]);
    expect(texts(await ask("median(taxes)", "元"))).toEqual([`all ${MOST}`]);
    await fill(store, 1_000_000, `CASE WHEN i % 2 = 0 THEN ${MOST} ELSE ${-MOST} END`, "10000000");
    expect(texts(await ask("sum(taxes)", "元"))).toEqual(["all 0"]);
    expect(texts(await ask("count(firm where taxes > 0 元)", "户"))).toEqual(["all 500000"]);
  }, 60_000);
});
