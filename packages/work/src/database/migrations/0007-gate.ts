import type { Migration } from "./migration.ts";

/**
 * The gate and the city's systems. `refusal_tally` counts what was refused to a person or an address. An address beside
 * its tally is there only while the door is shut, so that somebody can see it and open it. `todo_mark` names cases that
 * changed, in the transaction that changed them; `todo` is what the city's list shows now; `todo_send` is what it has
 * still to be told, in order.
 */
const sql = `
CREATE TABLE refusal_tally (
  key TEXT PRIMARY KEY,
  tries BIGINT NOT NULL,
  level BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  closed_until BIGINT NOT NULL,
  turned_away BIGINT NOT NULL
);

ALTER TABLE sign_in_tally ADD COLUMN address TEXT CHECK (address IS NULL OR kind = 'address');
ALTER TABLE session ADD COLUMN browser TEXT;

-- work_case '': people or posts changed, so every case is looked at
CREATE TABLE todo_mark (
  work_case TEXT PRIMARY KEY,
  version BIGINT NOT NULL
);

CREATE TABLE todo (
  id TEXT PRIMARY KEY,
  work_case TEXT NOT NULL REFERENCES work_case (id),
  person TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (work_case, person)
);

CREATE TABLE todo_send (
  number BIGINT PRIMARY KEY,
  todo TEXT NOT NULL,
  deed TEXT NOT NULL CHECK (deed IN ('push', 'withdraw')),
  body TEXT NOT NULL,
  made_at TEXT NOT NULL,
  tries BIGINT NOT NULL,
  next_at TEXT NOT NULL,
  failure TEXT
);
CREATE INDEX todo_send_next ON todo_send (next_at);
CREATE INDEX todo_send_of ON todo_send (todo, number);

GRANT SELECT, INSERT, UPDATE, DELETE ON refusal_tally, todo_mark, todo, todo_send TO lianzhang_app;
`;

export const gate: Migration = { number: 7, name: "gate", sql };
