/**
 * The per-mu year over HTTP, from the ledger to what follows: land confirmed or objected to, departments that must answer, a
 * veto, publicity, an objection that holds, an adverse class heard before it is decided. What was computed stays as it was.
 */
import type { CaseAnswer, CasesAnswer, EvaluationYear, MoveManyAnswer } from "@lianzhang/contract";
import {
  caseOutcomeSchema,
  caseSchema,
  casesSchema,
  doorSchema,
  evaluationYearSchema,
  moveManySchema,
  scorecardAnswerSchema,
  yearCasesSchema,
} from "@lianzhang/contract";
import { noServerFor, PLATFORM } from "@lianzhang/work";
import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DemoOffice, Person } from "./support/demo-office.ts";
import { demoOffice } from "./support/demo-office.ts";

const without = noServerFor(PLATFORM) !== null;
const clock = (): Date => new Date("2026-05-20T09:30:00+08:00");
const YEAR = "/api/evaluation/per_mu/year";
const CASES = "/api/procedures/per_mu_review/cases?size=200";
const ALL = ["safety", "environment", "credit", "tax", "land"].map((d) => `veto_${d}`);
const clear = Object.fromEntries(ALL.map((d) => [d, "clear"]));
const shown = { review_shown_from: "2026-06-01", review_shown_until: "2026-06-08" };
let office: DemoOffice;
let head: Person;
let clerk: Person;
let firm: string;

beforeAll(async () => {
  if (without) return;
  office = await demoOffice({ clock });
  head = await office.signIn("科长");
  clerk = await office.signIn("企业经办");
  firm = (await office.answer(clerk, "/api/door", doorSchema)).may.enterprise ?? "";
}, 180_000);
afterAll(() => office?.close());

const year = (): Promise<EvaluationYear> => office.answer(head, `${YEAR}?period=2025`, evaluationYearSchema);
const cases = (who: Person, more = ""): Promise<CasesAnswer> =>
  office.answer(who, `${CASES}${more}`, casesSchema);
const make = () =>
  office.answer(head, `${YEAR}/cases`, yearCasesSchema, {
    period: "2025",
    reason: "关于开展2025年度评价的通知",
    landUntil: "2026-05-29",
  });
const own = (id: string): Promise<CaseAnswer> => office.answer(head, `/api/cases/${id}`, caseSchema);

async function move(who: Person, id: string, to: string, values: object = {}, more: object = {}) {
  const { version } = (await office.answer(who, `/api/cases/${id}`, caseSchema)).case;
  const asked = { version, to, values, evidence: [], document: null, reason: null, forLeader: null };
  return office.answer(who, `/api/cases/${id}/move`, caseOutcomeSchema, { ...asked, ...more });
}
const kept = async (...asked: Parameters<typeof move>): Promise<void> =>
  expect(await move(...asked)).toMatchObject({ kind: "kept" });
const many = (state: string, to: string, values: object = {}): Promise<MoveManyAnswer> =>
  office.answer(head, "/api/procedures/per_mu_review/moves", moveManySchema, { state, to, values });

describe.skipIf(without)("the year of an evaluation", () => {
  let mine: string;
  let vetoed: string;

  test("a case is made for every firm in a class, once, with its score, class and land", async () => {
    const before = await year();
    expect(before.graded).toBeGreaterThan(20);
    expect([before.without, before.states.every((s) => s.cases === 0)]).toEqual([before.graded, true]);
    expect(await make()).toMatchObject({ made: before.graded, same: 0, refused: [], left: 0 });
    expect(await make()).toMatchObject({ made: 0, same: before.graded });
    const after = await year();
    expect(after.without).toBe(0);
    expect(after.classes.map((c) => c.listed)).toEqual(after.classes.map((c) => c.computed));
    expect(after.opinions.map((o) => o.awaiting)).toEqual(ALL.map(() => after.graded));
  });

  test("a firm sees its own and nobody else's; visitors and firms see no year", async () => {
    const { rows } = await cases(clerk);
    expect(rows.map((r) => r.values["review_enterprise"])).toEqual([firm]);
    mine = rows[0]?.id ?? "";
    expect((await own(mine)).record.spells.at(-1)?.values).toMatchObject({
      review_first_class: rows[0]?.values["review_first_class"],
      review_land_until: "2026-05-29",
    });
    expect((await office.ask(clerk, `${YEAR}?period=2025`)).statusCode).toBe(403);
    expect(
      (await office.ask({ cookie: "", leader: null }, `${YEAR}?period=2025`)).statusCode,
    ).toBeGreaterThan(400);
  });

  test("the firm objects to its land, which is settled by a number; nobody else did, which is said for all at once", async () => {
    expect((await move(clerk, mine, "land_disputed", {}, { reason: "有12亩已出让" })).kind).toBe("refused");
    await kept(clerk, mine, "land_disputed", { review_land_said: "30" }, { reason: "有12亩已出让" });
    const proof = { evidence: [{ evidence: "land_proof", number: "眉自然资测〔2026〕9号" }] };
    await kept(head, mine, "confirmed", { review_land_checked: "31.5" }, proof);
    // whoever is dropped has its case, and is not made anew
    const { rows } = await cases(head, "&state=land_shown");
    await kept(head, rows[0]?.id ?? "", "dropped", {}, { reason: "已停产清算" });
    expect(await make()).toMatchObject({ made: 0, refused: [] });
    const { graded, without: lacking } = await year();
    expect(lacking).toBe(0);
    expect(await many("land_shown", "confirmed")).toEqual({ moved: graded - 2, refused: [], left: 0 });
  });

  test("a department that has not answered has not agreed; whoever is vetoed can only be in class C, with a reason", async () => {
    const none = await many("confirmed", "reviewed");
    expect([none.moved, none.refused[0]?.message.zh]).toEqual([0, expect.stringContaining("未反馈")]);
    const { rows } = await cases(head, "&state=confirmed");
    vetoed = rows.find((r) => r.id !== mine && r.values["review_first_class"] !== "C")?.id ?? "";
    await kept(head, vetoed, "reviewed", { ...clear, veto_safety: "veto" });
    expect((await many("confirmed", "reviewed", clear)).refused).toEqual([]);
    const open = await many("reviewed", "shown", shown);
    expect(open.refused.map((r) => [r.id, r.message.zh])).toEqual([
      [vetoed, expect.stringContaining("只能为 C 档")],
    ]);
    expect((await move(head, vetoed, "shown", { ...shown, review_class: "C" })).kind).toBe("refused");
    await kept(head, vetoed, "shown", { ...shown, review_class: "C", review_regrade: "安全生产一票否决" });
  });

  test("an objection that holds brings the firm back to be regraded, and the computed class stays as it was", async () => {
    await kept(clerk, mine, "objected", { review_objection: "用地面积应为31.5亩" });
    await kept(head, mine, "reviewed", { review_answer: "面积已复核" }, { reason: "异议成立" });
    const first = (await own(mine)).record.spells.at(-1)?.values["review_first_class"];
    const other = first === "A" ? "B" : "A";
    const regrade = { ...shown, review_class: other, review_regrade: "按复核面积重新定档" };
    await kept(head, mine, "shown", regrade);
    const url = `/api/evaluation/per_mu/firms/${firm}?period=2025`;
    expect(await office.answer(clerk, url, scorecardAnswerSchema)).toMatchObject({
      class: { id: first },
      review: { case: mine, decided: false, class: { zh: other }, reason: "按复核面积重新定档" },
    });
    const { regraded } = await year();
    expect(Object.fromEntries(regraded.map((r) => [r.case, r.reason]))).toEqual({
      [mine]: "按复核面积重新定档",
      [vetoed]: "安全生产一票否决",
    });
    expect((await own(mine)).record.spells.at(-1)?.values).toMatchObject({ review_first_class: first });
  });

  test("class C is heard before it is decided, with a second signature; the others are decided at once", async () => {
    const minutes = { review_meeting: "常务会纪要〔2026〕11号" };
    const rest = await many("shown", "decided", minutes);
    const { rows } = await cases(head, "&state=shown");
    expect(rest.refused.length).toBe(rows.length);
    expect(new Set(rows.map((r) => r.values["review_class"]))).toEqual(new Set(["C"]));
    const notice = {
      document: { number: "眉亩均告〔2026〕1号", title: "拟定 C 档告知书", on: "2026-05-20" },
    };
    await kept(head, vetoed, "heard", { review_notice_on: "2026-05-20" }, notice);
    const paper = {
      document: { number: "眉亩均定〔2026〕1号", title: "亩均等次审定文件", on: "2026-05-20" },
    };
    const heard = { review_statement: "已整改", review_legal: "程序合法" };
    expect((await move(head, vetoed, "decided", heard, paper)).kind).toBe("refused");
    expect(await move(head, vetoed, "decided", { ...heard, ...minutes }, paper)).toMatchObject({
      kind: "kept",
      waits: true,
    });
    const deputy = await office.leader("分管副局长");
    const { version } = (await own(vetoed)).case;
    const sign = { version, forLeader: deputy.leader };
    expect(await office.answer(deputy, `/api/cases/${vetoed}/sign`, caseOutcomeSchema, sign)).toMatchObject({
      kind: "kept",
    });
  });

  test("what follows is of decided classes alone, by department; all of it is one workbook", async () => {
    const now = await year();
    const decided = new Map(now.classes.map((c) => [c.label.zh, c.decided]));
    expect(decided.get("C")).toBe(1);
    expect(decided.get("A")).toBeGreaterThan(0);
    expect(now.measures.length).toBeGreaterThan(3);
    for (const m of now.measures) expect(m.firms).toBe(decided.get(m.class.zh));
    const prices = now.measures.filter((m) => m.text.zh.includes("电价"));
    expect(prices.map((m) => m.department.zh)).toEqual(["发展和改革委员会"]);
    const file = await office.ask(head, `${YEAR}/table?period=2025`);
    const { sheets } = await readXlsx(new Uint8Array(file.rawPayload));
    expect(sheets.map((s) => s.name)).toEqual(["评价结果", "差别化措施", "调档"]);
    const row = sheets[1]?.rows.find((r) => String(r[1]).includes("电价"));
    expect(row?.[5]).toBe("常务会纪要〔2026〕11号");
    expect(JSON.stringify(sheets[0]?.rows)).toContain("暂定口径");
    expect((await office.ask(clerk, `${YEAR}/table?period=2025`)).statusCode).toBe(403);
  });

  test("a step with a document is made for one case at a time", async () => {
    const asked = { state: "shown", to: "heard", values: {} };
    const { statusCode, body } = await office.ask(head, "/api/procedures/per_mu_review/moves", asked);
    expect([statusCode, body]).toEqual([400, expect.stringContaining("逐件办理")]);
  });
});
