import type { Migration } from "./migration.ts";

/**
 * Documents that were read (文件解析): the text as extracted, and what people said of each thing found in it. No row is ever
 * changed but by a purge, which takes text and words; a second thought is a new row.
 */
const sql = `
CREATE TABLE reading (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  body TEXT NOT NULL,
  read_by TEXT NOT NULL,
  read_for TEXT,
  read_at TEXT NOT NULL,
  event BIGINT NOT NULL,
  purged BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE TABLE reading_verdict (
  reading TEXT NOT NULL REFERENCES reading (id),
  number BIGINT NOT NULL,
  finding TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'corrected', 'rejected', 'open')),
  content TEXT NOT NULL,
  said_by TEXT NOT NULL,
  said_for TEXT,
  said_at TEXT NOT NULL,
  event BIGINT NOT NULL,
  purged BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (reading, number)
);
CREATE INDEX reading_event ON reading (event);
CREATE INDEX reading_verdict_event ON reading_verdict (event);
GRANT SELECT, INSERT ON reading, reading_verdict TO lianzhang_app;

CREATE FUNCTION reading_purge(target BIGINT) RETURNS VOID LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = lianzhang, pg_temp AS $$
BEGIN
  UPDATE reading SET purged = TRUE, name = '', body = '' WHERE event = target AND NOT purged;
  UPDATE reading_verdict SET purged = TRUE, content = '' WHERE event = target AND NOT purged;
END $$;
REVOKE ALL ON FUNCTION reading_purge(BIGINT) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reading_purge(BIGINT) TO lianzhang_app;
`;

export const readings: Migration = { number: 15, name: "readings", sql };
