/** Returns of one form: files to staged rows with subject, interval, knowledge day and values. */
import type { Form, Model, Register } from "@lianzhang/definitions";
import type { Day, SqlRunner, SqlValue } from "@lianzhang/kernel";
import { FOREVER, nearest, quote, readDay, subjectTable } from "@lianzhang/kernel";
import type { DataFile } from "./files.ts";
import type { HeadTarget } from "@lianzhang/definitions";
import { role } from "@lianzhang/definitions";
import { numberOutputs, settleNumbers } from "./numbers.ts";
import { returnPeriod } from "./periods.ts";
import { column, literal, mapTable } from "./sql.ts";
import type { Loading, OpenFile, Refusal } from "./stage.ts";
import { stageColumns } from "./tables.ts";
import { cell, dataRows, openFile, readCode, refuse, textsOf } from "./stage.ts";

export const STAGE = "stage_fact";

const targets = (form: Form): HeadTarget[] => [
  role("code", true),
  role("period", true),
  ...["known", "version", "source", "submission"].map((id) => role(id)),
  ...[...form.fields.values()].map((f) => ({
    id: f.id,
    names: [f.label.zh, f.label.en, ...f.also],
    number: { type: f.type, unit: f.unit },
    needed: false,
  })),
];

/** Codes that do not match the register as they stand: folded, or with what is wrong. */
async function mapCodes(loading: Loading, register: Register, open: OpenFile): Promise<void> {
  const subjects = quote(subjectTable(register.id));
  const { run } = loading;
  const odd = await column(
    run,
    `SELECT DISTINCT ${cell(open, "code")} FROM ${open.raw.name} r WHERE ${dataRows(open)} AND ${cell(open, "code")} NOT IN (SELECT code FROM ${subjects})`,
  );
  await mapTable(
    run,
    "stage_code",
    "text VARCHAR, code VARCHAR, problem VARCHAR",
    odd
      .filter((t) => typeof t === "string")
      .map((t) => {
        const { code, problem } = readCode(register, t);
        return [t, code, problem];
      }),
  );
}

async function mapPeriods(loading: Loading, form: Form, open: OpenFile): Promise<void> {
  const rows = (await textsOf(loading, open, "period")).map((t): SqlValue[] => {
    const p = returnPeriod(form, t);
    return p.ok ? [t, p.period.from, p.period.to, null, null] : [t, null, null, p.message, p.hint];
  });
  await mapTable(
    loading.run,
    "stage_period",
    "text VARCHAR, m_from INTEGER, m_to INTEGER, problem VARCHAR, hint VARCHAR",
    rows,
  );
}

const SUBMISSION_ROLES = ["submission", "known", "version", "source"] as const;
const same = (open: OpenFile): string =>
  SUBMISSION_ROLES.map(
    (id, i) => `sub.t${i} IS NOT DISTINCT FROM ${open.heads.has(id) ? cell(open, id) : "NULL"}`,
  ).join(" AND ");

/** One submission for each combination of workbook, day, version and source in the file. */
async function mapSubmissions(loading: Loading, form: Form, open: OpenFile, received: Day): Promise<void> {
  const { run } = loading;
  const combos = (
    await run.query(
      `SELECT DISTINCT ${SUBMISSION_ROLES.map((id) => cell(open, id)).join(", ")} FROM ${open.raw.name} r WHERE ${dataRows(open)} ORDER BY ALL`,
    )
  ).rows;
  const first = Number((await column(run, "SELECT coalesce(max(id), 0) FROM submission"))[0] ?? 0);
  const known = (text: SqlValue): Day | null =>
    typeof text === "string" && text.trim() !== "" ? readDay(text) : received;
  const rows = combos.map((c, i) => ({ id: first + 1 + i, texts: c, known: known(c[1] ?? null) }));
  await mapTable(
    run,
    "stage_sub",
    "t0 VARCHAR, t1 VARCHAR, t2 VARCHAR, t3 VARCHAR, id INTEGER, known INTEGER",
    rows.map((r) => [...r.texts, r.id, r.known]),
  );
  const { path } = open.file;
  const place = [form.id, path, open.raw.sheet, open.raw.sha256].map(literal).join(", ");
  await run.execute(
    `INSERT INTO submission SELECT id, ${place}, t0, coalesce(known, ${received}), t2, t3, NULL, 0, ${FOREVER} FROM stage_sub`,
  );
  // the same heads for each: a file of many months has thousands of these
  const heads = [...open.heads.values()].map(
    (h) => `(${[h.id, h.head, h.at, h.unit].map(literal).join(", ")})`,
  );
  await run.execute(
    `INSERT INTO submission_column SELECT s.id, h.* FROM stage_sub s CROSS JOIN (VALUES ${heads.join(", ")}) h`,
  );
}

const joins = (open: OpenFile, register: Register): string => `
  LEFT JOIN stage_code oc ON oc.text = ${cell(open, "code")}
  LEFT JOIN ${quote(subjectTable(register.id))} s ON s.code = coalesce(oc.code, ${cell(open, "code")})
  LEFT JOIN stage_period p ON p.text = ${cell(open, "period")} LEFT JOIN stage_sub sub ON ${same(open)}`;

async function refuseRows(loading: Loading, register: Register, open: OpenFile): Promise<void> {
  const { rows } = await loading.run
    .query(`SELECT r.rid + 1, ${cell(open, "code")}, oc.problem, s.subject, ${cell(open, "period")}, p.m_to, p.problem, p.hint, ${cell(open, "known")}, sub.known
    FROM ${open.raw.name} r ${joins(open, register)} WHERE ${dataRows(open)} AND (s.subject IS NULL OR p.m_to IS NULL OR sub.known IS NULL) ORDER BY 1`);
  if (rows.length === 0) return;
  const at = (id: string): number => open.heads.get(id)?.at ?? 1;
  const codes = await column(
    loading.run,
    `SELECT code FROM ${quote(subjectTable(register.id))} ORDER BY code LIMIT 2000`,
  );
  const names = codes.map(String);
  let hints = 20; // the nearest name costs time; a file of foreign subjects needs no hint on every row
  const refusals = rows.map(
    ([row, code, problem, subject, period, to, periodProblem, hint, known]): Refusal => {
      const place = { row: Number(row) };
      if (problem !== null || code === null)
        return {
          ...place,
          column: at("code"),
          code: "LZ4010",
          message: `code 「${String(code ?? "")}」: ${String(problem ?? "the code is blank")}`,
          hint: "correct the code",
        };
      if (subject === null) {
        const near = hints-- > 0 ? nearest(String(code), names) : null;
        return {
          ...place,
          column: at("code"),
          code: "LZ4011",
          message: `${String(code)} is not in the register ${register.id}`,
          hint: near ? `did you mean ${near}?` : "add the subject to the register, or correct the code",
        };
      }
      if (to === null)
        return {
          ...place,
          column: at("period"),
          code: "LZ4012",
          message: String(periodProblem ?? `the period is blank (${String(period)})`),
          ...(hint === null ? {} : { hint: String(hint) }),
        };
      return {
        ...place,
        column: at("known"),
        code: "LZ4013",
        message: `known 「${String(known)}」 is no day`,
        hint: "write 2025-03-10",
      };
    },
  );
  await refuse(loading, open, refusals);
}

/** A later row of the same subject, interval and day is taken out; one file order, one answer. */
async function refuseTwice(loading: Loading, open: OpenFile): Promise<void> {
  const { run } = loading;
  const key = "subject, m_from, m_to, known_from";
  const { rows } =
    await run.query(`SELECT row_no, first_file, first_row FROM (SELECT t.*, first_value(file_no) OVER w AS first_file, first_value(row_no) OVER w AS first_row
      FROM ${STAGE} t SEMI JOIN (SELECT ${key} FROM ${STAGE} GROUP BY ALL HAVING count(*) > 1) d USING (${key}) WINDOW w AS (PARTITION BY ${key} ORDER BY file_no, row_no))
    WHERE file_no = ${open.no} AND (file_no, row_no) <> (first_file, first_row) ORDER BY row_no`);
  const refusals = rows.map(([row, file, first]): Refusal => ({
    row: Number(row),
    column: open.heads.get("period")?.at ?? 1,
    code: "LZ4014",
    message: `the same subject, period and day of knowledge stand in ${Number(file) === open.no ? "" : `${loading.files[Number(file)]?.file.path ?? ""} `}row ${Number(first)}`,
    hint: "keep one, or give the later one a later `known`",
  }));
  await refuse(loading, open, refusals);
  if (rows.length > 0)
    await run.execute(
      `DELETE FROM ${STAGE} WHERE file_no = ${open.no} AND row_no IN (${rows.map((r) => Number(r[0])).join(", ")})`,
    );
}

async function loadFile(
  loading: Loading,
  form: Form,
  register: Register,
  file: DataFile,
  received: Day | null,
): Promise<void> {
  const open = await openFile(loading, file, targets(form));
  if (!open) return;
  await mapCodes(loading, register, open);
  await mapPeriods(loading, form, open);
  await mapSubmissions(loading, form, open, received ?? file.modified);
  await refuseRows(loading, register, open);
  const fields = [...form.fields.keys()];
  await loading.run
    .execute(`INSERT INTO ${STAGE} BY NAME SELECT ${open.no} AS file_no, CAST(r.rid + 1 AS INTEGER) AS row_no, s.subject, p.m_from, p.m_to, sub.known AS known_from, sub.id AS submission
      ${fields.map((f) => `, ${numberOutputs(f, open.heads.get(f))}`).join("\n")}
    FROM ${open.raw.name} r ${joins(open, register)} WHERE ${dataRows(open)} AND s.subject IS NOT NULL AND p.m_to IS NOT NULL AND sub.known IS NOT NULL AND oc.problem IS NULL`);
  await settleNumbers(
    { ...loading, stage: STAGE, raw: open.raw.name, fileNo: open.no, file: file.path },
    open.heads,
    fields,
  );
  await refuseTwice(loading, open);
}

/** The table rows are staged in, empty. */
export const createStage = (run: SqlRunner, form: Form): Promise<void> =>
  run.execute(
    `CREATE OR REPLACE TEMP TABLE ${STAGE} (${stageColumns(form)
      .map(([name, type]) => `${name} ${type}`)
      .join(", ")})`,
  );

/** Stages every file of the form; `versions.ts` makes the fact table of it. */
export async function stageForm(
  loading: Loading,
  model: Model,
  form: Form,
  files: readonly DataFile[],
  received: Day | null,
): Promise<void> {
  const register = model.registers.get(form.subject);
  await createStage(loading.run, form);
  if (!register) return;
  for (const file of files) await loadFile(loading, form, register, file, received);
}
