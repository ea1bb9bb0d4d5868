/**
 * A clerk's figures read and checked in her own browser: the same reader as the server's, over what she typed, pasted or
 * dropped. Nothing here asks the network.
 */
import type { Finding, FormDescription, HeadCorrection, ReadRow, ReturnRead, Sheet } from "@lianzhang/intake";
import { readReturn, rowsSheet } from "@lianzhang/intake";
import type { Period } from "@lianzhang/kernel";
import { formatPeriod } from "@lianzhang/kernel";

export interface Firm {
  readonly code: string;
  readonly name: string;
}

/** What stands in the form, by field id, as it was typed in the field's unit. */
export type Figures = Readonly<Record<string, string>>;

export interface OwnCheck {
  /** By field id. */
  readonly fields: Readonly<Record<string, readonly Finding[]>>;
  readonly other: readonly Finding[];
  /** Findings that hold a return up. */
  readonly faults: number;
  /** Findings that ask for a reason. */
  readonly explain: readonly Finding[];
}

/** The name a typed form has as a file, here and in the server. */
export const TYPED = "填写";

/** The form as rows: heads, and one row with what was typed. */
export function typedRows(
  figures: Figures,
  form: FormDescription,
  firm: Firm,
  period: Period,
): readonly (readonly string[])[] {
  const [head = []] = rowsSheet([], form, TYPED).rows;
  return [
    head.map((c) => c.text),
    [firm.code, firm.name, formatPeriod(period), ...form.fields.map((f) => (figures[f.id] ?? "").trim())],
  ];
}

/** Reads what was typed exactly as the server will. */
export function checkTyped(figures: Figures, form: FormDescription, firm: Firm, period: Period): OwnCheck {
  const rows = typedRows(figures, form, firm, period).map((line) =>
    line.map((text) => ({ text, kind: "text" as const })),
  );
  const sheet: Sheet = { file: TYPED, name: null, hidden: false, rows };
  const { findings } = readReturn([sheet], { forms: [form], period, sender: firm.code });
  const known = new Set(form.fields.map((f) => f.id));
  const at = (f: Finding): string | null =>
    f.field !== null && known.has(f.field) ? f.field : (form.fields[(f.column ?? 0) - 4]?.id ?? null);
  const fields: Record<string, Finding[]> = {};
  const other: Finding[] = [];
  for (const finding of findings) {
    const field = finding.row === 1 ? null : at(finding);
    if (field === null) other.push(finding);
    else (fields[field] ??= []).push(finding);
  }
  return {
    fields,
    other,
    faults: findings.filter((f) => f.strength === "must" || f.strength === "refused").length,
    explain: findings.filter((f) => f.strength === "explain"),
  };
}

/** A head that is not sure: what it may be, for the clerk to say. */
export interface AskedHead {
  readonly file: string;
  readonly sheet: string | null;
  readonly table: number;
  readonly column: number;
  readonly row: number | null;
  readonly words: string;
  readonly field: string | null;
  readonly unit: string | null;
}

export interface OwnFigures {
  /** In the field's unit; null: the firm's row for the period was not found. */
  readonly figures: Figures | null;
  /** Rows of others, or of another period. */
  readonly others: number;
  readonly asked: readonly AskedHead[];
  /** Whether the file may go as it is: nothing in it is asked, to be mended, or of others. */
  readonly clean: boolean;
  /** What was found in reading, without what is checked anyway once the figures stand in the form. */
  readonly findings: readonly Finding[];
}

/** A cumulative form's row covers the year up to the period: its end tells. */
const isOwn = (row: ReadRow, firm: Firm, period: Period): boolean =>
  row.subject === firm.code && (row.period === null || row.period.to === period.to);

export interface SaidHead extends Pick<AskedHead, "file" | "sheet" | "table" | "column" | "row" | "unit"> {
  /** Null: not needed. */
  readonly field: string | null;
}

function wordsOf(said: readonly SaidHead[]) {
  const correction = (s: SaidHead): HeadCorrection => ({
    column: s.column,
    row: s.row,
    role: s.field === null ? { kind: "other" } : { kind: "field", field: s.field, unit: s.unit },
  });
  return said.map((s) => ({ file: s.file, sheet: s.sheet, table: s.table, corrections: [correction(s)] }));
}

const askedIn = (read: ReturnRead): readonly AskedHead[] =>
  read.tables.flatMap(({ table, recognition }) =>
    recognition.heads
      .filter((h) => !h.settled && h.role?.kind === "field")
      .map((h) => ({
        file: table.file,
        sheet: table.sheet,
        table: table.index,
        column: h.head.column,
        row: h.head.row,
        words: h.head.path.join(" › "),
        field: h.role?.kind === "field" ? h.role.field : null,
        unit: h.head.unit?.text ?? null,
      })),
  );

/** The firm's own figures in any file: found by its code and the period, in the fields' units. */
export function ownFigures(
  sheets: readonly Sheet[],
  form: FormDescription,
  firm: Firm,
  period: Period,
  said: readonly SaidHead[] = [],
): OwnFigures {
  const read = readReturn(sheets, { forms: [form], period, sender: firm.code, heads: wordsOf(said) });
  const own = read.rows.filter((r) => isOwn(r, firm, period));
  const [row] = own;
  const texts = row === undefined ? undefined : rowsSheet([row], form, "").rows[1]?.slice(3);
  const asked = askedIn(read);
  const unread = read.findings.filter((f) => f.code.startsWith("LZ80") || f.code.startsWith("LZ81"));
  const others = read.rows.length - own.length;
  const held = read.findings.some((f) => f.strength === "must" || f.strength === "refused");
  return {
    figures:
      texts === undefined
        ? null
        : Object.fromEntries(form.fields.map((f, i) => [f.id, texts[i]?.text ?? ""] as const)),
    others,
    asked,
    clean: !held && others === 0 && asked.length === 0 && own.length === 1,
    findings: unread,
  };
}

/**
 * A block without heads, pasted into a field: its texts go into the fields from that one on, in their order. Null: it is no
 * such block (one text, or more texts than there are fields left).
 */
export function spread(
  block: readonly (readonly string[])[],
  form: FormDescription,
  from: string,
): Figures | null {
  const texts = block.flat().map((t) => t.trim());
  const start = form.fields.findIndex((f) => f.id === from);
  const single = block.length === 1 || block.every((line) => line.length === 1);
  if (start < 0 || texts.length < 2 || !single || texts.length > form.fields.length - start) return null;
  return Object.fromEntries(texts.map((text, i) => [form.fields[start + i]?.id ?? "", text] as const));
}
