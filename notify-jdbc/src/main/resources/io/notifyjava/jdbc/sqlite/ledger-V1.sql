-- Ledgers of batches of notify, version 1, for SQLite 3.35 and later.
-- Keys are hashes; without a hashSecret a phone number can be found from one by trying them all.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    text    NOT NULL PRIMARY KEY,
  version      integer NOT NULL,
  installed_at text    NOT NULL DEFAULT current_timestamp
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS notify_ledger (
  name       text NOT NULL PRIMARY KEY,
  ledger_id  integer NOT NULL UNIQUE,
  key_check  text NOT NULL,                -- tells whether another secret made the keys
  run_no     integer NOT NULL,
  holder     text,                         -- who has it; null if nobody
  held_until integer NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS notify_ledger_entry (
  ledger_id integer NOT NULL,
  key_high  integer NOT NULL,                     -- the two halves of a 128-bit hash
  key_low   integer NOT NULL,
  run_no    integer NOT NULL,                   -- the run that began it last
  state     text NOT NULL,                 -- NOT_BEGUN, BEGUN, ACCEPTED, REJECTED, RETRYABLE, UNKNOWN
  reason    text,
  PRIMARY KEY (ledger_id, key_high, key_low)
) WITHOUT ROWID;

INSERT INTO notify_schema (component, version) VALUES ('ledger', 1) ON CONFLICT (component) DO NOTHING;
