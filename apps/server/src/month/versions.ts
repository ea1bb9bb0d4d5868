/** All versions of a few fields, with the days between which each was known: one statement a form. */
import type { Field, Form } from "@lianzhang/definitions";
import type { Day, Month, SqlRunner, SqlValue } from "@lianzhang/kernel";
import { FACT, factTable, quote, REASONS, reasonColumn, subjectTable, valueColumn } from "@lianzhang/kernel";

/** One version of a row: the values in the order of the fields asked. */
export interface RowVersion {
  readonly code: string;
  readonly from: Month;
  readonly to: Month;
  readonly known: Day;
  readonly until: Day;
  readonly values: readonly (bigint | null)[];
}

const PRESENT = REASONS.indexOf("present");
const whole = (v: SqlValue | undefined): number => Number(v ?? 0);

/** Rows that end between two months. A value that is missing for any reason is null. */
export async function versionsOf(
  runner: SqlRunner,
  form: Form,
  fields: readonly Field[],
  months: { readonly from: Month; readonly to: Month },
): Promise<readonly RowVersion[]> {
  const values = fields.flatMap((f) => [`f.${quote(valueColumn(f.id))}`, `f.${quote(reasonColumn(f.id))}`]);
  const head = [FACT.from, FACT.to, FACT.knownFrom, FACT.knownTo].map((c) => `f.${quote(c)}`);
  const { rows } = await runner.query(
    `SELECT s.code, ${[...head, ...values].join(", ")} FROM ${quote(factTable(form.id))} f
       JOIN ${quote(subjectTable(form.subject))} s ON s.subject = f.${quote(FACT.subject)}
       WHERE f.${quote(FACT.to)} BETWEEN ${months.from} AND ${months.to} ORDER BY 1, 3, 4`,
  );
  return rows.map((r) => ({
    code: String(r[0]),
    from: whole(r[1]),
    to: whole(r[2]),
    known: whole(r[3]),
    until: whole(r[4]),
    values: fields.map((_, i): bigint | null => {
      const [value, reason] = [r[5 + 2 * i], r[6 + 2 * i]];
      return whole(reason) === PRESENT && typeof value === "bigint" ? value : null;
    }),
  }));
}
