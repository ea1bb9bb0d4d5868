/** Drafts: alone, and beside a decision that is loaded (演示数据). */
import { parseUnit } from "@lianzhang/kernel";
import type { Unit } from "@lianzhang/kernel";
import { describe, expect, test } from "vitest";
import { readDocument } from "../read.ts";
import { chainChief } from "../testing/further-texts.ts";
import { taskTable } from "../testing/more-texts.ts";
import { fiveYearOutline, lowAltitudePlan } from "../testing/texts.ts";
import { draftOf } from "./draft.ts";
import { draftFiles } from "./files.ts";
import type { KnownDecision } from "./known.ts";

const unit = (text: string): Unit => {
  const read = parseUnit(text);
  if (!read.ok) throw new Error(text);
  return read.unit;
};
const both = (zh: string) => ({ zh, en: zh });
const decision: KnownDecision = {
  title: both("青川市委关于建设新材料基地的决定"),
  city: { code: "510000", name: both("青川市") },
  issued: "2025-03-01",
  clauses: [
    { id: "1", heading: "发展产业", summary: null },
    { id: "1/1", heading: "打造新材料产业集群", summary: both("新材料:膜材料与碳材料") },
    { id: "1/2", heading: "提升企业自主创新能力", summary: both("创新平台、攻关、成果转化") },
    { id: "2", heading: "优化环境", summary: null },
    { id: "2/3", heading: "深化关键领域改革", summary: both("亩均评价、要素配置") },
  ],
  indicators: [
    { id: "new_materials_scale", label: both("新材料产业规模"), unit: unit("亿元") },
    { id: "platforms", label: both("新建省级以上创新平台数"), unit: unit("个") },
  ],
  targets: [
    {
      id: "scale-2027",
      label: both("新材料产业规模目标"),
      clause: "1/1",
      indicator: "new_materials_scale",
      by: 2027,
      bound: { comparator: ">=", text: "500 亿元" },
      quote: "新材料产业规模达到500亿元以上",
    },
  ],
  holders: [
    { id: "economy_bureau", label: both("经济和信息化局") },
    { id: "science_bureau", label: both("科学技术局") },
    { id: "development_reform", label: both("发展和改革委员会") },
  ],
  carriers: [],
};

describe("alone", () => {
  test("targets stand under their clauses, on stubs, with the lead unit as owner", () => {
    const draft = draftOf(readDocument(lowAltitudePlan.text), null);
    expect(
      draft.targets.slice(0, 2).map((t) => [t.clause, t.indicator, t.bound, t.amount, t.by, t.owner]),
    ).toEqual([
      ["1", "draft_1", "above", "300 亿元", 2028, null],
      ["1", "draft_2", "at_least", "20%", 2028, null],
    ]);
    // approximately is no bound, and stays in the document's words
    expect(draft.targets.find((t) => t.quote.includes("10项左右"))).toMatchObject({
      clause: "2/1",
      bound: "qualitative",
      owner: "unit_1",
    });
    expect(draft.holders.find((h) => h.id === "unit_1")?.label.zh).toBe("市科技局");
  });
  test("a unit the product does not know stays in words; counting words are read as 个", () => {
    const draft = draftOf(readDocument(fiveYearOutline.text), null);
    const of = (words: string) => draft.targets.find((t) => t.quote.includes(words));
    expect(of("微克/立方米")).toMatchObject({ bound: "qualitative", indicator: null });
    expect(
      draftOf(readDocument(lowAltitudePlan.text), null).targets.find((t) => t.quote.includes("30条")),
    ).toMatchObject({
      bound: "at_least",
      amount: "30 个",
      note: { zh: "原文单位「条」" },
    });
  });
  test("a target without a year is left to a person", () => {
    const draft = draftOf(readDocument(taskTable.text), null);
    expect(draft.open.filter((o) => o.what === "target").map((o) => o.why.zh)).toEqual([
      "没有写明年份,目标须有年份",
      "没有写明年份,目标须有年份",
    ]);
  });
  test("tasks: a sentence each, with units, day and targets", () => {
    const draft = draftOf(readDocument(chainChief.text), null);
    const [first] = draft.tasks.filter((t) => t.clause === "2/1/1");
    expect(first).toMatchObject({ lead: ["市发展改革委"], due: null });
    const table = draftOf(readDocument(taskTable.text), null);
    expect(table.tasks.map((t) => [t.title, t.verb, t.lead, t.due])).toEqual([
      ["培育链主企业", "培育", ["市经济和信息化局"], "2027-12-31"],
      ["建设创新平台", "建设", ["市科技局"], "2026-12-31"],
      ["招引项目", "招引", ["市招商局"], "持续推进"],
    ]);
  });
});

describe("beside a decision", () => {
  const text = (scale: string): string =>
    `青川市委关于建设新材料基地的决定\n一、发展产业\n（一）打造新材料产业集群。到2027年，新材料产业规模达到${scale}亿元以上。\n（二）提升企业自主创新能力。到2027年，新建省级以上创新平台8个。`;
  test("what is the same keeps its ids", () => {
    const draft = draftOf(readDocument(text("500")), decision);
    expect(draft.clauses.map((c) => `${c.id} ${c.change}`)).toEqual(["1 same", "1/1 same", "1/2 same"]);
    expect(draft.targets.map((t) => `${t.id} ${t.indicator} ${t.change}`)).toEqual([
      "scale-2027 new_materials_scale same",
      "draft-1 draft_1 new",
    ]);
    // a name that is only close is asked about
    expect(draft.open.map((o) => `${o.text}: ${o.near.join()}`)).toEqual([
      "省级以上创新平台: platforms 新建省级以上创新平台数",
    ]);
    expect(draft.gone.clauses.map((c) => c.id)).toEqual(["2", "2/3"]);
  });
  test("another value is a change of the known target", () => {
    const [target] = draftOf(readDocument(text("600")), decision).targets;
    expect(target).toMatchObject({ id: "scale-2027", change: "changed", amount: "600 亿元" });
  });

  const division = `青川市委决定任务分工方案
序号\t工作任务\t牵头单位\t配合单位\t完成时限\t对应条款
1\t膜材料检测平台建成投用\t市经信局\t市科技局、市财政局\t2026年6月\t第一条
2\t深化关键领域改革，健全要素配置\t市发改委\t市税务局\t2026年底前\t
3\t完善食堂管理\t市机关事务中心\t\t持续推进\t
4\t开展宣传\t市委宣传部\t\t\t第九条`;
  test("rows are bound by the clause they cite, else by their words, else listed", () => {
    const draft = draftOf(readDocument(division), decision);
    expect(draft.kind).toBe("tasks");
    expect(draft.tasks.map((t) => [t.clause, t.due, ...t.lead])).toEqual([
      ["1/1", "2026-06-30", "市经信局"],
      ["2/3", "2026-12-31", "市发改委"],
      [null, "持续推进", "市机关事务中心"],
      [null, null, "市委宣传部"],
    ]);
    expect(draft.open.map((o) => `${o.text}: ${o.why.zh}`)).toEqual([
      "完善食堂管理: 与决定各条文字都不相近",
      "开展宣传: 所引「九」在决定中找不到唯一的一条",
    ]);
    // abbreviated names of units the decision knows
    expect(draft.holders.map((h) => h.id).slice(0, 2)).toEqual(["economy_bureau", "science_bureau"]);
    expect(draft.clauses.map((c) => c.id)).toEqual(["1", "1/1", "2", "2/3"]);
  });
  test("sentences of minutes as well", () => {
    const minutes = `青川市委专题会议纪要
会议议定：
1. 决定第二条所列平台，由市科技局牵头，年底前新建省级以上创新平台8个。
2. 市经信局要在6月底前打造新材料产业集群。
2026年4月3日`;
    const draft = draftOf(readDocument(minutes), decision);
    expect(draft.tasks.map((t) => [t.clause, t.due, ...t.lead])).toEqual([
      ["1/2", "2026-12-31", "市科技局"],
      ["1/1", "2026-06-30", "市经信局"],
    ]);
    expect(draft.targets.map((t) => t.clause)).toEqual(["1/2"]);
  });
  test("a cell that a spreadsheet would run is text", () => {
    const document = readDocument(
      `青川市任务分工方案\n序号\t工作任务\t牵头单位\n1\t=HYPERLINK(1)推进建设\t市经信局`,
    );
    const tasks = draftFiles(draftOf(document, null), document, null).get("tasks.csv") ?? "";
    expect(tasks).toContain("1,'=HYPERLINK(1)推进建设,市经信局");
  });
  test("the tasks are a table that the import of tasks reads", () => {
    const document = readDocument(division);
    const tasks = draftFiles(draftOf(document, decision), document, decision).get("tasks.csv") ?? "";
    expect(tasks.split("\r\n").slice(0, 2)).toEqual([
      "\uFEFF序号,任务事项,牵头单位,配合单位,完成时限,对应条款,对应目标",
      "1,膜材料检测平台建成投用,市经信局,市科技局、市财政局,2026-06-30,1/1,",
    ]);
  });
});
