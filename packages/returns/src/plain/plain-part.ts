/** Rows that the database read itself on their way to facts: no cell of theirs passes through here. */
import type { Form } from "@lianzhang/definitions";
import type { SqlRunner } from "@lianzhang/kernel";
import { quote, reasonCode, reasonColumn, valueColumn } from "@lianzhang/kernel";
import { STAGE } from "../facts.ts";
import { NOT_HELD } from "../numbers.ts";
import { PLAIN_KEYS, PLAIN_ROWS } from "./load.ts";
import type { PlainRead } from "./read-plain.ts";

/** Plain rows of a submission, which stand in the tables of `PlainReader` until it reads another file. */
export interface PlainRows {
  readonly file: string;
  /** Field -> column, 1-based. */
  readonly columns: ReadonlyMap<string, number>;
}

/** The rows that may go on; null: there are none. */
export const plainRows = (file: string, { table, rows, held }: PlainRead): PlainRows | null =>
  rows === 0 || held
    ? null
    : {
        file,
        columns: new Map(
          table.fields
            .map((f): [string, number] => [f.field, f.column])
            .toSorted(([a], [b]) => (a < b ? -1 : 1)),
        ),
      };

/** Adds their subjects and first months to the table of those concerned. */
export const touchPlain = (run: SqlRunner, touched: string): Promise<void> =>
  run.execute(
    `INSERT INTO ${touched} (SELECT subject, m_from FROM ${PLAIN_KEYS} WHERE NOT odd) EXCEPT SELECT * FROM ${touched}`,
  );

/** All staged rows with the plain ones: a view, so that values move once. */
export const STAGE_WITH_PLAIN = "stage_with_plain";

/** `part`: their row of the table `submission`. */
export function stagePlain(
  run: SqlRunner,
  form: Form,
  { columns }: PlainRows,
  part: number,
  knownFrom: number,
): Promise<void> {
  const cells = [...form.fields.keys()].map((field) => {
    const [v, x] = [quote(valueColumn(field)), quote(reasonColumn(field))];
    if (!columns.has(field)) return `CAST(NULL AS BIGINT) AS ${v}, CAST(${NOT_HELD} AS UTINYINT) AS ${x}`;
    return `p.${v}, CAST(CASE WHEN p.${v} IS NULL THEN ${reasonCode("blank")} ELSE ${reasonCode("present")} END AS UTINYINT) AS ${x}`;
  });
  return run.execute(`CREATE OR REPLACE TEMP VIEW ${STAGE_WITH_PLAIN} AS SELECT * FROM ${STAGE} UNION ALL BY NAME
    SELECT CAST(${part} AS INTEGER) AS file_no, k.row_no, k.subject, k.m_from, k.m_to, CAST(${knownFrom} AS INTEGER) AS known_from, CAST(${part} AS INTEGER) AS submission, ${cells.join(", ")}
    FROM ${PLAIN_ROWS} p JOIN ${PLAIN_KEYS} k ON k.row_no = p.rowid + 1 WHERE NOT k.odd`);
}
