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
  SELECT ARRAY(SELECT DISTINCT r.register || CASE r.attribute WHEN '' THEN '/*'
      ELSE '/' || r.attribute || '/' || coalesce(u.inside, p.scope_id) END
    FROM viewer_posts() p
    JOIN policy_rule r ON r.role = p.role AND r.scope_kind IN ('*', p.scope_kind)
    LEFT JOIN policy_under u ON r.attribute <> '' AND u.classification = r.classification AND u.code = p.scope_id
    WHERE r.list = '' AND (r.secret OR NOT of_secret))
$$;

-- keys of the rows that are open by a signed list, as names of an object: there are many, and a name is found by halving
CREATE FUNCTION viewer_listed(of_secret BOOLEAN) RETURNS JSONB LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = lianzhang, pg_temp AS $$
  WITH opened AS (
    SELECT DISTINCT r.register, r.attribute, r.list, coalesce(u.inside, p.scope_id) AS code
      FROM viewer_posts() p
      JOIN policy_rule r ON r.role = p.role AND r.scope_kind = p.scope_kind
      LEFT JOIN policy_under u ON u.classification = r.classification AND u.code = p.scope_id
      WHERE r.list <> '' AND (r.secret OR NOT of_secret)
  )
  SELECT coalesce(jsonb_object_agg(o.register || '/' || o.attribute || '/' || m.subject, TRUE), CAST('{}' AS JSONB))
    FROM (SELECT DISTINCT list FROM opened) l
    CROSS JOIN LATERAL list_now(l.list) m
    JOIN opened o ON o.list = l.list AND o.code = m.code
$$;

-- the sub-selects do not hang on the row: each is asked once a statement
ALTER POLICY register_record_viewer ON register_record USING (
  CASE WHEN firm = ANY (CAST((SELECT secret_firms()) AS TEXT[]))
    THEN owners && CAST((SELECT viewer_owners(TRUE)) AS TEXT[]) OR CAST((SELECT viewer_listed(TRUE)) AS JSONB) ?| owners
    ELSE owners && CAST((SELECT viewer_owners(FALSE)) AS TEXT[]) OR CAST((SELECT viewer_listed(FALSE)) AS JSONB) ?| owners END);

REVOKE ALL ON FUNCTION viewer_listed(BOOLEAN) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION viewer_listed(BOOLEAN) TO lianzhang_viewer;
REVOKE ALL ON FUNCTION list_now(TEXT) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION list_now(TEXT) TO lianzhang_app, lianzhang_viewer;
`;

export const lists: Migration = { number: 9, name: "lists", sql: tables + members };
