/** A changed evaluation is made again as the loader makes it: same figures without a change, the loader's own words for a wrong one. */
import { join } from "node:path";
import type { Evaluation, EvaluationChange, Model } from "@lianzhang/definitions";
import { changedEvaluation, changeText, loadDecision } from "@lianzhang/definitions";
import { beforeAll, describe, expect, test } from "vitest";

const folder = (id: string): string => join(import.meta.dirname, "../decisions", id);
let meishan: Model;
let published: Model;

const loaded = async (id: string): Promise<Model> => {
  const { model } = await loadDecision(folder(id));
  if (model === null) throw new Error(`${id} does not load`);
  return model;
};
beforeAll(async () => {
  [meishan, published] = [await loaded("meishan-2023"), await loaded("published-rules")];
});

const perMu = (): Evaluation => {
  const found = meishan.evaluations.get("per_mu");
  if (found === undefined) throw new Error("no per_mu");
  return found;
};
const change = (path: string, value: string | null): EvaluationChange => ({ path: path.split("."), value });
const tried = (...changes: readonly EvaluationChange[]) => changedEvaluation(meishan, perMu(), changes);

/** What a step computes, without where it is written. */
const steps = (model: Model, { all }: Evaluation) =>
  all.map((id) => {
    const i = model.indicators.get(id);
    return [id, i?.formula, i?.unit.text, i?.decimals, i?.touches, i?.assumed, i?.body !== null];
  });

describe("an evaluation made again from what is written", () => {
  test("without a change every evaluation of both folders is what the loader made of it", () => {
    for (const model of [meishan, published])
      for (const evaluation of model.evaluations.values()) {
        const again = changedEvaluation(model, evaluation, []);
        if (!again.ok) throw new Error(`${evaluation.id}: ${JSON.stringify(again.problems)}`);
        expect(steps(again.model, again.evaluation)).toEqual(steps(model, evaluation));
        const { place: _a, touches: _b, ...made } = again.evaluation;
        const { place: _c, touches: _d, ...before } = evaluation;
        expect(made).toEqual(before);
      }
  });

  test("weight, cap, base and cut are in the formulas that follow", () => {
    const again = tried(
      change("criteria.tax_per_mu.weight", "35"),
      change("criteria.tax_per_mu.cap", "2"),
      change("criteria.revenue_per_mu.ratio_to", "max"),
      change("classes.A.top", "20%"),
    );
    if (!again.ok) throw new Error(JSON.stringify(again.problems));
    const formula = (id: string): string => again.model.indicators.get(id)?.formula ?? "";
    expect(formula("per_mu_raw_tax_per_mu")).toContain("35");
    expect(formula("per_mu_raw_tax_per_mu")).toContain("200%");
    expect(formula("per_mu_base_revenue_per_mu")).toContain("max(revenue_per_mu");
    expect(formula("per_mu_class")).toContain("0.20 * per_mu_peers");
    // the model that was loaded stays as it is, under its own key
    expect(meishan.indicators.get("per_mu_class")?.formula).toContain("0.30 * per_mu_peers");
    expect(again.model.key).not.toBe(meishan.key);
  });

  test("what the loader would refuse is refused in its words, at the thing that was changed", () => {
    const wrong = (path: string, value: string | null) => {
      const found = tried(change(path, value));
      return found.ok ? [] : found.problems.map((p) => [p.path?.join(".") ?? null, p.diagnostic.code]);
    };
    expect(wrong("criteria.tax_per_mu.weight", "-5")).toEqual([["criteria.tax_per_mu.weight", "LZ2006"]]);
    expect(wrong("criteria.tax_per_mu.weight", "二十")).toEqual([["criteria.tax_per_mu.weight", "LZ2006"]]);
    expect(wrong("criteria.tax_per_mu.weight", null)).toEqual([["criteria.tax_per_mu.weight", "LZ2100"]]);
    expect(wrong("criteria.tax_per_mu.ratio_to", "no_such_base")).toEqual([
      ["criteria.tax_per_mu.ratio_to", "LZ2009"],
    ]);
    expect(wrong("classes.A.top", "三成")).toEqual([["classes.A.top", "LZ2006"]]);
  });

  test("the change is written down for the keeper of the definitions, beside what stands there", () => {
    expect(
      changeText(perMu(), [
        change("criteria.tax_per_mu.weight", "35"),
        change("criteria.tax_per_mu.cap", null),
        change("classes.A.top", "20%"),
      ]),
    ).toBe(
      [
        "evaluations:",
        "  per_mu:",
        "    criteria:",
        "      tax_per_mu:",
        '        weight: "35" # 原 20',
        "        # cap: 删去(原 1.5)",
        "    classes:",
        "      A:",
        "        top: 20% # 原 30%",
        "",
      ].join("\n"),
    );
  });
});
