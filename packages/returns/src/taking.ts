/** Versions of some subjects out of the fact table again, as the rows they were made of. */
import type { Form } from "@lianzhang/definitions";
import type { SqlRunner } from "@lianzhang/kernel";
import {
  CELL_ORIGIN_TABLE,
  factTable,
  overtakenTable,
  quote,
  reasonColumn,
  SUBMISSION_TABLE,
  textLiteral,
  valueColumn,
} from "@lianzhang/kernel";
import { STAGE } from "./facts.ts";
import { NOT_HELD } from "./numbers.ts";

/** Temporary table of the subjects concerned, each with the first month of the returns: `subject`, `m_from`. */
export const TOUCHED = "stage_touched";

/**
 * One row for all versions and pieces of a return. Cells carried from another return are not its own; in some of its
 * versions a blank may be carried and in others not, so its own cell is that of a version that carries nothing.
 */
function ownCells(form: Form): string {
  return [...form.fields.keys()]
    .map((f) => {
      const [v, x] = [valueColumn(f), reasonColumn(f)];
      if (form.restates === "rows") return `, any_value(f.${v}) AS ${v}, any_value(f.${x}) AS ${x}`;
      const own = `FILTER (WHERE NOT coalesce(list_contains(c.fields, ${textLiteral(f)}), FALSE))`;
      return `, any_value(f.${v}) ${own} AS ${v}, CAST(coalesce(any_value(f.${x}) ${own}, ${NOT_HELD}) AS UTINYINT) AS ${x}`;
    })
    .join("");
}

/** Moves everything known of the keys in `TOUCHED` into the stage, which is there and empty. */
export async function takeOut(run: SqlRunner, form: Form): Promise<void> {
  const [facts, beside] = [quote(factTable(form.id)), quote(overtakenTable(form.id))];
  // the bounds let the store pass over blocks of other years
  const these = `m_from BETWEEN (SELECT min(m_from) FROM ${TOUCHED}) AND (SELECT max(m_from) FROM ${TOUCHED}) AND (subject, m_from) IN (SELECT (subject, m_from) FROM ${TOUCHED})`;
  const ofForm = `form = ${textLiteral(form.id)} AND ${these}`;
  const carried =
    form.restates === "fields"
      ? `LEFT JOIN (SELECT subject, m_from, m_to, known_from, list(field) AS fields FROM ${CELL_ORIGIN_TABLE} WHERE ${ofForm} GROUP BY ALL) c USING (subject, m_from, m_to, known_from)`
      : "";
  await run.execute(`INSERT INTO ${STAGE} BY NAME SELECT f.submission AS file_no, f.row_no, f.subject, f.m_from, f.m_to, s.received AS known_from, f.submission${ownCells(form)}
      FROM (SELECT * FROM ${facts} WHERE ${these}) f JOIN ${SUBMISSION_TABLE} s ON s.id = f.submission ${carried}
      GROUP BY f.submission, f.row_no, f.subject, f.m_from, f.m_to, s.received;
    INSERT INTO ${STAGE} BY NAME SELECT * REPLACE (submission AS file_no) FROM ${beside} WHERE ${these};
    DELETE FROM ${facts} WHERE ${these};
    DELETE FROM ${beside} WHERE ${these};
    DELETE FROM ${CELL_ORIGIN_TABLE} WHERE ${ofForm};`);
}
