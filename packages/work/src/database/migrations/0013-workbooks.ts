import type { Migration } from "./migration.ts";

/**
 * Workbooks from above (一数多报): whose they are, every version of blank and mapping, and what was filled. No row is ever
 * changed: a new blank, another pointed cell and another due day are a new version.
 */
const sql = `
CREATE TABLE workbook (
  id TEXT PRIMARY KEY,
  scope TEXT NOT NULL,
  scope_id TEXT,
  event BIGINT NOT NULL
);
CREATE TABLE workbook_version (
  workbook TEXT NOT NULL REFERENCES workbook (id),
  version BIGINT NOT NULL,
  label TEXT NOT NULL,
  issuer TEXT NOT NULL,
  every TEXT NOT NULL CHECK (every IN ('month', 'quarter', 'year')),
  due_day BIGINT NOT NULL CHECK (due_day BETWEEN 1 AND 31),
  ended BOOLEAN NOT NULL,
  name TEXT NOT NULL,
  blank TEXT NOT NULL REFERENCES work_file (hash),
  month TEXT NOT NULL,
  mapping TEXT NOT NULL,
  what TEXT NOT NULL,
  saved_by TEXT NOT NULL,
  saved_for TEXT,
  saved_at TEXT NOT NULL,
  event BIGINT NOT NULL,
  PRIMARY KEY (workbook, version)
);
CREATE TABLE workbook_filling (
  id TEXT PRIMARY KEY,
  workbook TEXT NOT NULL,
  version BIGINT NOT NULL,
  month TEXT NOT NULL,
  name TEXT NOT NULL,
  run TEXT,
  file TEXT NOT NULL REFERENCES work_file (hash),
  marked TEXT NOT NULL REFERENCES work_file (hash),
  content TEXT NOT NULL,
  filled_by TEXT NOT NULL,
  filled_for TEXT,
  filled_at TEXT NOT NULL,
  event BIGINT NOT NULL,
  FOREIGN KEY (workbook, version) REFERENCES workbook_version (workbook, version)
);
CREATE INDEX workbook_filling_book ON workbook_filling (workbook, month);
GRANT SELECT, INSERT ON workbook, workbook_version, workbook_filling TO lianzhang_app;
`;

export const workbooks: Migration = { number: 13, name: "workbooks", sql };
