-- Ledgers of batches of notify, version 1, for MariaDB 10.6 and later and MySQL 8.0 and later.
-- Keys are hashes; without a hashSecret a phone number can be found from one by trying them all.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  version      integer     NOT NULL,
  installed_at timestamp   NOT NULL DEFAULT current_timestamp
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS notify_ledger (
  name       varchar(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  ledger_id  bigint NOT NULL UNIQUE,
  key_check  varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,                -- tells whether another secret made the keys
  run_no     integer NOT NULL,
  holder     varchar(64) CHARACTER SET ascii COLLATE ascii_bin,                         -- who has it; null if nobody
  held_until bigint NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS notify_ledger_entry (
  ledger_id bigint NOT NULL,
  key_high  bigint NOT NULL,                     -- the two halves of a 128-bit hash
  key_low   bigint NOT NULL,
  run_no    integer NOT NULL,                   -- the run that began it last
  state     varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,                 -- NOT_BEGUN, BEGUN, ACCEPTED, REJECTED, RETRYABLE, UNKNOWN
  reason    varchar(32) CHARACTER SET ascii COLLATE ascii_bin,
  PRIMARY KEY (ledger_id, key_high, key_low)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT IGNORE INTO notify_schema (component, version) VALUES ('ledger', 1);
