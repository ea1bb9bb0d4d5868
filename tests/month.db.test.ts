/**
 * A month of a city's life, March 2026, played over HTTP by eight people: a project from first contact to its agreement
 * with a transfer between counties, a task from the decision's targets to its closing, a firm's request, a platform,
 * and a firm that is signed onto a chain. What stands at the end is checked: states, figures, papers, the audit chain.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  auditSchema,
  caseOutcomeSchema,
  caseSchema,
  casesSchema,
  differenceSchema,
  doorSchema,
  listActSchema,
  outcomeSchema,
  ownDataSchema,
  procedureSchema,
  recordsSchema,
  taskReportSchema,
  verdictSchema,
} from "@lianzhang/contract";
import type { CaseAnswer } from "@lianzhang/contract";
import { parsePeriod } from "@lianzhang/kernel";
import { noServerFor, PLATFORM } from "@lianzhang/work";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DemoOffice } from "./support/demo-office.ts";
import { demoOffice } from "./support/demo-office.ts";

const without = noServerFor(PLATFORM) !== null;

let today = "2026-03-02";
const clock = (): Date => new Date(`${today}T09:30:00+08:00`);

let product: DemoOffice;

/** A browser says from where a change was asked. */
const OWN = { origin: "http://city.example", host: "city.example" };

/** Somebody at a browser, who signs in anew every day. */
interface Person {
  readonly words: string;
  /** 代办: the leader acted for. */
  readonly leader: string | null;
}

beforeAll(async () => {
  if (!without) product = await demoOffice({ clock });
}, 180_000);
afterAll(async () => {
  if (!without) await product.close();
});

/** A schema of the contract. */
interface Schema<T> {
  parse(value: unknown): T;
}

async function answer<T>(who: Person | null, path: string, schema: Schema<T>, body?: unknown): Promise<T> {
  const found = await product.app.inject({
    method: body === undefined ? "GET" : "POST",
    url: path,
    headers: {
      ...OWN,
      ...(who === null ? {} : { cookie: await cookieOf(who) }),
      ...(who?.leader == null ? {} : { "x-on-behalf-of": who.leader }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  if (found.statusCode !== 200) throw new Error(`${path}: ${found.statusCode} ${found.body.slice(0, 300)}`);
  return schema.parse(found.json());
}

const cookies = new Map<string, string>();

/** The session of the demo person whose name has these words, of this day. */
async function cookieOf({ words }: Pick<Person, "words">): Promise<string> {
  const key = `${today} ${words}`;
  const there = cookies.get(key);
  if (there !== undefined) return there;
  const { demo } = await answer(null, "/api/door", doorSchema);
  const found = demo.find((p) => p.name.includes(words));
  if (found === undefined)
    throw new Error(`nobody is called ${words}: ${demo.map((p) => p.name).join(", ")}`);
  const entered = await product.app.inject({
    method: "POST",
    url: "/api/demo-sign-in",
    headers: { ...OWN, "content-type": "application/json" },
    payload: JSON.stringify({ person: found.id }),
  });
  const [cookie] = String(entered.headers["set-cookie"]).split(";");
  if (cookie === undefined) throw new Error("no session");
  cookies.set(key, cookie);
  return cookie;
}

const signIn = (words: string): Person => ({ words, leader: null });

/** The liaison, acting for the bureau's leader. */
async function bureauLeader(): Promise<Person> {
  const liaison = signIn("联络员");
  const { who } = await answer(liaison, "/api/door", doorSchema);
  const leader = who?.leaders.find((l) => l.posts.some((p) => p.zh === "局领导"));
  if (leader === undefined) throw new Error("no leader");
  return { ...liaison, leader: leader.id };
}

interface Step {
  readonly values?: Readonly<Record<string, string | boolean | null>>;
  readonly evidence?: readonly { readonly evidence: string; readonly number: string }[];
  readonly document?: { readonly number: string; readonly title: string; readonly on: string };
  readonly reason?: string;
}

const look = (who: Person, id: string): Promise<CaseAnswer> => answer(who, `/api/cases/${id}`, caseSchema);

async function done(
  who: Person,
  id: string,
  what: string,
  body: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { case: row } = await look(who, id);
  const outcome = await answer(who, `/api/cases/${id}/${what}`, caseOutcomeSchema, {
    version: row.version,
    ...body,
  });
  if (outcome.kind !== "kept") throw new Error(`${what}: ${JSON.stringify(outcome).slice(0, 500)}`);
}

const move = (who: Person, id: string, to: string, step: Step = {}): Promise<void> =>
  done(who, id, "move", { to, forLeader: who.leader, ...step });

const sign = (who: Person, id: string): Promise<void> => done(who, id, "sign", { forLeader: who.leader });

async function open(who: Person, procedure: string, code: string, values: Step["values"]): Promise<string> {
  const outcome = await answer(who, `/api/procedures/${procedure}/open`, caseOutcomeSchema, {
    code,
    values,
    reason: "日常登记",
  });
  if (outcome.kind !== "kept") throw new Error(JSON.stringify(outcome));
  return outcome.id;
}

const paper = (number: string, title: string): NonNullable<Step["document"]> => ({
  number,
  title,
  on: today,
});

async function figure(indicator: string, text: string): Promise<bigint | null> {
  const period = parsePeriod(text);
  if (period === null) throw new Error(text);
  const figures = await product.context.figures({ period, known: null }, [indicator], [[]]);
  return figures.find((f) => f.group.length === 0)?.value ?? null;
}

describe.skipIf(without)("March 2026", () => {
  test("a project: first contact, transfer to another county, review, agreement", async () => {
    const dongpo = signIn("县区经办·东坡区");
    const id = await open(dongpo, "investment_project", "2603-511402-04-01-100001", {
      project_name: "演示·电池结构件项目",
      project_county: "511402",
      project_department: "economy_bureau",
      client_code_name: "客商甲",
      client_name: "演示·某结构件公司",
    });
    // before signing the client goes by a code name, in the list and in the search
    const shown = await look(dongpo, id);
    expect(JSON.stringify(shown)).not.toContain("某结构件公司");
    const searched = await answer(
      dongpo,
      `/api/procedures/investment_project/cases?q=${encodeURIComponent("某结构件")}`,
      casesSchema,
    );
    expect(searched.total).toBe(0);
    expect(JSON.stringify(await look(signIn("招商部门经办"), id))).toContain("某结构件公司");

    const refused = await answer(dongpo, `/api/cases/${id}/move`, caseOutcomeSchema, {
      version: shown.case.version,
      to: "assess",
    });
    expect(refused).toMatchObject({ kind: "refused", faults: [{ field: "first_contact_unit" }] });
    await move(dongpo, id, "assess", { values: { first_contact_unit: "511402", first_contact_on: today } });

    today = "2026-03-04";
    await move(dongpo, id, "transfer", {
      values: { transferred_to: "511403", transfer_share: "40" },
      document: paper("眉东招流〔2026〕1号", "项目流转分成确认书"),
    });
    today = "2026-03-06";
    // the other county takes it over; the investment office signs as well
    const office = signIn("招商部门经办");
    const record = (await look(office, id)).record;
    const taken = await answer(office, `/api/registers/project/records/${record.id}`, outcomeSchema, {
      version: record.version,
      edit: { kind: "change", from: "2026-03", values: { project_county: "511403" } },
      reason: "流转至彭山区",
    });
    expect(taken.kind).toBe("kept");
    const gone = await product.app.inject({
      url: `/api/cases/${id}`,
      headers: { cookie: await cookieOf(dongpo) },
    });
    expect(gone.statusCode).toBe(404);
    const pengshan = signIn("县区经办·彭山区");
    await move(pengshan, id, "assess");
    await sign(office, id);
    await move(pengshan, id, "talks");

    today = "2026-03-12";
    await move(pengshan, id, "review", {
      values: { energy_need: "1200", agreed_investment: "50000", agreed_output: "90000", agreed_tax: "4000" },
      evidence: [],
    }).catch((error: unknown) => {
      // the proposal is a file; it has to be given
      expect(String(error)).toContain("evidence.proposal");
    });
    await done(pengshan, id, "move", {
      to: "review",
      values: { energy_need: "1200", agreed_investment: "50000", agreed_output: "90000", agreed_tax: "4000" },
      evidence: [
        {
          evidence: "proposal",
          name: "建议书.pdf",
          content: Buffer.from("%PDF-1.4\n%%EOF\n").toString("base64"),
        },
      ],
    });
    const bureau = signIn("部门经办·经济和信息化局");
    await move(bureau, id, "review", {
      values: { prereview_passed: true, prereview_on: today },
      document: paper("眉经信预评〔2026〕3号", "准入预评意见"),
    });
    await sign(office, id);

    today = "2026-03-26";
    await move(pengshan, id, "signed", {
      values: {
        agreement_number: "彭投协2026-08",
        agreement_signed: today,
        agreed_start: "2026-06-30",
        agreed_completion: "2027-12-31",
      },
      document: paper("彭投协〔2026〕8号", "投资协议"),
    });
    await sign(bureau, id);
    expect((await look(pengshan, id)).case.state).toBe("review");
    await sign(office, id);
    const signed = await look(pengshan, id);
    expect(signed.case.state).toBe("signed");
    // the client's name is there for everybody who sees the project now
    expect(JSON.stringify(signed.record)).toContain("某结构件公司");
    expect(signed.documents.map((d) => d.number)).toEqual([
      "眉东招流〔2026〕1号",
      "眉经信预评〔2026〕3号",
      "彭投协〔2026〕8号",
    ]);
  });

  test("a task from the decision's targets: accepted, returned once, closed by the supervision office", async () => {
    today = "2026-03-03";
    const supervision = signIn("督查室");
    const report = await answer(supervision, "/api/tasks/from-targets", taskReportSchema, {});
    expect(report.opened.length).toBeGreaterThan(20);
    expect((await answer(supervision, "/api/tasks/from-targets", taskReportSchema, {})).opened).toEqual([]);
    const { rows } = await answer(
      supervision,
      `/api/procedures/task/cases?q=${encodeURIComponent("新培育")}&size=5`,
      casesSchema,
    );
    const id = rows[0]?.id ?? "";
    const record = (await look(supervision, id)).record;
    await answer(supervision, `/api/registers/task/records/${record.id}`, outcomeSchema, {
      version: record.version,
      edit: { kind: "change", from: "2026-03", values: { task_department: "economy_bureau" } },
      reason: "任务分工",
    });
    const bureau = signIn("部门经办·经济和信息化局");
    expect((await look(bureau, id)).moves.map((m) => m.to)).toEqual(["doing"]);
    await move(bureau, id, "doing");
    today = "2026-03-18";
    await move(bureau, id, "submitted");
    // what the system knows is proposed as evidence, and nobody typed it
    const submitted = await look(supervision, id);
    expect(submitted.evidence.map((e) => e.label.zh)).toEqual(["系统佐证"]);
    await move(supervision, id, "doing", { reason: "平台数未达到年度要求" });
    expect((await look(bureau, id)).case.returned?.reason).toBe("平台数未达到年度要求");
    today = "2026-03-30";
    await move(bureau, id, "submitted");
    await move(supervision, id, "closed", { values: { task_evidenced: true, task_closed_on: today } });
    const closed = await look(bureau, id);
    expect([closed.case.state, closed.moves.length]).toEqual(["closed", 0]);
  });

  test("a firm's request: handled by a named person, not accepted once, closed by the firm", async () => {
    today = "2026-03-05";
    const firm = signIn("企业经办");
    const { who } = await answer(firm, "/api/door", doorSchema);
    const code = who?.posts[0]?.scope.id ?? "";
    const county = (await answer(firm, "/api/registers/enterprise/records", recordsSchema)).rows[0]?.values[
      "county"
    ];
    const id = await open(firm, "request", "XQ-2026-0301", {
      request_title: "演示·用电报装进度",
      request_enterprise: code,
      request_county: county ?? "",
      request_came_on: today,
    });
    const section = signIn("科长");
    await move(section, id, "handled", {
      values: { request_department: "economy_bureau", request_handler: "演示·陈一" },
    });
    const bureau = signIn("部门经办·经济和信息化局");
    const reply = (n: number) => ({
      values: { request_answered_on: today },
      document: paper(`眉经信诉复〔2026〕${n}号`, "诉求答复函"),
    });
    today = "2026-03-10";
    await move(bureau, id, "answered", reply(1));
    await move(firm, id, "handled", { reason: "没有说明送电日期" });
    today = "2026-03-12";
    await move(bureau, id, "answered", reply(2));
    await move(firm, id, "closed", { values: { request_satisfied: true } });
    expect((await look(firm, id)).case.state).toBe("closed");
    // a firm sees its own request, and no list of firms
    const firms = await answer(firm, "/api/registers/enterprise/records", recordsSchema);
    expect(firms.rows.map((r) => r.code)).toEqual([code]);
    const other = signIn("园区经办");
    expect(
      (await product.app.inject({ url: `/api/cases/${id}`, headers: { cookie: await cookieOf(other) } }))
        .statusCode,
    ).toBeLessThan(500);
  });

  test("a platform of the province counts in the target; a firm signed onto a chain moves its output", async () => {
    today = "2026-03-16";
    const section = signIn("科长");
    expect(await figure("new_innovation_platforms", "2026-03")).toBeNull();
    const platform = await answer(section, "/api/registers/platform/records", outcomeSchema, {
      code: "PT-2026-1",
      since: "2026-03",
      values: {
        platform_name: "演示·锂电材料中试平台",
        platform_level: "省级",
        platform_recognised: "2026-03-10",
      },
      reason: "川科发〔2026〕9号",
    });
    expect(platform.kind).toBe("kept");
    await product.side.kept.refresh();
    expect(await figure("new_innovation_platforms", "2026-03")).toBe(1n);

    const listed = readFileSync(join(product.city, "registers/chain_members.csv"), "utf8");
    const code =
      listed
        .split("\n")
        .find((l) => l.includes(",pv,1,"))
        ?.split(",")[0] ?? "";
    const before = await figure("pv_output", "2025");
    const chains = signIn("链长制办公室");
    const id = await open(chains, "chain_listing", "RL-2026-1", {
      entry_enterprise: code,
      entry_chain: "lithium",
    });
    await move(section, id, "checked", { values: { entry_checked: true } });
    const leader = await bureauLeader();
    // what the entry changes in figures is seen by each who signs, before
    const onList = async (who: Person, body: Readonly<Record<string, unknown>>): Promise<void> => {
      // figures that follow between looking and signing would ask to look again
      await product.side.kept.refresh();
      const query = `entries=${id}&from=2025-01&period=2025`;
      const { seen } = await answer(who, `/api/lists/chain_members/difference?${query}`, differenceSchema);
      const acted = await answer(who, "/api/lists/chain_members/act", listActSchema, {
        entries: [{ id, version: (await look(who, id)).case.version }],
        forLeader: who.leader,
        seen: { token: seen, from: "2025-01", period: "2025" },
        ...body,
      });
      expect(acted.refused).toEqual([]);
    };
    await onList(leader, { to: "signed", document: paper("眉经信名录〔2026〕1号", "入链企业名录") });
    await product.side.kept.refresh();
    expect(await figure("pv_output", "2025")).toBe(before);
    await onList(signIn("统计部门经办"), { to: null });
    await move(chains, id, "effective", { values: { entry_effective: "2025-01-01" } });
    await product.side.kept.refresh();
    const after = await figure("pv_output", "2025");
    expect(after ?? 0n).toBeLessThan(before ?? 0n);
  });

  test("the end of the month: what everybody sees, and a chain that proves itself", async () => {
    today = "2026-03-31";
    const pengshan = signIn("县区经办·彭山区");
    const projects = await answer(pengshan, "/api/procedures/investment_project", procedureSchema);
    expect(projects.states.flatMap((s) => (s.cases === 0 ? [] : [[s.id, s.cases]]))).toEqual([["signed", 1]]);
    const dongpo = signIn("县区经办·东坡区");
    const theirs = await answer(dongpo, "/api/procedures/investment_project", procedureSchema);
    expect(theirs.states.every((s) => s.cases === 0)).toBe(true);

    const firm = signIn("企业经办");
    const { uses } = await answer(firm, "/api/own-data", ownDataSchema);
    expect(uses.length).toBeGreaterThan(0);
    const auditor = signIn("审计人员");
    const verdict = await answer(auditor, "/api/audit/verify", verdictSchema, {});
    expect(verdict.holds).toBe(true);
    const { events } = await answer(auditor, "/api/audit?action=case", auditSchema);
    expect(events.some((e) => e.onBehalfOf !== null)).toBe(true);
    // readings of confidential rows are told too
    const read = await answer(auditor, "/api/audit?subject=register.project", auditSchema);
    expect(read.events.some((e) => e.action.startsWith("reading."))).toBe(true);
  });
});
