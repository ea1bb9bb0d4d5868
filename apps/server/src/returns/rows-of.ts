/** Rows of an accepted return: the same bytes, matching and corrections give the same rows, today and in five years. */
import type {
  Correction,
  FormDescription,
  ReadRow,
  ReturnAsked,
  ReturnRead,
  RowOfSheet,
  Sheet,
} from "@lianzhang/intake";
import { returnSteps } from "@lianzhang/intake";
import { formatPeriod, parsePeriod } from "@lianzhang/kernel";
import type { SenderHead } from "@lianzhang/returns";
import { formDescription, PlainReader, plainRows } from "@lianzhang/returns";
import type { AcceptedReturn, KeptCorrection, KeptFiles, Sender } from "@lianzhang/work";
import { alteredFile } from "@lianzhang/work";
import type { Context } from "../context.ts";
import type { ReadReturn } from "./follow.ts";
import type { AsideRow, RowPlace } from "./kept-matching.ts";
import { askedBy, keptMatching } from "./kept-matching.ts";
import { inTurns } from "./in-turns.ts";
import { namesOf } from "./names.ts";
import { sheetsOf } from "./sheets-of.ts";

/** Characters of a row that it is known again by. */
const ROW_TEXT = 500;

/** The file's own text at a place; null: there is no such sheet. */
export function textAt(
  sheets: readonly Sheet[],
  { file, sheet, row, column }: Pick<KeptCorrection, "file" | "sheet" | "row" | "column">,
): string | null {
  const found = sheets.find((s) => s.file === file && s.name === sheet);
  return found === undefined ? null : (found.rows[row - 1]?.[column - 1]?.text ?? "");
}

export const rowKey = ({ file, sheet, row }: RowOfSheet): string => [file, sheet ?? "", row].join("\u0000");

/** Places of the rows of a return, also of those set aside. */
export const rowsIn = ({ rows, aside }: ReturnRead): ReadonlySet<string> =>
  new Set([...rows, ...aside].map((r) => rowKey(r)));

/** A row of a file as text, to know it again; null: there is none. */
export function rowTextAt(sheets: readonly Sheet[], { file, sheet, row }: RowOfSheet): string | null {
  const found = sheets.find((s) => s.file === file && s.name === sheet)?.rows[row - 1];
  return found === undefined
    ? null
    : found
        .map((cell) => cell.text)
        .join("\t")
        .slice(0, ROW_TEXT);
}

/** Rows set aside that stand in these files as they did. */
export const asideIn = (rows: readonly AsideRow[], sheets: readonly Sheet[]): readonly AsideRow[] =>
  rows.filter((a) => rowTextAt(sheets, a) === a.was);

/**
 * Corrections as readers take them. Each holds over the text it was made over: a file that came anew under the same name is
 * not mended by what was said of another.
 */
export const layer = (
  corrections: readonly KeptCorrection[],
  sheets: readonly Sheet[],
): readonly Correction[] =>
  corrections
    .filter((c) => textAt(sheets, c) === c.before)
    .map(({ file, sheet, row, column, after }) => ({ file, sheet, row, column, text: after }));

/** The heads of columns as their sender wrote them. A form whose items stand down the rows has none. */
function headsOf({ tables }: ReturnRead): readonly SenderHead[] {
  return tables.flatMap(({ table, recognition }) =>
    recognition.heads.flatMap(({ head, role, settled }): readonly SenderHead[] =>
      settled && role?.kind === "field" && head.row === null
        ? [
            {
              file: table.file,
              sheet: table.sheet,
              column: head.column,
              head: head.path.join(" "),
              unit: role.unit,
            },
          ]
        : [],
    ),
  );
}

/** The subject that rows are of which name none; an aggregate that names no region is the city's. */
export const aboutSender = ({ kind, id }: Sender): string | null =>
  kind === "enterprise" || kind === "city" ? id : null;

/** What an accepted return says by itself: no register, no former returns, so that it says the same at any time. */
export function askedOf(
  form: FormDescription,
  sheets: readonly Sheet[],
  { period, sender, matching, corrections }: Omit<AcceptedReturn, "id" | "form" | "files">,
): ReturnAsked {
  const kept = keptMatching(matching);
  return {
    forms: [form],
    ...askedBy(kept, parsePeriod(period) ?? undefined),
    sender: aboutSender(sender),
    corrections: layer(corrections, sheets),
    aside: asideIn(kept.aside, sheets),
  };
}

export const placeOf = ({ file, sheet, row, period }: ReadRow): RowPlace => ({
  file,
  sheet,
  row,
  period: period === null ? null : formatPeriod(period),
});
const placeKey = ({ file, sheet, row, period }: RowPlace): string =>
  [file, sheet ?? "", row, period ?? ""].join("\u0000");

/** Rows that no check held up when they came. */
function withoutHeld(rows: readonly ReadRow[], held: readonly RowPlace[]): readonly ReadRow[] {
  if (held.length === 0) return rows;
  const places = new Set(held.map((p) => placeKey(p)));
  return rows.filter((r) => !places.has(placeKey(placeOf(r))));
}

/** Rows that the database reads itself; null: every cell is looked at. Throws LZ7506. */
async function largeRows(
  context: Context,
  plain: PlainReader,
  accepted: AcceptedReturn,
  files: Pick<KeptFiles, "place">,
): Promise<ReadReturn | null> {
  const { cleared: model } = context.instance;
  const form = model.forms.get(accepted.form);
  const register = form && model.registers.get(form.subject);
  const [file, another] = accepted.files;
  if (file === undefined || another !== undefined || file.kind !== "file" || !register) return null;
  if (accepted.corrections.length > 0 || !plain.takes(file.size)) return null;
  if (keptMatching(accepted.matching).aside.length > 0) return null;
  const path = await files.place(file.hash);
  const description = formDescription(model, form);
  const { name, hash: sha256 } = file;
  const asked = {
    ...askedOf(description, [], accepted),
    ...(form.matchedBy.includes("name") ? { names: await namesOf(context.runner, register) } : {}),
  };
  const answer = await plain.read({ name, path, sha256, form, description, register, asked });
  if (answer.kind === "cells") return null;
  const read = answer.plain;
  if (read.sha256 !== sha256) throw alteredFile(sha256);
  return {
    rows: withoutHeld(read.read.ready, keptMatching(accepted.matching).held),
    heads: headsOf(read.read),
    plain: { rows: plainRows(name, read), letGo: () => plain.drop() },
  };
}

/**
 * Reads accepted returns for the store that follows them: rows that nothing holds up. Names find subjects as the register
 * has them, where the form allows it. A form the model no longer has gives no rows. Throws LZ7506 for bytes that are not there.
 */
export const rowsOf =
  (context: Context, plain: PlainReader = new PlainReader(context.runner)) =>
  async (accepted: AcceptedReturn, files: Pick<KeptFiles, "read" | "place">): Promise<ReadReturn> => {
    const { cleared: model } = context.instance;
    const form = model.forms.get(accepted.form);
    if (form === undefined) return { rows: [] };
    const large = await largeRows(context, plain, accepted, files);
    if (large !== null) return large;
    const register = form.matchedBy.includes("name") ? model.registers.get(form.subject) : undefined;
    const names = register === undefined ? undefined : await namesOf(context.runner, register);
    const { sheets } = await sheetsOf(accepted.files, (hash) => files.read(hash));
    const asked = {
      ...askedOf(formDescription(model, form), sheets, accepted),
      ...(names === undefined ? {} : { names }),
    };
    const read = await inTurns(returnSteps(sheets, asked));
    const { held } = keptMatching(accepted.matching);
    return { rows: withoutHeld(read.ready, held), heads: headsOf(read) };
  };
