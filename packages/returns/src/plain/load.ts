/** A large plain table into temporary tables of the database: values as integers, and which rows are wholly plain. */
import type { Form, Register } from "@lianzhang/definitions";
import type { Named, PlainTable } from "@lianzhang/intake";
import { foldName, HEAD_WORDS } from "@lianzhang/intake";
import type { Period, SqlRunner } from "@lianzhang/kernel";
import { quote, subjectTable, textLiteral, valueColumn } from "@lianzhang/kernel";
import { returnInterval } from "../periods.ts";
import { column, count, insertNumbers, mapTable } from "../sql.ts";
import type { PlainChecks } from "./rules.ts";
import type { PlainScan } from "./scan.ts";

/** Rows as they stand, `rowid` from 0; one row each with subject, interval and whether it is read cell by cell. */
export const PLAIN_ROWS = "plain_rows";
export const PLAIN_KEYS = "plain_keys";

const delimiterSql = (separator: string): string => (separator === "\t" ? "'\\t'" : textLiteral(separator));

/** Reads the file on all cores; a cell that is no number is NULL, and its row is among the odd ones of the scan. */
export async function loadRows(
  run: SqlRunner,
  path: string,
  table: PlainTable,
  separator: string,
  width: number,
): Promise<number> {
  const columns = Array.from({ length: width }, (_, i) => `'c${i + 1}': 'VARCHAR'`).join(", ");
  const texts = [
    `c${table.code} AS code`,
    table.name === null ? "CAST(NULL AS VARCHAR) AS name" : `c${table.name} AS name`,
    table.period === null ? "'' AS period" : `coalesce(c${table.period}, '') AS period`,
    ...table.others.map((c) => `c${c} AS t${c}`),
  ];
  // fifteen digits: a double holds them, and rounds to the one integer that is meant
  const values = table.fields.map(
    (f) =>
      `TRY_CAST(TRY_CAST(c${f.column} AS DOUBLE) * ${f.factor} AS BIGINT) AS ${quote(valueColumn(f.field))}`,
  );
  await run.execute(
    `CREATE OR REPLACE TEMP TABLE ${PLAIN_ROWS} AS SELECT ${[...texts, ...values].join(", ")} FROM read_csv(${textLiteral(path)}, header = false, auto_detect = false,
      delim = ${delimiterSql(separator)}, quote = '"', escape = '"', columns = {${columns}}, null_padding = true, strict_mode = false, max_line_size = 16777216, parallel = true)`,
  );
  return count(run, `SELECT count(*) FROM ${PLAIN_ROWS}`);
}

/** Different words of a period that a plain table has at most: more is no column of periods. */
const PERIODS = 10_000;

/** What every word of a period means; null: there are too many of them. */
export async function loadPeriods(
  run: SqlRunner,
  form: Form,
  table: PlainTable,
  read: (text: string) => Period | null,
): Promise<boolean> {
  const texts = await column(
    run,
    `SELECT DISTINCT period FROM ${PLAIN_ROWS} WHERE rowid >= ${table.headTo} LIMIT ${PERIODS + 1}`,
  );
  if (texts.length > PERIODS) return false;
  const rows = texts.flatMap((text) => {
    const found = read(String(text));
    const interval = found === null ? null : returnInterval(form, found);
    return interval?.ok === true ? [[String(text), interval.period.from, interval.period.to]] : [];
  });
  await mapTable(run, "plain_periods", "text VARCHAR, m_from INTEGER, m_to INTEGER", rows);
  return true;
}

/** `foldName` of texts of letters, digits, ideographs, brackets and dots; other texts stand in odd rows. */
const foldSql = (name: string): string => `upper(translate(${name}, '（）·', '()'))`;

const words = [...HEAD_WORDS, "total", "subtotal", "注", "续", "续表"].map((w) => textLiteral(w)).join(", ");
/** Words that make a row a head, a total or a note. */
const worded = (text: string): string =>
  `(lower(${text}) IN (${words}) OR regexp_matches(${text}, '(合计|总计|小计|共计|总和)$|^[第共][0-9]+页'))`;

export interface Around {
  readonly register: Register;
  /** Names by code, where names are compared with a register. */
  readonly names: readonly Named[] | null;
  /** Rows under the head that are read cell by cell in any case. */
  readonly first: number;
}

const names = async (run: SqlRunner, all: readonly Named[]): Promise<void> => {
  const list = (of: (s: Named) => string): string =>
    `unnest(string_split(${textLiteral(all.map(of).join("\u001f"))}, chr(31)))`;
  await run.execute(
    `CREATE OR REPLACE TEMP TABLE plain_names AS SELECT ${list((s) => s.code)} AS code, ${list((s) => foldName(s.name))} AS fold`,
  );
};

/** Makes the keys: a row is `odd` unless it is surely plain. */
export async function loadKeys(
  run: SqlRunner,
  table: PlainTable,
  scan: Pick<PlainScan, "odd" | "lines">,
  checks: PlainChecks,
  around: Around,
): Promise<void> {
  const named = table.name !== null && around.names !== null && around.names.length > 0;
  if (named) await names(run, around.names ?? []);
  const odd = [
    "s.subject IS NULL",
    "r.m_to IS NULL",
    `p.rowid < ${table.headTo + around.first}`,
    ...(table.name === null ? [] : [`(p.name IS NOT NULL AND ${worded("p.name")})`]),
    ...(named ? [`(p.name IS NOT NULL AND n.fold IS DISTINCT FROM ${foldSql("p.name")})`] : []),
    ...table.others.map((c) => `(p.t${c} IS NOT NULL AND ${worded(`p.t${c}`)})`),
    ...checks.row,
  ];
  const fold = table.name === null ? "CAST(NULL AS VARCHAR)" : `nullif(${foldSql("p.name")}, '')`;
  await run.execute(`CREATE OR REPLACE TEMP TABLE ${PLAIN_KEYS} AS SELECT CAST(p.rowid + 1 AS INTEGER) AS row_no, s.subject, p.code, r.m_from, r.m_to, ${fold} AS fold, coalesce(${odd.join(" OR ")}, FALSE) AS odd
    FROM ${PLAIN_ROWS} p LEFT JOIN ${quote(subjectTable(around.register.id))} s ON s.code = p.code LEFT JOIN plain_periods r ON r.text = p.period
      ${named ? "LEFT JOIN plain_names n ON n.code = p.code" : ""}
    WHERE p.rowid >= ${table.headTo}`);
  await run.execute("CREATE OR REPLACE TEMP TABLE plain_odd (row_no INTEGER)");
  await insertNumbers(
    run,
    "plain_odd",
    ["row_no"],
    scan.odd.map((n) => [n]),
  );
  await run.execute(`UPDATE ${PLAIN_KEYS} SET odd = TRUE WHERE NOT odd AND row_no IN (SELECT row_no FROM plain_odd);
    UPDATE ${PLAIN_KEYS} SET odd = TRUE WHERE NOT odd AND (subject, m_from, m_to) IN (SELECT (subject, m_from, m_to) FROM ${PLAIN_KEYS} WHERE subject IS NOT NULL AND m_to IS NOT NULL GROUP BY subject, m_from, m_to HAVING count(*) > 1);`);
  if (table.name !== null)
    await run.execute(
      `UPDATE ${PLAIN_KEYS} SET odd = TRUE WHERE NOT odd AND fold IN (SELECT fold FROM ${PLAIN_KEYS} WHERE fold IS NOT NULL GROUP BY fold HAVING count(DISTINCT code) > 1)`,
    );
  await holdAgainstPast(run, checks);
}

/** Rows of subjects whose figures are held against others of theirs. */
async function holdAgainstPast(run: SqlRunner, { rising, past }: PlainChecks): Promise<void> {
  const falls = rising
    .map(
      (f) =>
        `coalesce(p.${quote(valueColumn(f))} < max(p.${quote(valueColumn(f))}) OVER (PARTITION BY k.subject, k.m_to // 12 ORDER BY k.m_to ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), FALSE)`,
    )
    .join(" OR ");
  if (falls !== "")
    await run.execute(
      `UPDATE ${PLAIN_KEYS} SET odd = TRUE WHERE subject IN (SELECT subject FROM (SELECT k.subject, (${falls}) AS falls FROM ${PLAIN_KEYS} k JOIN ${PLAIN_ROWS} p ON p.rowid = k.row_no - 1 WHERE k.subject IS NOT NULL AND k.m_to IS NOT NULL) WHERE falls)`,
    );
  if (past !== null)
    await run.execute(
      `UPDATE ${PLAIN_KEYS} SET odd = TRUE WHERE subject IN (SELECT subject FROM ${PLAIN_KEYS} WHERE subject IS NOT NULL GROUP BY subject HAVING count(*) >= ${past})`,
    );
  if (rising.length > 0 || past !== null)
    await run.execute(
      `UPDATE ${PLAIN_KEYS} SET odd = TRUE WHERE NOT odd AND subject IN (SELECT subject FROM ${PLAIN_KEYS} WHERE odd)`,
    );
}

/** Numbers of the lines that are read cell by cell, rising; null: more than `most`. */
export async function oddLines(run: SqlRunner, most: number): Promise<readonly number[] | null> {
  const found = await column(
    run,
    `SELECT row_no FROM ${PLAIN_KEYS} WHERE odd ORDER BY row_no LIMIT ${most + 1}`,
  );
  return found.length > most ? null : found.map(Number);
}
