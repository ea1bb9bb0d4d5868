/** Cells of amounts as integers of the field's minor unit, exactly or not at all. */
import type { Label, MissingReason, NumberColumn, Rational, Unit } from "@lianzhang/kernel";
import {
  columnIn,
  hasRaisedDigits,
  inRange,
  multiply,
  parseDecimal,
  parseUnit,
  rational,
  unitFits,
} from "@lianzhang/kernel";
import type { FieldDescription } from "../form.ts";
import { markOf } from "./marks.ts";
import { hasNumerals, plainNumerals, readDigits, readNumerals } from "./numerals.ts";
import type { CellText, Problem } from "./said.ts";
import { folded, problem, say } from "./said.ts";

/** A column of amounts: the field's own unit and the one its cells are in. */
export interface AmountColumn {
  readonly numeric: "exact" | "ratio";
  readonly declared: Unit;
  readonly unit: Unit;
  /** How numbers in `unit` count. */
  readonly own: NumberColumn;
}

export type AmountReading =
  | { readonly kind: "value"; readonly value: bigint; readonly changed: readonly Label[] }
  | { readonly kind: "missing"; readonly reason: MissingReason; readonly changed: readonly Label[] }
  | { readonly kind: "bad"; readonly reason: "invalid" | "out_of_range"; readonly problem: Problem };

/**
 * The column of a field in `declared`, whose head or sheet says `written` (null: nothing, the field's own unit). Null
 * when the written unit is not known or of another kind.
 */
export function amountColumn(
  field: Pick<FieldDescription, "unit" | "number">,
  written: string | null,
): AmountColumn | null {
  const declared = parseUnit(field.unit);
  const unit = !declared.ok ? null : written === null ? declared.unit : readUnit(written);
  if (!declared.ok || unit === null || !unitFits(unit, declared.unit)) return null;
  const { numeric } = field.number;
  return { numeric, declared: declared.unit, unit, own: columnIn(numeric, declared.unit, unit) };
}

const CURRENCY = /人民币|RMB|CNY/gi;
const CURRENCY_IN = /人民币|RMB|CNY/i;
/** Words of a unit as the kernel knows it: 万人民币 is 万元, 度 is 千瓦时. */
function spelled(unit: string): string {
  const bare = plainNumerals(unit.normalize("NFKC").replace(CURRENCY, "")).trim();
  if (CURRENCY_IN.test(unit) && !bare.endsWith("元")) return `${bare}元`;
  return bare.replace(/度$/, "千瓦时").replace(/^公斤$/, "千克");
}

/** A unit as heads and sheets write it: 仟元, 万人民币, 度; null when it is none. */
export function readUnit(written: string): Unit | null {
  const read = parseUnit(spelled(written));
  return read.ok ? read.unit : null;
}

/** No amount is longer, in words or digits; a text of pages is not searched for one. */
const LONGEST = 64;
const LIMIT_HINT = say("请核对单位和位数", "check the unit and the number of digits");

const bad = (
  reason: "invalid" | "out_of_range",
  code: Problem["code"],
  message: Label,
  hint: Label,
): AmountReading => ({ kind: "bad", reason, problem: problem(code, message, hint) });

/** A cell in its column's unit. What had to be folded is said; a cell that two readers would read differently is refused. */
export function readAmount(cell: CellText, column: AmountColumn): AmountReading {
  return plainAmount(cell, column) ?? anyAmount(cell, column);
}

/** Most cells of a large file: `-1234.5`, with nothing to fold. Null for every other spelling. */
function plainAmount(cell: CellText, column: AmountColumn): AmountReading | null {
  const m = /^(-?\d{1,15})(?:\.(\d{1,6}))?$/.exec(cell.text);
  if (!m || (cell.kind !== "text" && cell.kind !== "number")) return null;
  const [, whole = "", fraction = ""] = m;
  if (whole.length + fraction.length > 15) return null;
  const scaled = BigInt(whole + fraction) * column.own.factor.num;
  const size = column.own.factor.den * (POWERS[fraction.length] ?? 1n);
  const value = scaled / size;
  return value * size === scaled && inRange(value) ? { kind: "value", value, changed: NOTHING_SAID } : null;
}

/** One list for all plain cells: a large file has millions. */
const NOTHING_SAID: readonly Label[] = [];
const POWERS = [1n, 10n, 100n, 1000n, 10_000n, 100_000n, 1_000_000n] as const;

function anyAmount(cell: CellText, column: AmountColumn): AmountReading {
  const { text, changed: widths } = folded(cell.text);
  const u = column.unit.text;
  const notNumber = bad(
    "invalid",
    "LZ8201",
    say(`“${cell.text}”不是以${u}为单位的数`, `“${cell.text}” is not a number in ${u}`),
    say(`只写数字,如 1234.5(${u})`, `write digits only, as 1234.5 (${u})`),
  );
  if (cell.kind === "error" || /^#{2,}$|^#[A-Z/0]+[!?A]$/.test(text)) return sheetError(cell.text);
  const mark = markOf(text);
  if (mark) return { kind: "missing", ...mark };
  if (cell.kind === "boolean" || cell.kind === "date") return notNumber;
  if (text.length > LONGEST || hasRaisedDigits(cell.text)) return notNumber;
  const parts = partsOf(text, cell.kind === "number");
  if (parts === null) return notNumber;
  const own = unitOf(parts, column);
  if ("problem" in own) return { kind: "bad", reason: "invalid", problem: own.problem };
  const exact = multiply(parts.value, own.factor);
  const value = parts.negative ? -exact.num : exact.num;
  if (exact.den !== 1n)
    return bad(
      "invalid",
      "LZ8202",
      say(
        `“${cell.text}”的小数位数超过可保留的最小单位`,
        `“${cell.text}” is finer than the smallest unit that is kept`,
      ),
      say("四舍五入到报表规定的位数", "round it to the digits the form asks for"),
    );
  if (!inRange(value))
    return bad(
      "out_of_range",
      "LZ8203",
      say(`“${cell.text}”位数过多`, `“${cell.text}” has too many digits`),
      LIMIT_HINT,
    );
  return { kind: "value", value, changed: [...widths, ...parts.changed, ...own.changed] };
}

const sheetError = (text: string): AmountReading =>
  /^#{2,}$/.test(text.trim())
    ? bad(
        "invalid",
        "LZ8206",
        say(`“${text}”是列宽不足时的显示,不是数`, `“${text}” is what a narrow column shows, not a figure`),
        say("加宽该列后重新复制", "widen the column and copy again"),
      )
    : bad(
        "invalid",
        "LZ8206",
        say(`“${text}”是表格公式的错误`, `“${text}” is an error of a formula in the sheet`),
        say("改正公式,或填入数值", "mend the formula, or write the figure"),
      );

interface Parts {
  readonly value: Rational;
  readonly negative: boolean;
  /** What stands behind the number: `万元`, `万`, `%`; empty: nothing. */
  readonly unit: string;
  /** Whether 万, 亿 and the like belong to the number: `3万`. */
  readonly scaled: boolean;
  readonly changed: readonly Label[];
}

/** Sign, currency, number and what stands behind it; null when there is no number in it. */
function partsOf(text: string, fromSheet: boolean): Parts | null {
  const changed: Label[] = [];
  let [body, negative] = [text, false];
  const bracketed = /^\((.*)\)$/.exec(body);
  if (bracketed) {
    [body, negative] = [(bracketed[1] ?? "").trim(), true];
    changed.push(say("括号表示负数", "brackets for a minus sign"));
  }
  const currency = /^(?:¥|人民币|RMB|CNY)\s*/i.exec(body);
  if (currency) {
    body = body.slice(currency[0].length);
    changed.push(say(`币种“${currency[0].trim()}”`, `currency “${currency[0].trim()}”`));
  }
  const sign = /^(?:[-−﹣+△]|负)\s*/.exec(body);
  if (sign) {
    if (negative) return null;
    body = body.slice(sign[0].length);
    negative = !sign[0].startsWith("+");
    if (!/^[-+]/.test(sign[0]))
      changed.push(say(`“${sign[0].trim()}”表示负数`, `“${sign[0].trim()}” for a minus sign`));
  }
  const ratio = /^(百|千)分之(.+)$/.exec(body);
  if (ratio) body = `${ratio[2] ?? ""}${ratio[1] === "百" ? "%" : "‰"}`;
  const found = numberIn(body.replace(/[整正]$/, ""), fromSheet);
  return found && { ...found, negative, changed: [...changed, ...found.changed] };
}

/** The number at the start, with the shortest unit behind it: 1亿2000万元 is 1亿2000万 of 元. */
function numberIn(text: string, fromSheet: boolean): Omit<Parts, "negative"> | null {
  for (let at = text.length; at > 0; at--) {
    const behind = text.slice(at).trim();
    if (/^[\d.]/.test(behind)) break;
    if (behind !== "" && !parseUnit(spelled(behind)).ok) continue;
    const found = numberOnly(text.slice(0, at).trim(), fromSheet);
    if (found) return { ...found, unit: behind };
  }
  return null;
}

function numberOnly(text: string, fromSheet: boolean): Omit<Parts, "negative" | "unit"> | null {
  const changed: Label[] = [];
  const digits = readDigits(text);
  if (digits) {
    if (digits.separators) changed.push(say("千分位分隔符", "thousands separators"));
    if (digits.scientific) changed.push(say("科学计数法", "a power of ten (scientific notation)"));
    const exact = fromSheet ? withoutNoise(text) : null;
    if (exact)
      changed.push(say("按15位有效数字取整(表格存储误差)", "rounded to 15 digits, all a spreadsheet holds"));
    return { value: exact ?? digits.value, scaled: false, changed };
  }
  // 12.5万 and 1,200万: digits before a scale may have separators
  const m = /^([\d.,、 ]+)([十百千万亿]+)$/.exec(text);
  const before = m ? readDigits((m[1] ?? "").trim()) : null;
  const value = before && m ? scaledBy(before.value, m[2] ?? "") : readNumerals(text);
  if (value === null) return null;
  if (before?.separators === true) changed.push(say("千分位分隔符", "thousands separators"));
  if (hasNumerals(text)) changed.push(say("中文数字", "Chinese numerals"));
  return { value, scaled: /[万亿萬億]/.test(text) || before !== null, changed };
}

function scaledBy(value: Rational, scale: string): Rational | null {
  const size = readNumerals(`1${scale}`);
  return size === null ? null : multiply(value, size);
}

/** A binary fraction printed with all its digits (0.30000000000000004) as the 15 digits that were meant; null when it has no more. */
function withoutNoise(text: string): Rational | null {
  if (/[eE]/.test(text) || text.replace(/^0\.0*|\D/g, "").replace(/^0+/, "").length <= 15) return null;
  const [whole = "", fraction = ""] = text.split(".");
  if (fraction === "") return null;
  const lead = whole === "0" ? -(/^0*/.exec(fraction)?.[0].length ?? 0) : whole.length;
  const places = Math.max(0, 15 - lead);
  const exact = parseDecimal(text);
  if (exact === null) return null;
  const size = 10n ** BigInt(places);
  return rational((exact.num * size * 2n + exact.den) / (exact.den * 2n), size);
}

/** Whether a scale before the unit's word could be meant twice: 3万 in a column of 千元. */
const isScaled = (unit: Unit): boolean => /^[十百千万亿]|^[kM]/.test(unit.text);

type OwnUnit =
  | { readonly factor: Rational; readonly changed: readonly Label[] }
  | { readonly problem: Problem };

function unitOf(parts: Parts, column: AmountColumn): OwnUnit {
  const declared = column.own;
  if (parts.unit === "") {
    if (!parts.scaled) return { factor: declared.factor, changed: [] };
    if (!isScaled(column.unit))
      return { factor: declared.factor, changed: [say("单元格内的“万、亿”", "万 or 亿 in the cell")] };
    const u = column.unit.text;
    return {
      problem: problem(
        "LZ8205",
        say(
          `列的单位是${u},单元格内又写了“万”或“亿”,无法确定`,
          `the column is in ${u} and the cell says 万 or 亿 again: two readings`,
        ),
        say(
          `写成以${u}为单位的数,或写明单位,如“3万元”`,
          `write the number in ${u}, or with its unit, as 3万元`,
        ),
      ),
    };
  }
  const unit = parseUnit(spelled(parts.unit));
  if (!unit.ok) return { problem: wrongUnit(parts.unit, column) };
  const percent = unit.unit.text === "%" ? declared.percentFactor : null;
  if (percent) return { factor: percent, changed: [say("百分号", "a percent sign")] };
  if (!unitFits(unit.unit, column.declared)) return { problem: wrongUnit(parts.unit, column) };
  const own: NumberColumn = columnIn(column.numeric, column.declared, unit.unit);
  return {
    factor: own.factor,
    changed: [say(`单元格内的单位“${parts.unit}”`, `unit “${parts.unit}” in the cell`)],
  };
}

const wrongUnit = (found: string, column: AmountColumn): Problem =>
  problem(
    "LZ8204",
    say(
      `单元格内的单位“${found}”与${column.declared.text}不是同类单位`,
      `the unit “${found}” in the cell is of another kind than ${column.declared.text}`,
    ),
    say(`改为${column.declared.text}`, `write it in ${column.declared.text}`),
  );
