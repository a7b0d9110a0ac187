-- Tokens of notify, version 1, for PostgreSQL 12 and later.
-- Whoever can read notify_token can send in the name of its accounts: grant it to the service alone.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    varchar(32) NOT NULL PRIMARY KEY,
  version      integer     NOT NULL,
  installed_at timestamp with time zone NOT NULL DEFAULT current_timestamp
);

CREATE TABLE IF NOT EXISTS notify_token (
  platform    varchar(256) COLLATE "C" NOT NULL,
  account     varchar(128) COLLATE "C" NOT NULL,
  fingerprint varchar(128) COLLATE "C" NOT NULL,
  token_value varchar(2048) COLLATE "C" NOT NULL,
  expires_at  bigint NOT NULL,                       -- milliseconds since 1970, UTC
  PRIMARY KEY (platform, account, fingerprint)
);

CREATE TABLE IF NOT EXISTS notify_token_lock (
  platform    varchar(256) COLLATE "C" NOT NULL,
  account     varchar(128) COLLATE "C" NOT NULL,
  fingerprint varchar(128) COLLATE "C" NOT NULL,
  holder      varchar(128) COLLATE "C" NOT NULL,
  held_until  bigint NOT NULL,
  PRIMARY KEY (platform, account, fingerprint)
);

INSERT INTO notify_schema (component, version) VALUES ('token', 1) ON CONFLICT (component) DO NOTHING;
