/** Registers: subjects and the spells of their attributes. */
import type { Attribute, HeadTarget, Model, Register } from "@lianzhang/definitions";
import { codeReader, linksOf, role } from "@lianzhang/definitions";
import type { SqlRunner, SqlValue } from "@lianzhang/kernel";
import {
  attributeColumn,
  fold,
  formatDay,
  formatMonth,
  linkColumn,
  nearest,
  NO_END,
  quote,
  readBoolean,
  readDay,
  readMonth,
  reasonColumn,
  spellTable,
  subjectTable,
  valueColumn,
} from "@lianzhang/kernel";
import type { DataFile } from "./files.ts";
import { numberOutputs, settleNumbers } from "./numbers.ts";
import { TOLD } from "./report.ts";
import { mapTable } from "./sql.ts";
import type { Loading, OpenFile, Refusal } from "./stage.ts";
import { cell, dataRows, openFile, readCode, refuse, textsOf } from "./stage.ts";
import { attributeSqlType } from "./tables.ts";

const STAGE = "stage_register";

const attributeTargets = (register: Register): HeadTarget[] =>
  [...register.attributes.values()].map((a) => ({
    id: a.id,
    names: [a.label.zh, a.label.en],
    number: a.type.kind === "number" ? { type: a.type.type, unit: a.type.type.unit } : null,
    needed: false,
  }));

const isNumber = (a: Attribute): boolean => a.type.kind === "number";

interface Reading {
  /** SQL literal of the attribute's type, or null when the text says nothing of the kind. */
  readonly read: (text: string) => SqlValue;
  readonly code: string;
  readonly expected: string;
  readonly names: readonly string[];
}

/** How a text attribute's cells are read; null for plain text. */
function reading(model: Model, attribute: Attribute): Reading | null {
  switch (attribute.type.kind) {
    case "code": {
      const classification = model.classifications.get(attribute.type.classification);
      const names = (classification?.codes ?? []).flatMap((c) => [c.code, c.label.zh]);
      return {
        read: codeReader(classification),
        code: "LZ4030",
        expected: `a code or label of ${attribute.type.classification}`,
        names,
      };
    }
    case "boolean":
      return { read: readBoolean, code: "LZ4031", expected: "1 or 0, 是 or 否", names: [] };
    case "date":
      return {
        read: (text) => {
          const day = readDay(text);
          return day === null ? null : formatDay(day);
        },
        code: "LZ4031",
        expected: "a day as 2025-03-10",
        names: [],
      };
    // a subject is named by its code, as the other register's own column has it
    case "subject":
    case "text":
    case "number":
      return null;
  }
}

const BLANK = new Set(["", "-", "—", "…", "***", "不适用"]);

/** The attribute's output column, after telling the texts that could not be read. */
async function attributeOutput(
  loading: Loading,
  model: Model,
  open: OpenFile,
  a: Attribute,
): Promise<{ output: string; join: string }> {
  const name = attributeColumn(a.id);
  const how = reading(model, a);
  if (isNumber(a)) return { output: numberOutputs(a.id, open.heads.get(a.id)), join: "" };
  const head = open.heads.get(a.id);
  if (!how || !head)
    return {
      output: `CAST(nullif(trim(${cell(open, a.id)}), '') AS ${attributeSqlType(a.type)}) AS ${quote(name)}`,
      join: "",
    };
  const texts = await textsOf(loading, open, a.id);
  const map = `stage_at_${a.id}`;
  const rows = texts.map((t): SqlValue[] => [t, how.read(t)]);
  await mapTable(loading.run, map, `text VARCHAR, value ${attributeSqlType(a.type)}`, rows);
  const wrong = rows.filter(([t, v]) => v === null && !BLANK.has(fold(String(t)))).map(([t]) => String(t));
  if (wrong.length > 0) await tellWrong(loading, open, a, how, wrong);
  return {
    output: `${map}.value AS ${quote(name)}`,
    join: `LEFT JOIN ${map} ON ${map}.text = r.c${head.at}`,
  };
}

async function tellWrong(
  loading: Loading,
  open: OpenFile,
  a: Attribute,
  how: Reading,
  wrong: readonly string[],
): Promise<void> {
  const head = open.heads.get(a.id);
  if (!head) return;
  await mapTable(
    loading.run,
    "stage_wrong",
    "text VARCHAR",
    wrong.map((t) => [t]),
  );
  const found = (
    await loading.run.query(
      `SELECT r.rid + 1, r.c${head.at} FROM ${open.raw.name} r JOIN stage_wrong w ON w.text = r.c${head.at} WHERE ${dataRows(open)} ORDER BY 1`,
    )
  ).rows;
  for (const [row, text] of found.slice(0, TOLD)) {
    const near = nearest(String(text), how.names);
    loading.report.add(
      how.code,
      open.file.path,
      Number(row),
      head.at,
      `${a.label.zh} is 「${String(text)}」, expected ${how.expected}; the attribute is empty`,
      near ? `did you mean 「${near}」?` : undefined,
    );
  }
  loading.report.rest(how.code, open.file.path, head.at, found.length, "bad_cell");
  await loading.run
    .execute(`INSERT INTO stage_bad_cell SELECT ${open.no}, r.rid + 1, '${a.id}', ${head.at}, 5, r.c${head.at}, NULL
    FROM ${open.raw.name} r JOIN stage_wrong w ON w.text = r.c${head.at} WHERE ${dataRows(open)}`);
}

/** Maps of the codes and months of one file; used by registers and lists alike. */
export async function mapSpells(loading: Loading, open: OpenFile, register: Register): Promise<void> {
  const codes = await textsOf(loading, open, "code");
  await mapTable(
    loading.run,
    "stage_code",
    "text VARCHAR, code VARCHAR, problem VARCHAR",
    codes.map((t) => {
      const { code, problem } = readCode(register, t);
      return [t, code, problem];
    }),
  );
  const months = new Set([
    ...(await textsOf(loading, open, "since")),
    ...(await textsOf(loading, open, "until")),
  ]);
  await mapTable(
    loading.run,
    "stage_month",
    "text VARCHAR, month INTEGER",
    [...months].map((t) => [t, readMonth(t)]),
  );
}

export const spellJoins = (
  open: OpenFile,
): string => `LEFT JOIN stage_code ON stage_code.text = ${cell(open, "code")}
  LEFT JOIN stage_month since ON since.text = ${cell(open, "since")} LEFT JOIN stage_month until ON until.text = ${cell(open, "until")}`;
export const spellOutputs = (
  open: OpenFile,
): string => `${open.no} AS file_no, CAST(r.rid + 1 AS INTEGER) AS row_no, stage_code.code AS code,
  CASE WHEN ${cell(open, "since")} IS NULL THEN 0 ELSE since.month END AS m_since, CASE WHEN ${cell(open, "until")} IS NULL THEN ${NO_END} ELSE until.month END AS m_until`;

/** Rows whose code or months cannot be read. */
export async function refuseSpells(loading: Loading, open: OpenFile): Promise<void> {
  const at = (id: string): number => open.heads.get(id)?.at ?? 1;
  const { rows } = await loading.run
    .query(`SELECT r.rid + 1, ${cell(open, "code")}, stage_code.code, stage_code.problem, ${cell(open, "since")}, since.month, ${cell(open, "until")}, until.month
    FROM ${open.raw.name} r ${spellJoins(open)} WHERE ${dataRows(open)} AND (stage_code.code IS NULL
      OR (${cell(open, "since")} IS NOT NULL AND since.month IS NULL) OR (${cell(open, "until")} IS NOT NULL AND until.month IS NULL)
      OR coalesce(since.month, 0) >= coalesce(until.month, ${NO_END})) ORDER BY 1`);
  const refusals = rows.map(([row, text, code, problem, since, from, until, to]): Refusal => {
    const place = { row: Number(row) };
    if (code === null)
      return {
        ...place,
        column: at("code"),
        code: "LZ4010",
        message: `code 「${String(text ?? "")}」: ${String(problem ?? "the code is blank")}`,
        hint: "correct the code",
      };
    if (since !== null && from === null)
      return {
        ...place,
        column: at("since"),
        code: "LZ4013",
        message: `since 「${String(since)}」 is no month`,
        hint: "write 2025-03",
      };
    if (until !== null && to === null)
      return {
        ...place,
        column: at("until"),
        code: "LZ4013",
        message: `until 「${String(until)}」 is no month`,
        hint: "write 2025-03",
      };
    return {
      ...place,
      column: at("until"),
      code: "LZ4033",
      message: `the spell from ${String(since ?? "the beginning")} ends before it begins (until ${String(until)})`,
      hint: "until is the first month it no longer holds",
    };
  });
  await refuse(loading, open, refusals);
}

async function loadFile(loading: Loading, model: Model, register: Register, file: DataFile): Promise<void> {
  const open = await openFile(loading, file, [
    role("code", true),
    role("since"),
    role("until"),
    ...attributeTargets(register),
  ]);
  if (!open) return;
  await mapSpells(loading, open, register);
  await refuseSpells(loading, open);
  const outputs: string[] = [];
  const joins: string[] = [];
  for (const a of register.attributes.values()) {
    const { output, join } = await attributeOutput(loading, model, open, a);
    outputs.push(output);
    joins.push(join);
  }
  await loading.run
    .execute(`INSERT INTO ${STAGE} BY NAME SELECT * FROM (SELECT ${[spellOutputs(open), ...outputs].join(",\n")}
    FROM ${open.raw.name} r ${spellJoins(open)} ${joins.join("\n")} WHERE ${dataRows(open)}) WHERE code IS NOT NULL AND m_since < m_until`);
  const numbers = [...register.attributes.values()].filter(isNumber).map((a) => a.id);
  await settleNumbers(
    { ...loading, stage: STAGE, raw: open.raw.name, fileNo: open.no, file: file.path },
    open.heads,
    numbers,
  );
  await refuseOverlaps(loading, open, register);
}

/** Later rows that overlap an earlier spell, and codes outside a fixed list, are taken out again. */
async function refuseOverlaps(loading: Loading, open: OpenFile, register: Register): Promise<void> {
  const overlapping = `SELECT file_no, row_no, code, m_since FROM (SELECT *, max(m_until) OVER (PARTITION BY code ORDER BY m_since, file_no, row_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM ${STAGE}) WHERE before > m_since AND file_no = ${open.no}`;
  const { rows } = await loading.run.query(`${overlapping} ORDER BY row_no`);
  const at = open.heads.get("code")?.at ?? 1;
  const refusals = rows.map(([, row, code, since]): Refusal => ({
    row: Number(row),
    column: at,
    code: "LZ4032",
    message: `the spell of ${String(code)} from ${Number(since) === 0 ? "the beginning" : formatMonth(Number(since))} overlaps another one of the same subject`,
    hint: "end the earlier spell in `until` where this one begins",
  }));
  if (register.fixed) {
    const codes = [...register.fixed.keys()];
    const foreign = await loading.run.query(
      `SELECT row_no, code FROM ${STAGE} WHERE file_no = ${open.no} ORDER BY row_no`,
    );
    for (const [row, code] of foreign.rows)
      if (!codes.includes(String(code)))
        refusals.push({
          row: Number(row),
          column: at,
          code: "LZ4011",
          message: `${String(code)} is not one of the subjects the definitions fix for ${register.id}`,
          ...(nearest(String(code), codes) ? { hint: `did you mean ${nearest(String(code), codes)}?` } : {}),
        });
  }
  await refuse(loading, open, refusals);
  if (refusals.length > 0)
    await loading.run.execute(
      `DELETE FROM ${STAGE} WHERE file_no = ${open.no} AND row_no IN (${refusals.map((r) => r.row).join(", ")})`,
    );
}

/** Subjects the definitions fix: one open spell each, named by its label, unless a file gives spells. */
async function addFixed(loading: Loading, register: Register): Promise<void> {
  if (!register.fixed) return;
  const name = register.attributes.get("name");
  await mapTable(
    loading.run,
    "stage_fixed",
    "code VARCHAR, zh VARCHAR",
    [...register.fixed].map(([code, label]) => [code, label.zh]),
  );
  const named = name?.type.kind === "text" ? `, zh AS ${quote(attributeColumn("name"))}` : "";
  await loading.run
    .execute(`INSERT INTO ${STAGE} BY NAME SELECT -1 AS file_no, 0 AS row_no, code, 0 AS m_since, ${NO_END} AS m_until${named}
    FROM stage_fixed WHERE code NOT IN (SELECT code FROM ${STAGE})`);
}

/**
 * Loads one register from its files. Subjects are numbered by their codes, whatever the files' order; those that have
 * a number keep it, since facts name it.
 */
export async function loadRegister(
  loading: Loading,
  model: Model,
  register: Register,
  files: readonly DataFile[],
): Promise<void> {
  const { run } = loading;
  const attributes = [...register.attributes.values()];
  const stageColumns = attributes.flatMap((a) =>
    isNumber(a)
      ? [`${valueColumn(a.id)} BIGINT`, `${reasonColumn(a.id)} UTINYINT`]
      : [`${quote(attributeColumn(a.id))} ${attributeSqlType(a.type)}`],
  );
  await run.execute(
    `CREATE OR REPLACE TEMP TABLE ${STAGE} (${["file_no INTEGER", "row_no INTEGER", "code VARCHAR", "m_since INTEGER", "m_until INTEGER", ...stageColumns].join(", ")})`,
  );
  for (const file of files) await loadFile(loading, model, register, file);
  await addFixed(loading, register);
  const outputs = attributes
    .map(
      (a) =>
        `, ${isNumber(a) ? valueColumn(a.id) : quote(attributeColumn(a.id))} AS ${quote(attributeColumn(a.id))}`,
    )
    .join("");
  const subjects = quote(subjectTable(register.id));
  await run.execute(`INSERT INTO ${subjects} SELECT CAST((SELECT coalesce(max(subject), 0) FROM ${subjects}) + row_number() OVER (ORDER BY code) AS INTEGER), code
    FROM (SELECT DISTINCT code FROM ${STAGE} WHERE code NOT IN (SELECT code FROM ${subjects})) ORDER BY code;
    INSERT INTO ${quote(spellTable(register.id))} BY NAME SELECT s.subject, t.m_since, t.m_until${outputs} FROM ${STAGE} t JOIN ${subjects} s ON s.code = t.code ORDER BY s.subject, t.m_since`);
}

/** Finds the subjects that links name, once every register is there: a register may name one that is loaded later. */
export async function settleLinks(run: SqlRunner, register: Register): Promise<void> {
  for (const { attribute, target } of linksOf(register)) {
    const named = quote(attributeColumn(attribute));
    await run.execute(
      `UPDATE ${quote(spellTable(register.id))} SET ${quote(linkColumn(attribute))} = s.subject FROM ${quote(subjectTable(target))} s WHERE s.code = ${named}`,
    );
  }
}
