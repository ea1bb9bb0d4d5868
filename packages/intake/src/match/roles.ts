/** Which head tells the subject, its name and the period; and which unit a field's cells are in. */
import type { Label } from "@lianzhang/kernel";
import type { FieldDescription, FormDescription } from "../form.ts";
import { cellAt, isBlank, looksLikeUscc } from "../tables/cells.ts";
import type { FoundTable, Head, TextAt } from "../tables/table.ts";
import {
  canonical,
  CODE_WORDS,
  NAME_WORDS,
  PERIOD_WORDS,
  REMARK_WORDS,
  SERIAL_WORDS,
} from "../tables/words.ts";
import { wholeUnit } from "../tables/units.ts";
import { amountColumn, readUnit } from "../values/amounts.ts";
import { say } from "../values/said.ts";
import type { Role } from "./recognition.ts";

export interface RoleFound {
  readonly role: Role;
  readonly certainty: number;
  readonly reasons: readonly Label[];
}

/** Rows that are looked at to see what a column holds. */
const SAMPLE = 30;

function* sample(table: FoundTable, head: Head): Generator<string> {
  const rows = head.row === null ? table.rows.slice(0, SAMPLE) : [head.row];
  for (const row of rows) {
    const cell = cellAt(table.of, row, head.column);
    if (!isBlank(cell)) yield cell.text.trim();
  }
}

const share = (texts: readonly string[], is: (text: string) => boolean): number =>
  texts.length === 0 ? 0 : texts.filter((t) => is(t)).length / texts.length;

/** Heads that say a code of the subject and nothing else. */
const PLAIN_CODE = /信用代码|统一代码|税号|识别号|uscc/;

/** The part of a row a head plays that is no figure; null: perhaps a figure. */
export function roleOf(table: FoundTable, head: Head, form: FormDescription): RoleFound | null {
  const leaf = (head.path.length === 0 ? "" : canonical(head.path.at(-1) ?? "")).replace(
    /\((?!区|县)[^()]*\)$/,
    "",
  );
  const subject = canonical(form.subject.label.zh);
  const same = [say("表头用语", "the word of the head")];
  if (SERIAL_WORDS.has(leaf) || REMARK_WORDS.has(leaf))
    return { role: { kind: "other" }, certainty: 1, reasons: same };
  if (PERIOD_WORDS.has(leaf)) return { role: { kind: "period" }, certainty: 0.96, reasons: same };
  const texts = [...sample(table, head)];
  if (CODE_WORDS.has(leaf) || leaf === `${subject}代码`) {
    const clear = PLAIN_CODE.test(leaf) || form.subject.code === "text" || texts.length === 0;
    const fits = clear || share(texts, looksLikeUscc) >= 0.5;
    const why = say("内容不像统一社会信用代码", "what it holds is not like a unified social credit code");
    return fits
      ? { role: { kind: "code" }, certainty: PLAIN_CODE.test(leaf) ? 1 : 0.95, reasons: same }
      : { role: { kind: "code" }, certainty: 0.7, reasons: [...same, why] };
  }
  if (NAME_WORDS.has(leaf) || leaf === subject || leaf === `${subject}名称`) {
    if (texts.length > 0 && share(texts, (t) => wholeUnit(t) !== null) > 0.5)
      return { role: { kind: "other" }, certainty: 1, reasons: [say("计量单位列", "a column of units")] };
    return { role: { kind: "name" }, certainty: leaf.includes("名称") ? 1 : 0.95, reasons: same };
  }
  if (
    form.subject.code === "uscc" &&
    head.row === null &&
    texts.length > 2 &&
    share(texts, looksLikeUscc) >= 0.8
  )
    return {
      role: { kind: "code" },
      certainty: 0.8,
      reasons: [say("内容像统一社会信用代码", "it holds what looks like unified social credit codes")],
    };
  return null;
}

export type UnitFound =
  /** `unit` null: none is written. */
  | { readonly kind: "unit"; readonly unit: string | null; readonly said: TextAt | null }
  | { readonly kind: "unknown"; readonly said: TextAt }
  | { readonly kind: "other_kind"; readonly said: TextAt }
  | { readonly kind: "several"; readonly said: readonly TextAt[] };

/** The unit of a field's cells: the head's, else the one above the table that fits, else the field's own. */
export function unitFor(field: FieldDescription, head: Head, above: readonly TextAt[]): UnitFound {
  if (head.unit !== null) {
    if (readUnit(head.unit.text) === null) return { kind: "unknown", said: head.unit };
    if (amountColumn(field, head.unit.text) === null) return { kind: "other_kind", said: head.unit };
    return { kind: "unit", unit: head.unit.text, said: head.unit };
  }
  const fitting = above.filter((u) => readUnit(u.text) !== null && amountColumn(field, u.text) !== null);
  const [one] = fitting;
  if (one !== undefined)
    return new Set(fitting.map((u) => u.text)).size === 1
      ? { kind: "unit", unit: one.text, said: one }
      : { kind: "several", said: fitting };
  const unknown = above.find((u) => readUnit(u.text) === null);
  return unknown === undefined
    ? { kind: "unit", unit: null, said: null }
    : { kind: "unknown", said: unknown };
}
