-- Counts of limits of notify, version 1, for PostgreSQL 12 and later.
-- What is counted stands here as hashes only.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    varchar(32) NOT NULL PRIMARY KEY,
  version      integer     NOT NULL,
  installed_at timestamp with time zone NOT NULL DEFAULT current_timestamp
);

CREATE TABLE IF NOT EXISTS notify_limit (
  limit_key  varchar(32) COLLATE "C" NOT NULL PRIMARY KEY,
  counts     text COLLATE "C" NOT NULL,
  keep_until bigint NOT NULL  -- milliseconds since 1970, by the clock of the store
);

CREATE INDEX IF NOT EXISTS notify_limit_end ON notify_limit (keep_until);

CREATE TABLE IF NOT EXISTS notify_limit_claim (
  claim_id   varchar(64) COLLATE "C" NOT NULL PRIMARY KEY,
  marks      text COLLATE "C" NOT NULL,
  keep_until bigint NOT NULL
);

CREATE INDEX IF NOT EXISTS notify_limit_claim_end ON notify_limit_claim (keep_until);

INSERT INTO notify_schema (component, version) VALUES ('limit', 1) ON CONFLICT (component) DO NOTHING;
