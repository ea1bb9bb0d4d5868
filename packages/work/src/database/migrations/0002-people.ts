import type { Migration } from "./migration.ts";

/**
 * People who sign in. What keeps administrators apart is declared, not programmed: every open post has its holder's one
 * duty, so nobody can hold posts of two. Secrets lie in tables of their own; of tokens only hashes are kept.
 */
const sql = `
CREATE TABLE installation (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  production_since TEXT
);
INSERT INTO installation (one, production_since) VALUES (1, NULL);

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  sign_in_name TEXT UNIQUE,
  external_id TEXT UNIQUE,
  unit TEXT,
  status TEXT NOT NULL CHECK (status IN ('invited', 'active', 'locked', 'left')),
  duty TEXT NOT NULL CHECK (duty IN ('none', 'business', 'system', 'security', 'audit')),
  demo BOOLEAN NOT NULL,
  made_at TEXT NOT NULL,
  UNIQUE (id, duty)
);

CREATE TABLE post (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id),
  role TEXT NOT NULL CHECK (role <> ''),
  scope_kind TEXT NOT NULL CHECK (scope_kind IN ('city', 'unit', 'park', 'chain', 'department', 'enterprise')),
  scope_id TEXT NOT NULL CHECK ((scope_kind = 'city') = (scope_id = '')),
  duty TEXT,
  since TEXT NOT NULL,
  ended_at TEXT,
  came_from TEXT REFERENCES post (id),
  FOREIGN KEY (person, duty) REFERENCES person (id, duty),
  UNIQUE (person, role, scope_kind, scope_id, duty),
  CHECK ((ended_at IS NULL) = (duty IS NOT NULL)),
  CHECK (duty IS NULL OR duty = CASE role WHEN 'system_admin' THEN 'system' WHEN 'security_admin' THEN 'security'
    WHEN 'audit_admin' THEN 'audit' ELSE 'business' END)
);
CREATE INDEX post_person ON post (person);

CREATE TABLE delegation (
  id TEXT PRIMARY KEY,
  leader TEXT NOT NULL REFERENCES person (id),
  delegate TEXT NOT NULL REFERENCES person (id),
  post TEXT NOT NULL REFERENCES post (id),
  document TEXT NOT NULL CHECK (document <> ''),
  since TEXT NOT NULL,
  expires_at TEXT,
  ended_at TEXT,
  came_from TEXT REFERENCES delegation (id),
  CHECK (leader <> delegate)
);
CREATE INDEX delegation_delegate ON delegation (delegate);
CREATE INDEX delegation_leader ON delegation (leader);

CREATE TABLE credential (
  person TEXT PRIMARY KEY REFERENCES person (id),
  password TEXT NOT NULL,
  second_factor TEXT,
  last_step BIGINT NOT NULL
);

CREATE TABLE recovery_code (
  person TEXT NOT NULL REFERENCES person (id),
  hash TEXT NOT NULL,
  used_at TEXT,
  PRIMARY KEY (person, hash)
);

CREATE TABLE setup_link (
  hash TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL REFERENCES person (id),
  kind TEXT NOT NULL CHECK (kind IN ('enrol', 'password')),
  second_factor TEXT,
  expires_at TEXT NOT NULL,
  closed_at TEXT,
  CHECK ((kind = 'enrol') = (second_factor IS NOT NULL))
);
CREATE INDEX setup_link_person ON setup_link (person);

CREATE TABLE session (
  hash TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL REFERENCES person (id),
  method TEXT NOT NULL CHECK (method IN ('password', 'sign_on')),
  address TEXT NOT NULL,
  made_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  ended_at TEXT
);
CREATE INDEX session_person ON session (person);

CREATE TABLE sign_in_tally (
  kind TEXT NOT NULL CHECK (kind IN ('account', 'address')),
  key TEXT NOT NULL,
  tries BIGINT NOT NULL,
  level BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  closed_until BIGINT NOT NULL,
  turned_away BIGINT NOT NULL,
  PRIMARY KEY (kind, key)
);

CREATE TABLE sign_on_link (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  person TEXT NOT NULL REFERENCES person (id),
  linked_at TEXT NOT NULL,
  PRIMARY KEY (issuer, subject),
  UNIQUE (issuer, person)
);

GRANT SELECT, UPDATE ON installation TO lianzhang_app;
GRANT SELECT, INSERT, UPDATE ON person, post, delegation, setup_link, session TO lianzhang_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON credential, recovery_code, sign_in_tally TO lianzhang_app;
GRANT SELECT, INSERT, DELETE ON sign_on_link TO lianzhang_app;
`;

export const people: Migration = { number: 2, name: "people", sql };
