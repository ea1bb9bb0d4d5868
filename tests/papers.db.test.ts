/** 材料 over HTTP: documents of a signed month, what their numbers lead back to, who sees which firms, and refreshing. */
import type { DocumentsAnswer, FigureData, MakePaperBody, PaperAnswer } from "@lianzhang/contract";
import { documentsSchema, paperSchema, paperTraceSchema } from "@lianzhang/contract";
import { decimalText, parsePeriod } from "@lianzhang/kernel";
import { certificateText, noServerFor, PLATFORM } from "@lianzhang/work";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readContent } from "../apps/server/src/documents/content.ts";
import { carriedBy } from "../apps/server/src/returns/carried.ts";
import type { DemoOffice, Person } from "./support/demo-office.ts";
import { demoOffice } from "./support/demo-office.ts";
import { signMonth } from "./support/sign-month.ts";

const without = noServerFor(PLATFORM) !== null;
const MONTH = "2025-11";
const clock = (): Date => new Date("2026-01-20T09:30:00+08:00");
let office: DemoOffice;
const ask: DemoOffice["ask"] = (...asked) => office.ask(...asked);
const answer: DemoOffice["answer"] = (...asked) => office.answer(...asked);
const signIn: DemoOffice["signIn"] = (words) => office.signIn(words);

beforeAll(async () => {
  if (!without) office = await demoOffice({ clock });
}, 180_000);
afterAll(() => office?.close());

const list = (who: Person): Promise<DocumentsAnswer> =>
  answer(who, `/api/documents?month=${MONTH}`, documentsSchema);
const make = (
  who: Person,
  kind: MakePaperBody["kind"],
  subject: string | null,
  texts: Readonly<Record<string, string>> = {},
): Promise<PaperAnswer> => answer(who, "/api/documents", paperSchema, { kind, subject, texts, month: MONTH });

async function fileOf(who: Person, paper: PaperAnswer): Promise<Uint8Array> {
  const found = await ask(who, `/api/documents/${paper.id}/file`);
  if (found.statusCode !== 200) throw new Error(found.body);
  return new Uint8Array(found.rawPayload);
}

const bodyOf = (docx: Uint8Array): string =>
  strFromU8(unzipSync(docx)["word/document.xml"] ?? new Uint8Array());
const textOf = (xml: string): string =>
  [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((m) => m[1]).join("");

const FIGURE =
  /<w:sdt>(?:(?!<w:sdt>|<\/w:sdtPr>)[\s\S])*?<w:alias w:val="([^"]*)"\/>(?:(?!<w:sdt>|<\/w:sdtPr>)[\s\S])*?<w:tag w:val="lz1:f:[^"]*:([^":]+)"\/>[\s\S]*?<w:sdtContent>([\s\S]*?)<\/w:sdtContent>/g;

interface Shown {
  readonly label: string;
  readonly trace: string;
  readonly text: string;
}

/** The figures of a document as it is read: what they are called, their trace, and the text shown. */
const figuresIn = (docx: Uint8Array): readonly Shown[] =>
  [...bodyOf(docx).matchAll(FIGURE)].map(([, label = "", trace = "", content = ""]) => ({
    label,
    trace,
    text: textOf(content),
  }));

/** What is left of a text without its figures: no amount may stand in it. */
const restOf = (docx: Uint8Array): string => textOf(bodyOf(docx).replaceAll(FIGURE, ""));
const AMOUNT = /\d(\.\d+)?(亿|万元|%|个百分点|千瓦时)/;

/** Differences of shown figures and counts of months carry the trace of the later figure. */
const DERIVED = /变动$|之差$|连续月数$/;

/** The product's own figure at an address, as the engine has it now. */
async function own({ indicator, period, group, subject }: FigureData): Promise<string | null> {
  const asked = { period: parsePeriod(period) ?? { from: 0, to: 0 }, known: null };
  const found = (await office.context.figures(asked, [indicator], [group.map((g) => g.key)])).find(
    (f) => f.subject === (subject?.code ?? null) && f.group.every((g, i) => g.code === group[i]?.code),
  );
  const type = office.context.model.indicators.get(indicator);
  if (found?.value == null || type === undefined) return null;
  const numeric = type.body?.type.numeric ?? "exact";
  const text = decimalText(found.value, { numeric, unit: type.unit });
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** One page, or a list that is as long as what is granted. */
const SHORT: ReadonlySet<string> = new Set(["supervision-notice", "funding-table"]);

describe.skipIf(without)("documents of a month", () => {
  test("an open month makes a draft that says so; signed, the same document comes from the run", async () => {
    const analyst = await signIn("分析人员");
    const before = await list(analyst);
    expect(before).toMatchObject({ month: MONTH, signed: null, papers: [] });
    expect(before.offers.map((o) => o.kind)).toEqual([
      "monthly-analysis",
      "chain-brief",
      "special-report",
      "supervision-notice",
      "funding-table",
    ]);
    const draft = await make(analyst, "monthly-analysis", null, { 存在问题: "一是订单不足。" });
    expect(draft).toMatchObject({ run: null, by: "演示·分析人员", name: "运行分析-2025年11月.docx" });
    const docx = await fileOf(analyst, draft);
    expect(textOf(bodyOf(docx))).toMatch(/^草稿，2025年11月数据未签发。/);
    expect(textOf(bodyOf(docx))).toContain("一是订单不足。");

    await signMonth(office, MONTH);
    // people worked on the draft in WPS: a sentence of their own, and a figure that they wrote over
    const [first] = figuresIn(docx);
    const own = bodyOf(docx)
      .replace("一是订单不足。", "一是订单不足,二是用电紧张。")
      .replace(`>${first?.text ?? ""}<`, ">约一百八十亿元<");
    const edited = zipSync({ ...unzipSync(docx), "word/document.xml": strToU8(own) });
    const refreshed = await answer(
      analyst,
      `/api/documents/${draft.id}/refresh?name=${encodeURIComponent("改好.docx")}`,
      paperSchema,
      edited,
    );
    expect(refreshed.refreshes).toBe(draft.id);
    expect(refreshed.run).toBe((await list(analyst)).signed?.hash);
    expect(refreshed.refresh?.changed).toContainEqual(
      expect.objectContaining({ name: "草稿说明", before: "草稿，2025年11月数据未签发。", after: "" }),
    );
    expect(refreshed.refresh?.kept).toContainEqual(expect.objectContaining({ typed: "约一百八十亿元" }));
    const again = textOf(bodyOf(await fileOf(analyst, refreshed)));
    expect(again).toContain("一是订单不足,二是用电紧张。");
    expect(again).not.toContain("草稿");
    // a reason that somebody wrote after the draft was made, in its place and marked
    const [reason] = (refreshed.refresh?.added ?? []).filter((a) => a.of === "原因说明");
    expect(reason).toMatchObject({ placed: true, name: expect.stringContaining("演示·分析人员") });
    expect(textOf(bodyOf(docx))).not.toContain(reason?.name);
    expect(again).toContain(reason?.name);
    expect(again).toContain(`数出自2026年1月20日签发的核算批次${refreshed.run?.slice(0, 10) ?? ""}`);
    const sent = await ask(analyst, `/api/documents/${refreshed.id}/file?which=sent`);
    expect(sent.rawPayload.equals(Buffer.from(edited))).toBe(true);
    const other = await ask(
      analyst,
      `/api/documents/${draft.id}/refresh?name=x.docx`,
      new Uint8Array([1, 2, 3]),
    );
    expect(other.json()).toMatchObject({ code: "LZ6161" });
  });

  test("every kind is made, and every number in it is the product's own at the address it leads to", async () => {
    const analyst = await signIn("分析人员");
    const { offers, signed } = await list(analyst);
    for (const { kind, subjects } of offers) {
      const subject = subjects?.find((s) => /^(?:lithium$|target:|fund:)/.test(s.id))?.id ?? null;
      const paper = await make(analyst, kind, subject);
      expect(paper.run).toBe(signed?.hash);
      const docx = await fileOf(analyst, paper);
      const figures = figuresIn(docx);
      expect(figures.length).toBeGreaterThan(SHORT.has(kind) ? 3 : 8);
      // outside of figures there is no amount but in the words of the Decision that the notice quotes
      expect(restOf(docx).replaceAll(/“工业眉山”规模突破5000亿元/g, "")).not.toMatch(AMOUNT);
      for (const { label, trace: id, text } of figures) {
        const { trace, paper: of } = await answer(analyst, `/api/documents/traces/${id}`, paperTraceSchema);
        expect(of.id).toBe(paper.id);
        const { shown, figure } = trace;
        if (text !== "暂无数据" && text !== "—" && !DERIVED.test(label)) {
          const decimal = Math.abs(Number(shown.text)).toFixed(shown.decimals);
          expect(`${label} ${text.replaceAll(/[^\d.]/g, "")}`).toBe(`${label} ${decimal}`);
        }
        if (figure === null || figure.value.text === null) continue;
        expect([figure.indicator, figure.value.text]).toEqual([figure.indicator, await own(figure)]);
      }
    }
    const made = (await list(analyst)).papers;
    expect(new Set(made.map((p) => p.kind)).size).toBe(5);
    // what is missing is told, with who holds it
    const analysis = made.find((p) => p.kind === "monthly-analysis");
    const gap = analysis?.gaps.find(
      (g) => g.figure?.indicator === "feedback_growth" && g.reason.startsWith("未报送"),
    );
    expect(gap).toMatchObject({ holder: "统计局", reason: "未报送，由统计局掌握" });
    const text = textOf(
      bodyOf(await fileOf(analyst, analysis ?? (await make(analyst, "monthly-analysis", null)))),
    );
    expect(text).toContain("暂无数据的项目：");
    // reasons stand as they were written, with who and when
    expect(text).toContain("关于全市，演示·分析人员反映：“演示:电价回落”（2026年1月20日）");
    const events = await office.side.work.trail.history(
      { kind: "paper", id: analysis?.id ?? "" },
      { limit: 10 },
    );
    expect(events.map((e) => e.action).toSorted()).toEqual(["paper.make", "paper.take", "paper.take"]);
  });

  test("whoever sees some firms only gets no document with others", async () => {
    const [force, county, analyst] = [
      await signIn("专班"),
      await signIn("县区经办"),
      await signIn("分析人员"),
    ];
    expect((await ask(county, "/api/documents")).statusCode).toBe(403);
    const own = await list(force);
    // of its own chain only, and nothing of what others made with their eyes
    expect(own.offers.map((o) => o.kind)).toEqual(["chain-brief", "special-report"]);
    expect(own.papers).toEqual([]);
    const [chain] = own.offers[0]?.subjects ?? [];
    const all = (await list(analyst)).offers.find((o) => o.kind === "chain-brief")?.subjects ?? [];
    const other = all.find((c) => c.id !== chain?.id);
    const body = { kind: "chain-brief", month: MONTH, subject: other?.id ?? "", texts: {} };
    expect((await ask(force, "/api/documents", body)).statusCode).toBe(403);
    const paper = await make(force, "chain-brief", chain?.id ?? "");
    const traces = new Set(figuresIn(await fileOf(force, paper)).map((f) => f.trace));
    const firms = new Set<string>();
    for (const id of traces) {
      const { trace } = await answer(force, `/api/documents/traces/${id}`, paperTraceSchema);
      if (trace.figure?.subject != null) firms.add(trace.figure.subject.code);
    }
    expect(firms.size).toBe(5);
    for (const code of firms) expect((await ask(force, `/api/enterprises/${code}`)).statusCode).toBe(200);
    const theirs = (await list(analyst)).papers.find((p) => p.kind === "monthly-analysis");
    expect((await ask(force, `/api/documents/${theirs?.id ?? ""}/file`)).statusCode).toBe(404);
    expect((await ask(force, `/api/documents/traces/${theirs?.id ?? ""}.1`)).statusCode).toBe(404);
    expect((await ask(analyst, `/api/documents/${paper.id}/file`)).statusCode).toBe(200);
  });

  test("purged by order, its words and bytes are gone, hash and order stay, and whoever looks is told", async () => {
    const { trail, database } = office.side.work;
    const analyst = await signIn("分析人员");
    const before = (await list(analyst)).papers;
    const edited = before.find((p) => p.refreshes !== null);
    const first = before.find((p) => p.id === edited?.refreshes);
    if (edited === undefined || first === undefined) throw new Error("no document was refreshed");
    const [link] = (await trail.history({ kind: "paper", id: first.id }, { limit: 99 })).filter(
      (e) => e.action === "paper.make",
    );
    const by = { user: "li.na", onBehalfOf: null, unit: null, purpose: "purge" };
    const order = { numbers: [link?.number ?? 0n], reason: "误录涉密", orderedBy: "保密办 2026-3 号" };
    const certificates = await trail.purge(by, order);
    // what was refreshed from it, and what people had sent for that, carry the same words
    expect(certificates.map((c) => c.files?.length)).toEqual([1, 2]);
    expect(certificates.flatMap((c) => c.files ?? [])).toEqual(
      expect.arrayContaining([first.file, edited.file]),
    );
    for (const c of certificates) expect(await trail.checkCertificate(certificateText(c))).toBeNull();
    expect(await trail.verify()).toMatchObject({ holds: true, purged: 2n });
    const left = await database.read((q) =>
      q.rows("SELECT id, name, content, file FROM paper WHERE purged ORDER BY event"),
    );
    expect(left).toEqual([
      { id: first.id, name: "", content: "", file: first.file },
      { id: edited.id, name: "", content: "", file: edited.file },
    ]);

    const after = (await list(analyst)).papers;
    expect(after.map((p) => [p.id, p.file])).toEqual(before.map((p) => [p.id, p.file]));
    const gone = after.filter((p) => p.purged);
    expect(gone.map((p) => p.id).toSorted()).toEqual([first.id, edited.id].toSorted());
    expect(gone).toMatchObject([
      { name: "", gaps: [], traces: 0, mayRefresh: false, refresh: null },
      { name: "", gaps: [], traces: 0, mayRefresh: false, refresh: null },
    ]);
    for (const what of ["file", "file?which=sent"])
      expect((await ask(analyst, `/api/documents/${edited.id}/${what}`)).json()).toMatchObject({
        code: "LZ6162",
      });
    const other = after.find((p) => !p.purged);
    expect((await ask(analyst, `/api/documents/${other?.id ?? ""}/file`)).statusCode).toBe(200);
  });

  test("a return that is purged takes the documents with it that name its firm's figures of then", async () => {
    const analyst = await signIn("分析人员");
    const named = (await list(analyst)).papers.filter((p) => !p.purged && p.kind === "chain-brief");
    const papers = await office.side.papers.before(1_000_000n);
    const brief = papers.find((p) => p.id === named[0]?.id);
    const [firm] = readContent(brief?.content ?? "").firms;
    if (brief === undefined || firm === undefined) throw new Error("no brief names a firm");
    const purged = {
      id: "0123456789ab",
      form: "output_copy",
      period: MONTH,
      sender: { kind: "enterprise", id: firm },
      event: 1_000_000n,
    };
    const carried = (of: Partial<typeof purged> = {}) =>
      carriedBy(office.context, office.side, { ...purged, ...of });
    const naming = papers.filter((p) => readContent(p.content).firms.includes(firm)).map((p) => p.event);
    expect(await carried()).toEqual(naming);
    expect(naming).toContain(brief.event);
    // not what was made after the purge, of another form or month, or of another firm
    expect(await carried({ event: brief.event })).not.toContain(brief.event);
    expect(await carried({ form: "land_records" })).toEqual([]);
    expect(await carried({ period: "2025-03" })).toEqual([]);
    expect(await carried({ sender: { kind: "enterprise", id: "91511400DEM999999X" } })).toEqual([]);
  });
});
