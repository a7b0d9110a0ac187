-- Outbox of notify, version 1, for MariaDB 10.6 and later and MySQL 8.0 and later.
-- Run by hand, or let the library run it. Another prefix than notify_ may be put everywhere.

CREATE TABLE IF NOT EXISTS notify_schema (
  component    varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  version      integer     NOT NULL,
  installed_at timestamp   NOT NULL DEFAULT current_timestamp
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS notify_outbox (
  id             varchar(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  dedupe_key     varchar(64)  CHARACTER SET ascii COLLATE ascii_bin,
  content_hash   varchar(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  order_key      varchar(64)  CHARACTER SET ascii COLLATE ascii_bin,
  lane           smallint     NOT NULL,            -- 0 urgent, 1 bulk
  message_type   varchar(64)  NOT NULL,
  type_version   integer      NOT NULL,
  payload        longblob     NOT NULL,
  cipher         varchar(64),
  account        varchar(256),
  delivery_mode  varchar(16)  NOT NULL,
  correlation_id varchar(512),
  created_at     bigint       NOT NULL,            -- all times: milliseconds since 1970, UTC
  not_before     bigint       NOT NULL,
  deadline       bigint,
  state          varchar(9)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
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
  updated_at     bigint       NOT NULL,
  UNIQUE KEY notify_outbox_dedupe (dedupe_key),
  -- Finished rows have no open_at, so claims jump over all of them in one step.
  KEY notify_outbox_due (lane, open_at, id),
  KEY notify_outbox_order (order_key, open_at, id),
  KEY notify_outbox_done (state, updated_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT IGNORE INTO notify_schema (component, version) VALUES ('outbox', 1);
