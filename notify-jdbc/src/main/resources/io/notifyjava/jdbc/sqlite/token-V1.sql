-- Tokens of notify, version 1, for SQLite 3.35 and later.
-- Whoever can read notify_token can send in the name of its accounts: grant it to the service alone.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    text    NOT NULL PRIMARY KEY,
  version      integer NOT NULL,
  installed_at text    NOT NULL DEFAULT current_timestamp
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS notify_token (
  platform    text NOT NULL,
  account     text NOT NULL,
  fingerprint text NOT NULL,
  token_value text NOT NULL,
  expires_at  integer NOT NULL,                       -- milliseconds since 1970, UTC
  PRIMARY KEY (platform, account, fingerprint)
);

CREATE TABLE IF NOT EXISTS notify_token_lock (
  platform    text NOT NULL,
  account     text NOT NULL,
  fingerprint text NOT NULL,
  holder      text NOT NULL,
  held_until  integer NOT NULL,
  PRIMARY KEY (platform, account, fingerprint)
);

INSERT INTO notify_schema (component, version) VALUES ('token', 1) ON CONFLICT (component) DO NOTHING;
