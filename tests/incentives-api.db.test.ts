/** 政策兑现 over HTTP: the list is the engine's, cases are made of it once, and what was paid is compared and never changed. */
import type { CaseAnswer, ChangeRecordBody, ClaimCases, ClaimsAnswer, Incentives } from "@lianzhang/contract";
import {
  caseOutcomeSchema,
  caseSchema,
  casesSchema,
  claimCasesSchema,
  claimsSchema,
  documentsSchema,
  doorSchema,
  enterprisesSchema,
  firmIncentivesSchema,
  incentivesSchema,
  outcomeSchema,
  paperSchema,
} from "@lianzhang/contract";
import { entitle } from "@lianzhang/engine";
import { yearPeriod } from "@lianzhang/kernel";
import { noServerFor, PLATFORM } from "@lianzhang/work";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DemoOffice, Person } from "./support/demo-office.ts";
import { demoOffice } from "./support/demo-office.ts";

const without = noServerFor(PLATFORM) !== null;
const clock = (): Date => new Date("2026-01-20T09:30:00+08:00");
const VISITOR: Person = { cookie: "", leader: null };
const LIST = "/api/incentives/claims?period=2025&size=200";
let office: DemoOffice;
let analyst: Person;
let head: Person;
let county: Person;

beforeAll(async () => {
  if (without) return;
  office = await demoOffice({ clock });
  analyst = await office.signIn("分析人员");
  head = await office.signIn("科长");
  county = await office.signIn("县区经办·东坡区");
}, 180_000);
afterAll(() => office?.close());

const summary = (who: Person): Promise<Incentives> =>
  office.answer(who, "/api/incentives?period=2025", incentivesSchema);
const list = (who: Person, more = ""): Promise<ClaimsAnswer> =>
  office.answer(who, `${LIST}${more}`, claimsSchema);
const make = (who: Person): Promise<ClaimCases> =>
  office.answer(who, "/api/incentives/cases", claimCasesSchema, { period: "2025", reason: "2025年免申即享" });
const fen = (text: string | null | undefined): bigint => BigInt(Math.round(Number(text ?? 0) * 100));

/** Enters a claim beside the list, as a ledger that was begun before has it. */
async function enter(code: string, firm: string, granted: string, year = "2025"): Promise<CaseAnswer> {
  const values = {
    claim_title: "以前年度台账补录",
    claim_item: "first_above_size",
    claim_year: year,
    claim_enterprise: firm,
    claim_county: "511402",
    claim_granted: granted,
  };
  const outcome = await office.answer(head, "/api/procedures/incentive_claim/open", caseOutcomeSchema, {
    code,
    values,
    reason: "台账补录",
  });
  if (outcome.kind !== "kept") throw new Error(JSON.stringify(outcome));
  return office.answer(head, `/api/cases/${outcome.id}`, caseSchema);
}

/** Changes a record of the ledger by hand. */
async function edit({ id, version }: CaseAnswer["record"], change: ChangeRecordBody["edit"]): Promise<void> {
  const url = `/api/registers/incentive_claim/records/${id}`;
  const asked = { version, edit: change, reason: "台账补录" };
  const outcome = await office.answer(head, url, outcomeSchema, asked);
  if (outcome.kind !== "kept") throw new Error(JSON.stringify(outcome));
}

describe.skipIf(without)("incentives without application", () => {
  test("what each firm is due and granted is what the engine settles, and funds and incentives add up", async () => {
    const { model, runner, instance } = office.context;
    const asked = { period: yearPeriod(2025), known: null, basis: "end" as const };
    const { claims, funds } = await entitle(model, runner, asked, instance.versions);
    const { rows } = await list(analyst);
    const said = rows.map((r) => [r.item, r.code, fen(r.due.value.text), fen(r.granted?.text)].join(" "));
    const made = claims.map((c) => [c.entitlement, c.subject, c.due ?? 0n, c.granted].join(" "));
    expect(said.toSorted()).toEqual(made.toSorted());
    const all = await summary(analyst);
    expect(fen(all.funds[0]?.granted.text)).toBe(funds[0]?.granted);
    const sum = all.items.reduce((a, i) => a + fen(i.granted.text), 0n);
    expect(fen(all.total.granted.text)).toBe(sum);
    expect(all.items.map((i) => [i.id, i.review.result, i.marks])).toEqual([
      ["first_above_size", "passed", ["demo", "assumed"]],
      ["first_high_tech", "passed", ["demo", "assumed"]],
    ]);
    expect(all.funds[0]?.source).toContain("演示数据");
  });

  test("where data are missing the list says what, and who holds it", async () => {
    const { rows } = await list(analyst, "&standing=open");
    expect(rows.length).toBeGreaterThan(0);
    for (const r of rows) {
      expect(r.due.value.text).toBeNull();
      expect(fen(r.granted?.text)).toBe(0n);
      expect(r.missing.length).toBeGreaterThan(0);
      expect(r.missing.every((m) => m.holder.zh !== "")).toBe(true);
    }
  });

  test("a firm reads what it is granted, why, and what it lacks; conditions hold exactly where something is due", async () => {
    const { rows } = await list(analyst, "&standing=granted&item=first_above_size");
    const code = rows[0]?.code ?? "";
    const url = `/api/incentives/firms/${code}?period=2025`;
    const own = await office.answer(analyst, url, firmIncentivesSchema);
    const item = own.items.find((i) => i.id === "first_above_size");
    expect(item).toMatchObject({ standing: "granted", conditions: [{ holds: true }] });
    expect(item?.conditions[0]?.text.zh).toContain("首次符合");
    expect(item?.conditions[0]?.sources.length).toBeGreaterThan(0);
    expect(item?.amount).toEqual({ made: { zh: "80000 元", en: "80000 元" }, uncapped: null, steps: [] });
    const other = own.items.find((i) => i.id === "first_high_tech");
    expect(other?.conditions.some((c) => c.holds === true)).toBe(other?.standing !== "not_met");
    const firm = await office.signIn("企业经办");
    expect((await office.ask(firm, url)).statusCode).toBe(404);
    expect((await office.ask(firm, LIST)).statusCode).toBe(403);
  });

  test("cases are made of the list once, with amounts and county; a second go changes nothing", async () => {
    const before = await summary(head);
    expect(before.mayMake).toBe(true);
    expect((await summary(analyst)).mayMake).toBe(false);
    const granted = (await list(head, "&standing=granted")).total;
    expect(await make(head)).toMatchObject({ made: granted, same: 0, differing: [], refused: [], left: 0 });
    expect(await make(head)).toMatchObject({ made: 0, same: granted, differing: [], refused: [] });
    const cases = await office.answer(head, "/api/procedures/incentive_claim/cases", casesSchema);
    expect(cases.total).toBe(granted);
    const { rows } = await list(head, "&standing=granted");
    for (const r of rows) expect(r.case?.granted.text).toBe(r.granted?.text);
    const refused = await office.ask(analyst, "/api/incentives/cases", { period: "2025", reason: "试" });
    expect(refused.statusCode).toBe(403);
  });

  test("what was paid and is not due is listed with the amount to take back, and stays in the ledger as it is", async () => {
    const { rows } = await list(head);
    const due = new Set(rows.map((r) => r.code));
    const firms = await office.answer(head, "/api/enterprises?period=2025&size=200", enterprisesSchema);
    const nobody = firms.rows.find((f) => !due.has(f.code))?.code ?? "";
    const entered = await enter("补录-1", nobody, "80000");
    // paid before this platform: the section head corrects what only steps write
    const { record } = entered;
    await edit(record, {
      kind: "correct",
      since: record.spells.at(-1)?.since ?? null,
      until: null,
      values: { claim_paid: "80000", claim_paid_on: "2025-12-20" },
    });
    const found = (await list(head, "&standing=paid_not_due")).rows;
    expect(found.map((r) => [r.code, r.standing, r.paid?.text, r.granted?.text, r.owed?.text])).toEqual([
      [nobody, "not_met", "80000", "0", "-80000"],
    ]);
    expect((await summary(head)).differences).toMatchObject({ paidNotDue: 1, paidMore: 0 });
    await make(head);
    const again = await office.answer(head, `/api/cases/${entered.case.id}`, caseSchema);
    expect(again.case.values["claim_paid"]).toBe("80000");
  });

  test("a case whose amount is another than the list grants now is named and not rewritten", async () => {
    const some = (await list(head, "&standing=granted&item=first_high_tech")).rows[0];
    const made = await office.answer(head, `/api/cases/${some?.case?.id ?? ""}`, caseSchema);
    await edit(made.record, { kind: "change", from: "2026-01", values: { claim_granted: "50000" } });
    const report = await make(head);
    expect(report.differing.map((d) => [d.code, d.was.text, d.now.text])).toEqual([
      [some?.code, "50000", "100000"],
    ]);
    expect((await list(head, "&standing=differs")).rows.map((r) => r.code)).toEqual([some?.code]);
  });

  test("from the firm's consent to the receipt and what it achieved: each step is its own office's, and no more is paid than granted", async () => {
    const firm = await office.signIn("企业经办");
    const liaison = await office.leader("分管副局长");
    const { may } = await office.answer(firm, "/api/door", doorSchema);
    const { id } = (await enter("走流程-1", may.enterprise ?? "", "80000", "2024")).case;
    const version = async (): Promise<string> =>
      (await office.answer(head, `/api/cases/${id}`, caseSchema)).case.version;
    const pdf = Buffer.from("%PDF-1.7\n% 演示数据\n%%EOF").toString("base64");
    const file = (evidence: string) => ({ evidence, name: "材料.pdf", content: pdf });
    const paper = (number: string, title: string) => ({ number, title, on: "2026-01-20" });
    const move = async (who: Person, to: string, values: object, more: object = {}) => {
      const asked = { version: await version(), to, values, evidence: [], document: null, reason: null };
      const body = { ...asked, forLeader: null, ...more };
      return office.answer(who, `/api/cases/${id}/move`, caseOutcomeSchema, body);
    };
    const kept = async (...asked: Parameters<typeof move>): Promise<void> =>
      expect(await move(...asked)).toMatchObject({ kind: "kept" });

    expect((await move(firm, "consented", { claim_consented: false })).kind).toBe("refused");
    await kept(firm, "consented", { claim_consented: true, claim_account: "基本账户" });
    await kept(county, "reviewed", { claim_county_opinion: "数据一致,同意兑现" });
    const clear = { claim_credit_clear: true, claim_safety_clear: true, claim_environment_clear: true };
    const unclear = await move(
      head,
      "cleared",
      { ...clear, claim_single: false },
      { evidence: [file("opinions")] },
    );
    expect(unclear).toMatchObject({ kind: "refused", faults: [{ field: "gate" }] });
    await kept(head, "cleared", { ...clear, claim_single: true }, { evidence: [file("opinions")] });
    const shown = { claim_shown_from: "2026-01-05", claim_shown_until: "2026-01-12" };
    await kept(head, "shown", shown, { evidence: [file("announcement")] });
    const minutes = { claim_meeting: "演示纪要〔2026〕1号", claim_objection: "公示期内无异议" };
    const decision = { document: paper("演示兑现〔2026〕1号", "兑现决定") };
    expect(await move(head, "decided", minutes, decision)).toMatchObject({ kind: "kept", waits: true });
    const sign = { version: await version(), forLeader: liaison.leader };
    const signed = await office.answer(liaison, `/api/cases/${id}/sign`, caseOutcomeSchema, sign);
    expect(signed).toMatchObject({ kind: "kept", waits: false });
    await kept(
      head,
      "funded",
      { claim_city_share: "40000" },
      { document: paper("演示财企〔2026〕1号", "资金下达") },
    );
    const receipt = { evidence: [{ evidence: "receipt", number: "回单-0001" }] };
    const pay = (claim_paid: string) =>
      move(county, "paid", { claim_paid, claim_paid_on: "2026-01-19" }, receipt);
    expect(await pay("80001")).toMatchObject({ kind: "refused", faults: [{ field: "gate" }] });
    expect(await pay("80000")).toMatchObject({ kind: "kept" });
    await kept(
      head,
      "closed",
      { claim_performance: "达到升规稳规目标" },
      { evidence: [file("performance")] },
    );
    const done = await office.answer(head, `/api/cases/${id}`, caseSchema);
    expect([done.case.state, done.case.values["claim_paid"]]).toEqual(["closed", "80000"]);
  });

  test("the table of funds lists what is due, granted and still to be paid, and who knows what it lacks", async () => {
    const { rows } = await list(head);
    const due = rows.filter((r) => Number(r.due.value.text ?? 0) > 0);
    const { offers } = await office.answer(head, "/api/documents?month=2025-12", documentsSchema);
    const offer = offers.find((o) => o.kind === "funding-table");
    expect(offer?.known["fund:demo_upgrade_fund"]?.["政策依据"]).toContain("四川省现行政策汇编");
    const paper = await office.answer(head, "/api/documents", paperSchema, {
      kind: "funding-table",
      month: "2025-12",
      subject: "fund:demo_upgrade_fund",
      texts: { 会议依据: "演示纪要〔2026〕1号" },
    });
    // three amounts a claim and five sums, of which nobody has settled two
    expect(paper.traces).toBe(due.length * 3 + 5);
    expect(paper.gaps.map((g) => [g.name, g.holder])).toEqual([
      ["市级承担", "财政局"],
      ["县级承担", "财政局"],
    ]);
  });

  test("a county sees, counts and exports its own firms; a visitor sees sums and no single firm", async () => {
    const all = await list(analyst);
    const own = await list(county);
    const inside = all.rows.filter((r) => r.county?.label.zh === "东坡区");
    expect(own.rows.map((r) => r.code).toSorted()).toEqual(inside.map((r) => r.code).toSorted());
    expect(own.limited).toBe(true);
    const file = "/api/export?what=incentives&format=csv&period=2025";
    const lines = (await office.ask(county, file)).body.split("\r\n").filter((l) => l.startsWith("91"));
    expect(lines).toHaveLength(inside.length);
    const open = await summary(VISITOR);
    expect([open.firms, open.differences, open.items.length]).toEqual([false, null, 2]);
    for (const url of [LIST, `/api/incentives/firms/${all.rows[0]?.code ?? ""}`, file])
      expect((await office.ask(VISITOR, url)).statusCode).toBe(403);
  });
});
