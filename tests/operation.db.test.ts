/** 运行调度 over HTTP: a month from its estimate to its signature, who sees what of it, and data that is asked for. */
import type { CaseOutcomeAnswer, MeetingAnswer, OperationAnswer } from "@lianzhang/contract";
import {
  acceptedSchema,
  afterSchema,
  askableSchema,
  caseOutcomeSchema,
  caseSchema,
  casesSchema,
  doorSchema,
  ESTIMATE_FIGURE,
  estimateTraceSchema,
  meetingSchema,
  operationCalendarSchema,
  operationSchema,
  outcomeSchema,
  returnDoneSchema,
  taskReportSchema,
} from "@lianzhang/contract";
import { NO_END } from "@lianzhang/kernel";
import { closeArrived } from "@lianzhang/server";
import { BEGINNING, dayNow, noServerFor, PLATFORM } from "@lianzhang/work";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DemoOffice, Person } from "./support/demo-office.ts";
import { demoOffice } from "./support/demo-office.ts";

const without = noServerFor(PLATFORM) !== null;
const MONTH = "2025-12";
const clock = (): Date => new Date("2026-01-20T09:30:00+08:00");
let office: DemoOffice;
const ask: DemoOffice["ask"] = (...asked) => office.ask(...asked);
const answer: DemoOffice["answer"] = (...asked) => office.answer(...asked);
const signIn: DemoOffice["signIn"] = (words) => office.signIn(words);
const leader: DemoOffice["leader"] = (post) => office.leader(post);

beforeAll(async () => {
  if (!without) office = await demoOffice({ clock });
}, 180_000);
afterAll(() => office?.close());

const kept = (outcome: CaseOutcomeAnswer): string => {
  if (outcome.kind !== "kept") throw new Error(JSON.stringify(outcome).slice(0, 500));
  return outcome.id;
};
/** Writes something on the page; whatever is not kept is a failure. */
async function write(who: Person, path: string, body: unknown): Promise<void> {
  const outcome = await answer(who, path, outcomeSchema, body);
  if (outcome.kind !== "kept") throw new Error(JSON.stringify(outcome).slice(0, 500));
}
const head = (who: Person, month = MONTH): Promise<OperationAnswer> =>
  answer(who, `/api/operation?month=${month}`, operationSchema);
const meet = (who: Person, month = MONTH): Promise<MeetingAnswer> =>
  answer(who, `/api/operation/meeting?month=${month}`, meetingSchema);

async function move(
  who: Person,
  id: string,
  to: string,
  step: Readonly<Record<string, unknown>> = {},
): Promise<CaseOutcomeAnswer> {
  const { case: row } = await answer(who, `/api/cases/${id}`, caseSchema);
  const body = { version: row.version, to, forLeader: who.leader, ...step };
  return answer(who, `/api/cases/${id}/move`, caseOutcomeSchema, body);
}

describe.skipIf(without)("the month of a bureau", () => {
  test("goes from the survey's answers over the meeting to a signature that keeps its figures", async () => {
    const [analyst, section] = [await signIn("分析人员"), await signIn("科长")];
    const [deputy, boss] = [await leader("分管副局长"), await leader("局领导")];

    // the survey: level, growth, who pulls
    const before = await head(analyst);
    expect(before.state).toBeNull();
    expect(before.whole.expected.figure.counters?.reported).toBeGreaterThan(0);
    expect(before.counties.length).toBeGreaterThan(3);
    expect(before.down.every((f) => f.pull.text?.startsWith("-"))).toBe(true);
    // the estimate carries on those that have not answered
    const { estimate } = before.whole;
    expect(estimate?.firms).toBeGreaterThan(before.whole.expected.figure.counters?.reported ?? 0);
    expect(Number(estimate?.answered.text)).toBeLessThan(100);
    expect(before.chains.every((c) => c.estimate !== null)).toBe(true);
    // and leads back to what each firm's part of it rests on
    const [lithium] = before.chains.filter((c) => c.code === "lithium");
    for (const [group, row] of [
      ["", before.whole],
      [`&group=${lithium?.key ?? ""}:lithium`, lithium],
    ] as const) {
      const url = `/api/operation/estimate?month=${MONTH}${group}`;
      const trace = await answer(analyst, url, estimateTraceSchema);
      expect(trace.figure).toEqual(row?.estimate?.figure);
      expect(trace.figure.indicator).toBe(ESTIMATE_FIGURE);
      expect(trace.methods.reduce((n, m) => n + m.firms, 0)).toBe(trace.firms);
      const level = trace.methods.reduce((sum, m) => sum + Number(m.value.text), 0);
      expect(level).toBeCloseTo(Number(trace.figure.value.text), 6);
      expect(trace.methods.find((m) => m.method === "reported")?.share.text).toBe(trace.answered.text);
      expect(trace.named.length).toBe(Math.min(20, trace.firms));
      expect(trace.past.count).toBeGreaterThan(0);
      expect(trace.months.length > 0).toBe(group === "");
    }
    for (const [wrong, status] of [
      [`month=${MONTH}&group=chain:none`, 404],
      ["month=2031-01", 404],
      ["month=December", 400],
    ] as const)
      expect((await ask(analyst, `/api/operation/estimate?${wrong}`)).statusCode).toBe(status);
    const [most, next] = before.down;
    expect(Number(most?.pull.text)).toBeLessThanOrEqual(Number(next?.pull.text));

    // nothing is written in a month that nobody has begun
    const [firm] = (await meet(analyst)).calls;
    const note = { enterprise: firm?.code, said: "演示:订单推迟", reason: "1", recovers: "2026-02-10" };
    expect((await ask(section, `/api/operation/${MONTH}/calls`, note)).json()).toMatchObject({
      code: "LZ6150",
    });

    const id = kept(await answer(analyst, `/api/operation/${MONTH}/begin`, caseOutcomeSchema, {}));
    kept(await move(analyst, id, "estimated", { values: { month_estimate_day: "2025-12-22" } }));
    expect(await head(analyst)).toMatchObject({
      state: "estimated",
      case: id,
      days: { estimate: "2025-12-22" },
    });

    // the meeting: a note of a call, and what is decided becomes a task under the minutes
    await write(section, `/api/operation/${MONTH}/calls`, note);
    const called = (await meet(deputy)).calls.find((c) => c.code === firm?.code);
    expect(called?.call).toMatchObject({
      said: "演示:订单推迟",
      reason: { zh: "订单不足" },
      recovers: "2026-02-10",
    });
    const item = {
      text: "演示:协调用电负荷",
      enterprise: firm?.code ?? null,
      project: null,
      county: null,
      chain: null,
      department: "development_reform",
      due: "2026-02-28",
    };
    await write(deputy, `/api/operation/${MONTH}/items`, item);
    kept(
      await move(deputy, id, "met", {
        values: { month_meeting_day: "2025-12-25", month_meeting_place: "三楼会议室" },
        document: { number: "眉经信会纪〔2026〕1号", title: "12月调度会纪要", on: "2026-01-05" },
      }),
    );
    const paper = { paper: "眉经信会纪〔2026〕1号" };
    const tasks = await answer(section, `/api/operation/${MONTH}/tasks`, taskReportSchema, paper);
    expect(tasks.opened).toHaveLength(1);
    const [decided] = (await meet(section)).items;
    expect(decided).toMatchObject({ paper: paper.paper, task: { state: { zh: "已交办" }, done: false } });
    const task = await answer(section, `/api/cases/${decided?.task?.id ?? ""}`, caseSchema);
    expect(task.case.values).toMatchObject({ task_item: `${MONTH}-1`, task_due: "2026-02-28" });
    // the next month opens with what was done
    expect((await meet(section, "2025-11")).before.items).toEqual([]);

    // after the official figures
    kept(await move(analyst, id, "explained", { values: { month_official_day: "2026-01-17" } }));
    const after = await answer(analyst, `/api/operation/after?month=${MONTH}`, afterSchema);
    const [expected, actual] = [after.whole.expected.figure, after.whole.actual.figure].map(
      (f) => f.value.text,
    );
    expect(Number(after.whole.difference.text)).toBeCloseTo(Number(actual) - Number(expected), 6);
    const off = after.firms[0]?.code ?? "";
    const why = { enterprise: off, county: null, chain: null, text: "演示:月末集中开票" };
    await write(analyst, `/api/operation/${MONTH}/reasons`, why);
    await write(analyst, `/api/operation/${MONTH}/reasons`, {
      ...why,
      enterprise: null,
      text: "演示:电价回落",
    });
    const reasons = await answer(section, `/api/operation/after?month=${MONTH}`, afterSchema);
    expect(reasons.firms[0]?.reasons).toEqual([{ text: "演示:月末集中开票", by: "演示·分析人员" }]);
    expect(reasons.whole.reasons.map((r) => r.text)).toEqual(["演示:电价回落"]);

    // reviewed and signed; nowhere else than on the month's own page
    kept(await move(deputy, id, "reviewed"));
    const file = { version: "1", to: "closed", forLeader: boss.leader };
    expect((await ask(boss, `/api/cases/${id}/move`, file)).json()).toMatchObject({ code: "LZ6152" });
    const { case: row } = await answer(boss, `/api/cases/${id}`, caseSchema);
    const signing = {
      version: row.version,
      number: "眉经信运行〔2026〕1号",
      title: "12月工业运行分析",
      forLeader: boss.leader,
    };
    kept(await answer(boss, `/api/operation/${MONTH}/close`, caseOutcomeSchema, signing));
    const signed = await head(analyst);
    expect(signed.signed).toMatchObject({ number: "眉经信运行〔2026〕1号", on: "2026-01-20", differs: 0 });
    expect(signed.whole.expected.figure.value).toEqual(before.whole.expected.figure.value);
    expect((await ask(section, `/api/operation/${MONTH}/calls`, note)).json()).toMatchObject({
      code: "LZ6150",
    });

    // the data change afterwards: what was signed stands, with a mark of what it would be now
    await office.context.runner.execute(
      `UPDATE f_short_survey SET v_expected_output = v_expected_output * 2 WHERE m_to = ${2025 * 12 + 11}`,
    );
    office.context.renew({
      commit: office.context.instance.versions.commit + 1,
      registers: 1n,
      empty: new Set(),
    });
    const later = await head(analyst);
    expect(later.whole.expected.figure.value).toEqual(before.whole.expected.figure.value);
    expect(Number(later.whole.expected.now?.text)).toBeCloseTo(
      2 * Number(before.whole.expected.figure.value.text),
      6,
    );
    expect(later.signed?.hash).toBe(signed.signed?.hash);
    expect(later.signed?.differs).toBeGreaterThan(0);
  });

  test("a county sees and writes about its own firms only, and takes no record of a run", async () => {
    const [county, analyst] = [await signIn("县区经办"), await signIn("分析人员")];
    const month = "2025-11";
    await answer(analyst, `/api/operation/${month}/begin`, caseOutcomeSchema, {});
    // an estimate beside the sums of those that answered would tell of the few that have not
    expect((await head(county, month)).whole.estimate).toBeNull();
    expect((await ask(county, `/api/operation/estimate?month=${month}`)).statusCode).toBe(404);
    const own = await meet(county, month);
    const all = await meet(analyst, month);
    const labels = new Set(own.calls.map((c) => c.county?.zh));
    expect(labels.size).toBe(1);
    const outside = all.calls.find((c) => !labels.has(c.county?.zh));
    const note = { enterprise: outside?.code, said: "演示", reason: null, recovers: null };
    expect((await ask(county, `/api/operation/${month}/calls`, note)).statusCode).toBe(404);
    await write(analyst, `/api/operation/${month}/calls`, note);
    const mine = { ...note, enterprise: own.calls[0]?.code };
    await write(county, `/api/operation/${month}/calls`, mine);
    expect((await meet(county, month)).calls.filter((c) => c.call !== null)).toHaveLength(1);
    // it knows how far the month is, decides nothing, and does not take the record with cells that pages withhold
    expect(await head(county, month)).toMatchObject({
      state: "collecting",
      may: { item: false, reason: false },
    });
    const item = {
      text: "x",
      enterprise: null,
      project: null,
      county: null,
      chain: null,
      department: null,
      due: null,
    };
    expect((await ask(county, `/api/operation/${month}/items`, item)).json()).toMatchObject({
      kind: "refused",
    });
    const closed = await head(county, MONTH);
    expect(closed.signed?.hash).toBe((await head(analyst, MONTH)).signed?.hash);
    const run =
      (await office.side.cases.evidence(closed.case ?? "")).find((e) => e.file !== null)?.file?.hash ?? "";
    const file = `/api/cases/${closed.case ?? ""}/files/${run}`;
    expect((await ask(county, file)).statusCode).toBe(403);
    expect((await ask(analyst, file)).statusCode).toBe(200);
    const firmClerk = await signIn("企业经办");
    expect((await ask(firmClerk, "/api/operation")).statusCode).toBe(403);
  });

  test("firms under secrecy are named to nobody who may not know them", async () => {
    const [analyst, section] = [await signIn("分析人员"), await signIn("科长")];
    const month = "2025-10";
    await answer(analyst, `/api/operation/${month}/begin`, caseOutcomeSchema, {});
    const [first] = (await meet(section, month)).calls;
    const code = first?.code ?? "";
    const note = { enterprise: code, said: "演示", reason: null, recovers: null };
    await write(section, `/api/operation/${month}/calls`, note);
    const record = await office.side.registers.find("enterprise", { code });
    const made = await office.side.registers.change(
      { user: "lianzhang", onBehalfOf: null, unit: null, purpose: "test" },
      "enterprise",
      {
        id: record?.id ?? "",
        version: record?.version ?? 0n,
        edit: { kind: "correct", since: BEGINNING, until: NO_END, values: { secret: true } },
        reason: "保密",
      },
    );
    expect(made.kind).toBe("kept");
    office.side.kept.changed("enterprise");
    await office.side.kept.refresh();
    const texts = await Promise.all(
      ["", "/meeting", "/after"].map(
        async (p) => (await ask(analyst, `/api/operation${p}?month=${month}`)).body,
      ),
    );
    for (const text of texts) expect(text).not.toContain(code);
  });

  test("the calendar says when each figure exists, and by what", async () => {
    const { rows } = await answer(
      await signIn("分析人员"),
      `/api/operation/calendar?month=${MONTH}`,
      operationCalendarSchema,
    );
    const of = (form: string) => rows.find((r) => r.form.id === form);
    expect(of("short_survey")).toMatchObject({ day: "2025-12-22", basis: "survey", here: true });
    expect(of("output_copy")).toMatchObject({ day: "2026-01-17", basis: "window", assumed: true });
    expect(of("power_records")).toMatchObject({ day: null, basis: null });
    expect(rows.map((r) => r.day ?? "9999")).toEqual(rows.map((r) => r.day ?? "9999").toSorted());
  });

  test("a missing figure is asked for with one click, and the request closes itself when the figure is there", async () => {
    const analyst = await signIn("分析人员");
    const address = "indicator=electricity&period=2026-01";
    const found = await answer(analyst, `/api/operation/asks?${address}`, askableSchema);
    expect(found).toMatchObject({
      form: { id: "power_records" },
      holder: { zh: "供电公司" },
      may: true,
      request: null,
    });
    const body = { indicator: "electricity", period: "2026-01", due: "2026-02-05" };
    const id = kept(await answer(analyst, "/api/operation/asks", caseOutcomeSchema, body));
    // nobody asks twice, and nobody is pressed for own copies
    expect((await ask(analyst, "/api/operation/asks", body)).json()).toMatchObject({ code: "LZ6153" });
    const copy = { indicator: "industrial_output", period: "2026-02", due: null };
    expect((await ask(analyst, "/api/operation/asks", copy)).json()).toMatchObject({ code: "LZ6153" });

    // it waits for the unit that holds the data
    const waiting = await answer(analyst, "/api/procedures/data_request/cases?state=asked", casesSchema);
    expect(waiting.rows.map((r) => r.values["wanted_department"])).toEqual(["power_supplier"]);

    const settle = () =>
      closeArrived(office.context, {
        model: office.side.model,
        cases: office.side.cases,
        today: dayNow(clock),
      });
    expect(await settle()).toBe(0);
    await office.context.runner.execute(
      `INSERT INTO f_power_records SELECT * REPLACE (${2026 * 12} AS m_from, ${2026 * 12} AS m_to) FROM f_power_records WHERE m_to = ${2025 * 12 + 11}`,
    );
    office.context.renew({
      commit: office.context.instance.versions.commit + 1,
      registers: 1n,
      empty: new Set(),
    });
    expect(await settle()).toBe(1);
    const closed = await answer(analyst, `/api/cases/${id}`, caseSchema);
    expect(closed.case).toMatchObject({ state: "closed", values: { wanted_arrived_on: "2026-01-20" } });
    const after = await answer(analyst, `/api/operation/asks?${address}`, askableSchema);
    expect(after).toMatchObject({ form: null, request: { final: true, arrived: "2026-01-20" } });
  });

  test("a firm that is asked finds it among what waits for it, answers, and the request closes with the acceptance", async () => {
    const [analyst, section, clerk] = [
      await signIn("分析人员"),
      await signIn("科长"),
      await signIn("企业经办"),
    ];
    const { may } = await answer(clerk, "/api/door", doorSchema);
    const firm = may.enterprise ?? "";
    const address = { indicator: "firm_expected_output", period: "2026-01", subject: firm };
    const asked = kept(
      await answer(analyst, "/api/operation/asks", caseOutcomeSchema, { ...address, due: "2026-01-25" }),
    );
    const waiting = await answer(clerk, "/api/procedures/data_request/cases?mine=1", casesSchema);
    expect(waiting.rows).toMatchObject([
      { id: asked, values: { wanted_form: "short_survey", wanted_return_period: "2026-01" } },
    ]);
    // the way it leads: a return of that very form and period
    const order = { form: "short_survey", period: "2026-01", sender: { kind: "enterprise", id: firm } };
    const begun = await answer(clerk, "/api/returns", returnDoneSchema, order);
    const file = `统一社会信用代码,本月预计产值(千元),上年同期产值(千元)\n${firm},410000,400000\n`;
    const put = await answer(clerk, `/api/returns/${begun.id}/files`, returnDoneSchema, {
      version: begun.version,
      name: "一月.csv",
      content: Buffer.from(file).toString("base64"),
    });
    const sent = await answer(clerk, `/api/returns/${put.id}/send`, returnDoneSchema, {
      version: put.version,
    });
    const { version } = sent;
    await answer(section, `/api/returns/${put.id}/accept`, acceptedSchema, { version });
    const closed = await answer(clerk, `/api/cases/${asked}`, caseSchema);
    expect(closed.case).toMatchObject({ state: "closed", values: { wanted_arrived_on: "2026-01-20" } });
    const search = Object.entries(address).map(([k, v]) => `${k}=${v}`);
    const after = await answer(analyst, `/api/operation/asks?${search.join("&")}`, askableSchema);
    expect(after.request).toMatchObject({ id: asked, final: true, arrived: "2026-01-20" });
  });
});
