/** Former returns that checks look back on, as they are known now. */
import type { Form } from "@lianzhang/definitions";
import type { FormerReturn } from "@lianzhang/intake";
import type { Period } from "@lianzhang/kernel";
import {
  FACT,
  factTable,
  FOREVER,
  quote,
  reasonColumn,
  subjectTable,
  textLiteral,
  valueColumn,
} from "@lianzhang/kernel";
import type { Context } from "../context.ts";

/** Months that are looked back on. */
const BACK = 36;
/** Of more subjects than these all are read. */
const NAMED = 1000;

const compares = (form: Form): boolean => form.checks.some((c) => c.kind !== "range");

/** Former returns of the form about these subjects; on a firm's own copy nothing is compared. */
export async function formerOf(
  context: Context,
  form: Form,
  period: Period,
  codes: readonly string[],
): Promise<readonly FormerReturn[]> {
  if (form.input === "own_copy" || !compares(form) || codes.length === 0) return [];
  const fields = [...form.fields.keys()];
  const columns = fields.flatMap((f) => [`f.${quote(valueColumn(f))}`, `f.${quote(reasonColumn(f))}`]);
  const these = codes.length > NAMED ? "" : ` AND s.code IN (${codes.map((c) => textLiteral(c)).join(", ")})`;
  const { rows } = await context.runner.query(
    `SELECT s.code, f.${FACT.from}, f.${FACT.to}, ${columns.join(", ")} FROM ${quote(factTable(form.id))} f
       JOIN ${quote(subjectTable(form.subject))} s ON s.subject = f.${FACT.subject}
       WHERE f.${FACT.knownTo} = ${FOREVER} AND f.${FACT.to} < ${period.to} AND f.${FACT.to} >= ${period.to - BACK}${these} ORDER BY 1, 2, 3`,
  );
  return rows.map(([code, from, to, ...cells]) => ({
    form: form.id,
    subject: String(code),
    period: { from: Number(from), to: Number(to) },
    values: new Map(
      fields.flatMap((field, i): (readonly [string, bigint])[] => {
        const [value, reason] = [cells[i * 2], cells[i * 2 + 1]];
        return typeof value === "bigint" && Number(reason) === 0 ? [[field, value]] : [];
      }),
    ),
  }));
}
