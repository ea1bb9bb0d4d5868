/** Accepted rows into the stage, and where they came from into the tables that traces are read from. */
import type { Form } from "@lianzhang/definitions";
import type { SqlRunner, SqlValue } from "@lianzhang/kernel";
import { FOREVER } from "@lianzhang/kernel";
import type { AcceptedSubmission, Part, Sorted } from "./accepted.ts";
import { cellValues } from "./accepted.ts";
import { STAGE } from "./facts.ts";
import type { PlainRows } from "./plain/plain-part.ts";
import { insertNumbers, insertRows } from "./sql.ts";
import { stageColumns } from "./tables.ts";

/** One part with its number in the table `submission`. */
export interface NumberedPart {
  readonly id: number;
  readonly submission: AcceptedSubmission;
  readonly part: Part;
}

export interface Prepared {
  readonly submission: AcceptedSubmission;
  readonly sorted: Sorted;
  /** Rows that the database read itself. */
  readonly plain: PlainRows | null;
}

export interface NumberedSubmission extends Prepared {
  readonly parts: readonly NumberedPart[];
}

/** A place in `submission` for rows of which none became a fact, so that they are not forgotten. */
const waitingPart = ({ files }: AcceptedSubmission): Part => ({
  file: files[0]?.name ?? "",
  sheet: null,
  columns: new Map(),
  rows: [],
});

const shapeOf = ({ file, columns }: Pick<Part, "file" | "columns">): string =>
  JSON.stringify([file, [...columns]]);

/** Plain rows are of the part whose fields stand in their columns. */
function partsWith({ sorted, plain }: Prepared): readonly Part[] {
  const { parts } = sorted;
  if (plain === null || parts.some((p) => p.sheet === null && shapeOf(p) === shapeOf(plain))) return parts;
  return [...parts, { ...plain, sheet: null, rows: [] }];
}

/** The part that plain rows are of. */
export function plainPart({ parts, plain }: NumberedSubmission): NumberedPart {
  const found = parts.find(
    (p) => plain !== null && p.part.sheet === null && shapeOf(p.part) === shapeOf(plain),
  );
  if (found === undefined) throw new TypeError("plain rows without their part");
  return found;
}

/** Parts numbered on from `last`; the first of each submission is where its refused rows are kept. */
export function numbered(prepared: readonly Prepared[], last: number): readonly NumberedSubmission[] {
  let id = last;
  return prepared.map((one) => {
    const { submission } = one;
    const own = partsWith(one);
    const parts = own.length > 0 ? own : [waitingPart(submission)];
    return { ...one, parts: parts.map((part) => ({ id: ++id, submission, part })) };
  });
}

/** Of the bytes a part is of; a workbook in an archive stands there as returns.zip/东坡区/3月.xlsx. */
const hashOf = ({ files }: AcceptedSubmission, file: string): string | null =>
  files.find((f) => f.name === file || file.startsWith(`${f.name}/`))?.sha256 ?? null;

/** Writes where the parts come from. */
export async function keepOrigins(run: SqlRunner, form: Form, parts: readonly NumberedPart[]): Promise<void> {
  await insertRows(
    run,
    "submission",
    parts.map(({ id, submission: s, part }): SqlValue[] => [
      id,
      form.id,
      part.file,
      part.sheet,
      hashOf(s, part.file),
      s.sender,
      s.knownFrom,
      s.version ?? null,
      s.source ?? null,
      s.id,
      s.event,
      FOREVER,
    ]),
  );
  await insertRows(
    run,
    "submission_column",
    parts.flatMap(({ id, submission, part }) =>
      [...part.columns].map(([field, at]): SqlValue[] => {
        const head = submission.heads?.find(
          (h) => h.file === part.file && h.sheet === part.sheet && h.column === at,
        );
        const own = form.fields.get(field);
        return [id, field, head?.head ?? own?.label.zh ?? null, at, head?.unit ?? own?.unit.text ?? null];
      }),
    ),
  );
}

export async function stageRows(run: SqlRunner, form: Form, parts: readonly NumberedPart[]): Promise<void> {
  const fields = [...form.fields.keys()];
  await insertNumbers(
    run,
    STAGE,
    stageColumns(form).map(([name]) => name),
    parts.flatMap(({ id, submission, part }) =>
      part.rows.map(({ row, subject, from, to }) => [
        id,
        row.row,
        subject,
        from,
        to,
        submission.knownFrom,
        id,
        ...fields.flatMap((f) => cellValues(row.cells.get(f))),
      ]),
    ),
  );
}

/** Rows and cells that became no fact stay with what they said. */
export async function keepRefused(run: SqlRunner, all: readonly NumberedSubmission[]): Promise<void> {
  await insertRows(
    run,
    "refused",
    all.flatMap(({ sorted, parts }) =>
      sorted.refused.map(({ row, reason }): SqlValue[] => [
        parts[0]?.id ?? null,
        row.file,
        row.row,
        reason,
        [row.subject ?? "", ...[...row.cells.values()].map((c) => c.text)].join(","),
      ]),
    ),
  );
  await insertRows(
    run,
    "bad_cell",
    all.flatMap(({ parts }) =>
      parts.flatMap(({ id, part }) =>
        part.rows.flatMap(({ row }) =>
          [...row.cells].flatMap(([field, cell]): SqlValue[][] => {
            const [value, reason] = cellValues(cell);
            const unread = value === null && (cell.value !== null || cell.missing === "invalid");
            return unread ? [[id, row.file, row.row, field, cell.column, reason, cell.text, null]] : [];
          }),
        ),
      ),
    ),
  );
}
