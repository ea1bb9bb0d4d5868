import type { Migration } from "./migration.ts";

/**
 * Returns: what was sent, by whom, what was said of it, and who accepted it. The bytes are files, kept by their hash
 * beside the database; the facts are in the engine's store, which follows `submission_event`. Whose a submission is stands
 * in `owners`, in the form of the records' keys: `return:<input>/<attribute>/<code>` of a firm, `return_by:<input>/<kind>/<code>` of an office.
 */
const tables = `
CREATE TABLE submission (
  id TEXT PRIMARY KEY,
  form TEXT NOT NULL,
  input TEXT NOT NULL CHECK (input IN ('feedback', 'own_copy', 'survey', 'records', 'published')),
  period TEXT NOT NULL,
  sender_kind TEXT NOT NULL CHECK (sender_kind IN ('enterprise', 'city', 'unit', 'county', 'park', 'department')),
  sender TEXT NOT NULL,
  sender_register TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'returned', 'accepted', 'withdrawn')),
  version BIGINT NOT NULL CHECK (version > 0),
  matching TEXT,
  reason TEXT,
  known_from TEXT,
  accepted_event BIGINT REFERENCES audit_event (number),
  purged BOOLEAN NOT NULL DEFAULT FALSE,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL,
  owners TEXT[] NOT NULL DEFAULT '{}',
  firm TEXT,
  CHECK (state <> 'accepted' OR (accepted_event IS NOT NULL AND known_from IS NOT NULL))
);
CREATE INDEX submission_of ON submission (form, period, state);
CREATE INDEX submission_sender ON submission (sender_register, sender);

-- what becomes of facts, in the order of the chain: the engine's store follows it
CREATE TABLE submission_event (
  event BIGINT PRIMARY KEY REFERENCES audit_event (number),
  submission TEXT NOT NULL REFERENCES submission (id),
  kind TEXT NOT NULL CHECK (kind IN ('accept', 'until', 'purge')),
  day TEXT NOT NULL,
  matching TEXT
);
CREATE INDEX submission_event_of ON submission_event (submission);

-- an acceptance rests on the files and corrections that were there at its event
CREATE TABLE submission_file (
  submission TEXT NOT NULL REFERENCES submission (id),
  place BIGINT NOT NULL,
  hash TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('file', 'paste', 'typed')),
  size BIGINT NOT NULL,
  event BIGINT NOT NULL REFERENCES audit_event (number),
  dropped BIGINT REFERENCES audit_event (number),
  PRIMARY KEY (submission, place)
);
CREATE INDEX submission_file_hash ON submission_file (hash);

CREATE TABLE submission_correction (
  id TEXT PRIMARY KEY,
  submission TEXT NOT NULL REFERENCES submission (id),
  file TEXT NOT NULL,
  sheet TEXT,
  row_no BIGINT NOT NULL,
  column_no BIGINT NOT NULL,
  field TEXT,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL,
  event BIGINT NOT NULL REFERENCES audit_event (number)
);
CREATE INDEX submission_correction_of ON submission_correction (submission, event);

-- why a value that a check asks about is right
CREATE TABLE submission_remark (
  id TEXT PRIMARY KEY,
  submission TEXT NOT NULL REFERENCES submission (id),
  check_id TEXT NOT NULL,
  file TEXT NOT NULL,
  sheet TEXT,
  row_no BIGINT,
  field TEXT,
  subject TEXT,
  said TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL
);
CREATE INDEX submission_remark_of ON submission_remark (submission);

-- which column is which field, as this sender confirmed it once for this form
CREATE TABLE sender_matching (
  form TEXT NOT NULL,
  sender_kind TEXT NOT NULL,
  sender TEXT NOT NULL,
  matching TEXT NOT NULL,
  confirmed_by TEXT NOT NULL,
  confirmed_at TEXT NOT NULL,
  PRIMARY KEY (form, sender_kind, sender)
);

CREATE TABLE return_lock (
  form TEXT NOT NULL,
  period TEXT NOT NULL,
  locked_by TEXT NOT NULL,
  locked_at TEXT NOT NULL,
  PRIMARY KEY (form, period)
);

CREATE TABLE consent (
  id TEXT PRIMARY KEY,
  firm TEXT NOT NULL,
  firm_register TEXT NOT NULL,
  form TEXT NOT NULL,
  purposes TEXT[] NOT NULL,
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  given_by TEXT NOT NULL,
  given_at TEXT NOT NULL,
  withdrawn_by TEXT,
  withdrawn_at TEXT,
  owners TEXT[] NOT NULL DEFAULT '{}',
  CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL)),
  CHECK (since COLLATE "C" < until COLLATE "C")
);
CREATE INDEX consent_of ON consent (firm, form);

GRANT SELECT, INSERT, UPDATE ON submission, submission_file, consent TO lianzhang_app;
GRANT SELECT, INSERT, UPDATE ON submission_event TO lianzhang_app;
GRANT SELECT, INSERT, DELETE ON submission_correction, submission_remark TO lianzhang_app;
GRANT SELECT, INSERT, UPDATE ON sender_matching TO lianzhang_app;
GRANT SELECT, INSERT, DELETE ON return_lock TO lianzhang_app;
`;

const whose = `
CREATE FUNCTION return_owners(of_input TEXT, of_kind TEXT, of_register TEXT, of_sender TEXT) RETURNS TEXT[] LANGUAGE sql STABLE
  SET search_path = lianzhang, pg_temp AS $$
  SELECT CASE WHEN of_kind = 'enterprise' THEN ARRAY(
      SELECT 'return:' || of_input || '/*'
      UNION ALL SELECT 'return:' || of_input || '/code/' || of_sender
      UNION ALL SELECT 'return:' || of_input || '/' || p.attribute || '/' || (r.latest ->> p.attribute)
        FROM register_record r JOIN policy_scope p ON p.register = r.register
        WHERE r.register = of_register AND r.code = of_sender AND p.attribute <> 'code' AND r.latest ->> p.attribute IS NOT NULL)
    ELSE ARRAY['return_by:' || of_input || '/*', 'return_by:' || of_input || '/' || of_kind || '/' || of_sender] END
$$;

-- all of them, or those of one firm
CREATE FUNCTION return_own(of_register TEXT, of_sender TEXT) RETURNS VOID LANGUAGE sql SET search_path = lianzhang, pg_temp AS $$
  UPDATE submission s SET owners = return_owners(s.input, s.sender_kind, s.sender_register, s.sender)
    WHERE of_sender IS NULL OR (s.sender_kind = 'enterprise' AND s.sender_register = of_register AND s.sender = of_sender);
  UPDATE consent c SET owners = return_owners('own_copy', 'enterprise', c.firm_register, c.firm)
    WHERE of_sender IS NULL OR (c.firm_register = of_register AND c.firm = of_sender);
$$;

CREATE FUNCTION submission_made() RETURNS TRIGGER LANGUAGE plpgsql SET search_path = lianzhang, pg_temp AS $$
BEGIN
  NEW.owners := return_owners(NEW.input, NEW.sender_kind, NEW.sender_register, NEW.sender);
  NEW.firm := CASE NEW.sender_kind WHEN 'enterprise' THEN NEW.sender END;
  RETURN NEW;
END $$;

CREATE FUNCTION consent_made() RETURNS TRIGGER LANGUAGE plpgsql SET search_path = lianzhang, pg_temp AS $$
BEGIN
  NEW.owners := return_owners('own_copy', 'enterprise', NEW.firm_register, NEW.firm);
  RETURN NEW;
END $$;

-- a firm that moves to another county takes its returns along
CREATE FUNCTION return_firm_moved() RETURNS TRIGGER LANGUAGE plpgsql SET search_path = lianzhang, pg_temp AS $$
BEGIN
  IF NEW.owners IS DISTINCT FROM OLD.owners THEN
    PERFORM return_own(NEW.register, NEW.code);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER submission_made BEFORE INSERT ON submission FOR EACH ROW EXECUTE PROCEDURE submission_made();
CREATE TRIGGER consent_made BEFORE INSERT ON consent FOR EACH ROW EXECUTE PROCEDURE consent_made();
CREATE TRIGGER register_record_returns AFTER UPDATE ON register_record FOR EACH ROW EXECUTE PROCEDURE return_firm_moved();
`;

const seen = (table: string, column: string): string => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY ${table}_app ON ${table} TO lianzhang_app USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY ${table}_viewer ON ${table} FOR SELECT TO lianzhang_viewer USING (
  CASE WHEN ${column} = ANY (CAST((SELECT secret_firms()) AS TEXT[])) THEN owners && CAST((SELECT viewer_owners(TRUE)) AS TEXT[])
    ELSE owners && CAST((SELECT viewer_owners(FALSE)) AS TEXT[]) END);
`;

const part = (table: string): string => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY ${table}_app ON ${table} TO lianzhang_app USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY ${table}_viewer ON ${table} FOR SELECT TO lianzhang_viewer USING (
  EXISTS (SELECT 1 FROM submission s WHERE s.id = submission));
`;

const parts = ["submission_event", "submission_file", "submission_correction", "submission_remark"];

const viewing = `
GRANT SELECT ON submission, consent, return_lock, ${parts.join(", ")} TO lianzhang_viewer;
${seen("submission", "firm")}${seen("consent", "firm")}${parts.map(part).join("")}
`;

export const returns: Migration = { number: 8, name: "returns", sql: tables + whose + viewing };
