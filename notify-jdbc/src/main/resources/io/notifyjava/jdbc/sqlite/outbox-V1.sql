-- Outbox of notify, version 1, for SQLite 3.35 and later.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    text    NOT NULL PRIMARY KEY,
  version      integer NOT NULL,
  installed_at text    NOT NULL DEFAULT current_timestamp
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS notify_outbox (
  id             text    NOT NULL PRIMARY KEY,
  dedupe_key     text,
  content_hash   text    NOT NULL,
  order_key      text,
  lane           integer NOT NULL,                 -- 0 urgent, 1 bulk
  message_type   text    NOT NULL,
  type_version   integer NOT NULL,
  payload        blob    NOT NULL,
  cipher         text,
  account        text,
  delivery_mode  text    NOT NULL,
  correlation_id text,
  created_at     integer NOT NULL,                 -- all times: milliseconds since 1970, UTC
  not_before     integer NOT NULL,
  deadline       integer,
  state          text    NOT NULL,
  open_at        integer,                          -- pending: when due; leased: end of the lease; final: null
  due_at         integer NOT NULL,
  attempts       integer NOT NULL DEFAULT 0,
  lease_no       integer NOT NULL DEFAULT 0,
  node           text,
  leased_at      integer,
  doubt_since    integer,                           -- start of the first lease under which it may have been sent
  doubt_by       text,
  code           text,
  reason         text,
  provider_id    text,
  updated_at     integer NOT NULL
);

CREATE UNIQUE INDEX IF NOT EXISTS notify_outbox_dedupe ON notify_outbox (dedupe_key) WHERE dedupe_key IS NOT NULL;

-- Holds what is not finished and nothing else, so that claims cost the same however many rows are kept.
CREATE INDEX IF NOT EXISTS notify_outbox_due ON notify_outbox (lane, open_at, id) WHERE open_at IS NOT NULL;

CREATE INDEX IF NOT EXISTS notify_outbox_order ON notify_outbox (order_key, id) WHERE open_at IS NOT NULL AND order_key IS NOT NULL;

CREATE INDEX IF NOT EXISTS notify_outbox_done ON notify_outbox (state, updated_at) WHERE open_at IS NULL;

INSERT INTO notify_schema (component, version) VALUES ('outbox', 1) ON CONFLICT (component) DO NOTHING;
