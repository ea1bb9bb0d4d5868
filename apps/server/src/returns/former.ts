/** Former returns that checks look back on, as they are known now. */
import type { Form } from "@lianzhang/definitions";
import type { FormerReturn } from "@lianzhang/intake";
import type { Period } from "@lianzhang/kernel";
import { FACT, factTable, FOREVER, quote, reasonColumn, subjectTable, valueColumn } from "@lianzhang/kernel";
import { textList } from "@lianzhang/returns";
import type { Context } from "../context.ts";

/** Months that are looked back on. */
const BACK = 36;
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
  // texts come slowly out of the database: rows go by the numbers of their subjects
  const numbered = `${quote(subjectTable(form.subject))} s JOIN ${textList("code", codes)} c USING (code)`;
  const numbers = await context.runner.query(`SELECT s.subject, s.code FROM ${numbered}`);
  const known = new Map(numbers.rows.map(([subject, code]) => [subject, String(code)]));
  const { rows } = await context.runner.query(
    `SELECT f.${FACT.subject}, f.${FACT.from}, f.${FACT.to}, ${columns.join(", ")} FROM ${quote(factTable(form.id))} f
       SEMI JOIN (SELECT s.subject FROM ${numbered}) n ON n.subject = f.${FACT.subject}
       WHERE f.${FACT.knownTo} = ${FOREVER} AND f.${FACT.to} < ${period.to} AND f.${FACT.to} >= ${period.to - BACK} ORDER BY 1, 2, 3`,
  );
  return rows.map(([subject, from, to, ...cells]) => ({
    form: form.id,
    subject: known.get(subject ?? null) ?? "",
    period: { from: Number(from), to: Number(to) },
    values: new Map(
      fields.flatMap((field, i): (readonly [string, bigint])[] => {
        const [value, reason] = [cells[i * 2], cells[i * 2 + 1]];
        return typeof value === "bigint" && Number(reason) === 0 ? [[field, value]] : [];
      }),
    ),
  }));
}
