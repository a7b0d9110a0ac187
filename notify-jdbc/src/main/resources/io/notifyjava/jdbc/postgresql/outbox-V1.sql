-- Outbox of notify, version 1, for PostgreSQL 12 and later.
-- Run by hand as one transaction, or let the library run it. Another prefix than notify_ may be put everywhere.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    varchar(32) NOT NULL PRIMARY KEY,
  version      integer     NOT NULL,
  installed_at timestamp with time zone NOT NULL DEFAULT current_timestamp
);

CREATE TABLE IF NOT EXISTS notify_outbox (
  id             varchar(32)  COLLATE "C" NOT NULL PRIMARY KEY,
  dedupe_key     varchar(64)  COLLATE "C",
  content_hash   varchar(64)  COLLATE "C" NOT NULL,
  order_key      varchar(64)  COLLATE "C",
  lane           smallint     NOT NULL,            -- 0 urgent, 1 bulk
  message_type   varchar(64)  NOT NULL,
  type_version   integer      NOT NULL,
  payload        bytea        NOT NULL,
  cipher         varchar(64),
  account        varchar(256),
  delivery_mode  varchar(16)  NOT NULL,
  correlation_id varchar(512),
  created_at     bigint       NOT NULL,            -- all times: milliseconds since 1970, UTC
  not_before     bigint       NOT NULL,
  deadline       bigint,
  state          varchar(9)   NOT NULL,
  open_at        bigint,                           -- pending: when due; leased: end of the lease; final: null
  due_at         bigint       NOT NULL,
  attempts       integer      NOT NULL DEFAULT 0,
  lease_no       integer      NOT NULL DEFAULT 0,
  node           varchar(64),
  leased_at      bigint,
  doubt_since    bigint,                           -- start of the first lease under which it may have been sent
  doubt_by       varchar(64),
  code           varchar(128),
  reason         varchar(512),
  provider_id    varchar(512),
  updated_at     bigint       NOT NULL
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);

CREATE UNIQUE INDEX IF NOT EXISTS notify_outbox_dedupe ON notify_outbox (dedupe_key) WHERE dedupe_key IS NOT NULL;

-- Holds what is not finished and nothing else, so that claims cost the same however many rows are kept.
CREATE INDEX IF NOT EXISTS notify_outbox_due ON notify_outbox (lane, open_at, id) WHERE open_at IS NOT NULL;

CREATE INDEX IF NOT EXISTS notify_outbox_order ON notify_outbox (order_key, id) WHERE open_at IS NOT NULL AND order_key IS NOT NULL;

CREATE INDEX IF NOT EXISTS notify_outbox_done ON notify_outbox (state, updated_at) WHERE open_at IS NULL;

INSERT INTO notify_schema (component, version) VALUES ('outbox', 1) ON CONFLICT (component) DO NOTHING;
