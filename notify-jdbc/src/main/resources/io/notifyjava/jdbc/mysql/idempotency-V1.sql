-- Idempotency keys of notify, version 1, for MariaDB 10.6 and later and MySQL 8.0 and later.
-- Keys, recipients and contents stand here as hashes only.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  version      integer     NOT NULL,
  installed_at timestamp   NOT NULL DEFAULT current_timestamp
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS notify_idempotency (
  idem_key   varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  content    varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  owner      varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  result     varchar(2000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,  -- null until it was recorded
  lease_end  bigint NOT NULL,  -- milliseconds since 1970, by the clock of the store
  window_end bigint NOT NULL,
  KEY notify_idempotency_end (window_end)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT IGNORE INTO notify_schema (component, version) VALUES ('idempotency', 1);
