import type { Migration } from "./migration.ts";

/**
 * Who may see which records, decided by the database itself. The policy of the folder stands in tables; every record
 * carries its last spell and the keys that say whose it is, kept by a trigger; the role `lianzhang_viewer` sees what the
 * posts and delegations of the person named in the transaction open.
 */
const posts = `
ALTER TABLE post DROP CONSTRAINT post_scope_kind_check;
ALTER TABLE post ADD CONSTRAINT post_scope_kind_check
  CHECK (scope_kind IN ('city', 'unit', 'county', 'park', 'chain', 'department', 'enterprise'));
`;

const policy = `
CREATE TABLE policy_state (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  hash TEXT NOT NULL
);
INSERT INTO policy_state (one, hash) VALUES (1, '');

-- a post of the role within a scope of the kind opens, of the register, the rows whose attribute lies under the scope;
-- scope_kind '*': of whatever kind; attribute '': every row; secret: rows of firms under secrecy as well
CREATE TABLE policy_rule (
  role TEXT NOT NULL,
  register TEXT NOT NULL,
  scope_kind TEXT NOT NULL,
  attribute TEXT NOT NULL,
  classification TEXT NOT NULL,
  secret BOOLEAN NOT NULL,
  PRIMARY KEY (role, register, scope_kind)
);

-- attributes that say whose a record is ('code': its own code); firm: it names the firm
CREATE TABLE policy_scope (
  register TEXT NOT NULL,
  attribute TEXT NOT NULL,
  firm BOOLEAN NOT NULL,
  PRIMARY KEY (register, attribute)
);

-- what lies under a code, itself included
CREATE TABLE policy_under (
  classification TEXT NOT NULL,
  code TEXT NOT NULL,
  inside TEXT NOT NULL,
  PRIMARY KEY (classification, code, inside)
);

CREATE TABLE policy_delegate (
  role TEXT NOT NULL,
  leader_role TEXT NOT NULL,
  PRIMARY KEY (role, leader_role)
);

-- the attribute (yes or no) that puts a firm under secrecy
CREATE TABLE policy_secrecy (
  register TEXT PRIMARY KEY,
  flag TEXT NOT NULL
);
`;

const records = `
ALTER TABLE register_record ADD COLUMN latest JSONB;
ALTER TABLE register_record ADD COLUMN owners TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE register_record ADD COLUMN firm TEXT;
ALTER TABLE register_record ADD COLUMN secret BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX register_record_secret ON register_record (code) WHERE secret;

CREATE FUNCTION register_own(target TEXT) RETURNS VOID LANGUAGE plpgsql SET search_path = lianzhang, pg_temp AS $$
DECLARE
  last JSONB;
BEGIN
  SELECT s.attributes INTO last FROM register_spell s WHERE s.record = target ORDER BY s.since DESC LIMIT 1;
  UPDATE register_record r SET
    latest = last,
    owners = CASE WHEN last IS NULL THEN CAST('{}' AS TEXT[]) ELSE ARRAY(
      SELECT r.register || '/*'
      UNION ALL
      SELECT r.register || '/' || p.attribute || '/' || CASE p.attribute WHEN 'code' THEN r.code ELSE last ->> p.attribute END
        FROM policy_scope p
        WHERE p.register = r.register AND (p.attribute = 'code' OR last ->> p.attribute IS NOT NULL)) END,
    firm = (SELECT CASE p.attribute WHEN 'code' THEN r.code ELSE last ->> p.attribute END
      FROM policy_scope p WHERE p.register = r.register AND p.firm),
    secret = coalesce((SELECT last ->> y.flag = 'true' FROM policy_secrecy y WHERE y.register = r.register), FALSE)
  WHERE r.id = target;
END $$;

CREATE FUNCTION register_own_spell() RETURNS TRIGGER LANGUAGE plpgsql SET search_path = lianzhang, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM register_own(r.id) FROM register_record r WHERE r.id = OLD.record AND r.latest IS NOT NULL;
  ELSIF NOT EXISTS (SELECT 1 FROM register_spell s WHERE s.record = NEW.record AND s.since > NEW.since) THEN
    PERFORM register_own(NEW.record);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER register_spell_own AFTER INSERT OR UPDATE OR DELETE ON register_spell
  FOR EACH ROW EXECUTE PROCEDURE register_own_spell();

SELECT register_own(r.id) FROM register_record r;
`;

const viewing = `
CREATE FUNCTION viewer_posts() RETURNS TABLE (role TEXT, scope_kind TEXT, scope_id TEXT) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = lianzhang, pg_temp AS $$
  SELECT p.role, p.scope_kind, p.scope_id FROM post p JOIN person h ON h.id = p.person
    WHERE p.person = current_setting('lianzhang.person', TRUE) AND p.ended_at IS NULL AND h.status = 'active'
  UNION
  SELECT l.role, l.scope_kind, l.scope_id FROM delegation d
    JOIN person h ON h.id = d.delegate
    JOIN post o ON o.id = d.post
    JOIN policy_delegate a ON a.role = o.role
    JOIN post l ON l.person = d.leader AND l.role = a.leader_role
    WHERE d.delegate = current_setting('lianzhang.person', TRUE) AND d.leader = current_setting('lianzhang.leader', TRUE)
      AND d.ended_at IS NULL AND o.ended_at IS NULL AND o.person = d.delegate AND l.ended_at IS NULL
      AND h.status = 'active' AND (d.expires_at IS NULL
        OR d.expires_at COLLATE "C" > to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
$$;

-- keys of the rows that are open to the viewer; of firms under secrecy when asked so
CREATE FUNCTION viewer_owners(of_secret BOOLEAN) RETURNS TEXT[] LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = lianzhang, pg_temp AS $$
  SELECT ARRAY(SELECT DISTINCT r.register || CASE r.attribute WHEN '' THEN '/*'
      ELSE '/' || r.attribute || '/' || coalesce(u.inside, p.scope_id) END
    FROM viewer_posts() p
    JOIN policy_rule r ON r.role = p.role AND r.scope_kind IN ('*', p.scope_kind)
    LEFT JOIN policy_under u ON r.attribute <> '' AND u.classification = r.classification AND u.code = p.scope_id
    WHERE r.secret OR NOT of_secret)
$$;

CREATE FUNCTION secret_firms() RETURNS TEXT[] LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = lianzhang, pg_temp AS $$
  SELECT ARRAY(SELECT r.code FROM register_record r WHERE r.secret)
$$;

REVOKE ALL ON FUNCTION viewer_posts() FROM PUBLIC;
REVOKE ALL ON FUNCTION viewer_owners(BOOLEAN) FROM PUBLIC;
REVOKE ALL ON FUNCTION secret_firms() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION viewer_owners(BOOLEAN), secret_firms() TO lianzhang_viewer;

GRANT USAGE ON SCHEMA lianzhang TO lianzhang_viewer;
GRANT SELECT ON register_record, register_spell TO lianzhang_viewer;
GRANT SELECT, UPDATE ON policy_state TO lianzhang_app;
GRANT SELECT, INSERT, DELETE ON policy_rule, policy_scope, policy_under, policy_delegate, policy_secrecy TO lianzhang_app;

ALTER TABLE register_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE register_spell ENABLE ROW LEVEL SECURITY;
CREATE POLICY register_record_app ON register_record TO lianzhang_app USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY register_spell_app ON register_spell TO lianzhang_app USING (TRUE) WITH CHECK (TRUE);
-- the sub-selects do not hang on the row: each is asked once a statement
CREATE POLICY register_record_viewer ON register_record FOR SELECT TO lianzhang_viewer USING (
  CASE WHEN firm = ANY (CAST((SELECT secret_firms()) AS TEXT[])) THEN owners && CAST((SELECT viewer_owners(TRUE)) AS TEXT[])
    ELSE owners && CAST((SELECT viewer_owners(FALSE)) AS TEXT[]) END);
CREATE POLICY register_spell_viewer ON register_spell FOR SELECT TO lianzhang_viewer USING (
  EXISTS (SELECT 1 FROM register_record r WHERE r.id = record));
`;

export const access: Migration = { number: 4, name: "access", sql: posts + policy + records + viewing };
