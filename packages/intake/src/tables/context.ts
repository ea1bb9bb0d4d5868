/** What is written around a table: title, unit, period, sender, number. */
import type { Sheet } from "../grid/sheet.ts";
import { readUnit } from "../values/amounts.ts";
import { filled } from "./cells.ts";
import type { TableContext, TextAt } from "./table.ts";
import { canonical } from "./words.ts";

const SENDER =
  /(?:(?:填报|报送|填表|编报|上报)(?:单位|企业|部门)|单位(?:详细)?名称|企业(?:详细)?名称|法人单位名称|企业\(单位\)名称)(?:\((?:盖|公)章\))?\s*:\s*([^\s:;]+)/;
const CODE = /(?:统一)?社会信用代码\s*:\s*([0-9A-Za-z -]{10,24})/;
const NUMBER = /表\s*号\s*:\s*([A-Za-z0-9.-]+)|(?<![A-Za-z0-9])([A-Z]{0,2}\d{3}-\d{1,2})\s*表/;
const UNIT = /((?:计量|金额|货币|数据)?)\s*单\s*位\s*[:为是]\s*([^\s()。;:]+)/;
const PERIOD_LABEL =
  /(?:报告期别?|报告时期|所属时?期|税款所属期|统计时间|数据时间|时间|期间)\s*:\s*([^\s:;)]+)/;
/** A day that is not the period the figures are of. */
const OTHER_DAY = /有效期|文号|报出|填[报表制]?日期|制表|印发|打印|审批|批准/;
const MONTHS = String.raw`(?:\d{1,2}|[一二三四五六七八九十]{1,3})`;
const PERIOD = new RegExp(
  String.raw`(?:20\d{2}|19\d{2}|二[〇零][〇零一二三四五六七八九]{2})年(?:度|${MONTHS}月?[-至到]${MONTHS}月(?:份)?|${MONTHS}月(?:份)?|[上下]半年|前[二三]季度|第?[一二三四1-4]季度)?`,
);
/** A month without its year, as sheets are named. */
const MONTH_NAME =
  /^(?:\d{1,2}-)?\d{1,2}月(?:份)?$|^20\d{2}-?(?:0?[1-9]|1[0-2])$|^20\d{2}(?:Q[1-4]|H[12])?$/i;

/** One text with blanks single, width folded. */
const loose = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\u200b-\u200f\ufeff]/g, "")
    .replace(/\s+/g, " ")
    .trim();

const LABEL_ALONE =
  /^(?:(?:填报|报送|填表|编报)单位|(?:单位|企业)(?:详细)?名称|统一社会信用代码|表号|计量单位|金额单位|报告期别?|所属期)$/;

/** Texts of a row; a label that ends with a colon takes the next cell with it. */
function texts(sheet: Sheet, row: number, columns: Columns): TextAt[] {
  const cells = filled(sheet, row, columns.from, columns.to);
  const found: TextAt[] = [];
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i];
    if (!cell) continue;
    const text = loose(cell.cell.text);
    const next = cells[i + 1];
    const alone = LABEL_ALONE.test(cell.text) && cells.length <= 4;
    if (next && (text.endsWith(":") || alone)) {
      found.push({ text: `${text.replace(/:$/, "")}:${loose(next.cell.text)}`, row, column: next.column });
      i++;
    } else found.push({ text, row, column: cell.column });
  }
  return found;
}

interface Columns {
  readonly from: number;
  readonly to: number;
}

/** `千元、人、吨` as three; a single unknown text as it is. */
const unitsIn = (text: string): string[] =>
  text
    .split(/[、,和及]/)
    .map((u) => u.trim())
    .filter((u) => u !== "");

/** The period a text names, in its own words; null: none. */
export function periodIn(text: string): string | null {
  const plain = canonical(text).replace(/[○oо]/g, "〇");
  return PERIOD.exec(plain)?.[0] ?? null;
}

interface Found {
  title: TextAt | null;
  units: TextAt[];
  period: TextAt | null;
  labelled: TextAt | null;
  sender: TextAt | null;
  code: TextAt | null;
  number: TextAt | null;
}

function readUnits(entry: TextAt, body: string, found: Found): void {
  const whole = body.replace(/^\((.*)\)$/, "$1").replace(/^人民币/, "");
  const alone = whole.length <= 6 && readUnit(whole) !== null && !/^[\d年月]+$/.test(whole);
  const said = UNIT.exec(body);
  if (!said && !alone) return;
  const parts = said ? unitsIn(said[2] ?? "") : [whole];
  const known = parts.filter((u) => readUnit(u) !== null);
  const meant = (said?.[1] ?? "") !== "" || /^.{0,4}[元吨人亩]$/.test(parts[0] ?? "");
  if (known.length > 0 || alone || meant) found.units.push(...parts.map((text) => ({ ...entry, text })));
  else found.sender ??= { ...entry, text: said?.[2] ?? "" };
}

function readEntry(entry: TextAt, found: Found): void {
  const first = (pattern: RegExp): string | null => {
    const m = pattern.exec(entry.text);
    return m?.[1] ?? m?.[2] ?? null;
  };
  const sender = first(SENDER);
  if (sender !== null) found.sender ??= { ...entry, text: sender };
  const code = first(CODE);
  if (code !== null) found.code ??= { ...entry, text: code.trim() };
  const number = first(NUMBER);
  if (number !== null) found.number ??= { ...entry, text: number };
  readUnits(entry, entry.text.replace(SENDER, ""), found);
  if (OTHER_DAY.test(entry.text)) return;
  const labelled = first(PERIOD_LABEL);
  if (labelled !== null) found.labelled ??= { ...entry, text: labelled };
  const period = periodIn(entry.text);
  // the first wins, but a month goes before a year alone
  if (
    period !== null &&
    (found.period === null || (found.period.text.endsWith("年") && !period.endsWith("年")))
  )
    found.period = { ...entry, text: period };
  const plain = !/:|^附[件表]/.test(entry.text) && entry.text.length > 2;
  if (plain && canonical(entry.text) !== period && sender === null) found.title ??= entry;
}

/**
 * The context in rows `from` to `to` of the columns. A labelled period goes before one in a title, and both before the
 * sheet's name.
 */
export function contextIn(sheet: Sheet, from: number, to: number, columns: Columns): TableContext {
  const found: Found = {
    title: null,
    units: [],
    period: null,
    labelled: null,
    sender: null,
    code: null,
    number: null,
  };
  for (let row = from; row <= to; row++)
    for (const entry of texts(sheet, row, columns)) readEntry(entry, found);
  const { title, units, sender, code, number } = found;
  const period = found.labelled ?? found.period ?? ofSheetName(sheet);
  return { title, units, period, sender, code, number };
}

function ofSheetName(sheet: Sheet): TextAt | null {
  const name = sheet.name === null ? "" : canonical(sheet.name);
  const text = periodIn(name) ?? (MONTH_NAME.test(name) ? name : null);
  return text === null ? null : { text, row: null, column: null };
}

/** A unit that a note under the table says: 注:金额单位为万元. */
export function unitsInNote(text: string, row: number, column: number): TextAt[] {
  const found: Found = {
    title: null,
    units: [],
    period: null,
    labelled: null,
    sender: null,
    code: null,
    number: null,
  };
  readUnits({ text, row, column }, loose(text), found);
  return found.units.filter((u) => readUnit(u.text) !== null);
}
