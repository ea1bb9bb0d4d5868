import type { Migration } from "./migration.ts";

/**
 * Registers kept by people: one table for the records of all of them, one for what holds from month to month. What an
 * attribute is comes from the definitions, so a new one needs no migration. Records are never deleted; the spells of a
 * record are written anew with every version, under the lock of its row, and every version stands in the audit chain.
 */
const sql = `
CREATE TABLE register_record (
  id TEXT PRIMARY KEY,
  register TEXT NOT NULL,
  code TEXT NOT NULL CHECK (code <> ''),
  version BIGINT NOT NULL CHECK (version > 0),
  CONSTRAINT register_record_code UNIQUE (register, code)
);

-- months are year * 12 + month - 1; until is the first month that no longer counts
CREATE TABLE register_spell (
  record TEXT NOT NULL REFERENCES register_record (id),
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  attributes JSONB NOT NULL,
  PRIMARY KEY (record, since),
  CHECK (since >= 0 AND since < until)
);

GRANT SELECT, INSERT, UPDATE ON register_record TO lianzhang_app;
GRANT SELECT, INSERT, DELETE ON register_spell TO lianzhang_app;
`;

export const registers: Migration = { number: 3, name: "registers", sql };
