import type { Migration } from "./migration.ts";

/**
 * The audit chain: links, their content, and the head. Links are only ever added, in order, and only behind the head;
 * content goes only when a link that says so stands in the chain. Triggers hold this against the owner as well.
 */
const sql = `
CREATE TABLE audit_head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  number BIGINT NOT NULL,
  hash TEXT NOT NULL
);
INSERT INTO audit_head (one, number, hash) VALUES (1, 0, '');

CREATE TABLE audit_event (
  number BIGINT PRIMARY KEY,
  previous TEXT NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  on_behalf_of TEXT,
  unit TEXT,
  purpose TEXT NOT NULL,
  action TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE INDEX audit_event_subject ON audit_event (subject_kind, subject_id, number);
CREATE INDEX audit_event_actor ON audit_event (actor, number);

CREATE TABLE audit_content (
  number BIGINT PRIMARY KEY REFERENCES audit_event (number),
  salt TEXT NOT NULL,
  before TEXT,
  after TEXT
);

CREATE FUNCTION audit_is_purged(target BIGINT) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM lianzhang.audit_event
    WHERE subject_kind = 'audit_event' AND subject_id = CAST(target AS TEXT) AND action = 'audit.purge')
$$;

CREATE FUNCTION audit_refuse() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: the audit chain is only ever added to', TG_OP, TG_TABLE_NAME
    USING ERRCODE = '42501';
END $$;

CREATE FUNCTION audit_follow() RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = lianzhang, pg_temp AS $$
BEGIN
  UPDATE audit_head SET number = NEW.number, hash = NEW.hash
    WHERE number = NEW.number - 1 AND hash = NEW.previous;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'link % does not follow the head of the audit chain', NEW.number USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION audit_content_new() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF audit_is_purged(NEW.number) THEN
    RAISE EXCEPTION 'the content of link % was purged and does not come back', NEW.number USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION audit_content_gone() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF NOT audit_is_purged(OLD.number) THEN
    RAISE EXCEPTION 'the content of link % goes only with a link that says so', OLD.number USING ERRCODE = '42501';
  END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER audit_event_follow BEFORE INSERT ON audit_event
  FOR EACH ROW EXECUTE PROCEDURE audit_follow();
CREATE TRIGGER audit_event_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE PROCEDURE audit_refuse();
CREATE TRIGGER audit_content_new BEFORE INSERT ON audit_content
  FOR EACH ROW EXECUTE PROCEDURE audit_content_new();
CREATE TRIGGER audit_content_keep BEFORE UPDATE OR TRUNCATE ON audit_content
  FOR EACH STATEMENT EXECUTE PROCEDURE audit_refuse();
CREATE TRIGGER audit_content_gone BEFORE DELETE ON audit_content
  FOR EACH ROW EXECUTE PROCEDURE audit_content_gone();
CREATE TRIGGER audit_head_keep BEFORE DELETE OR TRUNCATE ON audit_head
  FOR EACH STATEMENT EXECUTE PROCEDURE audit_refuse();

-- holds the head until the transaction ends: links get their numbers one transaction after the other. The advisory
-- lock is a queue, first come first served; the row lock alone lets the late come first, and is the one that counts.
CREATE FUNCTION audit_hold() RETURNS TABLE (head_number BIGINT, head_hash TEXT) LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = lianzhang, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(76902027);
  RETURN QUERY SELECT h.number, h.hash FROM audit_head h FOR UPDATE;
END $$;

CREATE FUNCTION audit_purge(target BIGINT) RETURNS BOOLEAN LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = lianzhang, pg_temp AS $$
BEGIN
  DELETE FROM audit_content WHERE number = target;
  RETURN FOUND;
END $$;

GRANT SELECT, INSERT ON audit_event, audit_content TO lianzhang_app;
GRANT SELECT ON audit_head, schema_migration TO lianzhang_app;
REVOKE ALL ON FUNCTION audit_hold() FROM PUBLIC;
REVOKE ALL ON FUNCTION audit_purge(BIGINT) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_hold() TO lianzhang_app;
GRANT EXECUTE ON FUNCTION audit_purge(BIGINT) TO lianzhang_app;
`;

export const auditChain: Migration = { number: 1, name: "audit-chain", sql };
