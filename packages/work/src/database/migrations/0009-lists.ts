import type { Migration } from "./migration.ts";

/**
 * A record may belong to a chain by a signed list. Who is on a list today is computed from the list as its file had it
 * (`list_member`) and the records that are its entries, each time it is asked: nothing is kept that a change, a correction
 * or a new month could leave behind. The keys of records stay what they are; a post within a chain opens, one by one,
 * the keys of the subjects that are on its list.
 */
const tables = `
ALTER TABLE policy_rule ADD COLUMN list TEXT NOT NULL DEFAULT '';

-- which attributes of which register say who is on a list, and from which month
CREATE TABLE policy_list (
  list TEXT PRIMARY KEY,
  entries TEXT NOT NULL,
  subject TEXT NOT NULL,
  code TEXT NOT NULL,
  effective TEXT NOT NULL,
  leaves TEXT NOT NULL
);

-- lists as their files have them; months are year * 12 + month - 1; until is the first month that no longer counts
CREATE TABLE list_member (
  list TEXT NOT NULL,
  subject TEXT NOT NULL,
  code TEXT NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT NOT NULL
);
CREATE INDEX list_member_of ON list_member (list, subject);
CREATE TABLE list_state (
  list TEXT PRIMARY KEY,
  hash TEXT NOT NULL
);

GRANT SELECT, INSERT, DELETE ON policy_list, list_member TO lianzhang_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON list_state TO lianzhang_app;
`;

// the month is the city's: eight hours before UTC's, whatever the server's zone
const members = `
CREATE FUNCTION list_now(of_list TEXT) RETURNS TABLE (subject TEXT, code TEXT) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = lianzhang, pg_temp AS $$
  WITH city AS (
    SELECT CAST(extract(YEAR FROM t.now) * 12 + extract(MONTH FROM t.now) - 1 AS BIGINT) AS month
      FROM (SELECT now() AT TIME ZONE 'UTC' + INTERVAL '8 hours' AS now) t
  ), entry AS (
    SELECT r.code AS entry, r.latest ->> p.subject AS subject, r.latest ->> p.code AS code,
        CAST(substr(r.latest ->> p.effective, 1, 4) AS BIGINT) * 12 + CAST(substr(r.latest ->> p.effective, 6, 2) AS BIGINT) - 1 AS month,
        coalesce(r.latest ->> p.leaves = 'true', FALSE) AS leaves
      FROM policy_list p JOIN register_record r ON r.register = p.entries
      WHERE p.list = of_list AND r.latest ->> p.effective ~ '^[0-9]{4}-(0[1-9]|1[0-2])' AND r.latest ->> p.subject IS NOT NULL AND r.latest ->> p.code IS NOT NULL
  ), signed AS (
    -- of one subject the entry of the latest month decides, of one month the one with the later code
    SELECT DISTINCT ON (e.subject) e.subject, e.code, e.leaves
      FROM entry e, city WHERE e.month <= city.month
      ORDER BY e.subject, e.month DESC, e.entry COLLATE "C" DESC
  )
  SELECT s.subject, s.code FROM signed s WHERE NOT s.leaves
  UNION
  SELECT m.subject, m.code FROM list_member m, city
    WHERE m.list = of_list AND m.since <= city.month AND city.month < m.until
      AND NOT EXISTS (SELECT 1 FROM signed s WHERE s.subject = m.subject)
$$;

CREATE OR REPLACE FUNCTION viewer_owners(of_secret BOOLEAN) RETURNS TEXT[] LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = lianzhang, pg_temp AS $$
  WITH opened AS (
    SELECT r.register, r.attribute, r.list, coalesce(u.inside, p.scope_id) AS code
      FROM viewer_posts() p
      JOIN policy_rule r ON r.role = p.role AND r.scope_kind IN ('*', p.scope_kind)
      LEFT JOIN policy_under u ON r.attribute <> '' AND u.classification = r.classification AND u.code = p.scope_id
      WHERE r.secret OR NOT of_secret
  )
  SELECT ARRAY(
    SELECT o.register || CASE o.attribute WHEN '' THEN '/*' ELSE '/' || o.attribute || '/' || o.code END
      FROM opened o WHERE o.list = ''
    UNION
    SELECT o.register || '/' || o.attribute || '/' || m.subject
      FROM (SELECT DISTINCT list FROM opened WHERE list <> '') l
      CROSS JOIN LATERAL list_now(l.list) m
      JOIN opened o ON o.list = l.list AND o.code = m.code)
$$;

REVOKE ALL ON FUNCTION list_now(TEXT) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION list_now(TEXT) TO lianzhang_app, lianzhang_viewer;
`;

export const lists: Migration = { number: 9, name: "lists", sql: tables + members };
