-- Ledgers of batches of notify, version 1, for H2 2.x.
-- Keys are hashes; without a hashSecret a phone number can be found from one by trying them all.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    varchar(32) NOT NULL PRIMARY KEY,
  version      integer     NOT NULL,
  installed_at timestamp   DEFAULT current_timestamp NOT NULL
);

CREATE TABLE IF NOT EXISTS notify_ledger (
  name       varchar(128) NOT NULL PRIMARY KEY,
  ledger_id  bigint NOT NULL UNIQUE,
  key_check  varchar(32) NOT NULL,                -- tells whether another secret made the keys
  run_no     integer NOT NULL,
  holder     varchar(64),                         -- who has it; null if nobody
  held_until bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS notify_ledger_entry (
  ledger_id bigint NOT NULL,
  key_high  bigint NOT NULL,                     -- the two halves of a 128-bit hash
  key_low   bigint NOT NULL,
  run_no    integer NOT NULL,                   -- the run that began it last
  state     varchar(16) NOT NULL,                 -- NOT_BEGUN, BEGUN, ACCEPTED, REJECTED, RETRYABLE, UNKNOWN
  reason    varchar(32),
  PRIMARY KEY (ledger_id, key_high, key_low)
);

MERGE INTO notify_schema (component, version) KEY (component) VALUES ('ledger', 1);
