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
  quote,
  reasonCode,
  reasonColumn,
  textLiteral,
  valueColumn,
} from "@lianzhang/kernel";
import { STAGE } from "./facts.ts";
import { NOT_HELD } from "./numbers.ts";
import { derivesMonths, monthlyFields } from "./tables.ts";

const VERSION = "stage_version";
const PIECE = "stage_piece";
const KEY = "subject, m_from, m_to";

/** `restates: rows`: a later row closes the former one. Only keys that occur twice pass through a window. */
function rowVersions(form: Form): string {
  const fields = [...form.fields.keys()];
  // A field no column held is a blank of this return.
  const held = fields.map(
    (f) =>
      `CAST(CASE WHEN t.${reasonColumn(f)} = ${NOT_HELD} THEN ${reasonCode("blank")} ELSE t.${reasonColumn(f)} END AS UTINYINT) AS ${reasonColumn(f)}`,
  );
  const plain = held.length > 0 ? `t.* REPLACE (${held.join(", ")})` : "t.*";
  return `CREATE OR REPLACE TEMP TABLE stage_twice AS SELECT ${KEY} FROM ${STAGE} GROUP BY ALL HAVING count(*) > 1;
    CREATE OR REPLACE TEMP TABLE stage_ends AS SELECT file_no, row_no, lead(known_from) OVER (PARTITION BY ${KEY} ORDER BY known_from) AS known_to FROM ${STAGE} SEMI JOIN stage_twice USING (${KEY});
    CREATE OR REPLACE TEMP TABLE ${VERSION} AS SELECT ${plain}, coalesce(e.known_to, ${FOREVER}) AS known_to FROM ${STAGE} t LEFT JOIN stage_ends e USING (file_no, row_no);`;
}

/** `restates: fields`: blanks keep the former version's cell, with its origin in cell_origin. */
function fieldVersions(form: Form): string {
  const fields = [...form.fields.keys()];
  const holds = (f: string): string => `${reasonColumn(f)} NOT IN (${NOT_HELD}, ${reasonCode("blank")})`;
  const carried = (f: string, what: string): string =>
    `last_value(CASE WHEN ${holds(f)} THEN ${what} END IGNORE NULLS) OVER w`;
  const columns = fields.flatMap((f) => [
    // The value of the last row that holds the field: a held cell may itself be missing, so the whole cell is carried.
    `${carried(f, `{'v': ${valueColumn(f)}, 'x': ${reasonColumn(f)}, 's': submission, 'r': row_no}`)} AS cell_${f}`,
  ]);
  const outputs = fields.flatMap((f) => [
    `cell_${f}.v AS ${valueColumn(f)}`,
    `CAST(coalesce(cell_${f}.x, ${reasonCode("blank")}) AS UTINYINT) AS ${reasonColumn(f)}`,
  ]);
  const cells = fields.map((f) => `, cell_${f}`).join("");
  return `CREATE OR REPLACE TEMP TABLE stage_carried AS SELECT file_no, row_no, submission, ${KEY}, known_from, coalesce(lead(known_from) OVER (PARTITION BY ${KEY} ORDER BY known_from), ${FOREVER}) AS known_to
      ${columns.map((c) => `, ${c}`).join("\n")} FROM ${STAGE} WINDOW w AS (PARTITION BY ${KEY} ORDER BY known_from ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW);
    CREATE OR REPLACE TEMP TABLE ${VERSION} AS SELECT file_no, row_no, submission, ${KEY}, known_from, known_to${outputs.map((o) => `, ${o}`).join("")}${cells} FROM stage_carried;`;
}

/**
 * A version is cut where its previous month's versions begin or end: from that day on the single month is
 * another. Months whose neighbour has one version, known no later, stay whole.
 */
const pieces = `CREATE OR REPLACE TEMP TABLE stage_cut AS SELECT DISTINCT r.file_no, r.row_no, k.day FROM ${VERSION} r JOIN ${VERSION} p ON p.subject = r.subject AND p.m_to = r.m_to - 1 AND p.m_from = r.m_from,
      (VALUES (0), (1)) ends(e), LATERAL (SELECT CASE WHEN e = 0 THEN p.known_from ELSE p.known_to END AS day) k
      WHERE (p.known_from > r.known_from OR p.known_to < r.known_to) AND k.day > r.known_from AND k.day < r.known_to;
    CREATE OR REPLACE TEMP TABLE ${PIECE} AS
      SELECT file_no, row_no, day AS k_from, coalesce(lead(day) OVER (PARTITION BY file_no, row_no ORDER BY day), known_to) AS k_to
      FROM (SELECT file_no, row_no, day, r.known_to FROM stage_cut JOIN ${VERSION} r USING (file_no, row_no)
        UNION ALL SELECT file_no, row_no, r.known_from, r.known_to FROM ${VERSION} r SEMI JOIN stage_cut USING (file_no, row_no));`;

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
    ? `LEFT JOIN ${PIECE} c USING (file_no, row_no)
       LEFT JOIN ${VERSION} p ON p.subject = r.subject AND p.m_to = r.m_to - 1 AND p.m_from = r.m_from AND p.known_from <= ${known} AND p.known_to > ${known}`
    : "";
  return `INSERT INTO ${quote(factTable(form.id))} BY NAME SELECT ${columns.join(", ")} FROM ${VERSION} r ${joins} ORDER BY r.m_to, r.subject, r.m_from, ${known};`;
}

/** Origins of carried cells, one for every piece a version was cut into. */
function origins(form: Form): string {
  const split = derivesMonths(form);
  return [...form.fields.keys()]
    .map(
      (
        f,
      ) => `INSERT INTO cell_origin SELECT ${textLiteral(form.id)}, r.subject, r.m_from, r.m_to, ${split ? "coalesce(c.k_from, r.known_from)" : "r.known_from"}, ${textLiteral(f)}, cell_${f}.s, cell_${f}.r
      FROM ${VERSION} r ${split ? `LEFT JOIN ${PIECE} c USING (file_no, row_no)` : ""} WHERE cell_${f} IS NOT NULL AND (cell_${f}.s <> r.submission OR cell_${f}.r <> r.row_no) ORDER BY 2, 4, 3, 5;`,
    )
    .join("\n");
}

/** Writes the form's fact table from the staged rows. */
export async function commitForm(run: SqlRunner, form: Form): Promise<void> {
  await run.execute(form.restates === "fields" ? fieldVersions(form) : rowVersions(form));
  if (derivesMonths(form)) await run.execute(pieces);
  await run.execute(finalInsert(form));
  if (form.restates === "fields") await run.execute(origins(form));
}
