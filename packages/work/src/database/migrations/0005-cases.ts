import type { Migration } from "./migration.ts";

/**
 * Cases: records under way in a procedure. Due days, lists and who still has to sign are kept beside the case and made
 * anew with every change, so that a list of thousands is one question. Days are 2025-03-10. A number of a document is
 * taken while `taken` has it: one that came to nothing gives it back.
 */
const sql = `
CREATE TABLE work_case (
  id TEXT PRIMARY KEY,
  procedure TEXT NOT NULL,
  record TEXT NOT NULL REFERENCES register_record (id),
  state TEXT NOT NULL,
  entered TEXT NOT NULL,
  version BIGINT NOT NULL CHECK (version > 0),
  returned_reason TEXT,
  returned_by TEXT,
  returned_on TEXT,
  returns BIGINT NOT NULL,
  done_on TEXT,
  due TEXT,
  CONSTRAINT work_case_record UNIQUE (procedure, record)
);
CREATE INDEX work_case_state ON work_case (procedure, state);
CREATE INDEX work_case_of ON work_case (record);

-- clock '' is the deadline of the state; without a day the calendar does not reach, or a date is still to be supplied
CREATE TABLE work_due (
  work_case TEXT NOT NULL REFERENCES work_case (id),
  clock TEXT NOT NULL,
  due TEXT,
  why TEXT,
  PRIMARY KEY (work_case, clock),
  CHECK ((due IS NULL) = (why IS NOT NULL))
);
CREATE INDEX work_due_day ON work_due (due);

CREATE TABLE work_list (
  work_case TEXT NOT NULL REFERENCES work_case (id),
  list TEXT NOT NULL,
  PRIMARY KEY (work_case, list)
);

CREATE TABLE work_document (
  id TEXT PRIMARY KEY,
  work_case TEXT NOT NULL REFERENCES work_case (id),
  version BIGINT NOT NULL,
  procedure TEXT NOT NULL,
  label TEXT NOT NULL,
  number TEXT NOT NULL,
  taken TEXT,
  title TEXT NOT NULL,
  dated TEXT NOT NULL,
  step TEXT NOT NULL,
  reason TEXT,
  addressed TEXT,
  due TEXT,
  made_by TEXT NOT NULL,
  made_for TEXT,
  unit TEXT,
  made_at TEXT NOT NULL,
  CONSTRAINT work_document_number UNIQUE (procedure, label, taken)
);
CREATE INDEX work_document_case ON work_document (work_case);

CREATE TABLE work_pending (
  work_case TEXT PRIMARY KEY REFERENCES work_case (id),
  step TEXT NOT NULL,
  role TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  made_for TEXT,
  on_behalf BOOLEAN NOT NULL,
  made_at TEXT NOT NULL,
  field_values TEXT NOT NULL,
  reason TEXT,
  document TEXT REFERENCES work_document (id)
);

CREATE TABLE work_signature (
  work_case TEXT NOT NULL REFERENCES work_case (id),
  role TEXT NOT NULL,
  person TEXT,
  person_name TEXT,
  signed_for TEXT,
  signed_at TEXT,
  PRIMARY KEY (work_case, role),
  CHECK ((person IS NULL) = (signed_at IS NULL))
);

CREATE TABLE work_file (
  hash TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  size BIGINT NOT NULL,
  bytes BYTEA NOT NULL
);

CREATE TABLE work_evidence (
  id TEXT PRIMARY KEY,
  work_case TEXT NOT NULL REFERENCES work_case (id),
  version BIGINT NOT NULL,
  place BIGINT NOT NULL,
  evidence TEXT NOT NULL,
  step TEXT,
  file TEXT REFERENCES work_file (hash),
  name TEXT,
  written TEXT,
  figure TEXT,
  holds BOOLEAN,
  made_by TEXT NOT NULL,
  unit TEXT,
  made_at TEXT NOT NULL,
  withdrawn_by TEXT,
  withdrawn_at TEXT,
  CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL))
);
CREATE INDEX work_evidence_case ON work_evidence (work_case);

GRANT SELECT, INSERT, UPDATE ON work_case, work_document, work_evidence, work_signature TO lianzhang_app;
GRANT SELECT, INSERT ON work_file TO lianzhang_app;
GRANT SELECT, INSERT, DELETE ON work_due, work_list, work_pending TO lianzhang_app;
GRANT DELETE ON work_signature TO lianzhang_app;
`;

export const cases: Migration = { number: 5, name: "cases", sql };
