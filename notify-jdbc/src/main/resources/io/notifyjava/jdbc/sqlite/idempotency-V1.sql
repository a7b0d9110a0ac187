-- Idempotency keys of notify, version 1, for SQLite 3.35 and later.
-- Keys, recipients and contents stand here as hashes only.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    text    NOT NULL PRIMARY KEY,
  version      integer NOT NULL,
  installed_at text    NOT NULL DEFAULT current_timestamp
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS notify_idempotency (
  idem_key   text NOT NULL PRIMARY KEY,
  content    text NOT NULL,
  owner      text NOT NULL,
  result     text,  -- null until it was recorded
  lease_end  integer NOT NULL,  -- milliseconds since 1970, by the clock of the store
  window_end integer NOT NULL
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS notify_idempotency_end ON notify_idempotency (window_end);

INSERT INTO notify_schema (component, version) VALUES ('idempotency', 1) ON CONFLICT (component) DO NOTHING;
