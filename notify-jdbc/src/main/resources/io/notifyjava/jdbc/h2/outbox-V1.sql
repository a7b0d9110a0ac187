-- Outbox of notify, version 1, for H2 2.x.
-- WRITE_DELAY 0 is part of the promise: by default H2 acknowledges a commit up to half a second before it writes it.

SET WRITE_DELAY 0;

CREATE TABLE IF NOT EXISTS notify_schema (
  component    varchar(32) NOT NULL PRIMARY KEY,
  version      integer     NOT NULL,
  installed_at timestamp   DEFAULT current_timestamp NOT NULL
);

CREATE TABLE IF NOT EXISTS notify_outbox (
  id             varchar(32)  NOT NULL PRIMARY KEY,
  dedupe_key     varchar(64),
  content_hash   varchar(64)  NOT NULL,
  order_key      varchar(64),
  lane           smallint     NOT NULL,            -- 0 urgent, 1 bulk
  message_type   varchar(64)  NOT NULL,
  type_version   integer      NOT NULL,
  payload        varbinary(1048576) NOT NULL,
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
  attempts       integer      DEFAULT 0 NOT NULL,
  lease_no       integer      DEFAULT 0 NOT NULL,
  node           varchar(64),
  leased_at      bigint,
  doubt_since    bigint,                           -- start of the first lease under which it may have been sent
  doubt_by       varchar(64),
  code           varchar(128),
  reason         varchar(512),
  provider_id    varchar(512),
  updated_at     bigint       NOT NULL
);

CREATE UNIQUE INDEX IF NOT EXISTS notify_outbox_dedupe ON notify_outbox (dedupe_key);

-- Finished rows have no open_at, so claims jump over all of them in one step.
CREATE INDEX IF NOT EXISTS notify_outbox_due ON notify_outbox (lane, open_at, id);

CREATE INDEX IF NOT EXISTS notify_outbox_order ON notify_outbox (order_key, open_at, id);

CREATE INDEX IF NOT EXISTS notify_outbox_done ON notify_outbox (state, updated_at);

MERGE INTO notify_schema (component, version) KEY (component) VALUES ('outbox', 1);
