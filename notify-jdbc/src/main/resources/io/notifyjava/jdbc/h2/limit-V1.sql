-- Counts of limits of notify, version 1, for H2 2.x.
-- What is counted stands here as hashes only.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    varchar(32) NOT NULL PRIMARY KEY,
  version      integer     NOT NULL,
  installed_at timestamp   DEFAULT current_timestamp NOT NULL
);

CREATE TABLE IF NOT EXISTS notify_limit (
  limit_key  varchar(32) NOT NULL PRIMARY KEY,
  counts     varchar(1048576) NOT NULL,
  keep_until bigint NOT NULL  -- milliseconds since 1970, by the clock of the store
);

CREATE INDEX IF NOT EXISTS notify_limit_end ON notify_limit (keep_until);

CREATE TABLE IF NOT EXISTS notify_limit_claim (
  claim_id   varchar(64) NOT NULL PRIMARY KEY,
  marks      varchar(1048576) NOT NULL,
  keep_until bigint NOT NULL
);

CREATE INDEX IF NOT EXISTS notify_limit_claim_end ON notify_limit_claim (keep_until);

MERGE INTO notify_schema (component, version) KEY (component) VALUES ('limit', 1);
