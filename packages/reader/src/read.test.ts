import { describe, expect, test } from "vitest";
import { readDocument } from "./read.ts";
import { chainChief, districtReport } from "./testing/further-texts.ts";
import { brokenLines, minutes, opinion, taskTable } from "./testing/more-texts.ts";
import { clusterPlan, threeYearAction } from "./testing/plan-texts.ts";
import { countyOutline, industryMeasures, partyDecision } from "./testing/outline-texts.ts";
import { chainScheme, cityReport } from "./testing/report-texts.ts";
import { teaOpinion, yearPoints } from "./testing/year-texts.ts";
import { fiveYearOutline, lowAltitudePlan, measures, workReport, type Labelled } from "./testing/texts.ts";

const documents: readonly Labelled[] = [
  lowAltitudePlan,
  fiveYearOutline,
  measures,
  workReport,
  minutes,
  taskTable,
  opinion,
  brokenLines,
  chainChief,
  districtReport,
  clusterPlan,
  threeYearAction,
  yearPoints,
  teaOpinion,
  cityReport,
  chainScheme,
  countyOutline,
  partyDecision,
  industryMeasures,
];

describe.each(documents)("$what", ({ text, targets, clauses, units }) => {
  const read = readDocument(text);
  test("every target with its clause, comparator and year, and no other", () => {
    const found = read.targets.map((t) => {
      const high = t.value_high === undefined ? "" : `-${t.value_high}`;
      return `${t.clause} | ${t.value === null ? t.reference : `${t.value}${high}${t.unit}`} | ${t.comparator} | ${t.year}`;
    });
    expect(found).toEqual(targets);
  });
  test("every clause under its number", () => {
    expect(read.clauses.map((c) => `${c.path} ${c.heading}`)).toEqual(clauses);
  });
  test("who does it", () => {
    expect(
      read.responsible.map((r) => `${r.clause} | ${r.units.map((u) => `${u.name} ${u.role}`).join(", ")}`),
    ).toEqual(units);
  });
  test("offsets point at the quote", () => {
    for (const t of [...read.targets, ...read.left]) expect(text.slice(t.start, t.end)).toBe(t.quote);
  });
});

describe("what is left alone, and why", () => {
  const reasons = (text: string): string[] => readDocument(text).left.map((l) => `${l.quote} ${l.reason}`);
  test("an award and its threshold", () => {
    expect(reasons("对年度产值首次突破10亿元的企业，给予50万元奖励。")).toEqual([
      "10亿元 threshold",
      "50万元 threshold",
    ]);
  });
  test("the size of a named project", () => {
    expect(reasons("推进60万吨钾肥项目建设。")).toEqual(["60万吨 attribute"]);
  });
  test("a voltage", () => {
    expect(reasons("开工220千伏输变电工程。")).toEqual(["220千伏 unit"]);
  });
  test("a result of the past", () => {
    expect(reasons("去年规上工业增加值增长8.1%。")).toEqual(["8.1% past"]);
  });
});

describe("tasks", () => {
  const tasks = (text: string): string[] =>
    readDocument(text).tasks.map(
      (t) =>
        `${t.clause} ${t.verb} ${t.object} ${t.due_day ?? t.due ?? "-"} ${t.units.map((u) => `${u.name} ${u.role}`).join()}`,
    );
  test("of a scheme, by sentence and by row", () => {
    expect(tasks(chainScheme.text).slice(2, 6)).toEqual([
      "3/1 完成 产业链全景图、龙头企业清单、重点项目清单和招商目标清单编制 2026-04-30 县工信商务局 shared,县投促中心 shared,有关乡镇 shared",
      "3/2 引进 投资5000万元以上项目6个以上 - 县投促中心 lead,县自然资源局 shared,县生态环境分局 shared",
      "3/3 支持 企业与省内外10所以上高校院所合作 - 县教科局 lead,县财政局 support,县市场监管局 support",
      "4/1 召开 1次推进会 - ",
    ]);
  });
  test("what is told of the past, awards and openings are none", () => {
    expect(
      tasks(
        "2026年工作要点\n为做好工作，制定本要点。\n一、回顾\n去年建设平台3个。\n二、任务\n对新认定的企业，给予50万元奖励。将试点纳入考核。",
      ),
    ).toEqual(["2 纳入 试点考核 - "]);
  });
});

test("full-width digits, spaces inside numbers and radical code points are read as what they mean", () => {
  const [target] = readDocument("到２０２７年，新能源汽⻋产量达到 １ ５ 万 辆以上。").targets;
  expect(target).toMatchObject({
    value: 15,
    unit: "万辆",
    comparator: ">=",
    year: 2027,
    indicator: "新能源汽车产量",
  });
});
