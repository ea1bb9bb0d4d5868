/** The golden facts of the Meishan Decision: what it holds, in its own numbers. */
import { join } from "node:path";
import type { Model, Procedure } from "@lianzhang/definitions";
import { graphOf, lintModel, loadDecision } from "@lianzhang/definitions";
import { addWorkingDays, formatDay, parseDay, workingDaysBetween } from "@lianzhang/kernel";
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

describe("the procedures of the Meishan decision", () => {
  let model: Model;
  beforeAll(async () => {
    model = await load("meishan-2023");
  });
  const procedures = (): Procedure[] => [...model.procedures.values()];

  it("are thirteen, each under its clause, each our own reading until the city confirms it", () => {
    expect(procedures().map((p) => [p.label.zh, p.of, p.clause, p.assumed])).toEqual([
      ["政策兑现", "incentive_claim", "6/17", true],
      ["招商项目全生命周期", "project", "6/18", true],
      ["工业运行调度", "operating_month", "6/19", true],
      ["数据商请办理", "data_request", "6/19", true],
      ["快速调查名单签署", "survey_entry", "6/19", true],
      ["亩均评价办理", "per_mu_review", "6/18", true],
      ["诉求办理", "request", "6/18", true],
      ["走访统筹", "visit", "6/18", true],
      ["账款清欠", "arrears", "6/18", true],
      ["争创申报", "award_application", "5/16", true],
      ["揭榜挂帅流程", "challenge", "4/11", true],
      ["任务督办与销号", "task", "6/19", true],
      ["入链名录签署", "chain_entry", "1/2", true],
    ]);
  });

  it("reach every state, and every state reaches an end", () => {
    for (const procedure of procedures()) {
      const { nodes, edges } = graphOf(procedure);
      const finals = nodes.filter((n) => n.kind.startsWith("final"));
      for (const node of nodes)
        expect(node.kind === "initial" || node.steps > 0, `${procedure.id}.${node.id}`).toBe(true);
      const ending = new Set(finals.map((n) => n.id));
      for (const state of ending) for (const e of edges) if (e.to === state) ending.add(e.from);
      expect(ending.size, procedure.id).toBe(nodes.length);
    }
  });

  it("have somebody for every move and no role in vain", () => {
    for (const procedure of procedures())
      for (const move of procedure.moves)
        expect(move.makers.length, `${procedure.id} -> ${move.to}`).toBeGreaterThan(0);
    expect(lintModel(model).filter((d) => ["LZ3017", "LZ3018"].includes(d.code))).toEqual([]);
  });

  it("give every deadline a basis or mark it as our own", () => {
    for (const { id, states, clocks } of procedures())
      for (const { deadline } of [...states.values(), ...clocks.values()])
        if (deadline) expect(deadline.basis !== null || deadline.assumed, id).toBe(true);
  });

  it("close a task by the supervision office only", () => {
    const closing = model.procedures.get("task")?.moves.filter((m) => m.to === "closed");
    expect(closing?.flatMap((m) => m.makers.map((k) => k.role))).toEqual(["supervision_office"]);
  });

  it("sign the chain list in the leader's name, with the statistics bureau", () => {
    const signing = model.procedures.get("chain_listing")?.moves.find((m) => m.to === "signed");
    expect(signing?.makers).toEqual([{ role: "liaison", actsFor: ["bureau_leader"] }]);
    expect(signing?.countersign).toEqual(["statistics_office"]);
  });

  it("derive 三未 from dates", () => {
    const lists = [...(model.procedures.get("investment_project")?.lists.values() ?? [])];
    expect(lists.slice(0, 3).map((l) => l.label.zh)).toEqual(["批而未开", "开而未建", "建而未竣"]);
  });

  it("keep their registers open: no list is complete before the city has filled it", () => {
    for (const { of } of procedures()) expect(model.registers.get(of)?.complete, of).toBe(false);
  });

  it("keep administrators, readers and leaders from records", () => {
    const makers = new Set(procedures().flatMap((p) => p.moves.flatMap((m) => m.makers.map((k) => k.role))));
    for (const role of model.roles.values())
      if (role.administers !== null || role.readsOnly || !role.signsIn)
        expect(makers.has(role.id), role.id).toBe(false);
    expect([...model.roles.values()].flatMap((r) => r.administers ?? [])).toEqual([
      "system",
      "security",
      "audit",
    ]);
  });
});

describe("the working days of 2021 to 2026", () => {
  const day = (text: string): number => parseDay(text) ?? Number.NaN;

  it.each([
    ["2026-02-10", 7, "2026-02-26"], // over Spring Festival
    ["2026-01-05", 60, "2026-04-03"],
    ["2025-09-26", 5, "2025-10-10"], // over National Day, with 28 September made up
    ["2026-09-18", 3, "2026-09-22"], // Sunday 20 September is made up
    ["2026-04-30", 1, "2026-05-06"], // over Labour Day
  ])("%s and %i working days are %s", async (start, n, end) => {
    const calendar = (await load("meishan-2023")).calendars.get("working_days")?.days;
    if (!calendar) throw new Error("no calendar");
    const answer = addWorkingDays(day(start), n, calendar);
    expect(answer.known && formatDay(answer.day)).toBe(end);
  });

  it("number 250, 249, 249, 251, 248 and 248; of 2027 nothing is known", async () => {
    const calendar = (await load("meishan-2023")).calendars.get("working_days")?.days;
    if (!calendar) throw new Error("no calendar");
    const count = (year: number): unknown =>
      workingDaysBetween(day(`${year - 1}-12-31`), day(`${year}-12-31`), calendar);
    expect([2021, 2022, 2023, 2024, 2025, 2026].map(count)).toEqual(
      [250, 249, 249, 251, 248, 248].map((days) => ({ known: true, days })),
    );
    expect(count(2027)).toEqual({ known: false, beyond: day("2027-01-01") });
  });
});

describe("the sample decision", () => {
  it("loads without an error", async () => {
    const model = await load("sample");
    expect(model.targets.size).toBe(3);
  });
});
