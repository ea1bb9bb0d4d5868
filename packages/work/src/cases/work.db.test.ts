/** The bureau's own work: tasks from papers to 销号, applications for titles in their windows, open challenges, the signed list. */
import type { Model } from "@lianzhang/definitions";
import { formatDay } from "@lianzhang/kernel";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Desk } from "../testing/cases.ts";
import { actingAs, caseIn, day, deskIn, enterFirm, faultsOf, FIRM, pdf, PEOPLE } from "../testing/cases.ts";
import { meishan } from "../testing/registers.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { testServer } from "../testing/work.ts";
import type { Table } from "../registers/table.ts";

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

const { department, section, supervision, statistics, liaison, chainOffice, firm } = PEOPLE;

const PAPER: Table = [
  ["产业强市任务分工方案(演示数据)"],
  ["序号", "任务事项", "牵头单位", "配合单位", "完成时限", "条款"],
  ["1", "编制锂电产业链图谱", "市经济和信息化局", "统计局、园区办", "2025年6月底前", "2/4"],
  ["2", "建立链长例会制度", "经济信息局", "", "长期坚持", "6/19"],
  ["", "", "", "", "", ""],
];
const importPaper = () =>
  desk.cases.importTasks(actingAs(supervision), {
    procedure: "task",
    from: { kind: "paper", paper: "眉委办〔2025〕3号", table: PAPER },
    reason: "任务分工方案",
  });
const TASK = "眉委办〔2025〕3号#1";
const taskId = async (code = TASK): Promise<string> =>
  (await desk.cases.takeUp(actingAs(supervision), "task", code))?.id ?? "";

describe("tasks", () => {
  test("come from a paper once; what cannot be read is told and kept as written", async () => {
    const report = await importPaper();
    expect(report.opened).toEqual([TASK, "眉委办〔2025〕3号#2"]);
    expect(report.notes.map((n) => [n.row, n.field, n.found])).toEqual([
      [3, "task_department", "园区办"],
      [4, "task_department", "经济信息局"],
      [4, "task_due", "长期坚持"],
    ]);
    const values = async (code: string) => (await desk.registers.find("task", { code }))?.spells[0]?.values;
    expect(await values(TASK)).toMatchObject({
      task_department: "economy_bureau",
      task_support: "统计局、园区办",
      task_due: "2025-06-30",
      task_clause: "2/4",
      task_source: "眉委办〔2025〕3号",
    });
    expect(await values("眉委办〔2025〕3号#2")).toMatchObject({
      task_written: "牵头单位:经济信息局;完成时限:长期坚持",
    });
    const event = await desk.registers.eventNow();
    expect(await importPaper()).toMatchObject({ opened: [], unchanged: report.opened, different: [] });
    expect(await desk.registers.eventNow()).toBe(event);
  });

  test("come from the targets of the decision, and nothing of them is typed again", async () => {
    const order = {
      procedure: "task",
      from: { kind: "targets", targets: ["innovation-platforms-2027"] },
      reason: "目标分解",
    } as const;
    expect((await desk.cases.importTasks(actingAs(supervision), order)).opened).toEqual([
      "target:innovation-platforms-2027",
    ]);
    const task = await desk.registers.find("task", { code: "target:innovation-platforms-2027" });
    expect(task?.spells[0]?.values).toMatchObject({
      task_target: "innovation-platforms-2027",
      task_bound: "20 个",
      task_due: "2027-12-31",
      task_clause: "4/11",
    });
    // the calendar of working days ends with 2026; a plain day needs none
    expect((await desk.cases.importTasks(actingAs(supervision), order)).opened).toEqual([]);
  });

  test("are accepted, urged by a notice, proved from facts, returned, and closed by the supervision office only", async () => {
    desk = deskIn(city, model, {
      facts: () => Promise.resolve({ text: "图谱 1 张,已入库", figure: "chain_maps", holds: true }),
    });
    await importPaper();
    const id = await taskId();
    caseIn(await desk.make(department, id, "doing"));
    const document = { number: "督办 1 号", title: "督办通知单", on: "2025-03-03" };
    caseIn(await desk.make(supervision, id, "urged", { reason: "进度滞后", document }));
    const [notice] = await desk.cases.documents(id);
    expect(await desk.cases.documentOf(id, notice?.id ?? "")).toMatchObject({
      label: "督办通知单",
      number: "督办 1 号",
      addressed: "经济和信息化局",
      reason: "进度滞后",
      due: day("2025-03-17"),
      record: { code: TASK, name: "编制锂电产业链图谱" },
    });
    desk.today("2025-07-01");
    caseIn(await desk.make(department, id, "submitted"));
    caseIn(await desk.make(supervision, id, "doing", { reason: "佐证不全" }));
    desk.today("2025-07-03");
    caseIn(await desk.make(department, id, "submitted"));
    expect((await desk.cases.evidence(id)).map((e) => [e.written, e.figure, e.holds, e.step])).toEqual([
      ["图谱 1 张,已入库", "chain_maps", true, "submitted"],
      ["图谱 1 张,已入库", "chain_maps", true, "submitted"],
    ]);
    const closing = { values: { task_evidenced: true, task_closed_on: "2025-07-04" } };
    expect(faultsOf(await desk.make(department, id, "closed", closing))).toEqual(["LZ7404 role"]);
    expect(
      faultsOf(await desk.make(supervision, id, "closed", { values: { task_evidenced: "否" } })),
    ).toEqual(["LZ7405 gate"]);
    caseIn(await desk.make(supervision, id, "closed", closing));
    // three working days late and one return: 100 - 3 x 2 - 5
    expect((await desk.cases.find(id, day("2025-12-01")))?.score).toEqual({
      points: 89,
      late: 3,
      returns: 1,
      assumed: true,
    });
  });

  test("show green, yellow within five working days of the due day, red after it", async () => {
    await importPaper();
    const id = await taskId();
    caseIn(await desk.make(department, id, "doing"));
    const light = async (on: string) => (await desk.cases.find(id, day(on)))?.light;
    expect(await light("2025-06-20")).toBe("green");
    expect(await light("2025-06-23")).toBe("yellow");
    expect(await light("2025-06-30")).toBe("yellow");
    expect(await light("2025-07-01")).toBe("red");
  });

  test("are found by clock: overdue, or due within some working days; beyond the calendar the question is refused", async () => {
    await importPaper();
    caseIn(await desk.make(department, await taskId(), "doing"));
    const found = async (on: string, clock: Parameters<Desk["codes"]>[0]["clock"]) => {
      desk.today(on);
      return desk.codes({ procedure: "task", state: "doing", ...(clock === undefined ? {} : { clock }) });
    };
    expect(await found("2025-06-20", { kind: "due_within", workingDays: 5 })).toEqual([]);
    expect(await found("2025-06-23", { kind: "due_within", workingDays: 5 })).toEqual([TASK]);
    expect(await found("2025-06-30", { kind: "overdue" })).toEqual([]);
    expect(await found("2025-07-01", { kind: "overdue" })).toEqual([TASK]);
    const query = { procedure: "task", clock: { kind: "due_within", workingDays: 5 }, limit: 9 } as const;
    expect(await desk.cases.list(query, day("2026-12-30"))).toMatchObject({
      kind: "refused",
      faults: [{ code: "LZ7414", found: "2027-01-01" }],
    });
    const view = await desk.cases.find(await taskId(), day("2025-07-03"));
    expect(view?.dues).toMatchObject([{ due: { left: { known: true, days: -3 }, overdueDays: 3 } }]);
  });
});

const award = {
  award_title: "国家级制造业单项冠军",
  award_department: "economy_bureau",
  award_county: "东坡区",
};

describe("an application for a title", () => {
  /** With a spring window that filing waits for. */
  const windowed = (): Model => {
    const procedure = model.procedures.get("award_application");
    if (procedure === undefined) throw new Error("no applications");
    const label = { zh: "春季批次", en: "Spring" };
    const batches = new Map([
      ["spring", { id: "spring", label, opens: day("2025-04-01"), closes: day("2025-04-30") }],
    ]);
    const moves = procedure.moves.map((m) => ({ ...m, inBatch: m.to === "filed" }));
    return {
      ...model,
      procedures: new Map([...model.procedures, [procedure.id, { ...procedure, batches, moves }]]),
    };
  };

  test("is filed in its window with dossier, letter and the section head's signature, and won with its number", async () => {
    desk = deskIn(city, windowed());
    const { id } = await desk.open(department, "award_application", "A1", award);
    caseIn(await desk.make(department, id, "matching"));
    expect(faultsOf(await desk.make(department, id, "drafting"))).toEqual(["LZ7405 award_conditions_met"]);
    caseIn(await desk.make(department, id, "drafting", { values: { award_conditions_met: true } }));
    const filing = {
      values: { award_filed_on: "2025-04-02" },
      document: { number: "眉经信〔2025〕5号", title: "推荐函", on: "2025-04-02" },
      evidence: [{ evidence: "dossier", name: "申报书.pdf", bytes: pdf() }],
    };
    expect(await desk.make(department, id, "filed", filing)).toMatchObject({
      kind: "refused",
      faults: [{ code: "LZ7411", hint: { zh: "下一窗口「春季批次」2025-04-01 开始" } }],
    });
    desk.today("2025-04-02");
    caseIn(await desk.make(department, id, "filed", filing));
    caseIn(await desk.sign(section, id));
    const notice = [{ evidence: "announcement", name: "公示.pdf", bytes: pdf("公示") }];
    caseIn(await desk.make(department, id, "publicised", { evidence: notice }));
    caseIn(
      await desk.make(department, id, "won", {
        values: { award_number: "工信部〔2025〕9号", award_valid_until: "2028-04-30" },
        evidence: [{ evidence: "award", number: "工信部〔2025〕9号" }],
      }),
    );
    expect(await desk.state(id)).toBe("won");
    const days = await desk.cases.calendarOf("award_application", day("2025-04-01"), day("2028-12-31"));
    expect(days.map((d) => [d.kind, formatDay(d.day)])).toEqual([
      ["opens", "2025-04-01"],
      ["closes", "2025-04-30"],
      ["date", "2028-04-30"],
    ]);
  });

  test("its files are kept once by content, taken back but never deleted, and never larger than the limit", async () => {
    desk = deskIn(city, model, { fileLimit: 1000 });
    const { id } = await desk.open(department, "award_application", "A1", award);
    const attach = async (name: string, bytes: Uint8Array) =>
      desk.cases.attach(actingAs(department), department, {
        case: id,
        version: await desk.version(id),
        evidence: [{ evidence: "dossier", name, bytes }],
      });
    caseIn(await attach("申报书.pdf", pdf()));
    caseIn(await attach("申报书(终).pdf", pdf()));
    expect(faultsOf(await attach("大文件.pdf", pdf("x".repeat(2000))))).toEqual(["LZ7407 evidence.dossier"]);
    const [first, second] = await desk.cases.evidence(id);
    expect(first?.file?.hash).toBe(second?.file?.hash);
    const file = await desk.cases.file(id, first?.file?.hash ?? "");
    expect(Buffer.from(file?.bytes ?? []).equals(Buffer.from(pdf()))).toBe(true);
    const order = { case: id, version: await desk.version(id), entry: first?.id ?? "" };
    expect(faultsOf(await desk.cases.detach(actingAs(section), section, order))).toEqual(["LZ7415 evidence"]);
    caseIn(await desk.cases.detach(actingAs(department), department, order));
    expect((await desk.cases.evidence(id)).map((e) => e.withdrawn?.by ?? null)).toEqual(["经信局经办", null]);
  });
});

test("an open challenge runs from the firm's need to acceptance by the nodes of its contract", async () => {
  await enterFirm(desk);
  const { id } = await desk.open(department, "open_challenge", "C1", {
    challenge_title: "高倍率负极材料",
    challenge_enterprise: FIRM,
    challenge_department: "economy_bureau",
  });
  const list = { number: "榜单 1 号", title: "榜单公告", on: "2025-03-03" };
  caseIn(await desk.make(department, id, "listed", { values: { challenge_amount: "500" }, document: list }));
  caseIn(await desk.sign(firm, id));
  const plan = [{ evidence: "plan", name: "方案.pdf", bytes: pdf() }];
  caseIn(await desk.make(department, id, "taken", { values: { challenge_winner: "大学" }, evidence: plan }));
  const contract = {
    values: {
      challenge_contract: "JB-1",
      challenge_signed: "2025-03-03",
      node_due: "2025-09-30",
      final_due: "2026-03-31",
    },
    document: { number: "JB-1", title: "揭榜合同", on: "2025-03-03" },
  };
  const unnamed = { ...contract, values: { challenge_contract: "JB-1" } };
  expect(faultsOf(await desk.make(firm, id, "contracted", unnamed))).toEqual([
    "LZ7405 node_due",
    "LZ7405 final_due",
  ]);
  caseIn(await desk.make(firm, id, "contracted", contract));
  caseIn(await desk.sign(department, id));
  desk.today("2025-10-09");
  expect(await desk.codes({ procedure: "open_challenge", clock: { kind: "overdue" } })).toEqual(["C1"]);
  const report = (text: string) => [{ evidence: "report", name: "评估.pdf", bytes: pdf(text) }];
  caseIn(
    await desk.make(department, id, "midterm", {
      values: { node_reached: "2025-10-09" },
      evidence: report("中期"),
    }),
  );
  // the report of the midterm node proves nothing about acceptance
  const accepted = { values: { final_reached: "2026-03-01", acceptance_passed: true } };
  expect(faultsOf(await desk.make(department, id, "accepted", accepted))).toEqual(["LZ7406 evidence.report"]);
  caseIn(await desk.make(department, id, "accepted", { ...accepted, evidence: report("验收") }));
  caseIn(await desk.sign(firm, id));
  expect(await desk.state(id)).toBe("accepted");
});

test("the chain list is signed for the leader by a liaison, with the statistics bureau, and takes effect from a month", async () => {
  await enterFirm(desk);
  const chain = model.classifications.get("chain")?.codes[0]?.code ?? "";
  const { id } = await desk.open(section, "chain_listing", "E1", {
    entry_enterprise: FIRM,
    entry_chain: chain,
  });
  caseIn(await desk.make(section, id, "checked", { values: { entry_checked: true } }));
  const document = { number: "名录 1 号", title: "入链企业名录", on: "2025-03-03" };
  caseIn(await desk.make(liaison, id, "signed", { document, forLeader: "陈局长" }));
  expect(await desk.codes({ procedure: "chain_listing", mine: statistics })).toEqual(["E1"]);
  caseIn(await desk.sign(statistics, id));
  caseIn(await desk.make(chainOffice, id, "effective", { values: { entry_effective: "2025-04-01" } }));
  expect((await desk.cases.documents(id))[0]).toMatchObject({ by: "联络员", madeFor: "陈局长" });
});
