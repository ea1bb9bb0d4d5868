/** Columns of amounts: the plain spellings in SQL for all rows at once, every other spelling one text at a time. */
import type { Rational, SqlRunner } from "@lianzhang/kernel";
import { readCell, reasonCode, reasonColumn, valueColumn } from "@lianzhang/kernel";
import type { HeadColumn } from "./heads.ts";
import type { Report } from "./report.ts";
import { TOLD } from "./report.ts";
import { insertRows, mapTable } from "./sql.ts";

/** Reason codes used only while loading. */
export const PENDING = 255;
export const NOT_HELD = 254;

const digits = (n: bigint): number => String(n).length;

/** The whole factor and how many decimals still give whole minor units; null when the factor is not whole. */
function plain(factor: Rational): { whole: bigint; decimals: number; integerDigits: number } | null {
  if (factor.den !== 1n || factor.num <= 0n) return null;
  let decimals = 0;
  for (let n = factor.num; n % 10n === 0n; n /= 10n) decimals++;
  return { whole: factor.num, decimals, integerDigits: 18 - digits(factor.num - 1n) };
}

/** Text `t` to BIGINT minor units for `-12`, `12.50`; null for every other spelling. All arithmetic is of integers. */
function fastNumber(t: string, factor: Rational): string {
  const p = plain(factor);
  if (!p || p.integerDigits < 1) return "CAST(NULL AS BIGINT)";
  const whole = `WHEN regexp_full_match(${t}, '-?[0-9]{1,${p.integerDigits}}') THEN CAST(${t} AS BIGINT) * ${p.whole}`;
  if (p.decimals === 0) return `CASE ${whole} END`;
  const u = `rtrim(${t}, '0')`;
  const powers = Array.from({ length: p.decimals + 1 }, (_, k) => p.whole / 10n ** BigInt(k)).join(", ");
  const decimal = `WHEN regexp_full_match(${t}, '-?[0-9]{1,${p.integerDigits}}[.][0-9]{1,${p.decimals}}0*') THEN
    CAST(replace(${u}, '.', '') AS BIGINT) * list_extract([${powers}], length(${u}) - position('.' IN ${u}) + 1)`;
  return `CASE ${whole} ${decimal} END`;
}

/** Output columns `v_` and `x_` of one field read from `raw.c<at>`; a field the file does not have is NOT_HELD. */
export function numberOutputs(field: string, head: HeadColumn | undefined): string {
  const [v, x] = [valueColumn(field), reasonColumn(field)];
  if (!head?.number) return `CAST(NULL AS BIGINT) AS ${v}, CAST(${NOT_HELD} AS UTINYINT) AS ${x}`;
  const t = `r.c${head.at}`;
  const value = fastNumber(t, head.number.factor);
  return `${value} AS ${v}, CAST(CASE WHEN ${value} IS NOT NULL THEN 0 WHEN ${t} IS NULL OR ${t} = '' THEN ${reasonCode("blank")}
    WHEN ${t} IN ('-', '－', '不适用') THEN ${reasonCode("not_applicable")} WHEN ${t} IN ('…', '***') THEN ${reasonCode("suppressed")} ELSE ${PENDING} END AS UTINYINT) AS ${x}`;
}

interface Settling {
  readonly run: SqlRunner;
  readonly report: Report;
  /** Table with file_no, row_no and the columns. */
  readonly stage: string;
  readonly raw: string;
  readonly fileNo: number;
  readonly file: string;
}

/** Settles the pending cells of one field: distinct texts are read exactly, the bad ones told and kept in stage_bad_cell. */
async function settle(s: Settling, field: string, head: HeadColumn): Promise<void> {
  const { run } = s;
  if (!head.number) return;
  const [v, x] = [valueColumn(field), reasonColumn(field)];
  const pending = `FROM ${s.stage} s JOIN ${s.raw} r ON r.rid = s.row_no - 1 WHERE s.file_no = ${s.fileNo} AND s.${x} = ${PENDING}`;
  const texts = (await run.query(`SELECT DISTINCT r.c${head.at} ${pending}`)).rows.map((r) => String(r[0]));
  const { number } = head;
  const rows = texts.map((text) => {
    const cell = readCell(text, number);
    return cell.kind === "value"
      ? [text, cell.value, reasonCode("present"), null, null]
      : [
          text,
          null,
          reasonCode(cell.reason),
          ...(cell.kind === "bad" ? [cell.code, cell.expected] : [null, null]),
        ];
  });
  await mapTable(
    run,
    "stage_cells",
    "text VARCHAR, v BIGINT, x UTINYINT, code VARCHAR, expected VARCHAR",
    rows,
  );
  const bad = (
    await run.query(
      `SELECT s.row_no, r.c${head.at}, m.code, m.expected, m.x ${pending.replace(" WHERE", ` JOIN stage_cells m ON m.text = r.c${head.at} WHERE`)} AND m.code IS NOT NULL ORDER BY s.row_no`,
    )
  ).rows;
  const told = new Map<string, number>();
  for (const [row, text, code, expected] of bad) {
    const n = (told.get(String(code)) ?? 0) + 1;
    told.set(String(code), n);
    if (n <= TOLD)
      s.report.add(
        String(code),
        s.file,
        Number(row),
        head.at,
        `${field} 「${head.head}」 is 「${String(text)}」`,
        `expected ${String(expected)}; the value is kept as missing`,
      );
  }
  for (const [code, n] of told) s.report.rest(code, s.file, head.at, n, "bad_cell");
  await insertRows(
    run,
    "stage_bad_cell",
    bad.map(([row, text, , expected, reason]) => [
      s.fileNo,
      row ?? null,
      field,
      head.at,
      reason ?? null,
      text ?? null,
      expected ?? null,
    ]),
  );
  await run.execute(`UPDATE ${s.stage} AS s SET ${v} = m.v, ${x} = m.x FROM stage_cells m, ${s.raw} r
    WHERE s.file_no = ${s.fileNo} AND s.${x} = ${PENDING} AND r.rid = s.row_no - 1 AND m.text = r.c${head.at}`);
}

export async function settleNumbers(
  s: Settling,
  heads: ReadonlyMap<string, HeadColumn>,
  fields: readonly string[],
): Promise<void> {
  const read = fields.flatMap((f) => {
    const head = heads.get(f);
    return head?.number ? [head] : [];
  });
  if (read.length === 0) return;
  const open = read.map((h) => `count(*) FILTER (${reasonColumn(h.id)} = ${PENDING})`).join(", ");
  const { rows } = await s.run.query(`SELECT ${open} FROM ${s.stage} WHERE file_no = ${s.fileNo}`);
  for (const [i, head] of read.entries()) if (Number(rows[0]?.[i] ?? 0) > 0) await settle(s, head.id, head);
}
