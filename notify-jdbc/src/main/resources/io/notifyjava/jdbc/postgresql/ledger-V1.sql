-- Ledgers of batches of notify, version 1, for PostgreSQL 12 and later.
-- Keys are hashes; without a hashSecret a phone number can be found from one by trying them all.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    varchar(32) NOT NULL PRIMARY KEY,
  version      integer     NOT NULL,
  installed_at timestamp with time zone NOT NULL DEFAULT current_timestamp
);

CREATE TABLE IF NOT EXISTS notify_ledger (
  name       varchar(128) COLLATE "C" NOT NULL PRIMARY KEY,
  ledger_id  bigint NOT NULL UNIQUE,
  key_check  varchar(32) COLLATE "C" NOT NULL,                -- tells whether another secret made the keys
  run_no     integer NOT NULL,
  holder     varchar(64) COLLATE "C",                         -- who has it; null if nobody
  held_until bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS notify_ledger_entry (
  ledger_id bigint NOT NULL,
  key_high  bigint NOT NULL,                     -- the two halves of a 128-bit hash
  key_low   bigint NOT NULL,
  run_no    integer NOT NULL,                   -- the run that began it last
  state     varchar(16) COLLATE "C" NOT NULL,                 -- NOT_BEGUN, BEGUN, ACCEPTED, REJECTED, RETRYABLE, UNKNOWN
  reason    varchar(32) COLLATE "C",
  PRIMARY KEY (ledger_id, key_high, key_low)
);

INSERT INTO notify_schema (component, version) VALUES ('ledger', 1) ON CONFLICT (component) DO NOTHING;
