import type { Migration } from "./migration.ts";

/**
 * A purge reaches documents and workbooks: with the content of the link that told of one go its words and bytes. Row, hash and order stay.
 * `kept_purge` gives the hashes of files whose bytes went; those that something else has too stay. `file_again` takes bytes
 * that are sent anew after a purge, if they are those of the hash.
 */
const sql = `
ALTER TABLE work_file ALTER COLUMN bytes DROP NOT NULL;
ALTER TABLE paper ADD COLUMN purged BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE workbook_version ADD COLUMN purged BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE workbook_filling ADD COLUMN purged BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX paper_event ON paper (event);
CREATE INDEX workbook_version_event ON workbook_version (event);
CREATE INDEX workbook_filling_event ON workbook_filling (event);

CREATE FUNCTION kept_purge(target BIGINT) RETURNS SETOF TEXT LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = lianzhang, pg_temp AS $$
DECLARE
  going TEXT[];
BEGIN
  going := ARRAY(
    SELECT p.file FROM paper p WHERE p.event = target AND NOT p.purged
    UNION SELECT p.sent FROM paper p WHERE p.event = target AND NOT p.purged AND p.sent IS NOT NULL
    UNION SELECT v.blank FROM workbook_version v WHERE v.event = target AND NOT v.purged
    UNION SELECT f.file FROM workbook_filling f WHERE f.event = target AND NOT f.purged
    UNION SELECT f.marked FROM workbook_filling f WHERE f.event = target AND NOT f.purged);
  UPDATE paper SET purged = TRUE, name = '', content = '' WHERE event = target AND NOT purged;
  UPDATE workbook_version SET purged = TRUE, label = '', issuer = '', name = '', mapping = '' WHERE event = target AND NOT purged;
  UPDATE workbook_filling SET purged = TRUE, name = '', content = '' WHERE event = target AND NOT purged;
  RETURN QUERY UPDATE work_file f SET bytes = NULL
    WHERE f.hash = ANY (going) AND f.bytes IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM work_evidence e WHERE e.file = f.hash)
      AND NOT EXISTS (SELECT 1 FROM paper p WHERE NOT p.purged AND (p.file = f.hash OR p.sent = f.hash))
      AND NOT EXISTS (SELECT 1 FROM workbook_version v WHERE NOT v.purged AND v.blank = f.hash)
      AND NOT EXISTS (SELECT 1 FROM workbook_filling w WHERE NOT w.purged AND (w.file = f.hash OR w.marked = f.hash))
    RETURNING f.hash;
END $$;

CREATE FUNCTION file_again(target TEXT, content BYTEA) RETURNS BOOLEAN LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = lianzhang, pg_temp AS $$
BEGIN
  UPDATE work_file SET bytes = content
    WHERE hash = target AND bytes IS NULL AND encode(sha256(content), 'hex') = target;
  RETURN FOUND;
END $$;

REVOKE ALL ON FUNCTION kept_purge(BIGINT) FROM PUBLIC;
REVOKE ALL ON FUNCTION file_again(TEXT, BYTEA) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kept_purge(BIGINT) TO lianzhang_app;
GRANT EXECUTE ON FUNCTION file_again(TEXT, BYTEA) TO lianzhang_app;
`;

export const keptPurge: Migration = { number: 14, name: "kept-purge", sql };
