/**
 * From staged rows to the fact table: versions in knowledge time, fields carried forward, single months out
 * of cumulatives. Everything is SQL over keys; values move once, in the last statement.
 */
import type { Form } from "@lianzhang/definitions";
import type { SqlRunner } from "@lianzhang/kernel";
import {
  FACT,
  factTable,
  FOREVER,
  LIMIT,
  monthColumn,
  monthReasonColumn,
  overtakenTable,
  quote,
  reasonCode,
  reasonColumn,
  SUBMISSION_TABLE,
  textLiteral,
  valueColumn,
} from "@lianzhang/kernel";
import { STAGE } from "./facts.ts";
import { NOT_HELD } from "./numbers.ts";
import { count } from "./sql.ts";
import { derivesMonths, monthlyFields } from "./tables.ts";

/** Rows in force with their days: a view where each is looked at once, so that values move once; else a table. */
const isSeenOnce = (form: Form): boolean => form.restates === "rows" && !derivesMonths(form);
const versionsOf = (form: Form): string => (isSeenOnce(form) ? "stage_version_once" : "stage_version");
const VERSION = "stage_version";
const PIECE = "stage_piece";
const KEY = "subject, m_from, m_to";

/** The order in which rows of one key follow each other: by day, then by the event that accepted them. */
const ORDER = "t.known_from, s.event, t.submission, t.row_no";

/** A field no column held is a blank of this return. */
const heldReason = (f: string): string =>
  `CAST(CASE WHEN t.${reasonColumn(f)} = ${NOT_HELD} THEN ${reasonCode("blank")} ELSE t.${reasonColumn(f)} END AS UTINYINT) AS ${reasonColumn(f)}`;
const rowOutputs = (form: Form): string =>
  [...form.fields.keys()].map((f) => `, t.${valueColumn(f)}, ${heldReason(f)}`).join("");

const holds = (f: string): string => `t.${reasonColumn(f)} NOT IN (${NOT_HELD}, ${reasonCode("blank")})`;
// a held cell may itself be missing, so the whole cell is carried
const cellOf = (f: string): string =>
  `{'v': t.${valueColumn(f)}, 'x': t.${reasonColumn(f)}, 's': t.submission, 'r': t.row_no}`;
const cellOutputs = (form: Form): string =>
  [...form.fields.keys()]
    .map(
      (f) =>
        `, cell_${f}.v AS ${valueColumn(f)}, CAST(coalesce(cell_${f}.x, ${reasonCode("blank")}) AS UTINYINT) AS ${reasonColumn(f)}, cell_${f}`,
    )
    .join("");

/** Keys with one row that nobody took back stay as they are; these are the others. */
const twice = (stage: string): string =>
  `CREATE OR REPLACE TEMP TABLE stage_twice AS SELECT ${KEY} FROM ${stage} GROUP BY ALL HAVING count(*) > 1
      UNION SELECT ${KEY} FROM ${stage} t SEMI JOIN (SELECT id FROM ${SUBMISSION_TABLE} WHERE until < ${FOREVER}) s ON s.id = t.submission;`;

/**
 * Of the others every day on which something begins or ends is looked at: the last row in force then is what is known,
 * and with `restates: fields` the last that holds each field.
 */
function days(form: Form, stage: string): string {
  const carried = form.restates === "fields" ? [...form.fields.keys()] : [];
  const cells = carried
    .map((f) => `, arg_max(${cellOf(f)}, r.place) FILTER (WHERE ${holds(f)}) AS cell_${f}`)
    .join("");
  const state = `{'place': place${carried.map((f) => `, 'cell_${f}': cell_${f}`).join("")}}`;
  return `CREATE OR REPLACE TEMP TABLE stage_place AS SELECT t.file_no, t.row_no, ${KEY}, t.known_from, s.until, row_number() OVER (PARTITION BY ${KEY} ORDER BY ${ORDER}) AS place
      FROM (SELECT * FROM ${stage} SEMI JOIN stage_twice USING (${KEY})) t JOIN ${SUBMISSION_TABLE} s ON s.id = t.submission;
    CREATE OR REPLACE TEMP TABLE stage_state AS SELECT d.subject, d.m_from, d.m_to, d.day, max(r.place) AS place${cells}
      FROM (SELECT ${KEY}, known_from AS day FROM stage_place UNION SELECT ${KEY}, until FROM stage_place WHERE until < ${FOREVER}) d
      LEFT JOIN stage_place r ON r.subject = d.subject AND r.m_from = d.m_from AND r.m_to = d.m_to AND r.known_from <= d.day AND r.until > d.day
      ${carried.length > 0 ? `LEFT JOIN ${stage} t ON t.file_no = r.file_no AND t.row_no = r.row_no` : ""}
      GROUP BY d.subject, d.m_from, d.m_to, d.day;
    CREATE OR REPLACE TEMP TABLE stage_span AS SELECT *, coalesce(lead(day) OVER (PARTITION BY ${KEY} ORDER BY day), ${FOREVER}) AS known_to
      FROM (SELECT *, lag(${state}) OVER (PARTITION BY ${KEY} ORDER BY day) AS before FROM stage_state) WHERE ${state} IS DISTINCT FROM before;`;
}

const SPANS = `JOIN stage_place p ON p.file_no = t.file_no AND p.row_no = t.row_no
      JOIN stage_span d ON d.subject = p.subject AND d.m_from = p.m_from AND d.m_to = p.m_to AND d.place = p.place`;

/** Where no key comes twice, every row is its own only version. */
const onlyVersions = (form: Form, stage: string): string =>
  `CREATE OR REPLACE TEMP ${isSeenOnce(form) ? "VIEW" : "TABLE"} ${versionsOf(form)} AS SELECT file_no, row_no, submission, ${KEY}, known_from, ${FOREVER} AS known_to${rowOutputs(form)} FROM ${stage} t;`;

/** `restates: rows`: a later row closes the former one. */
const rowVersions = (form: Form, stage: string): string => `${days(form, stage)}
    CREATE OR REPLACE TEMP ${isSeenOnce(form) ? "VIEW" : "TABLE"} ${versionsOf(form)} AS SELECT file_no, row_no, submission, ${KEY}, known_from, ${FOREVER} AS known_to${rowOutputs(form)} FROM ${stage} t ANTI JOIN stage_twice USING (${KEY})
      UNION ALL BY NAME SELECT t.file_no, t.row_no, t.submission, t.subject, t.m_from, t.m_to, d.day AS known_from, d.known_to${rowOutputs(form)} FROM ${stage} t ${SPANS};`;

/** `restates: fields`: blanks keep the former version's cell, with its origin in cell_origin. */
function fieldVersions(form: Form, stage: string): string {
  const own = [...form.fields.keys()]
    .map((f) => `, CASE WHEN ${holds(f)} THEN ${cellOf(f)} END AS cell_${f}`)
    .join("");
  const carried = [...form.fields.keys()].map((f) => `, d.cell_${f}`).join("");
  return `${days(form, stage)}
    CREATE OR REPLACE TEMP TABLE ${VERSION} AS SELECT file_no, row_no, submission, ${KEY}, known_from, known_to${cellOutputs(form)} FROM (
      SELECT t.file_no, t.row_no, t.submission, ${KEY}, t.known_from, ${FOREVER} AS known_to${own} FROM ${stage} t ANTI JOIN stage_twice USING (${KEY})
      UNION ALL BY NAME SELECT t.file_no, t.row_no, t.submission, t.subject, t.m_from, t.m_to, d.day AS known_from, d.known_to${carried} FROM ${stage} t ${SPANS});`;
}

/** Rows that are in force on no day are kept beside: they come back when what overtook them is taken back. */
const overtaken = (form: Form, stage: string): string =>
  `INSERT INTO ${quote(overtakenTable(form.id))} BY NAME SELECT * FROM ${stage} SEMI JOIN stage_twice USING (${KEY}) ANTI JOIN ${versionsOf(form)} USING (file_no, row_no) ORDER BY file_no, row_no;`;

/**
 * A version is cut where its previous month's versions begin or end: from that day on the single month is
 * another. Months whose neighbour has one version, known no later, stay whole.
 */
const pieces = `CREATE OR REPLACE TEMP TABLE stage_cut AS SELECT DISTINCT r.file_no, r.row_no, r.known_from, r.known_to, k.day FROM ${VERSION} r JOIN ${VERSION} p ON p.subject = r.subject AND p.m_to = r.m_to - 1 AND p.m_from = r.m_from,
      (VALUES (0), (1)) ends(e), LATERAL (SELECT CASE WHEN e = 0 THEN p.known_from ELSE p.known_to END AS day) k
      WHERE (p.known_from > r.known_from OR p.known_to < r.known_to) AND k.day > r.known_from AND k.day < r.known_to;
    CREATE OR REPLACE TEMP TABLE ${PIECE} AS
      SELECT file_no, row_no, known_from, day AS k_from, coalesce(lead(day) OVER (PARTITION BY file_no, row_no, known_from ORDER BY day), known_to) AS k_to
      FROM (SELECT file_no, row_no, known_from, known_to, day FROM stage_cut
        UNION ALL SELECT DISTINCT file_no, row_no, known_from, known_to, known_from FROM stage_cut);`;

/** Value and reason of the single month: the cumulative less last month's, January's as it is. */
function monthOutputs(field: string): string[] {
  const [v, x, d, y] = [
    valueColumn(field),
    reasonColumn(field),
    monthColumn(field),
    monthReasonColumn(field),
  ];
  const difference = `r.${v} - p.${v}`;
  const tooBig = `${difference} >= ${LIMIT} OR ${difference} <= -${LIMIT}`;
  return [
    `CASE WHEN r.m_to % 12 = 0 THEN r.${v} WHEN ${tooBig} THEN NULL ELSE ${difference} END AS ${d}`,
    `CAST(CASE WHEN r.${v} IS NULL OR r.m_to % 12 = 0 THEN r.${x} WHEN p.${v} IS NULL THEN ${reasonCode("spans_months")} WHEN ${tooBig} THEN ${reasonCode("out_of_range")} ELSE 0 END AS UTINYINT) AS ${y}`,
  ];
}

function finalInsert(form: Form): string {
  const fields = [...form.fields.keys()];
  const months = monthlyFields(form);
  const split = derivesMonths(form);
  const known = split ? "coalesce(c.k_from, r.known_from)" : "r.known_from";
  const columns = [
    `r.subject AS ${FACT.subject}`,
    `r.m_from AS ${FACT.from}`,
    `r.m_to AS ${FACT.to}`,
    `${known} AS ${FACT.knownFrom}`,
    `${split ? "coalesce(c.k_to, r.known_to)" : "r.known_to"} AS ${FACT.knownTo}`,
    `r.submission AS ${FACT.submission}`,
    `r.row_no AS ${FACT.row}`,
    ...fields.flatMap((f) => [
      `r.${valueColumn(f)}`,
      `r.${reasonColumn(f)}`,
      ...(months.includes(f) ? monthOutputs(f) : []),
    ]),
  ];
  const joins = split
    ? `LEFT JOIN ${PIECE} c USING (file_no, row_no, known_from)
       LEFT JOIN ${VERSION} p ON p.subject = r.subject AND p.m_to = r.m_to - 1 AND p.m_from = r.m_from AND p.known_from <= ${known} AND p.known_to > ${known}`
    : "";
  return `INSERT INTO ${quote(factTable(form.id))} BY NAME SELECT ${columns.join(", ")} FROM ${versionsOf(form)} r ${joins} ORDER BY r.m_to, r.subject, r.m_from, ${known};`;
}

/** Origins of carried cells, one for every piece a version was cut into. */
function origins(form: Form): string {
  const split = derivesMonths(form);
  return [...form.fields.keys()]
    .map(
      (
        f,
      ) => `INSERT INTO cell_origin SELECT ${textLiteral(form.id)}, r.subject, r.m_from, r.m_to, ${split ? "coalesce(c.k_from, r.known_from)" : "r.known_from"}, ${textLiteral(f)}, cell_${f}.s, cell_${f}.r
      FROM ${VERSION} r ${split ? `LEFT JOIN ${PIECE} c USING (file_no, row_no, known_from)` : ""} WHERE cell_${f} IS NOT NULL AND (cell_${f}.s <> r.submission OR cell_${f}.r <> r.row_no) ORDER BY 2, 4, 3, 5;`,
    )
    .join("\n");
}

/** Writes the form's fact table from the staged rows, which stand in `stage`. */
export async function commitForm(run: SqlRunner, form: Form, stage: string = STAGE): Promise<void> {
  await run.execute(twice(stage));
  const again = (await count(run, "SELECT count(*) FROM stage_twice")) > 0;
  const versions = !again ? onlyVersions : form.restates === "fields" ? fieldVersions : rowVersions;
  await run.execute(versions(form, stage));
  if (derivesMonths(form)) await run.execute(pieces);
  await run.execute(finalInsert(form));
  if (!again) return;
  if (form.restates === "fields") await run.execute(origins(form));
  await run.execute(overtaken(form, stage));
}
