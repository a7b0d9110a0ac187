-- Idempotency keys of notify, version 1, for PostgreSQL 12 and later.
-- Keys, recipients and contents stand here as hashes only.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    varchar(32) NOT NULL PRIMARY KEY,
  version      integer     NOT NULL,
  installed_at timestamp with time zone NOT NULL DEFAULT current_timestamp
);

CREATE TABLE IF NOT EXISTS notify_idempotency (
  idem_key   varchar(32) COLLATE "C" NOT NULL PRIMARY KEY,
  content    varchar(64) COLLATE "C" NOT NULL,
  owner      varchar(64) COLLATE "C" NOT NULL,
  result     varchar(2000) COLLATE "C",  -- null until it was recorded
  lease_end  bigint NOT NULL,  -- milliseconds since 1970, by the clock of the store
  window_end bigint NOT NULL
);

CREATE INDEX IF NOT EXISTS notify_idempotency_end ON notify_idempotency (window_end);

INSERT INTO notify_schema (component, version) VALUES ('idempotency', 1) ON CONFLICT (component) DO NOTHING;
