/** Work with firms: requests with their two clocks, visits with a reason, arrears until they are paid; and records taken up. */
import type { Model } from "@lianzhang/definitions";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Desk } from "../testing/cases.ts";
import { actingAs, caseIn, day, deskIn, enterFirm, faultsOf, FIRM, pdf, PEOPLE } from "../testing/cases.ts";
import { meishan, month } from "../testing/registers.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { testServer } from "../testing/work.ts";

let model: Model;
let postgres: TestServer;
let city: TestDatabase;
let desk: Desk;
beforeAll(async () => {
  [postgres, model] = await Promise.all([testServer(), meishan()]);
}, 60_000);
afterAll(() => postgres.stop());
beforeEach(async () => {
  city = await postgres.fresh();
  desk = deskIn(city, model);
  await enterFirm(desk);
});
afterEach(() => city.close());

const { county, department, section, firm } = PEOPLE;

const ASKED = {
  request_title: "变电站容量不足",
  request_enterprise: FIRM,
  request_county: "东坡区",
  request_department: "economy_bureau",
  request_came_on: "2025-03-03",
};

test("a request is taken up with a named handler, answered, not accepted, answered again, and closed by the firm", async () => {
  const { id } = await desk.open(county, "request", "R1", ASKED);
  expect(faultsOf(await desk.make(county, id, "handled"))).toEqual(["LZ7405 request_handler"]);
  expect(await desk.codes({ procedure: "request", list: "no_handler" })).toEqual(["R1"]);
  caseIn(await desk.make(county, id, "handled", { values: { request_handler: "周工" } }));
  expect(await desk.codes({ procedure: "request", list: "no_handler" })).toEqual([]);
  const answer = (number: string) => ({
    values: { request_answered_on: "2025-03-10" },
    document: { number, title: "关于变电站容量的答复", on: "2025-03-10" },
  });
  caseIn(await desk.make(department, id, "answered", answer("复 1 号")));
  expect(faultsOf(await desk.make(firm, id, "handled"))).toEqual(["LZ7410 reason"]);
  caseIn(await desk.make(firm, id, "handled", { reason: "未说明投运时间" }));
  caseIn(await desk.make(department, id, "answered", answer("复 2 号")));
  expect(faultsOf(await desk.make(firm, id, "closed"))).toEqual(["LZ7405 request_satisfied"]);
  caseIn(await desk.make(firm, id, "closed", { values: { request_satisfied: true } }));
  expect(await desk.state(id)).toBe("closed");
});

test("a visit has a reason or an invitation, and asks for four fields", async () => {
  const { id } = await desk.open(county, "visit", "V1", { visit_enterprise: FIRM, visit_county: "东坡区" });
  expect(faultsOf(await desk.make(county, id, "joined"))).toEqual(["LZ7405 visit_invited"]);
  expect(faultsOf(await desk.make(county, id, "joined", { values: { visit_invited: true } }))).toEqual([
    "LZ7413 visit_invited",
    "LZ7405 visit_invited",
  ]);
  const planned = await desk.registers.find("visit", { code: "V1" });
  await desk.registers.change(actingAs(county), "visit", {
    id: planned?.id ?? "",
    version: 1n,
    edit: { kind: "change", from: month("2025-03"), values: { visit_invited: true } },
    reason: "企业邀请",
  });
  caseIn(await desk.make(county, id, "joined"));
  const seen = {
    visited_on: "2025-03-04",
    visit_findings: "满产",
    visit_requests: "1",
    visit_follow_up: "协调用电",
  };
  caseIn(await desk.make(county, id, "visited", { values: seen }));
  caseIn(await desk.make(section, id, "closed"));
  expect(await desk.state(id)).toBe("closed");
});

test("arrears are confirmed by both sides and closed when the vouchers cover what is owed", async () => {
  const { id } = await desk.open(county, "arrears", "Q1", {
    arrears_creditor: FIRM,
    arrears_debtor: "某平台公司",
    arrears_county: "东坡区",
    arrears_department: "economy_bureau",
    arrears_amount: "300",
  });
  caseIn(await desk.make(section, id, "verifying"));
  caseIn(
    await desk.make(department, id, "confirmed", {
      values: { arrears_confirmed: true, arrears_amount: "280" },
    }),
  );
  caseIn(await desk.sign(firm, id));
  const plan = [{ evidence: "plan", name: "还款计划.pdf", bytes: pdf() }];
  caseIn(
    await desk.make(department, id, "paying", { values: { arrears_plan: "2025-09-30" }, evidence: plan }),
  );
  const paid = (amount: string) => ({
    values: { arrears_paid: amount, arrears_voucher: "PZ-9" },
    evidence: [{ evidence: "voucher", number: "PZ-9" }],
  });
  expect(faultsOf(await desk.make(department, id, "cleared", paid("200")))).toEqual(["LZ7405 gate"]);
  caseIn(await desk.make(department, id, "cleared", paid("280")));
  // somebody corrects the debt while the firm has not signed: the gate is asked again with the last signature
  const owed = async (amount: string) => {
    const record = await desk.registers.find("arrears", { code: "Q1" });
    await desk.registers.change(actingAs(county), "arrears", {
      id: record?.id ?? "",
      version: record?.version ?? 0n,
      edit: { kind: "change", from: month("2025-03"), values: { arrears_amount: amount } },
      reason: "对账",
    });
  };
  await owed("500");
  expect(faultsOf(await desk.sign(firm, id))).toEqual(["LZ7405 gate"]);
  expect(await desk.state(id)).toBe("paying");
  await owed("280");
  caseIn(await desk.sign(firm, id));
  expect(await desk.state(id)).toBe("cleared");
  expect(await desk.codes({ procedure: "arrears", list: "overdue_payment" })).toEqual([]);
});

describe("records that were there before", () => {
  const enter = async (code: string) =>
    desk.registers.open(actingAs(county), "request", {
      code,
      since: month("2025-01"),
      values: ASKED,
      reason: "导入",
    });

  test("get their case when first asked for, or all at once in the state they are in", async () => {
    for (const code of ["R1", "R2", "R3"]) await enter(code);
    expect((await desk.cases.counts("request", day("2025-03-03"))).without).toBe(3n);
    const first = await desk.cases.takeUp(actingAs(county), "request", "R1");
    expect(first).toMatchObject({ state: "received", version: 1n });
    expect(await desk.cases.takeUp(actingAs(county), "request", "R1")).toEqual(first);
    expect(await desk.cases.takeUp(actingAs(county), "request", "R9")).toBeNull();
    const all = { procedure: "request", codes: "all", state: "handled", reason: "年初结转" } as const;
    const entered = day("2025-02-10");
    expect(await desk.cases.begin(actingAs(county), { ...all, entered })).toEqual({
      begun: ["R2", "R3"],
      there: ["R1"],
      faults: [],
    });
    const wrong = await desk.cases.begin(actingAs(county), { ...all, state: "handeld" });
    expect(wrong.faults).toMatchObject([{ code: "LZ7403", hint: { zh: "是否为「handled」?" } }]);
    const counts = await desk.cases.counts("request", day("2025-03-05"));
    expect([...counts.states].toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual([
      ["handled", 2n],
      ["received", 1n],
    ]);
    expect(counts).toMatchObject({ overdue: 1n, without: 0n });
    expect(counts.lists.get("no_handler")).toBe(3n);
  });

  test("are listed as the access layer lets them be seen", async () => {
    for (const code of ["R1", "R2"]) await enter(code);
    await desk.cases.begin(actingAs(county), { procedure: "request", codes: "all", reason: "结转" });
    const query = {
      procedure: "request",
      limit: 10,
      search: "变电",
      sort: [{ field: "due", descending: false }],
    };
    const seen = await desk.cases.list(query, day("2025-03-03"), (p) => `r.code = ${p.add("R2")}`);
    expect(seen).toMatchObject({ kind: "page", total: 1n, cases: [{ case: { record: { code: "R2" } } }] });
    const id = seen.kind === "page" ? (seen.cases[0]?.case.id ?? "") : "";
    expect(await desk.cases.find(id, day("2025-03-03"), () => "FALSE")).toBeNull();
    expect(await desk.cases.refresh("request")).toBe(2);
  });

  test("a request that is wrong opens neither record nor case", async () => {
    const values = { ...ASKED, request_came_on: "明天" };
    const order = { procedure: "request", code: "R1", values, reason: "登记" };
    expect(faultsOf(await desk.cases.open(actingAs(county), order))).toEqual(["LZ7301 request_came_on"]);
    expect(await desk.registers.find("request", { code: "R1" })).toBeNull();
    await expect(desk.cases.open(actingAs(county), { ...order, procedure: "requset" })).rejects.toThrow(
      "LZ7401",
    );
  });
});
