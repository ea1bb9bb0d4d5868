/** Every table of the store, from the model alone. docs/store.md describes them. */
import type { AttributeType, Form, Model, Register } from "@lianzhang/definitions";
import { linksOf } from "@lianzhang/definitions";
import {
  attributeColumn,
  CELL_ORIGIN_TABLE,
  classificationTable,
  FACT,
  factTable,
  linkColumn,
  MEMBER,
  listedTable,
  membershipTable,
  monthColumn,
  monthReasonColumn,
  overtakenTable,
  quote,
  reasonColumn,
  RETURNS_EVENT_TABLE,
  SPELL,
  spellTable,
  SUBMISSION_COLUMN_TABLE,
  SUBMISSION_TABLE,
  subjectTable,
  valueColumn,
} from "@lianzhang/kernel";

/** Whether a form's cumulative fields get single months derived at commit. */
export const derivesMonths = (form: Form): boolean =>
  form.every === "month" && [...form.fields.values()].some((f) => f.as === "cumulative");
export const monthlyFields = (form: Form): string[] =>
  form.every === "month"
    ? [...form.fields.values()].filter((f) => f.as === "cumulative").map((f) => f.id)
    : [];

export function attributeSqlType(type: AttributeType): string {
  switch (type.kind) {
    case "boolean":
      return "BOOLEAN";
    case "number":
      return "BIGINT";
    case "code":
    case "text":
    case "date":
    case "subject":
      return "VARCHAR";
  }
}

export const spellColumns = (register: Register): [string, string][] => [
  [SPELL.subject, "INTEGER"],
  [SPELL.since, "INTEGER"],
  [SPELL.until, "INTEGER"],
  ...[...register.attributes.values()].map((a): [string, string] => [
    attributeColumn(a.id),
    attributeSqlType(a.type),
  ]),
  ...linksOf(register).map(({ attribute }): [string, string] => [linkColumn(attribute), "INTEGER"]),
];

export const memberColumns: readonly [string, string][] = [
  [MEMBER.subject, "INTEGER"],
  [MEMBER.code, "VARCHAR"],
  [MEMBER.since, "INTEGER"],
  [MEMBER.until, "INTEGER"],
  [MEMBER.primary, "BOOLEAN"],
  [MEMBER.share, "INTEGER"],
];

export function factColumns(form: Form): [string, string][] {
  const months = new Set(monthlyFields(form));
  return [
    [FACT.subject, "INTEGER"],
    [FACT.from, "INTEGER"],
    [FACT.to, "INTEGER"],
    [FACT.knownFrom, "INTEGER"],
    [FACT.knownTo, "INTEGER"],
    [FACT.submission, "INTEGER"],
    [FACT.row, "INTEGER"],
    ...[...form.fields.keys()].flatMap((f): [string, string][] => [
      [valueColumn(f), "BIGINT"],
      [reasonColumn(f), "UTINYINT"],
      ...(months.has(f)
        ? ([
            [monthColumn(f), "BIGINT"],
            [monthReasonColumn(f), "UTINYINT"],
          ] as [string, string][])
        : []),
    ]),
  ];
}

/** Columns of rows before versions are made of them; `file_no` and `row_no` tell two of them apart. */
export const stageColumns = (form: Form): [string, string][] => [
  ...["file_no", "row_no", "subject", "m_from", "m_to", "known_from", "submission"].map(
    (c): [string, string] => [c, "INTEGER"],
  ),
  ...[...form.fields.keys()].flatMap((f): [string, string][] => [
    [valueColumn(f), "BIGINT"],
    [reasonColumn(f), "UTINYINT"],
  ]),
];

const create = (name: string, columns: readonly (readonly [string, string])[]): string =>
  `CREATE OR REPLACE TABLE ${quote(name)} (${columns.map(([c, t]) => `${quote(c)} ${t}`).join(", ")});`;

/** Where a row or cell that cannot be read is put while loading. */
export const REFUSAL_STAGES: string = `CREATE OR REPLACE TEMP TABLE stage_bad_cell (file_no INTEGER, row_no INTEGER, field VARCHAR, col_no INTEGER, reason UTINYINT, text VARCHAR, expected VARCHAR);
CREATE OR REPLACE TEMP TABLE stage_refused (file_no INTEGER, row_no INTEGER, reason VARCHAR, text VARCHAR);`;

/** Statements that make every table empty. `commit_log` alone is kept over loads. */
export function createTables(model: Model): string {
  return [
    ...[...model.classifications.keys()].map((c) =>
      create(classificationTable(c), [
        ["code", "VARCHAR"],
        ["idx", "INTEGER"],
        ["parent", "VARCHAR"],
        ["zh", "VARCHAR"],
      ]),
    ),
    ...[...model.registers.values()].flatMap((r) => [
      create(subjectTable(r.id), [
        ["subject", "INTEGER"],
        ["code", "VARCHAR"],
      ]),
      create(spellTable(r.id), spellColumns(r)),
    ]),
    ...[...model.memberships.keys()].map(
      (m) => `${create(membershipTable(m), memberColumns)} DROP TABLE IF EXISTS ${quote(listedTable(m))};`,
    ),
    ...[...model.forms.values()].flatMap((f) => [
      create(factTable(f.id), factColumns(f)),
      create(overtakenTable(f.id), stageColumns(f)),
    ]),
    `CREATE OR REPLACE TABLE ${RETURNS_EVENT_TABLE} AS SELECT CAST(0 AS BIGINT) AS event, CAST(NULL AS VARCHAR) AS hash;`,
    create(SUBMISSION_TABLE, [
      ["id", "INTEGER"],
      ["form", "VARCHAR"],
      ["file", "VARCHAR"],
      ["sheet", "VARCHAR"],
      ["sha256", "VARCHAR"],
      ["sender", "VARCHAR"],
      ["received", "INTEGER"],
      ["version", "VARCHAR"],
      ["source", "VARCHAR"],
      ["said", "VARCHAR"],
      ["event", "BIGINT"],
      ["until", "INTEGER"],
    ]),
    create(SUBMISSION_COLUMN_TABLE, [
      ["submission", "INTEGER"],
      ["field", "VARCHAR"],
      ["head", "VARCHAR"],
      ["col_no", "INTEGER"],
      ["unit", "VARCHAR"],
    ]),
    create(CELL_ORIGIN_TABLE, [
      ["form", "VARCHAR"],
      ["subject", "INTEGER"],
      ["m_from", "INTEGER"],
      ["m_to", "INTEGER"],
      ["known_from", "INTEGER"],
      ["field", "VARCHAR"],
      ["submission", "INTEGER"],
      ["row_no", "INTEGER"],
    ]),
    create("refused", [
      ["submission", "INTEGER"],
      ["file", "VARCHAR"],
      ["row_no", "INTEGER"],
      ["reason", "VARCHAR"],
      ["text", "VARCHAR"],
    ]),
    create("bad_cell", [
      ["submission", "INTEGER"],
      ["file", "VARCHAR"],
      ["row_no", "INTEGER"],
      ["field", "VARCHAR"],
      ["col_no", "INTEGER"],
      ["reason", "UTINYINT"],
      ["text", "VARCHAR"],
      ["expected", "VARCHAR"],
    ]),
    "CREATE TABLE IF NOT EXISTS commit_log (commit_no INTEGER, definitions VARCHAR, content VARCHAR, facts BIGINT, refused BIGINT, bad_cells BIGINT);",
    REFUSAL_STAGES,
  ].join("\n");
}
