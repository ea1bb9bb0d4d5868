/** 一数多报 over HTTP: a blank from above, pointed at once, filled two months with a row put in between, seen by others. */
import type { CellProposals, WantedFigure, WorkbookAnswer, WorkbookCell } from "@lianzhang/contract";
import {
  cellProposalsSchema,
  dueWorkbooksSchema,
  suggestionsSchema,
  workbookFiguresSchema,
  workbookMadeSchema,
  workbookSavedSchema,
  workbookSchema,
  workbooksSchema,
} from "@lianzhang/contract";
import { readSheets } from "@lianzhang/intake";
import { decimalText, parsePeriod } from "@lianzhang/kernel";
import { noServerFor, PLATFORM } from "@lianzhang/work";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COUNTY_ROWS, sheetXml, workbookOf } from "../packages/report/src/testing/make-workbook.ts";
import type { DemoOffice, Person } from "./support/demo-office.ts";
import { demoOffice } from "./support/demo-office.ts";
import { signMonth } from "./support/sign-month.ts";

const without = noServerFor(PLATFORM) !== null;
const clock = (): Date => new Date("2026-01-20T09:30:00+08:00");
let office: DemoOffice;
let analyst: Person;

beforeAll(async () => {
  if (without) return;
  office = await demoOffice({ clock });
  analyst = await office.signIn("分析人员");
}, 180_000);
afterAll(() => office?.close());

/** 各县区规上工业主要指标 of a month of 2025; with a row for 全市合计 put in above the counties. */
const sheetOf = (month: number, inserted: boolean): string => {
  const rows = COUNTY_ROWS.replaceAll("1-5月", `1-${month}月`);
  if (!inserted) return sheetXml(rows);
  const moved = rows.replace(/<row r="([5-8])"(.*?)<\/row>/g, (text, n: string) =>
    text
      .replaceAll(/r="([A-E]?)\d"/g, (_, column: string) => `r="${column}${Number(n) + 1}"`)
      .replaceAll(/([BC])6:([BC])8/g, "$17:$29"),
  );
  const head = '<row r="5"><c r="A5" s="1" t="inlineStr"><is><t>市直</t></is></c></row>';
  return sheetXml(moved.replace('<row r="6"', `${head}<row r="6"`));
};
const blankOf = (month: number, inserted = false): Uint8Array =>
  workbookOf({ 分县区: sheetOf(month, inserted) });

const [saved, made] = [workbookSavedSchema, workbookMadeSchema];
const query = (values: Readonly<Record<string, string | number>>): string =>
  new URLSearchParams(Object.entries(values).map(([k, v]) => [k, String(v)])).toString();

const SETTINGS = { label: "分县区月报", issuer: "省经济和信息化厅", every: "month", dueDay: 12 };
const send = (who: Person, blank: Uint8Array, month = "2025-11") =>
  office.ask(who, `/api/workbooks?${query({ ...SETTINGS, name: "分县区月报.xlsx", month })}`, blank);
const look = (who: Person, id: string, month: string): Promise<WorkbookAnswer> =>
  office.answer(who, `/api/workbooks/${id}?month=${month}`, workbookSchema);
const fill = async (who: Person, id: string, month: string): Promise<string> => {
  const { book } = await look(who, id, month);
  const body = { month, version: book.version };
  return (await office.answer(who, `/api/workbooks/${id}/fillings`, made, body)).id;
};
async function fileOf(who: Person, id: string, filling: string, which = "clean"): Promise<Uint8Array> {
  const found = await office.ask(who, `/api/workbooks/${id}/fillings/${filling}/file?which=${which}`);
  expect(found.statusCode).toBe(200);
  return new Uint8Array(found.rawPayload);
}
const at = (row: number, column: number) => ({ sheet: "分县区", row, column });
const pointed = ({ sure }: CellProposals) =>
  sure.map(({ sheet, row, column, want }) => ({ id: null, at: { sheet, row, column }, want }));
const cellAt = ({ cells }: WorkbookAnswer, row: number, column: number): WorkbookCell | undefined =>
  cells.find((c) => c.at.row === row && c.at.column === column);
async function textsOf(file: Uint8Array, row: number): Promise<readonly string[]> {
  const { sheets } = await readSheets("x.xlsx", file);
  return (sheets[0]?.rows[row - 1] ?? []).map((c) => c.text);
}

/** The product's own figure, in 亿元 of two decimals. */
async function own({ figure, of }: WantedFigure, period: string): Promise<string> {
  const asked = { period: parsePeriod(period) ?? { from: 0, to: 0 }, known: null };
  const found = (await office.context.figures(asked, [figure], [of.map((m) => m.by)])).find((f) =>
    of.every((m) => f.group.some((g) => g.code === m.code)),
  );
  const type = office.context.model.indicators.get(figure);
  if (found?.value == null || type === undefined) throw new Error(`no ${figure}`);
  return decimalText(found.value, { numeric: "exact", unit: type.unit });
}

let id = "";
let november = "";

describe.skipIf(without)("workbooks from above", () => {
  test("a blank is kept; its heads say what is wanted, and one pointed cell brings the others with it", async () => {
    const uploaded = await send(analyst, blankOf(11));
    expect(uploaded.statusCode).toBe(200);
    ({ id } = made.parse(uploaded.json()));
    const open = await look(analyst, id, "2025-11");
    expect(open.book).toMatchObject({ ...SETTINGS, state: "open", mapped: 0, due: "2025-12-12", version: 1 });
    const heads = open.sheets[0]?.cells.find((c) => c.text === "工业总产值");
    expect(heads).toMatchObject({ row: 3, column: 2, columns: 2, kind: "words" });

    // 东坡区 is where firms stand, or the unit they are appraised in: a person says which
    const asked = `/api/workbooks/${id}/suggestions?${query({ ...at(6, 2), by: "county" })}`;
    const { suggestions } = await office.answer(analyst, asked, suggestionsSchema);
    const [best] = suggestions;
    expect(best?.name.zh).toBe("规模以上工业总产值(企业汇总) · 东坡区(所在县区) · 本月 · 亿元");
    expect(best?.certainty).toBeGreaterThanOrEqual(0.9);
    if (best === undefined) throw new Error("nothing is suggested");
    const spread = await office.answer(analyst, `/api/workbooks/${id}/spread`, cellProposalsSchema, {
      at: at(6, 2),
      want: best.want,
    });
    const places = spread.sure.map((c) => `${c.row},${c.column}`);
    expect(places).toEqual(expect.arrayContaining(["7,2", "8,2", "6,3", "6,4"]));

    const all = await office.answer(analyst, `/api/workbooks/${id}/proposals?by=county`, cellProposalsSchema);
    expect([all.sure.length, all.unsure.length]).toEqual([14, 0]);
    const body = { version: 1, cells: pointed(all), unplaced: [] };
    expect(await office.answer(analyst, `/api/workbooks/${id}/mapping`, saved, body)).toEqual({ version: 2 });
    // whoever saves from a page that is behind changes nothing
    const behind = await office.ask(analyst, `/api/workbooks/${id}/mapping`, body);
    expect([behind.statusCode, behind.json()]).toMatchObject([409, { code: "LZ6171" }]);
    const now = await look(analyst, id, "2025-11");
    expect(now.book).toMatchObject({ state: "overdue", mapped: 14, version: 2 });
    expect(now.versions.map((v) => [v.what, v.cells])).toEqual([
      ["map", 14],
      ["upload", 0],
    ]);
    const figures = await office.answer(analyst, "/api/workbooks/figures", workbookFiguresSchema);
    expect(figures.groupings.map((g) => g.id)).toContain("county");
  });

  test("filled, every cell holds the product's own figure, nothing else has changed, and twice gives the same file", async () => {
    november = await fill(analyst, id, "2025-11");
    const file = await fileOf(analyst, id, november);
    const book = await look(analyst, id, "2025-11");
    expect(book.book.state).toBe("filled");
    const cell = cellAt(book, 6, 2);
    if (cell === undefined) throw new Error("B6 is not mapped");
    expect((await textsOf(file, 6))[1]).toBe(cell.written);
    expect(Number(cell.written)).toBeCloseTo(Number(await own(cell.want, "2025-11")), 2);
    expect(cell.figure).toMatchObject({ indicator: cell.want.figure, period: "2025-11" });

    const [was, is] = [unzipSync(blankOf(11)), unzipSync(file)];
    for (const [name, bytes] of Object.entries(was))
      if (!/sheet1\.xml$|workbook\.xml$/.test(name)) expect(is[name], name).toEqual(bytes);
    const again = await fileOf(analyst, id, await fill(analyst, id, "2025-11"));
    expect(Buffer.from(again).equals(Buffer.from(file))).toBe(true);
    const [second] = (await look(analyst, id, "2025-11")).fillings;
    expect(second?.changed).toBe(0);
  });

  test("what is to be filled waits for whoever keeps it, from the signature of its period on", async () => {
    const county = await office.signIn("县区经办");
    const waits = async (who: Person) =>
      (await office.answer(who, "/api/workbooks/due", dueWorkbooksSchema)).rows;
    const other = made.parse((await send(analyst, blankOf(11, true))).json()).id;
    const all = await office.answer(
      analyst,
      `/api/workbooks/${other}/proposals?by=county`,
      cellProposalsSchema,
    );
    const body = { version: 1, cells: pointed(all), unplaced: [] };
    // nothing waits while the month is open, nor of a workbook that nobody has pointed at
    expect(await waits(analyst)).toEqual([]);
    await signMonth(office, "2025-11");
    expect(await waits(analyst)).toEqual([]);
    await office.answer(analyst, `/api/workbooks/${other}/mapping`, saved, body);
    // the other one was filled
    const row = { id: other, label: SETTINGS.label, month: "2025-11", due: "2025-12-12", overdue: true };
    expect(await waits(analyst)).toEqual([row]);
    expect(await waits(county)).toEqual([]);
    expect((await office.ask(await office.signIn("企业经办"), "/api/workbooks/due")).statusCode).toBe(403);
    await fill(analyst, other, "2025-11");
    expect(await waits(analyst)).toEqual([]);
  });

  test("the signed figures of a closed month go before those of today", async () => {
    const book = await look(analyst, id, "2025-11");
    expect(book.signed?.hash).toMatch(/^[0-9a-f]{64}$/);
    // the month alone is in the run; what adds up from January is taken as known on the day of signing
    expect([cellAt(book, 6, 2)?.signed, cellAt(book, 6, 3)?.signed]).toEqual([true, false]);
    const filling = await fill(analyst, id, "2025-11");
    const [last] = (await look(analyst, id, "2025-11")).fillings;
    expect(last).toMatchObject({ id: filling, run: book.signed?.hash, changed: 0 });
  });

  test("December's blank has a row more: cells are found again, only what is not sure is asked, changes are marked", async () => {
    // November's own blank says November: December is not written into it
    const stale = await look(analyst, id, "2025-12");
    expect(stale.notes.map((n) => n.code)).toContain("LZ9115");
    const { version } = stale.book;
    const name = "分县区月报12月.xlsx";
    const url = `/api/workbooks/${id}/blank?${query({ name, month: "2025-12", version })}`;
    await office.answer(analyst, url, saved, blankOf(12, true));
    const book = await look(analyst, id, "2025-12");
    expect(book.unplaced).toEqual([]);
    expect(book.cells).toHaveLength(14);
    expect(cellAt(book, 7, 2)?.name.zh).toContain("东坡区");
    const filling = await fill(analyst, id, "2025-12");
    const after = await look(analyst, id, "2025-12");
    const [latest] = after.fillings;
    expect(latest).toMatchObject({ id: filling, name: "演示-分县区月报12月-2025-12.xlsx" });
    expect(latest?.changed).toBeGreaterThan(0);
    const [clean, marked] = [
      await fileOf(analyst, id, filling),
      await fileOf(analyst, id, filling, "marked"),
    ];
    const styles = (file: Uint8Array): string =>
      strFromU8(unzipSync(file)["xl/styles.xml"] ?? new Uint8Array());
    expect(styles(clean)).toBe(styles(blankOf(12, true)));
    expect(styles(marked)).not.toBe(styles(clean));
    const texts = await textsOf(clean, 7);
    expect(texts.slice(0, 2)).toEqual(["东坡区", cellAt(after, 7, 2)?.written]);
  });

  test("another title is not taken for the same sheet until a person says so", async () => {
    const { book } = await look(analyst, id, "2025-12");
    const sheet = sheetOf(12, false).replace("各县区规上工业主要指标", "各县区主要指标");
    const url = `/api/workbooks/${id}/blank?${query({ name: "改.xlsx", month: "2025-12", version: book.version })}`;
    await office.answer(analyst, url, saved, workbookOf({ 分县区: sheet }));
    const asks = await look(analyst, id, "2025-12");
    expect(asks.book).toMatchObject({ state: "check", mapped: 0, unplaced: 14 });
    expect(new Set(asks.unplaced.map((u) => u.sheet))).toEqual(new Set(["分县区"]));
    const { version } = asks.book;
    const body = { version, was: "分县区", now: "分县区" };
    await office.answer(analyst, `/api/workbooks/${id}/same`, saved, body);
    const settled = await look(analyst, id, "2025-12");
    expect([settled.cells.length, settled.unplaced.length]).toEqual([14, 0]);
    expect(cellAt(settled, 6, 2)?.name.zh).toContain("东坡区");
  });

  test("a county keeps its own; what would tell of others' firms is a gap; nobody else's is there for it", async () => {
    const county = await office.signIn("县区经办");
    const { adds, rows } = await office.answer(county, "/api/workbooks?month=2025-12", workbooksSchema);
    expect([adds?.zh, rows]).toEqual(["东坡区", []]);
    expect((await office.ask(county, `/api/workbooks/${id}`)).statusCode).toBe(404);

    const theirs = made.parse((await send(county, blankOf(12), "2025-12")).json()).id;
    const all = await office.answer(
      county,
      `/api/workbooks/${theirs}/proposals?by=county`,
      cellProposalsSchema,
    );
    // segments of one or two firms in the column of counts: their sums would tell of firms of other counties
    const december = { period: parsePeriod("2025-12") ?? { from: 0, to: 0 }, known: null };
    const small = (await office.context.figures(december, ["industrial_output"], [["segment"]]))
      .filter((f) => f.value !== null && (f.counters?.used ?? 0) <= 2)
      .flatMap((f) => f.group[0]?.code ?? []);
    const period = { span: "month", back: 0 } as const;
    const cells = pointed(all).map((cell) => {
      const code = cell.at.column === 5 ? small[cell.at.row - 5] : undefined;
      if (code === undefined) return cell;
      const of = [{ by: "segment", code }];
      return { ...cell, want: { figure: "industrial_output", period, of, unit: "亿元", decimals: 2 } };
    });
    const mapping = { version: 1, cells, unplaced: [] };
    await office.answer(county, `/api/workbooks/${theirs}/mapping`, saved, mapping);
    const filling = await fill(county, theirs, "2025-12");
    const seen = await look(county, theirs, "2025-12");
    const mine = await look(analyst, theirs, "2025-12");
    expect(mine.book.mayFill).toBe(false);
    const withheld = seen.cells.filter((c) => c.gap?.reason === "withheld");
    expect(withheld.length).toBeGreaterThan(0);
    for (const cell of withheld) {
      expect(cell).toMatchObject({ written: null, figure: { value: { text: null } }, gap: { holder: null } });
      expect(mine.cells.find((c) => c.id === cell.id)?.written).not.toBeNull();
    }
    const file = await fileOf(county, theirs, filling);
    for (const { at: place } of withheld)
      expect((await textsOf(file, place.row))[place.column - 1] ?? "").toBe("");
    // the city sees what the county filled; the county not what the city did
    expect(mine.fillings.map((f) => f.id)).toEqual([filling]);
    const foreign = await office.ask(county, `/api/workbooks/${id}/fillings/${november}/file`);
    expect(foreign.statusCode).toBe(404);
  });

  test("what is no workbook, is marked secret or cannot be filled is refused, and nothing of it is kept", async () => {
    const before = (await office.answer(analyst, "/api/workbooks", workbooksSchema)).rows.length;
    expect((await send(analyst, new Uint8Array([1, 2, 3]))).json()).toMatchObject({ code: "LZ6170" });
    const secret = sheetOf(11, false).replace("单位:亿元", "机密★1年");
    expect((await send(analyst, workbookOf({ 分县区: secret }))).json()).toMatchObject({ code: "LZ6172" });
    const rows = (await office.answer(analyst, "/api/workbooks", workbooksSchema)).rows;
    expect(rows).toHaveLength(before);
    const empty = made.parse((await send(analyst, blankOf(11))).json()).id;
    const body = { version: 1, month: "2025-11" };
    const refused = await office.ask(analyst, `/api/workbooks/${empty}/fillings`, body);
    expect(refused.json()).toMatchObject({ code: "LZ6173" });
    const investors = await office.signIn("招商部门经办");
    expect((await office.ask(investors, "/api/workbooks")).statusCode).toBe(403);
  });

  test("purged by order, a filling and a blank are gone with all that was filled from it; another copy of the bytes stays", async () => {
    const { trail } = office.side.work;
    const by = { user: "li.na", onBehalfOf: null, unit: null, purpose: "purge" };
    const purge = (numbers: readonly bigint[]) =>
      trail.purge(by, { numbers, reason: "误录", orderedBy: "保密办 2026-4 号" });
    const blank = async (book: string): Promise<Uint8Array> =>
      new Uint8Array((await office.ask(analyst, `/api/workbooks/${book}/versions/1/blank`)).rawPayload);
    const bytes = await blank(id);
    const twin = made.parse((await send(analyst, bytes)).json());
    const events = async (action: string) =>
      (await trail.history({ kind: "workbook", id }, { limit: 99 })).filter((e) => e.action === action);
    const before = await look(analyst, id, "2025-11");
    const latest = before.fillings[0];
    const [filled] = await events("workbook.fill");
    await purge([filled?.number ?? 0n]);
    const one = await look(analyst, id, "2025-11");
    expect(one.fillings.filter((f) => f.purged).map((f) => [f.id, f.name, f.cells])).toEqual([
      [latest?.id, "", 0],
    ]);
    const gone = await office.ask(analyst, `/api/workbooks/${id}/fillings/${latest?.id ?? ""}/file`);
    expect([gone.statusCode, gone.json()]).toMatchObject([409, { code: "LZ6162" }]);

    const blanks = [...(await events("workbook.upload")), ...(await events("workbook.blank"))];
    await purge(blanks.map((e) => e.number));
    const { rows } = await office.answer(analyst, "/api/workbooks?month=2025-11", workbooksSchema);
    expect(rows.find((r) => r.id === id)).toMatchObject({
      label: "",
      state: "purged",
      purged: true,
      mayFill: false,
    });
    const all = await look(analyst, id, "2025-11");
    expect([all.sheets, all.cells]).toEqual([[], []]);
    expect([...all.versions, ...all.fillings].every((x) => x.purged)).toBe(true);
    expect(all.versions.map((v) => v.version)).toEqual(before.versions.map((v) => v.version));
    for (const url of ["versions/1/blank", "versions/2/mapping", "proposals"])
      expect((await office.ask(analyst, `/api/workbooks/${id}/${url}`)).json()).toMatchObject({
        code: "LZ6162",
      });
    const change = await office.ask(analyst, `/api/workbooks/${id}/fillings`, {
      month: "2025-11",
      version: 1,
    });
    expect(change.json()).toMatchObject({ code: "LZ6162" });
    expect(await trail.verify()).toMatchObject({ holds: true });
    // the same bytes in another workbook are that one's
    expect(await blank(twin.id)).toEqual(bytes);
    // gone from there as well, and then sent anew, they are kept again
    const links = await trail.history({ kind: "workbook", id: twin.id }, { limit: 99 });
    const upload = links.find((e) => e.action === "workbook.upload");
    const [certificate] = await purge([upload?.number ?? 0n]);
    expect(certificate?.files).toHaveLength(1);
    const again = made.parse((await send(analyst, bytes)).json());
    expect(await blank(again.id)).toEqual(bytes);
  });
});
