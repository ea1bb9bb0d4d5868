/** From a stored row to the file, sheet, row and column it came from. */
import type { Model } from "@lianzhang/definitions";
import type { SqlRunner, SqlValue } from "@lianzhang/kernel";
import {
  CELL_ORIGIN_TABLE,
  SUBMISSION_COLUMN_TABLE,
  SUBMISSION_TABLE,
  subjectTable,
} from "@lianzhang/kernel";
import { ask } from "./ask.ts";
import type { UsedCell } from "./leaves.ts";
import type { Ex, Relation, Statement } from "./relation.ts";
import { and, column, equals, integer } from "./relation.ts";
import type { Origin } from "./result.ts";

const text = (v: SqlValue | undefined): string | null => (v === null || v === undefined ? null : String(v));
const statement = (from: Relation, where: Ex, names: readonly string[]): Statement => ({
  steps: [],
  result: { rel: "select", from, where, columns: names.map((name) => ({ name, ex: column(name) })) },
  orderBy: names.map((c) => ({ column: c, descending: false })),
  limit: null,
});
const any = (name: string, ids: readonly number[]): Ex => ({
  ex: "or",
  all: ids.map((id) => equals(column(name), integer(id))),
});

interface Submission {
  readonly file: string;
  readonly sheet: string | null;
  readonly received: number;
  readonly version: string | null;
  readonly source: string | null;
}

/** Looks origins up in batches; one instance per trace. */
export class Origins {
  readonly #submissions = new Map<number, Submission>();
  readonly #columns = new Map<string, { readonly head: string | null; readonly column: string | null }>();
  readonly #exceptions = new Map<string, { readonly submission: number; readonly row: number }>();

  static async load(
    model: Model,
    runner: SqlRunner,
    cells: readonly { readonly cell: UsedCell; readonly subject: string }[],
  ): Promise<Origins> {
    const origins = new Origins();
    await origins.#loadExceptions(model, runner, cells);
    const ids = [
      ...new Set([
        ...cells.map((c) => c.cell.row.submission),
        ...[...origins.#exceptions.values()].map((e) => e.submission),
      ]),
    ];
    if (ids.length === 0) return origins;
    const names = ["id", "file", "sheet", "received", "version", "source"];
    const found = await ask(
      runner,
      statement({ rel: "table", name: SUBMISSION_TABLE }, any("id", ids), names),
    );
    for (const r of found.rows)
      origins.#submissions.set(Number(r[0]), {
        file: String(r[1]),
        sheet: text(r[2]),
        received: Number(r[3] ?? 0),
        version: text(r[4]),
        source: text(r[5]),
      });
    const heads = await ask(
      runner,
      statement({ rel: "table", name: SUBMISSION_COLUMN_TABLE }, any("submission", ids), [
        "submission",
        "field",
        "head",
        "col_no",
      ]),
    );
    for (const r of heads.rows)
      origins.#columns.set(`${Number(r[0])}/${String(r[1])}`, {
        head: text(r[2]),
        column: letters(Number(r[3] ?? 0)),
      });
    return origins;
  }

  /** Cells carried forward from an earlier submission keep that submission as their origin. */
  async #loadExceptions(
    model: Model,
    runner: SqlRunner,
    cells: readonly { readonly cell: UsedCell; readonly subject: string }[],
  ): Promise<void> {
    const mixed = cells.filter((c) => c.cell.form.restates === "fields");
    for (const formId of new Set(mixed.map((c) => c.cell.form.id))) {
      const register = model.forms.get(formId)?.subject ?? "";
      const from: Relation = {
        rel: "join",
        from: { rel: "table", name: CELL_ORIGIN_TABLE },
        legs: [
          {
            kind: "inner",
            to: { rel: "table", name: subjectTable(register) },
            alias: "subjects",
            on: "subject",
          },
        ],
      };
      const of = mixed.filter((c) => c.cell.form.id === formId);
      const where = and(equals(column("form"), { ex: "text", value: formId }), {
        ex: "in",
        argument: column("code"),
        values: [...new Set(of.map((c) => c.subject))],
      });
      const { rows } = await ask(
        runner,
        statement(from, where, ["code", "m_from", "m_to", "known_from", "field", "submission", "row_no"]),
      );
      for (const r of rows)
        this.#exceptions.set([formId, ...r.slice(0, 5).map(String)].join("/"), {
          submission: Number(r[5]),
          row: Number(r[6]),
        });
    }
  }

  of(cell: UsedCell, subject: string): Origin {
    const { form, field, row } = cell;
    const exception = this.#exceptions.get(
      [form.id, subject, row.from, row.to, row.knownFrom, field.id].join("/"),
    );
    const submission = exception?.submission ?? row.submission;
    const s = this.#submissions.get(submission);
    const head = this.#columns.get(`${submission}/${field.id}`);
    return {
      submission,
      file: s?.file ?? "",
      sheet: s?.sheet ?? null,
      row: exception?.row ?? row.row,
      column: head?.column ?? null,
      head: head?.head ?? null,
      received: s?.received ?? row.knownFrom,
      version: s?.version ?? null,
      source: s?.source ?? null,
    };
  }
}

/** 1 -> A, 27 -> AA: columns as a spreadsheet names them. */
export function letters(n: number): string | null {
  let [rest, out] = [n, ""];
  while (rest > 0) {
    out = String.fromCharCode(65 + ((rest - 1) % 26)) + out;
    rest = Math.floor((rest - 1) / 26);
  }
  return out === "" ? null : out;
}
