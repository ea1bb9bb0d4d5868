import type { Migration } from "./migration.ts";

/**
 * Documents that leave the house: who made which, from what, and the file. `content` is what the file is traced by, as
 * JSON. A row is never changed: a refreshed document is another one, which names the one it came from and what people
 * had sent.
 */
const sql = `
CREATE TABLE paper (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  month TEXT NOT NULL,
  subject TEXT,
  run TEXT,
  template TEXT NOT NULL,
  file TEXT NOT NULL REFERENCES work_file (hash),
  name TEXT NOT NULL,
  content TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_for TEXT,
  made_at TEXT NOT NULL,
  event BIGINT NOT NULL,
  refreshes TEXT REFERENCES paper (id),
  sent TEXT REFERENCES work_file (hash),
  CHECK ((refreshes IS NULL) = (sent IS NULL))
);
CREATE INDEX paper_month ON paper (month);
GRANT SELECT, INSERT ON paper TO lianzhang_app;
`;

export const papers: Migration = { number: 12, name: "papers", sql };
