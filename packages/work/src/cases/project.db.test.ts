/** 招商项目 from the lead to the fulfilled agreement: who, on what condition, with whose signature, by what paper. */
import type { Model } from "@lianzhang/definitions";
import { formatDay } from "@lianzhang/kernel";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Desk } from "../testing/cases.ts";
import { actingAs, caseIn, day, deskIn, enterFirm, faultsOf, FIRM, pdf, PEOPLE } from "../testing/cases.ts";
import { kept, meishan, month } from "../testing/registers.ts";
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
});
afterEach(() => city.close());

const { county, otherCounty, investment, department, liaison, stranger } = PEOPLE;
const P1 = "2503-511402-04-01-000001";
const lead = () =>
  desk.open(county, "investment_project", P1, {
    project_name: "年产 5 万吨磷酸铁锂",
    project_county: "东坡区",
    project_department: "economy_bureau",
  });
const contact = { client_code_name: "银杏", first_contact_unit: "东坡区", first_contact_on: "2025-03-03" };
const dueDays = async (id: string): Promise<readonly string[]> =>
  ((await desk.cases.find(id, day("2025-03-03")))?.dues ?? []).map(
    ({ clock, due }) => `${clock ?? "state"} ${due.kind === "due" ? formatDay(due.day) : due.kind}`,
  );

/** Brings a project into 准入预评. */
async function inReview(): Promise<string> {
  const { id } = await lead();
  caseIn(await desk.make(county, id, "assess", { values: contact }));
  caseIn(await desk.make(county, id, "talks"));
  caseIn(
    await desk.make(county, id, "review", {
      values: {
        energy_need: "4200",
        agreed_investment: "120000",
        agreed_output: "300000",
        agreed_tax: "9000",
      },
      evidence: [{ evidence: "proposal", name: "项目建议.pdf", bytes: pdf() }],
    }),
  );
  return id;
}

const opinion = {
  values: { prereview_passed: "是", prereview_on: "2025-03-10" },
  document: { number: "眉经信函〔2025〕8号", title: "准入预评意见", on: "2025-03-10" },
};
const agreement = {
  values: {
    agreement_number: "XY-2025-1",
    agreement_signed: "2025-03-12",
    agreed_start: "2025-06-30",
    agreed_completion: "2026-06-30",
  },
  document: { number: "东招协〔2025〕1号", title: "投资协议", on: "2025-03-12" },
};

/** Brings a project to 签约. */
async function signed(): Promise<string> {
  const id = await inReview();
  caseIn(await desk.make(department, id, "review", opinion));
  caseIn(await desk.sign(investment, id));
  caseIn(await desk.make(county, id, "signed", agreement));
  caseIn(await desk.sign(department, id));
  caseIn(await desk.sign(investment, id));
  return id;
}

test("a lead becomes a fulfilled agreement, each step with its fields, evidence, signatures and papers", async () => {
  const id = await signed();
  expect(await desk.state(id)).toBe("signed");
  expect(await dueDays(id)).toEqual([
    "agreed_start 2025-06-30",
    "state 2025-09-12",
    "agreed_completion 2026-06-30",
    "idle_land 2026-06-30",
    "idle_land_two_years 2027-06-30",
  ]);
  await enterFirm(desk);
  desk.today("2025-05-06");
  caseIn(
    await desk.make(county, id, "landed", {
      values: { project_enterprise: FIRM, filing_number: "川投资备 1 号", approved_on: "2025-05-06" },
      evidence: [
        { evidence: "business_licence", number: FIRM },
        { evidence: "filing", number: "川投资备 1 号" },
      ],
    }),
  );
  caseIn(
    await desk.make(county, id, "funded", {
      values: { arrived_funds: "30000", arrival_voucher: "PZ-1" },
      evidence: [{ evidence: "bank_voucher", number: "PZ-1" }],
    }),
  );
  expect(await desk.state(id)).toBe("landed");
  caseIn(await desk.sign(investment, id));
  expect(await desk.codes({ procedure: "investment_project", list: "approved_not_begun" })).toEqual([P1]);
  desk.today("2025-06-20");
  const permits = {
    energy_review_number: "节能 3 号",
    eia_number: "环评 4 号",
    construction_permit: "施工 5 号",
    actual_start: "2025-06-18",
  };
  caseIn(
    await desk.make(county, id, "started", {
      values: permits,
      evidence: ["energy_review", "eia", "permit"].map((evidence) => ({ evidence, number: "见证号" })),
    }),
  );
  // 批而未开 became 开而未建, and 开工未入库 with it: nobody typed a list
  expect(await desk.codes({ procedure: "investment_project", list: "approved_not_begun" })).toEqual([]);
  expect(await desk.codes({ procedure: "investment_project", list: "begun_not_built" })).toEqual([P1]);
  expect(await dueDays(id)).toEqual(["agreed_completion 2026-06-30"]);
  caseIn(await desk.make(county, id, "building", { values: { building_on: "2025-06-20" } }));
  desk.today("2026-06-01");
  caseIn(
    await desk.make(county, id, "finished", {
      values: { actual_completion: "2026-05-30", actual_investment: "118000" },
      evidence: [{ evidence: "acceptance", number: "竣备 6 号" }],
    }),
  );
  expect(await desk.codes({ procedure: "investment_project", list: "investment_short" })).toEqual([P1]);
  caseIn(
    await desk.make(county, id, "producing", { values: { producing_on: "2026-06-01", in_statistics: true } }),
  );
  const short = await desk.make(county, id, "fulfilled", {
    values: { performance_met: true },
    evidence: [{ evidence: "performance", name: "履约评估表.pdf", bytes: pdf() }],
  });
  expect(faultsOf(short)).toEqual(["LZ7405 gate"]);
  await kept(
    desk.registers.change(actingAs(county), "project", {
      id: (await desk.registers.find("project", { code: P1 }))?.id ?? "",
      version: (await desk.registers.find("project", { code: P1 }))?.version ?? 0n,
      edit: { kind: "change", from: month("2026-06"), values: { actual_investment: "121000" } },
      reason: "补充投资",
    }),
  );
  caseIn(
    await desk.make(county, id, "fulfilled", {
      values: { performance_met: true },
      evidence: [{ evidence: "performance", name: "履约评估表.pdf", bytes: pdf() }],
    }),
  );
  caseIn(await desk.sign(department, id));
  caseIn(await desk.sign(investment, id));
  expect(await desk.state(id)).toBe("fulfilled");
  expect(await dueDays(id)).toEqual([]);
  expect((await desk.cases.documents(id)).map((d) => [d.label, d.number, d.status])).toEqual([
    ["准入预评意见", "眉经信函〔2025〕8号", "standing"],
    ["投资协议", "东招协〔2025〕1号", "standing"],
  ]);
  expect(await city.trail.verify()).toMatchObject({ holds: true });
});

test("a project that exits leaves 批而未开, 三未 and every other derived list", async () => {
  const id = await signed();
  await enterFirm(desk);
  desk.today("2025-05-06");
  caseIn(
    await desk.make(county, id, "landed", {
      values: { project_enterprise: FIRM, filing_number: "川投资备 1 号", approved_on: "2025-05-06" },
      evidence: [
        { evidence: "business_licence", number: FIRM },
        { evidence: "filing", number: "川投资备 1 号" },
      ],
    }),
  );
  expect(await desk.codes({ procedure: "investment_project", list: "approved_not_begun" })).toEqual([P1]);
  caseIn(
    await desk.make(county, id, "exited", {
      reason: "投资方放弃,协商解除协议",
      document: { number: "东招协〔2025〕9号", title: "解除投资协议书", on: "2025-05-06" },
    }),
  );
  expect(await desk.state(id)).toBe("exited");
  expect(await desk.codes({ procedure: "investment_project", list: "approved_not_begun" })).toEqual([]);
});

describe("what a step asks for", () => {
  test("is shown with what stands there, whether gates hold, and who else could act", async () => {
    const id = await inReview();
    const view = await desk.cases.moves(county, id, day("2025-03-10"));
    expect(view?.mine.map((m) => m.to)).toEqual(["signed"]);
    const [sign] = view?.mine ?? [];
    expect(sign?.gates.map((g) => g.answer.kind)).toEqual(["to_be_supplied", "holds"]);
    expect(sign?.asks.map((a) => [a.attribute.label.zh, a.value])).toContainEqual(["投资协议编号", null]);
    expect(sign?.document?.label.zh).toBe("投资协议");
    expect(sign?.countersign).toEqual(["department_office", "investment_office"]);
    expect(view?.others.map((m) => [m.to, m.by.join(), m.returns])).toEqual([
      ["dropped", "bureau_leader,investment_office", false],
      ["talks", "department_office,investment_office", true],
      ["review", "department_office", false],
    ]);
  });

  test("is told all at once where it is missing, and nothing is kept", async () => {
    const id = await inReview();
    const before = await desk.version(id);
    const outcome = await desk.make(county, id, "signed", {
      values: { agreed_start: "明年春天", project_name: "改名" },
      document: { number: "", title: "投资协议", on: "昨天" },
    });
    expect(faultsOf(outcome)).toEqual([
      "LZ7413 project_name",
      "LZ7301 agreed_start",
      "LZ7405 prereview_passed",
      "LZ7408 document.number",
      "LZ7408 document.on",
    ]);
    expect(await desk.version(id)).toBe(before);
    expect(faultsOf(await desk.make(county, id, "producing"))).toEqual(["LZ7403 to"]);
  });

  test("a program that calls itself a PDF is refused with what it is", async () => {
    const { id } = await lead();
    caseIn(await desk.make(county, id, "assess", { values: contact }));
    caseIn(await desk.make(county, id, "talks"));
    const program = Buffer.from("4d5a90000300000004000000ffff0000b800000000000000", "hex");
    const outcome = await desk.make(county, id, "review", {
      evidence: [{ evidence: "proposal", name: "项目建议.pdf", bytes: program }],
    });
    expect(outcome).toMatchObject({
      kind: "refused",
      faults: [
        { code: "LZ7407", field: "evidence.proposal", found: "项目建议.pdf: application/x-msdownload" },
      ],
    });
  });
});

describe("who may move a project", () => {
  test("the county it lies in, not the next one, and nobody who only reads", async () => {
    const { id } = await lead();
    for (const who of [otherCounty, department, stranger])
      expect(faultsOf(await desk.make(who, id, "assess", { values: contact }))).toEqual(["LZ7404 role"]);
    expect(await desk.codes({ procedure: "investment_project", mine: county })).toEqual([P1]);
    expect(await desk.codes({ procedure: "investment_project", mine: otherCounty })).toEqual([]);
    expect(await desk.codes({ procedure: "investment_project", mine: liaison })).toEqual([]);
  });

  test("a liaison drops it for the leader under its own name, with a reason, and only for that leader", async () => {
    const { id } = await lead();
    expect(faultsOf(await desk.make(liaison, id, "dropped", { reason: "重复" }))).toEqual(["LZ7404 role"]);
    expect(
      faultsOf(await desk.make(liaison, id, "dropped", { reason: "重复", forLeader: "王局长" })),
    ).toEqual(["LZ7404 role"]);
    expect(faultsOf(await desk.make(liaison, id, "dropped", { forLeader: "陈局长" }))).toEqual([
      "LZ7410 reason",
    ]);
    caseIn(await desk.make(liaison, id, "dropped", { reason: "与在谈项目重复", forLeader: "陈局长" }));
    const last = (await desk.cases.timeline(id)).at(-1);
    expect(last).toMatchObject({
      from: "lead",
      told: { act: "move", to: "dropped", role: "bureau_leader", reason: "与在谈项目重复" },
      link: { actor: "联络员", onBehalfOf: "陈局长", unit: "economy_bureau", purpose: "办理" },
    });
  });
});

test("a project offered to another unit is taken over with the city's signature, or returned with a reason that stays", async () => {
  const { id } = await lead();
  caseIn(
    await desk.make(county, id, "transfer", {
      values: { transferred_to: "彭山区", transfer_share: "30" },
      document: { number: "流转 1 号", title: "流转分成确认书", on: "2025-03-03" },
    }),
  );
  caseIn(await desk.make(investment, id, "lead", { reason: "分成比例未商定" }));
  const returned = (await desk.cases.find(id, day("2025-03-03")))?.case;
  expect(returned).toMatchObject({
    state: "lead",
    returns: 1,
    returned: { reason: "分成比例未商定", by: "招商局经办", on: day("2025-03-03") },
  });
  // the number stays taken: it is that document's
  const again = { transferred_to: "彭山区", transfer_share: "25" };
  const document = { number: "流转 1 号", title: "流转分成确认书", on: "2025-03-04" };
  expect(faultsOf(await desk.make(county, id, "transfer", { values: again, document }))).toEqual([
    "LZ7409 document.number",
  ]);
  caseIn(
    await desk.make(county, id, "transfer", {
      values: again,
      document: { ...document, number: "流转 2 号" },
    }),
  );
  expect((await desk.cases.find(id, day("2025-03-03")))?.case.returned).toBeNull();
  caseIn(await desk.make(county, id, "assess"));
  expect(await desk.codes({ procedure: "investment_project", mine: investment })).toEqual([P1]);
  caseIn(await desk.sign(investment, id));
  expect(await desk.state(id)).toBe("assess");
});

describe("signatures (会签)", () => {
  test("fields wait with the move and take effect when the last has signed", async () => {
    const id = await inReview();
    caseIn(await desk.make(department, id, "review", opinion));
    const value = async () =>
      (await desk.registers.find("project", { code: P1 }))?.spells.at(-1)?.values["prereview_passed"];
    expect(await value()).toBeUndefined();
    expect(faultsOf(await desk.make(county, id, "signed", agreement))).toEqual(["LZ7412 -"]);
    expect(faultsOf(await desk.sign(department, id))).toEqual(["LZ7404 role"]);
    const view = await desk.cases.moves(investment, id, day("2025-03-10"));
    expect(view?.pending).toMatchObject({ pending: { values: opinion.values }, withdraw: false });
    expect(view?.pending?.sign).toHaveLength(1);
    caseIn(await desk.sign(investment, id));
    expect(await value()).toBe(true);
    // it stayed in review: its term did not begin again
    expect((await desk.cases.find(id, day("2025-03-10")))?.case).toMatchObject({ state: "review" });
  });

  test("are never given by who made the move, whatever posts that person holds", async () => {
    const id = await inReview();
    const both = { ...department, posts: [...department.posts, ...investment.posts] };
    caseIn(await desk.make(both, id, "review", opinion));
    expect(faultsOf(await desk.sign(both, id))).toEqual(["LZ7404 role"]);
    expect(await desk.codes({ procedure: "investment_project", mine: both })).toEqual([]);
    expect(await desk.codes({ procedure: "investment_project", mine: investment })).toEqual([P1]);
  });

  test("may be refused with a reason, and the move taken back by who made it", async () => {
    const id = await inReview();
    caseIn(await desk.make(department, id, "review", opinion));
    const on = async () => ({ case: id, version: await desk.version(id) });
    expect(
      faultsOf(await desk.cases.decline(actingAs(investment), investment, { ...(await on()), reason: " " })),
    ).toEqual(["LZ7410 reason"]);
    expect(faultsOf(await desk.cases.withdraw(actingAs(investment), investment, await on()))).toEqual([
      "LZ7404 role",
    ]);
    caseIn(
      await desk.cases.decline(actingAs(investment), investment, { ...(await on()), reason: "能耗口径不清" }),
    );
    expect((await desk.cases.find(id, day("2025-03-10")))?.case.returned?.reason).toBe("能耗口径不清");
    // the number was given back with the paper
    caseIn(await desk.make(department, id, "review", opinion));
    caseIn(await desk.cases.withdraw(actingAs(department), department, await on()));
    expect((await desk.cases.documents(id)).map((d) => d.status)).toEqual(["void", "void"]);
    expect(
      (await desk.cases.timeline(id)).flatMap((e) => (e.kind === "case" ? [e.told?.act] : ["fields"])),
    ).toEqual([
      "fields",
      "begin",
      "fields",
      "move",
      "move",
      "fields",
      "move",
      "propose",
      "decline",
      "propose",
      "withdraw",
    ]);
  });
});

test("two officers at one project: the second sees what the first did, and nothing of the second is kept", async () => {
  const { id, version } = await lead();
  caseIn(await desk.make(county, id, "assess", { values: contact }));
  const late = await desk.cases.make(actingAs(investment), investment, {
    case: id,
    version,
    to: "transfer",
    values: { transferred_to: "彭山区" },
  });
  expect(late).toMatchObject({
    kind: "conflict",
    conflict: {
      base: 1n,
      current: { state: "assess", version: 2n },
      since: [
        { kind: "fields", link: { actor: "东坡区经办" } },
        { kind: "case", from: "lead", told: { act: "move", to: "assess" } },
      ],
    },
  });
  const on = { case: id, version: await desk.version(id) };
  const both = await Promise.all([
    desk.cases.make(actingAs(county), county, { ...on, to: "talks" }),
    desk.cases.make(actingAs(investment), investment, { ...on, to: "lead", reason: "补充" }),
  ]);
  expect(both.map((o) => o.kind).toSorted()).toEqual(["conflict", "kept"]);
});

test("a change of the record by hand is a change of its case: due days follow, and a form open on it is stale", async () => {
  const id = await signed();
  const version = await desk.version(id);
  const project = await desk.registers.find("project", { code: P1 });
  await kept(
    desk.registers.change(actingAs(county), "project", {
      id: project?.id ?? "",
      version: project?.version ?? 0n,
      edit: { kind: "change", from: month("2025-03"), values: { agreed_start: "2025-08-31" } },
      reason: "补充协议",
    }),
  );
  expect(await dueDays(id)).toContain("agreed_start 2025-08-31");
  expect(await desk.version(id)).toBe(version + 1n);
});
