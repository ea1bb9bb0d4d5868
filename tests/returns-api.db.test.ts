/**
 * Returns over HTTP, in the city of 2026-05-20: a firm consents, sends its own copy with a bad cell, mends it; the section
 * head accepts, the figure moves and the trace shows the cell. A department sends a zip. Who may see what, and what is told.
 */
import {
  acceptedSchema,
  consentGivenSchema,
  consentsSchema,
  consentWithdrawnSchema,
  purgedReturnSchema,
  receiptSchema,
  signatoriesSchema,
  waitingSchema,
  returnCellsSchema,
  returnCoverageSchema,
  returnDoneSchema,
  returnFormsSchema,
  returnLockSchema,
  returnReportSchema,
  returnSchema,
  returnsSchema,
  traceSchema,
} from "@lianzhang/contract";
import type { ReturnReportAnswer, TraceNode, TraceOrigin } from "@lianzhang/contract";
import { noServerFor, PLATFORM } from "@lianzhang/work";
import { strToU8, zipSync } from "fflate";
import { asking } from "./support/asking.ts";
import type { FirmSeen, SendersCity } from "./support/senders-city.ts";
import { sendersCity } from "./support/senders-city.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const without = noServerFor(PLATFORM) !== null;
const COPY = "output_copy";
const DECEMBER = "2025-12";
const power = { kind: "department", id: "power_supplier" } as const;

let city: SendersCity;
beforeAll(async () => {
  if (!without) city = await sendersCity();
}, 180_000);
afterAll(async () => {
  if (!without) await city.close();
});

const firmAt = (n: number): FirmSeen => city.firmAt(n);
const { ask, answer, refused } = asking(() => city);

const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString("base64");
const HEADS = "统一社会信用代码,企业名称,工业总产值(千元),工业销售产值(千元),出口交货值(千元)";
const copyOf = (n: number, output: string): string =>
  `${HEADS}\n${firmAt(n).code},${firmAt(n).name},${output},100,1\n`;

interface Draft {
  readonly id: string;
  readonly version: string;
}

const begin = (who: string, n: number, period = DECEMBER): Promise<Draft> =>
  answer(who, "/api/returns", returnDoneSchema, {
    form: COPY,
    period,
    sender: { kind: "enterprise", id: firmAt(n).code },
  });
const post = (who: string, { id, version }: Draft, deed: string, more: object = {}): Promise<Draft> =>
  answer(who, `/api/returns/${id}/${deed}`, returnDoneSchema, { version, ...more });
const put = (who: string, draft: Draft, name: string, content: string | Uint8Array): Promise<Draft> =>
  post(who, draft, "files", { name, content: base64(content) });
const report = (who: string, { id }: Draft): Promise<ReturnReportAnswer> =>
  answer(who, `/api/returns/${id}/report`, returnReportSchema);
const consent = (who: string) =>
  answer(who, "/api/consents", consentGivenSchema, { form: COPY, purposes: ["analysis"] });
const accept = (who: string, { id, version }: Draft) =>
  answer(who, `/api/returns/${id}/accept`, acceptedSchema, { version });

/** A clean own copy of a firm that is sent. */
async function sent(who: string, n: number, output: string, period = DECEMBER): Promise<Draft> {
  const file = await put(who, await begin(who, n, period), "十二月.csv", copyOf(n, output));
  return post(who, file, "send");
}

/** Origins of the trace of the city's output, wherever in it. */
async function originsIn(file: string): Promise<readonly TraceOrigin[]> {
  const url = "/api/trace?indicator=industrial_output&period=2025-01..12";
  const { trace, agrees } = await answer("head", url, traceSchema);
  expect(agrees).toBe(true);
  const under = (node: TraceNode): readonly TraceOrigin[] => [
    ...node.origins.filter((o) => o.file === file),
    ...node.children.flatMap(under),
  ];
  return under(trace);
}

describe.skipIf(without)("a firm's own copy", () => {
  let draft: Draft;

  test("without a consent nothing is taken, and before the window closes neither", async () => {
    const order = (period: string) => ({
      form: COPY,
      period,
      sender: { kind: "enterprise", id: firmAt(0).code },
    });
    expect(await refused("clerk", "/api/returns", order(DECEMBER))).toBe("409 LZ7507");
    expect(await refused("clerk", "/api/returns", order("2026-05"))).toBe("409 LZ6140");
    await consent("clerk");
    expect(await refused("clerk", "/api/returns", order("2026-05"))).toBe("409 LZ6140");
    const { forms } = await answer("clerk", "/api/returns/forms", returnFormsSchema);
    expect(forms.find((f) => f.id === COPY)).toMatchObject({
      deeds: { read: true, send: true, accept: false, lock: false },
      senders: [{ kind: "enterprise", id: firmAt(0).code, label: { zh: firmAt(0).name } }],
      opens: { period: "2026-04", open: true },
    });
    expect(forms.map((f) => f.input)).not.toContain("records");
  });

  test("a bad cell is told with its place, and holds the sending up", async () => {
    draft = await put("clerk", await begin("clerk", 0), "十二月.csv", copyOf(0, "9000万①"));
    const found = await report("clerk", draft);
    expect(found.tables).toMatchObject([{ form: COPY, certain: true, rows: 1 }]);
    expect(found.findings.filter((f) => f.strength === "refused")).toMatchObject([
      { file: "十二月.csv", row: 2, column: 3, field: "gross_output" },
    ]);
    expect(found.counts).toMatchObject({ rows: 1, ready: 0, waiting: 1 });
    expect([found.chase, found.match]).toEqual([null, null]);
    expect(await refused("clerk", `/api/returns/${draft.id}/send`, { version: draft.version })).toBe(
      "409 LZ7510",
    );
  });

  test("the cell is mended; what stood there comes from the file, not from the page", async () => {
    const place = { file: "十二月.csv", sheet: null, row: 2, column: 3, field: "gross_output" };
    const corrections = [{ ...place, before: "1", after: "9000000", reason: "多写了单位和注号" }];
    draft = await post("clerk", draft, "corrections", { corrections });
    const url = `/api/returns/${draft.id}/cells?file=${encodeURIComponent("十二月.csv")}&from=2&rows=5`;
    const { cells, findings } = await answer("clerk", url, returnCellsSchema);
    expect(cells[0]?.[2]).toEqual({ text: "9000000", kind: "text", was: "9000万①" });
    expect(findings).toEqual([]);
    const whole = await answer("clerk", `/api/returns/${draft.id}`, returnSchema);
    expect(whole.corrections).toMatchObject([{ before: "9000万①", after: "9000000" }]);
    expect(whole.may).toMatchObject({ send: true, accept: false, correct: true, files: true });
    const signatories = { statisticsHead: " 演示·李琴 ", unitHead: "" };
    draft = await post("clerk", draft, "send", { signatories });
    expect(await refused("clerk", `/api/returns/${draft.id}/send`, { version: draft.version })).toBe(
      "409 LZ7503",
    );
    const receipt = await answer("clerk", `/api/returns/${draft.id}/receipt`, receiptSchema);
    expect(receipt).toMatchObject({
      filledBy: "演示·clerk",
      signatories: { statisticsHead: "演示·李琴", unitHead: null },
      period: DECEMBER,
      files: [{ name: "十二月.csv" }],
    });
    const last = `/api/returns/signatories?kind=enterprise&id=${firmAt(0).code}`;
    expect(await answer("clerk", last, signatoriesSchema)).toMatchObject({ statisticsHead: "演示·李琴" });
    expect(await answer("rival", last, signatoriesSchema)).toEqual({ statisticsHead: null, unitHead: null });
    const sheet = await ask("head", `/api/returns/${draft.id}/export?format=csv`);
    expect(sheet.payload).toContain(",9000000,");
    expect(sheet.payload).toContain("统计负责人:演示·李琴");
    expect(await refused("rival", `/api/returns/${draft.id}/export`)).toBe("404 LZ7501");
  });

  test("an officer sees how many wait, with what is open in them; a sender has none to accept", async () => {
    const waiting = await answer("head", "/api/returns/waiting", waitingSchema);
    expect(waiting).toMatchObject({ total: 1, counted: 1, must: 0, unexplained: 0, explained: 0 });
    expect(waiting.rows).toMatchObject([{ id: draft.id, readable: true }]);
    expect((await answer("clerk", "/api/returns/waiting", waitingSchema)).total).toBe(0);
  });

  test("its own county sees it; another county, another firm and a department have none", async () => {
    const seen = async (who: string) =>
      (await answer(who, `/api/returns?form=${COPY}&period=${DECEMBER}`, returnsSchema)).total;
    expect(await Promise.all(["clerk", "head", "county", "rival", "elsewhere", "tax"].map(seen))).toEqual([
      1, 1, 1, 0, 0, 0,
    ]);
    for (const who of ["rival", "elsewhere", "tax"])
      for (const part of ["", "/report", "/receipt"])
        expect(await refused(who, `/api/returns/${draft.id}${part}`)).toBe("404 LZ7501");
    expect(await refused("county", `/api/returns/${draft.id}/accept`, { version: draft.version })).toBe(
      "403 LZ7502",
    );
    expect(await refused("clerk", `/api/returns/${draft.id}/accept`, { version: draft.version })).toBe(
      "403 LZ7502",
    );
    expect(await refused("rival", `/api/returns/coverage?form=${COPY}`)).toBe("403 LZ6123");
  });

  test("a locked period takes nothing in; the section head unlocks it, accepts, and the figure moves", async () => {
    const lock = (locked: boolean) => ({ form: COPY, period: DECEMBER, locked });
    expect(await refused("county", "/api/returns/locks", lock(true))).toBe("403 LZ7502");
    expect(await answer("head", "/api/returns/locks", returnLockSchema, lock(true))).toMatchObject({
      changed: true,
    });
    expect(await refused("head", `/api/returns/${draft.id}/accept`, { version: draft.version })).toBe(
      "409 LZ7504",
    );
    expect((await answer("head", `/api/returns/${draft.id}`, returnSchema)).may.accept).toBe(false);
    await answer("head", "/api/returns/locks", returnLockSchema, lock(false));
    const done = await accept("head", draft);
    expect(done.waits).toBeNull();
    expect(done.moved.filter(({ after }) => after.period !== "2025")).toEqual([]);
    expect(done.moved.every(({ before, after }) => before.value.text !== after.value.text)).toBe(true);
    draft = { id: draft.id, version: done.version };
    expect(done.moved.map(({ after }) => after.indicator)).toContain("industrial_output");
    expect(await originsIn("十二月.csv")).toMatchObject([{ row: 2 }]);
  });

  test("returned for change, the figure is what it was; sent again, it is what was said", async () => {
    expect(
      await refused("clerk", `/api/returns/${draft.id}/return`, { version: draft.version, reason: "x" }),
    ).toBe("403 LZ7502");
    draft = await post("head", draft, "return", { reason: "口径有误" });
    const whole = await answer("clerk", `/api/returns/${draft.id}`, returnSchema);
    expect(whole.return).toMatchObject({ state: "returned", reason: "口径有误" });
    draft = await post("clerk", draft, "drop", { place: whole.files[0]?.place ?? 0 });
    draft = await put("clerk", draft, "更正.csv", copyOf(0, "8000000"));
    draft = await post("clerk", draft, "send");
    const done = await accept("head", draft);
    expect(done.moved.length).toBeGreaterThan(0);
    draft = { id: draft.id, version: done.version };
  });

  test("looks of others and downloads are told to the chain and read back to the firm; its own are not", async () => {
    const { files } = await answer("head", `/api/returns/${draft.id}`, returnSchema);
    const url = `/api/returns/${draft.id}/files/${files[0]?.hash ?? ""}`;
    const before = (await ask("clerk", "/api/own-data")).json<{ uses: unknown[] }>().uses.length;
    const file = await ask("head", url);
    expect(file.headers["content-disposition"]).toContain("attachment");
    expect(file.headers["x-content-type-options"]).toBe("nosniff");
    expect(file.body).toContain("8000000");
    expect((await ask("clerk", url)).statusCode).toBe(200);
    const { uses } = (await ask("clerk", "/api/own-data")).json<{
      uses: { action: { zh: string }; purpose: string }[];
    }>();
    expect(uses.length).toBe(before + 1);
    expect(uses[0]).toMatchObject({ action: { zh: "查阅报送的报表" }, purpose: "下载报表文件" });
  });

  test("a consent taken back takes the copy out of every day", async () => {
    const { consents } = await answer("clerk", "/api/consents", consentsSchema);
    const [given] = consents;
    expect(given).toMatchObject({ form: COPY, inForce: true, until: "2027-05-20" });
    const gone = await answer("clerk", `/api/consents/${given?.id ?? ""}/withdraw`, consentWithdrawnSchema, {
      reason: "不再提供",
    });
    expect(gone.purged).toBeGreaterThan(0);
    expect(await answer("head", `/api/returns/${draft.id}`, returnSchema)).toMatchObject({
      return: { state: "withdrawn" },
      purged: true,
    });
    expect((await report("head", draft)).counts.rows).toBe(0);
    expect(
      (
        await city.opened.store.query(
          "SELECT count(*)::BIGINT FROM f_output_copy WHERE v_gross_output IN (900000000000, 800000000000) ORDER BY 1",
        )
      ).rows[0]?.[0],
    ).toBe(0n);
  });

  test("another version, another name twice and a firm that is not its own are refused", async () => {
    await consent("rival");
    const own = await put("rival", await begin("rival", 1), "a.csv", copyOf(1, "100"));
    const again = { name: "a.csv", content: base64("x") };
    expect(await refused("rival", `/api/returns/${own.id}/files`, { version: own.version, ...again })).toBe(
      "400 LZ6101",
    );
    expect(await refused("rival", `/api/returns/${own.id}/send`, { version: "1" })).toBe("409 LZ7508");
    const foreign = { form: COPY, period: DECEMBER, sender: { kind: "enterprise", id: firmAt(0).code } };
    expect(await refused("rival", "/api/returns", foreign)).toBe("403 LZ7502");
  });

  test("a firm answers for itself alone, and for the period it opened", async () => {
    const row = (code: string, period: string) => `报告期,${HEADS}\n${period},${code},,100,90,1\n`;
    let own = await begin("rival", 1, "2025-09");
    own = await put("rival", own, "别家.csv", row(firmAt(0).code, "2025-09"));
    expect((await report("rival", own)).findings.map((f) => f.code)).toContain("LZ8313");
    own = await post("rival", own, "drop", { place: 1 });
    own = await put("rival", own, "别月.csv", row(firmAt(1).code, "2026-04"));
    expect((await report("rival", own)).findings.map((f) => [f.code, f.strength])).toContainEqual([
      "LZ8133",
      "must",
    ]);
    expect(await refused("rival", `/api/returns/${own.id}/send`, { version: own.version })).toBe(
      "409 LZ7510",
    );
  });

  test("a head that is asked about is confirmed once, and remembered for the sender's next return", async () => {
    const file = `统一社会信用代码,企业名称,工业总产值情况(千元)\n${firmAt(1).code},${firmAt(1).name},100\n`;
    let own = await put("rival", await begin("rival", 1, "2025-08"), "八月.csv", file);
    const settled = async (draft: Draft) =>
      (await report("rival", draft)).tables[0]?.heads.map((h) => [h.role?.kind ?? null, h.settled]);
    expect((await settled(own))?.[2]?.[1]).toBe(false);
    const role = { kind: "field", field: "gross_output", unit: "千元" };
    const heads = [{ column: 3, row: null, role }];
    own = await post("rival", own, "matching", { file: "八月.csv", sheet: null, table: 0, heads });
    expect((await settled(own))?.[2]).toEqual(["field", true]);
    const next = await put("rival", await begin("rival", 1, "2025-07"), "七月.csv", file);
    expect((await settled(next))?.[2]).toEqual(["field", true]);
    await post("rival", own, "withdraw", { reason: "演示" });
  });

  test("what should never have been entered is purged by order, with certificates; only by whose post may order it", async () => {
    const file = copyOf(1, "123456");
    const own = await put("rival", await begin("rival", 1, "2025-06"), "误录.csv", file);
    const url = `/api/returns/${own.id}/purge`;
    const order = { orderedBy: "保密办〔演示〕3 号", reason: "误录" };
    expect(await refused("head", url, order)).toBe("403 LZ7203");
    expect(await refused("leader", url, { orderedBy: " ", reason: "误录" })).toMatch(/^400 /);
    expect((await answer("leader", `/api/returns/${own.id}`, returnSchema)).may.purge).toBe(true);
    const { certificates, waits } = await answer("leader", url, purgedReturnSchema, order);
    expect(waits).toBe(null);
    // what the file said, and how its heads were read
    expect(certificates.map((c): unknown => JSON.parse(c.text))).toMatchObject(
      certificates.map(({ number }) => ({
        format: "lianzhang-purge-1",
        number,
        ordered_by: order.orderedBy,
        reason: "误录",
      })),
    );
    expect(certificates).toHaveLength(2);
    const gone = await answer("leader", `/api/returns/${own.id}`, returnSchema);
    expect(gone).toMatchObject({ purged: true, return: { state: "withdrawn" }, may: { purge: false } });
    expect(gone.files.map((f) => f.name)).toEqual([""]);
    expect(gone.moves).toMatchObject([{ action: "purge", by: "演示·leader" }]);
    // asked again there is nothing left to do
    expect((await answer("leader", url, purgedReturnSchema, order)).certificates).toEqual([]);
  });

  test("whatever the bytes are, the answer is findings", async () => {
    let hostile = await begin("rival", 1, "2025-11");
    const bytes: Readonly<Record<string, Uint8Array>> = {
      "空.xlsx": strToU8("PK\u0003\u0004 not a zip"),
      "旧.xls": new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 1, 2, 3]),
      "程序.csv": new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]),
      "路径.zip": zipSync({ "../../etc/passwd.csv": strToU8("a,b\n1,2\n") }),
    };
    for (const [name, content] of Object.entries(bytes)) hostile = await put("rival", hostile, name, content);
    const found = await report("rival", hostile);
    expect(new Set(found.findings.map((f) => f.file.split("/")[0]))).toEqual(new Set(Object.keys(bytes)));
    expect(await refused("rival", `/api/returns/${hostile.id}/send`, { version: hostile.version })).toBe(
      "409 LZ7510",
    );
  });
});

describe.skipIf(without)("a department's records", () => {
  let draft: Draft;

  test("a zip of two workbooks: matched by code and by name, contradictions with both places, who is missing", async () => {
    const forms = (await answer("tax", "/api/returns/forms", returnFormsSchema)).forms;
    expect(forms.flatMap((f) => f.senders.map((s) => `${f.id} ${s.id}`))).toEqual([
      "tax_records tax_office",
      "month_tax_records tax_office",
      "invoice_records tax_office",
    ]);
    const land = { form: "land_records", period: "2025", sender: { kind: "department", id: "tax_office" } };
    expect(await refused("tax", "/api/returns", land)).toBe("403 LZ7502");
    draft = await answer("tax", "/api/returns", returnDoneSchema, { ...land, form: "tax_records" });
    const row = (n: number, code: string, taxes: string): string => `${code},${firmAt(n).name},${taxes}\n`;
    const head = "统一社会信用代码,企业名称,实缴税金(元)\n";
    const zip = zipSync({
      "东坡区.csv": strToU8(`${head}${row(2, firmAt(2).code, "1200")}${row(3, "", "800")}`),
      "彭山区.csv": strToU8(
        `${head}${row(2, firmAt(2).code, "1300")}${row(4, firmAt(4).code, "600")}没有这一家,查无此企业,5\n`,
      ),
    });
    draft = await put("tax", draft, "税收.zip", zip);
    const found = await report("tax", draft);
    expect(found.tables.map((t) => [t.file, t.rows])).toEqual([
      ["税收.zip/东坡区.csv", 2],
      ["税收.zip/彭山区.csv", 3],
    ]);
    expect(found.match).toMatchObject({ rows: 5, byCode: 3, byName: 1 });
    // names of other firms are not told to whoever sees no firms
    expect(found.match?.unsure.flatMap((u) => u.candidates)).toEqual([]);
    expect(found.chase).toBeNull();
    expect(found.conflicts).toMatchObject([
      { subject: firmAt(2).code, field: "taxes_paid", places: [{ text: "1200" }, { text: "1300" }] },
    ]);
  });

  test("the section head sees who has not answered, for the same files", async () => {
    const found = await report("head", draft);
    expect(found.chase?.unanswered.count).toBeGreaterThan(0);
    expect(found.chase?.unanswered.first.map((f) => f.code)).not.toContain(firmAt(4).code);
    expect(found.chase?.twice.first.map((f) => f.code)).toEqual([firmAt(2).code]);
  });

  test("rows of nobody here are set aside with a reason, taken back in, and meant by no other file", async () => {
    const lone = { file: "税收.zip/彭山区.csv", sheet: null, row: 4 };
    const reason = "不属于本市登记企业";
    draft = await post("tax", draft, "aside", { rows: [lone], reason });
    const without = await report("tax", draft);
    expect(without.counts).toMatchObject({ rows: 4, refused: 0 });
    expect(without.match).toMatchObject({ rows: 4, unmatched: 0 });
    expect(without.aside).toMatchObject({ count: 1, first: [{ ...lone, name: "查无此企业", reason }] });
    // what was set aside is this return's alone: nothing of the row outlives a purge in what is kept for the next one
    const remembered = await city.side.work.database.read((q) =>
      q.rows("SELECT matching FROM sender_matching"),
    );
    expect(JSON.stringify(remembered)).not.toContain("查无此企业");
    const book = await ask("tax", `/api/returns/${draft.id}/match`);
    expect([book.statusCode, String(book.headers["content-type"])]).toEqual([
      200,
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]);
    draft = await post("tax", draft, "aside", { rows: [lone], reason: null });
    expect((await report("tax", draft)).aside.count).toBe(0);
    draft = await post("tax", draft, "aside", { rows: [lone], reason });
    draft = await post("tax", draft, "drop", { place: 1 });
    const other = `统一社会信用代码,企业名称,实缴税金(元)\n${firmAt(2).code},${firmAt(2).name},1\n,${firmAt(3).name},1\n${firmAt(4).code},${firmAt(4).name},1\n`;
    draft = await put("tax", draft, "税收.zip", zipSync({ "彭山区.csv": strToU8(other) }));
    expect(await report("tax", draft)).toMatchObject({ counts: { rows: 3 }, aside: { count: 0 } });
    // the head is no row of the return, and there is no row 900
    for (const row of [1, 900]) {
      const nowhere = { version: draft.version, rows: [{ ...lone, row }], reason };
      expect(await refused("tax", `/api/returns/${draft.id}/aside`, nowhere)).toMatch(/^404/);
    }
  });
});

describe.skipIf(without)("what checks ask about", () => {
  test("is explained by the sender before it goes on; the officer accepts with the explanation", async () => {
    const order = { form: "power_records", period: "2026-01", sender: power };
    let draft = await answer("head", "/api/returns", returnDoneSchema, order);
    const { rows } = await city.opened.store.query(
      "SELECT s.code, median(f.v_electricity_used)::BIGINT FROM f_power_records f JOIN s_enterprise s ON s.subject = f.subject WHERE f.m_to > 24288 AND f.x_electricity_used = 0 GROUP BY s.code HAVING count(*) = 23 ORDER BY s.code LIMIT 1",
    );
    const [code, used] = rows[0] ?? [];
    const name = city.firms.find((f) => f.code === code)?.name ?? "";
    // ten thousand times the median of its months: kWh written as 万kWh and read as kWh once more
    const kWh = (BigInt(String(used)) * 10_000n) / 1000n; // a kWh is kept as 1000 Wh
    const file = `统一社会信用代码,企业名称,用电量(kWh)\n${String(code)},${name},${kWh}\n`;
    draft = await put("head", draft, "用电.csv", file);
    const found = await report("head", draft);
    const asked = found.findings.filter((f) => f.strength === "explain");
    expect(asked).toMatchObject([{ field: "electricity_used", row: 2, explained: false }]);
    expect(await refused("head", `/api/returns/${draft.id}/send`, { version: draft.version })).toBe(
      "409 LZ7510",
    );
    const remarks = asked.map(({ check, code: of, file: name, sheet, row, field, subject }) => ({
      check: check ?? of,
      file: name,
      sheet,
      row,
      field,
      subject,
      said: "新产线投产",
    }));
    draft = await post("head", draft, "remarks", { remarks });
    expect((await report("head", draft)).counts).toMatchObject({ explain: 1, unexplained: 0 });
    draft = await post("head", draft, "send");
    expect((await accept("head", draft)).waits).toBeNull();
  });
});

describe.skipIf(without)("templates and coverage", () => {
  test("a template is filled in and read back as it was; sent again untouched it changes nothing", async () => {
    await consent("clerk");
    const file = await ask("clerk", `/api/returns/template?form=${COPY}&period=2025-10`);
    expect(file.headers["content-type"]).toContain("spreadsheetml");
    const draft = await put("clerk", await begin("clerk", 0, "2025-10"), "模板.xlsx", file.rawPayload);
    const blank = await report("clerk", draft);
    expect(blank.tables).toMatchObject([{ form: COPY, certain: true, rows: 1 }]);
    expect(blank.tables[0]?.heads.every((h) => h.settled)).toBe(true);
    // the one thing that is wrong is that nothing was filled in
    const lacking = blank.findings.filter((f) => f.strength !== "note");
    expect(lacking.map((f) => [f.code, f.field])).toEqual([["LZ8301", "gross_output"]]);
    const url = `/api/returns/template?form=${COPY}&format=csv&period=2025-10`;
    const csv = await put(
      "clerk",
      await begin("clerk", 0, "2025-10"),
      "模板.csv",
      (await ask("clerk", url)).rawPayload,
    );
    const heads = (r: ReturnReportAnswer) => r.tables.map((t) => t.heads.map((h) => [h.path, h.role]));
    expect(heads(await report("clerk", csv))).toEqual(heads(blank));
  });

  test("how many have reported, by county, by count and by share of output", async () => {
    const url = `/api/returns/coverage?form=${COPY}&from=2025-12&to=2026-02`;
    const last = async (who: string) => (await answer(who, url, returnCoverageSchema)).months.at(-1);
    expect((await last("head"))?.groups[0]).toMatchObject({ code: null, reported: 0, outputShare: "0.0" });
    await accept("head", await sent("clerk", 0, "1500000", "2026-02"));
    const { months } = await answer("head", url, returnCoverageSchema);
    expect(months.map((m) => [m.period, m.locked])).toEqual([
      ["2025-12", false],
      ["2026-02", false],
    ]);
    const [whole] = months[1]?.groups ?? [];
    expect(whole).toMatchObject({ code: null, reported: 1 });
    expect(Number(whole?.outputShare)).toBeGreaterThan(0);
    const own = await last("county");
    expect(own?.groups).toMatchObject([
      { code: null, reported: 1 },
      { code: firmAt(0).county, reported: 1 },
    ]);
    expect(own?.groups[0]?.expected).toBeLessThan(whole?.expected ?? 0);
    expect((await last("elsewhere"))?.groups[0]?.reported).toBe(0);
  });

  test("a description lets a browser check by itself", async () => {
    const found = await ask("clerk", `/api/returns/description?form=${COPY}`);
    expect(found.json()).toMatchObject({
      id: COPY,
      input: "own_copy",
      fields: [{ id: "gross_output" }, {}, {}, {}],
    });
    expect(await refused("clerk", "/api/returns/description?form=tax_records")).toBe("404 LZ6102");
  });
});

test.skipIf(without)("the audit chain holds", async () => {
  expect(await city.side.work.trail.verify()).toMatchObject({ holds: true });
});
