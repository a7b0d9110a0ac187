-- Counts of limits of notify, version 1, for SQLite 3.35 and later.
-- What is counted stands here as hashes only.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    text    NOT NULL PRIMARY KEY,
  version      integer NOT NULL,
  installed_at text    NOT NULL DEFAULT current_timestamp
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS notify_limit (
  limit_key  text NOT NULL PRIMARY KEY,
  counts     text NOT NULL,
  keep_until integer NOT NULL  -- milliseconds since 1970, by the clock of the store
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS notify_limit_end ON notify_limit (keep_until);

CREATE TABLE IF NOT EXISTS notify_limit_claim (
  claim_id   text NOT NULL PRIMARY KEY,
  marks      text NOT NULL,
  keep_until integer NOT NULL
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS notify_limit_claim_end ON notify_limit_claim (keep_until);

INSERT INTO notify_schema (component, version) VALUES ('limit', 1) ON CONFLICT (component) DO NOTHING;
