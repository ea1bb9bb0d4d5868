/** The golden facts of the Meishan Decision: what it holds, in its own numbers. */
import { join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import { beforeAll, describe, expect, it } from "vitest";

const decisions = join(import.meta.dirname, "../decisions");

/** The 20 quantified targets of 2027 in the Decision's order: clause, bound, its quoted text. */
const QUANTIFIED = [
  ["1/3", ">", "5000", "“工业眉山”规模突破5000亿元"],
  ["1/3", ">=", "35", "工业增加值占GDP比重达到35%以上"],
  ["1/3", ">", "60", "新能源新材料产业占工业比重突破60%"],
  ["1/3", ">=", "2", "研发经费投入强度达到2%以上"],
  ["1/3", ">", "40", "高新技术产业营业收入占规上工业比重超过40%"],
  ["1/3", ">", "province", "数字经济规模年均增速高于全省水平"],
  ["1/3", ">=", "30", "绿色低碳优势产业营业收入占规上工业比重达到30%"],
  ["1/3", ">", "30", "工业投资占全社会固定资产投资比重超过30%"],
  ["1/3", ">=", "70", "农产品产地初加工率达到70%"],
  ["1/3", ">", "20", "生产性服务业规模占服务业比重超过20%"],
  ["2/4/lithium", ">=", "1400", "锂电产业规模达到1400亿元以上"],
  ["2/4/pv", ">=", "1300", "晶硅光伏产业规模达到1300亿元以上"],
  ["2/4/chemicals", ">=", "1000", "化工新材料产业规模达到1000亿元以上"],
  ["2/5/electronics", ">=", "500", "电子信息产业规模达到500亿元以上"],
  ["2/5/equipment", ">=", "400", "装备制造产业规模达到400亿元以上"],
  ["2/5/medicine_food", ">=", "400", "医药食品产业规模达到400亿元以上"],
  ["4/11", ">=", "20", "新培育国省级创新平台20个以上"],
  ["5/16", ">=", "1", "培育1000亿元企业1户"],
  ["5/16", ">=", "1", "500亿元企业1户"],
  ["5/16", ">=", "12", "100亿元企业12户"],
] as const;

async function load(name: string): Promise<Model> {
  const { model, diagnostics } = await loadDecision(join(decisions, name));
  expect(diagnostics.filter((d) => d.severity === "error")).toEqual([]);
  if (!model) throw new Error("no model although there is no error");
  return model;
}

describe("the Meishan decision", () => {
  let model: Model;
  beforeAll(async () => {
    model = await load("meishan-2023");
  });

  it("has 6 parts and 19 clauses", () => {
    const depth = (id: string): number => id.split("/").length;
    const ids = [...model.clauses.keys()];
    expect(ids.filter((id) => depth(id) === 1)).toHaveLength(6);
    expect(ids.filter((id) => depth(id) === 2)).toHaveLength(19);
  });

  it("asks for 20 quantified targets by 2027, with the Decision's figures", () => {
    const found = [...model.targets.values()]
      .filter((t) => t.by === 2027)
      .toSorted((a, b) => a.order - b.order)
      .map(({ clause, bound, quote }) => {
        if (bound.kind === "qualitative") return [clause, "", bound.text, quote];
        const figure =
          bound.kind === "reference" ? "province" : (/^[\d.]+/.exec(bound.text)?.[0] ?? bound.text);
        return [clause, bound.comparator, figure, quote];
      });
    expect(found).toEqual(QUANTIFIED.map((row) => [...row]));
  });

  it("has only qualitative aims for 2035", () => {
    const later = [...model.targets.values()].filter((t) => t.by === 2035);
    expect(later.length).toBeGreaterThan(0);
    expect(later.every((t) => t.bound.kind === "qualitative")).toBe(true);
  });

  it("names 62 mechanisms, 27 industries and 11 places", () => {
    const count = (kind: string): number => model.carriers.filter((c) => c.kind === kind).length;
    expect([count("mechanism"), count("industry"), count("place")]).toEqual([62, 27, 11]);
  });

  it("names no owner of a target, because the Decision names none", () => {
    expect([...model.targets.values()].filter((t) => t.owner !== null)).toEqual([]);
  });

  it("gives every figure of every target an indicator or a holder", () => {
    for (const target of model.targets.values()) {
      if (target.indicator === null) continue;
      const indicator = model.indicators.get(target.indicator);
      expect(indicator, target.id).toBeDefined();
      expect(indicator?.formula ?? indicator?.holder, target.id).toBeTruthy();
    }
  });

  it("judges no firm on figures fed back by the statistics bureau", () => {
    expect(model.forms.get("industrial_feedback")?.fields.get("feedback_output")?.uses).toEqual(["analysis"]);
  });

  it("plans the six industries so that each year's paths add up to the whole", () => {
    const path = (id: string): ReadonlyMap<number, bigint> =>
      model.targets.get(id)?.path ?? new Map<number, bigint>();
    const parts = ["lithium", "pv", "chemicals", "electronics", "equipment", "medicine-food"].map((p) =>
      path(`${p}-scale-2027`),
    );
    for (const [year, whole] of path("industrial-scale-2027"))
      expect(
        parts.reduce((sum, p) => sum + (p.get(year) ?? 0n), 0n),
        String(year),
      ).toBe(whole);
  });
});

describe("the sample decision", () => {
  it("loads without an error", async () => {
    const model = await load("sample");
    expect(model.targets.size).toBe(3);
  });
});
