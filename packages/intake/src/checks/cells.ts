/** What every form is checked for, without a rule: cells that must be there, signs, who a row is about. */
import type { Label, Period } from "@lianzhang/kernel";
import { formatPeriod } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { FormDescription } from "../form.ts";
import type { ReadRow } from "../row.ts";
import { foldName } from "../values/names.ts";
import { amount, at, counted, hintOf } from "./words.ts";

/** Required cells and signs of one row. */
export function cellFindings(row: ReadRow, form: FormDescription): Finding[] {
  return form.fields.flatMap((field): Finding[] => {
    const cell = row.cells.get(field.id);
    if (field.required && (cell === undefined || (cell.value === null && cell.missing !== "invalid"))) {
      const none = cell?.missing === "not_applicable" || cell?.missing === "suppressed";
      const message: Label =
        cell !== undefined && none
          ? {
              zh: `${field.label.zh}填了“${cell.text}”,该项必填`,
              en: `${field.label.en} says “${cell.text}”, and is required`,
            }
          : { zh: `${field.label.zh}没有填`, en: `${field.label.en} is empty` };
      const hint = {
        zh: `填写以${field.unit}为单位的数;确实为零的填 0`,
        en: `write a number in ${field.unit}; where it is nothing, write 0`,
      };
      return [at(row, field.id, { strength: none ? "explain" : "must", code: "LZ8301", message, hint })];
    }
    if (field.signed || cell?.value == null || cell.value >= 0n) return [];
    const found = amount(cell.value, counted(field));
    return [
      at(row, field.id, {
        strength: "must",
        code: "LZ8302",
        message: {
          zh: `${field.label.zh}不应为负,现为 ${found.zh}`,
          en: `${field.label.en} cannot be negative, found ${found.en}`,
        },
        hint: hintOf("must"),
      }),
    ];
  });
}

/** A finding about the subject stands at its code or its name. */
const subjectAt = (
  row: ReadRow,
  column: "subjectColumn" | "nameColumn",
  rest: Pick<Finding, "strength" | "code" | "message" | "hint">,
): Finding => ({ ...at(row, null, rest), column: row[column] ?? null });

/**
 * Who the rows are about: one subject once a period, one name under one code, the name the register has. `register`:
 * names by code; absent: only the rows themselves are compared.
 */
export function subjectFindings(
  rows: readonly ReadRow[],
  register: ReadonlyMap<string, string> | undefined,
): Finding[] {
  const findings: Finding[] = [];
  const seen = new Map<string, ReadRow>();
  const codes = new Map<string, ReadRow>();
  const once = firstOfSheetRow(rows);
  for (const row of rows) {
    const { subject, subjectName: name, period } = row;
    if (subject === null) continue;
    const key = `${subject}\u0000${periodText(period)}`;
    const first = seen.get(key);
    if (first)
      findings.push(
        subjectAt(row, "subjectColumn", {
          strength: "must",
          code: "LZ8310",
          message: {
            zh: `${subject} ${periodText(period)} 出现两次:第 ${first.row} 行${placeZh(first, row)}和本行`,
            en: `${subject} stands twice for ${periodText(period)}: in row ${first.row}${placeEn(first, row)} and here`,
          },
          hint: { zh: "只保留一行,或更正代码", en: "keep one row, or correct the code" },
        }),
      );
    else seen.set(key, row);
    if (name === null || name.trim() === "" || !once.has(row)) continue;
    const other = codes.get(foldName(name));
    if (other && other.subject !== subject)
      findings.push(
        subjectAt(row, "subjectColumn", {
          strength: "explain",
          code: "LZ8311",
          message: {
            zh: `“${name}”在第 ${other.row} 行${placeZh(other, row)}的代码是 ${other.subject ?? ""},本行是 ${subject}`,
            en: `“${name}” has the code ${other.subject ?? ""} in row ${other.row}${placeEn(other, row)}, and ${subject} here`,
          },
          hint: {
            zh: "核对两个代码;同名的两户写明原因",
            en: "check both codes; where two firms share the name, say so",
          },
        }),
      );
    else if (!other) codes.set(foldName(name), row);
    findings.push(...named(row, subject, name, register));
  }
  if (register)
    for (const row of once)
      if (row.subject !== null && !register.has(row.subject))
        findings.push(
          subjectAt(row, "subjectColumn", {
            strength: "must",
            code: "LZ8313",
            message: {
              zh: `代码 ${row.subject} 不在名录中`,
              en: `the code ${row.subject} is not registered`,
            },
            hint: { zh: "核对代码;新企业先入名录", en: "check the code; a new firm is registered first" },
          }),
        );
  return findings;
}

/** Where months stand beside each other, who the row is about is told once, not once a month. */
function firstOfSheetRow(rows: readonly ReadRow[]): ReadonlySet<ReadRow> {
  const seen = new Set<string>();
  return new Set(
    rows.filter((row) => {
      if (row.apart === undefined) return true;
      const key = `${row.file}\u0000${row.sheet ?? ""}\u0000${row.row}`;
      const first = !seen.has(key);
      seen.add(key);
      return first;
    }),
  );
}

function named(
  row: ReadRow,
  subject: string,
  name: string,
  register: ReadonlyMap<string, string> | undefined,
): Finding[] {
  const registered = register?.get(subject);
  if (registered === undefined || foldName(registered) === foldName(name)) return [];
  return [
    subjectAt(row, "nameColumn", {
      strength: "explain",
      code: "LZ8312",
      message: {
        zh: `名称“${name}”与名录中 ${subject} 的名称“${registered}”不同`,
        en: `the name “${name}” is not the one registered for ${subject}, “${registered}”`,
      },
      hint: {
        zh: "核对代码和名称;更名的写明原因",
        en: "check code and name; where the firm changed its name, say so",
      },
    }),
  ];
}

const periodText = (p: Period | null): string => (p === null ? "" : formatPeriod(p));
const elsewhere = (a: ReadRow, b: ReadRow): string | null =>
  a.file === b.file && a.sheet === b.sheet ? null : [a.file, a.sheet].filter((t) => t !== null).join(" ");
const placeZh = (a: ReadRow, b: ReadRow): string =>
  elsewhere(a, b) === null ? "" : `(${elsewhere(a, b) ?? ""})`;
const placeEn = (a: ReadRow, b: ReadRow): string =>
  elsewhere(a, b) === null ? "" : ` of ${elsewhere(a, b) ?? ""}`;
