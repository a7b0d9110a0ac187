-- Idempotency keys of notify, version 1, for H2 2.x.
-- Keys, recipients and contents stand here as hashes only.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    varchar(32) NOT NULL PRIMARY KEY,
  version      integer     NOT NULL,
  installed_at timestamp   DEFAULT current_timestamp NOT NULL
);

CREATE TABLE IF NOT EXISTS notify_idempotency (
  idem_key   varchar(32) NOT NULL PRIMARY KEY,
  content    varchar(64) NOT NULL,
  owner      varchar(64) NOT NULL,
  result     varchar(2000),  -- null until it was recorded
  lease_end  bigint NOT NULL,  -- milliseconds since 1970, by the clock of the store
  window_end bigint NOT NULL
);

CREATE INDEX IF NOT EXISTS notify_idempotency_end ON notify_idempotency (window_end);

MERGE INTO notify_schema (component, version) KEY (component) VALUES ('idempotency', 1);
