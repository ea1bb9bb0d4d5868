/** Whom a row is about. */
import type { Finding } from "../finding.ts";
import type { FormDescription } from "../form.ts";
import type { Cell } from "../grid/sheet.ts";
import type { ReadRow } from "../row.ts";
import { matchSubjects } from "../subjects.ts";
import { cellAt } from "../tables/cells.ts";
import { readUscc } from "../values/codes.ts";
import { folded, say } from "../values/said.ts";
import type { ReadContext, Reader } from "./reader.ts";
import { tell, textOf } from "./reader.ts";

interface Subject {
  readonly code: string | null;
  readonly name: string | null;
}

/** Whom a row is about: the code of its column; else the table's; else the sender, where the table names nobody. */
export function subjectOf(reader: Reader, row: number): Subject {
  const { table, form, context, code: codeHead, name: nameHead } = reader;
  const name =
    textOf(reader, nameHead, row) ??
    (nameHead === null && codeHead === null ? (table.context.sender?.text ?? null) : null);
  const text = textOf(reader, codeHead, row);
  if (codeHead !== null && text !== null) {
    const at = { row: codeHead.row ?? row, column: codeHead.column };
    const cell = cellAt(table.of, at.row, at.column);
    return { code: codeIn(reader, cell, at), name };
  }
  const above = codeHead === null && nameHead === null ? table.context.code : null;
  if (above !== null) return { code: codeIn(reader, { text: above.text, kind: "text" }, above), name };
  if (codeHead === null && nameHead === null && context.sender !== undefined)
    return { code: context.sender, name };
  const byName = name !== null && (form.matchedBy.includes("name") || context.register !== undefined);
  if (!byName)
    reader.findings.push(
      tell(reader, { row, column: codeHead?.column ?? nameHead?.column ?? null }, null, null, {
        strength: "refused",
        code: "LZ8130",
        message:
          name === null
            ? say("这一行没有代码也没有名称", "the row has neither code nor name")
            : say(`“${name}”没有代码`, `“${name}” has no code`),
        hint: say("补上代码;不是数据的行请删去", "add the code; take the row out where it is none"),
      }),
    );
  return { code: null, name };
}

function codeIn(
  reader: Reader,
  cell: Pick<Cell, "text" | "kind">,
  at: { readonly row: number | null; readonly column: number | null },
): string | null {
  if (reader.form.subject.code === "text") return folded(cell.text).text;
  const read = readUscc(cell);
  if (read.ok) return read.value;
  reader.findings.push(tell(reader, at, null, null, { strength: "refused", ...read.problem }));
  return null;
}

/** Rows without a code, found by their name where a register is given; what is not exactly one subject is told. */
export function named(
  rows: ReadRow[],
  form: FormDescription,
  context: ReadContext,
  findings: Finding[],
): ReadRow[] {
  const { register } = context;
  if (!register) return rows;
  const open = rows.filter((r) => r.subject === null && r.subjectName !== null);
  const refused = new Set(findings.filter((f) => f.code.startsWith("LZ822")).map((f) => f.row));
  // months beside each other are several rows of one name
  const asked = [...new Map(open.map((r) => [r.row, r])).values()]
    .filter((r) => !refused.has(r.row))
    .map((r) => ({ row: r.row, code: null, name: r.subjectName }));
  if (asked.length === 0) return rows;
  const report = matchSubjects(asked, register, ["name"]);
  const codes = new Map(report.matched.map((m) => [m.row, m.subject]));
  const byRow = new Map(rows.map((r) => [r.row, r]));
  for (const unsure of [...report.ambiguous, ...report.unmatched]) {
    const row = byRow.get(unsure.row);
    if (row)
      findings.push({
        strength: "refused",
        code: "LZ8131",
        file: row.file,
        sheet: row.sheet,
        row: row.row,
        column: row.nameColumn ?? null,
        field: null,
        subject: null,
        message: unsure.why,
        hint: say(`补上${form.subject.label.zh}的代码`, "add the code"),
      });
  }
  return rows.map((r) => {
    const code = codes.get(r.row);
    return code === undefined ? r : { ...r, subject: code };
  });
}
