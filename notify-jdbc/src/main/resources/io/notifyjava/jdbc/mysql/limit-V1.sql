-- Counts of limits of notify, version 1, for MariaDB 10.6 and later and MySQL 8.0 and later.
-- What is counted stands here as hashes only.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  version      integer     NOT NULL,
  installed_at timestamp   NOT NULL DEFAULT current_timestamp
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS notify_limit (
  limit_key  varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  counts     mediumtext CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  keep_until bigint NOT NULL,  -- milliseconds since 1970, by the clock of the store
  KEY notify_limit_end (keep_until)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS notify_limit_claim (
  claim_id   varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  marks      mediumtext CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  keep_until bigint NOT NULL,
  KEY notify_limit_claim_end (keep_until)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT IGNORE INTO notify_schema (component, version) VALUES ('limit', 1);
