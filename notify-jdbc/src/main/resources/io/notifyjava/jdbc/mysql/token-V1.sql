-- Tokens of notify, version 1, for MariaDB 10.6 and later and MySQL 8.0 and later.
-- Whoever can read notify_token can send in the name of its accounts: grant it to the service alone.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  version      integer     NOT NULL,
  installed_at timestamp   NOT NULL DEFAULT current_timestamp
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS notify_token (
  platform    varchar(256) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  account     varchar(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  fingerprint varchar(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  token_value varchar(2048) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  expires_at  bigint NOT NULL,                       -- milliseconds since 1970, UTC
  PRIMARY KEY (platform, account, fingerprint)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS notify_token_lock (
  platform    varchar(256) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  account     varchar(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  fingerprint varchar(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  holder      varchar(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  held_until  bigint NOT NULL,
  PRIMARY KEY (platform, account, fingerprint)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT IGNORE INTO notify_schema (component, version) VALUES ('token', 1);
