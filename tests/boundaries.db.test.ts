/**
 * The boundary table of tests/lang/boundaries.txt: each line through SQL with one and with two threads and through the
 * scalar evaluator, to the last digit and reason.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Indicator, Model } from "@lianzhang/definitions";
import { environmentOf, loadDecision } from "@lianzhang/definitions";
import { basisOf, compute, horizonOf, MemoryLeaves } from "@lianzhang/engine";
import type { Group, NumberCore } from "@lianzhang/formula";
import { checkFormula, evaluateNumber } from "@lianzhang/formula";
import type { MissingReason, Period } from "@lianzhang/kernel";
import { decimalText, parsePeriod, unit } from "@lianzhang/kernel";
import { loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BoundaryCase } from "./support/boundary-city.ts";
import { firmOf, readBoundaries, writeBoundaryCity, YES_NO } from "./support/boundary-city.ts";

const cases = readBoundaries(readFileSync(join(import.meta.dirname, "lang/boundaries.txt"), "utf8"));

const LONG: Record<string, "month" | "quarter" | "half" | "year"> = {
  1: "month",
  3: "quarter",
  6: "half",
  12: "year",
};

function periodOf(text: string): Period {
  const period = parsePeriod(text);
  if (!period) throw new Error(`${text} is no period`);
  return period;
}

/** The checked formula of a line, or why it is refused; a condition is a number, 1 or 0. */
function bodyOf(model: Model, c: BoundaryCase): NumberCore | string {
  const question = c.unit === YES_NO;
  const period = periodOf(c.period);
  const result = checkFormula(
    question ? `if (${c.formula}) then 1 else 0` : c.formula,
    {
      subject: c.about === "first firm" ? "firm" : null,
      unit: question ? "1" : c.unit,
      expect: "number",
      period: LONG[period.to - period.from + 1] ?? null,
    },
    environmentOf({ ...model, city: model.city.code, body: () => null }),
  );
  const errors = result.problems.filter((p) => p.severity === "error");
  if (errors.length > 0 || result.core === null || !("type" in result.core))
    return line(c, errors.map((e) => `${e.code} ${e.message}`).join("; "));
  return result.core;
}

function shown(
  c: BoundaryCase,
  body: NumberCore,
  value: bigint | null,
  reason: MissingReason | null,
): string {
  if (value === null) return c.unit === YES_NO && reason === "unknown_condition" ? "unknown" : `— ${reason}`;
  if (c.unit === YES_NO) return value === 0n ? "no" : "yes";
  return decimalText(value, { numeric: body.type.numeric, unit: unit(c.unit) });
}

const keyOf = (c: BoundaryCase): string => [c.about, c.period, c.formula, c.unit].join("|");
const line = (c: BoundaryCase, text: string): string =>
  `${c.line}: ${c.data} | ${c.formula} | ${c.unit} | ${text}`;

describe("the boundary table", () => {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-boundaries-"));
  const stores: Store[] = [];
  let model: Model;
  const bodies = new Map<string, NumberCore>();

  beforeAll(async () => {
    writeBoundaryCity(folder, cases);
    const loaded = await loadDecision(join(folder, "decision"));
    if (!loaded.model)
      throw new Error(loaded.diagnostics.map((d) => `${d.line} ${d.code} ${d.message}`).join("\n"));
    model = loaded.model;
    for (const threads of [1, 2]) {
      const store = await openStore(":memory:", { threads });
      stores.push(store);
      const { diagnostics } = await loadData(model, store, [join(folder, "data")], {});
      // the one cell that is finer than a 分 waits in its submission, and its value is missing
      expect(diagnostics.filter((d) => d.severity === "error").map((d) => d.code)).toEqual(["LZ4021"]);
    }
    const refused: string[] = [];
    for (const c of cases) {
      const checked = bodies.get(keyOf(c)) ?? bodyOf(model, c);
      if (typeof checked === "string") refused.push(checked);
      else bodies.set(keyOf(c), checked);
    }
    expect(refused).toEqual([]);
  }, 60_000);

  afterAll(async () => {
    for (const store of stores) await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const body = (c: BoundaryCase): NumberCore => {
    const found = bodies.get(keyOf(c));
    if (!found) throw new Error(line(c, "was not checked"));
    return found;
  };

  it("has 200 lines and more", () => expect(cases.length).toBeGreaterThanOrEqual(200));

  it.each([
    ["one thread", 0],
    ["two threads", 1],
  ])("SQL with %s", { timeout: 100_000 }, async (_, n) => {
    const store = stores[n];
    const template = model.indicators.get("asked");
    if (!store || !template) throw new Error("the boundary city is not loaded");
    const found = new Map<string, string>();
    for (const period of new Set(cases.map((c) => c.period))) {
      const here = cases.filter((c) => c.period === period);
      const indicators = new Map(
        here.map((c): [string, Indicator] => [
          keyOf(c),
          {
            ...template,
            id: keyOf(c),
            of: c.about === "first firm" ? "firm" : null,
            period: null,
            body: body(c),
          },
        ]),
      );
      const { figures } = await compute(
        { ...model, indicators },
        store,
        {
          indicators: [...indicators.keys()],
          period: periodOf(period),
          known: null,
          groupings: [["lot"]],
          basis: "end",
        },
        { store: "test", commit: 1 },
      );
      const byPlace = new Map(figures.map((f) => [`${f.indicator} ${f.subject ?? f.group[0]?.code}`, f]));
      for (const c of here) {
        const f = byPlace.get(`${keyOf(c)} ${c.about === "first firm" ? firmOf(c) : c.lot}`);
        found.set(c.lot, f ? shown(c, body(c), f.value, f.reason) : "no figure");
      }
    }
    expect(cases.map((c) => line(c, found.get(c.lot) ?? ""))).toEqual(cases.map((c) => line(c, c.expected)));
  });

  it("the scalar evaluator", { timeout: 60_000 }, async () => {
    const [store] = stores;
    if (!store) throw new Error("the boundary city is not loaded");
    const horizon = await horizonOf(model, store, [...bodies.values()]);
    const everything = {
      register: "firm",
      subjects: null,
      fields: [...model.forms.values()].flatMap((form) =>
        [...form.fields.keys()].flatMap((field) =>
          ["2015", "2026"].map((p) => ({ form: form.id, field, period: periodOf(p) })),
        ),
      ),
    };
    const found = cases.map(() => "not asked");
    for (const text of new Set(cases.map((c) => c.period))) {
      const period = periodOf(text);
      const basis = basisOf({ period, known: null, basis: "end", horizon });
      const leaves = await MemoryLeaves.load(model, store, basis, [everything]);
      for (const [i, c] of cases.entries()) {
        if (c.period !== text) continue;
        const first = c.about === "first firm";
        const group: Group = first ? [] : [{ key: "lot", kind: "attribute", code: c.lot }];
        const { value } = evaluateNumber(body(c), leaves, {
          period,
          subject: first ? firmOf(c) : null,
          group,
        });
        found[i] = line(c, shown(c, body(c), value.ok ? value.value : null, value.ok ? null : value.reason));
      }
    }
    expect(found).toEqual(cases.map((c) => line(c, c.expected)));
  });
});
