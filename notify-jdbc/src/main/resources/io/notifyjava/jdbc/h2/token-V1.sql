-- Tokens of notify, version 1, for H2 2.x.
-- Whoever can read notify_token can send in the name of its accounts: grant it to the service alone.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    varchar(32) NOT NULL PRIMARY KEY,
  version      integer     NOT NULL,
  installed_at timestamp   DEFAULT current_timestamp NOT NULL
);

CREATE TABLE IF NOT EXISTS notify_token (
  platform    varchar(256) NOT NULL,
  account     varchar(128) NOT NULL,
  fingerprint varchar(128) NOT NULL,
  token_value varchar(2048) NOT NULL,
  expires_at  bigint NOT NULL,                       -- milliseconds since 1970, UTC
  PRIMARY KEY (platform, account, fingerprint)
);

CREATE TABLE IF NOT EXISTS notify_token_lock (
  platform    varchar(256) NOT NULL,
  account     varchar(128) NOT NULL,
  fingerprint varchar(128) NOT NULL,
  holder      varchar(128) NOT NULL,
  held_until  bigint NOT NULL,
  PRIMARY KEY (platform, account, fingerprint)
);

MERGE INTO notify_schema (component, version) KEY (component) VALUES ('token', 1);
