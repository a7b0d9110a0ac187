package io.notifyjava.jdbc;

import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.Lane;
import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxEntry;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes drafts to rows and reads them back. */
final class OutboxRows {

  private static final String HEAD =
      "id, dedupe_key, content_hash, order_key, lane, message_type, type_version, ";

  private static final String TAIL =
      ", cipher, account, delivery_mode, correlation_id, created_at, not_before, deadline";

  /** What was put; the same in every statement that writes a draft. */
  static final String DRAFT = HEAD + "payload" + TAIL;

  /**
   * What was put, with payloads of at most so many bytes, which is its one parameter; of larger
   * ones it tells the size, and they are read by themselves.
   */
  static final String SMALL_DRAFT =
      HEAD
          + "CASE WHEN {bytes}(payload) <= ? THEN payload END AS payload, {bytes}(payload) AS bytes"
          + TAIL;

  private static final byte[] NOT_READ = {};

  /** What stands behind {@link #DRAFT} in an insert, with the number of its parameters. */
  static final String DRAFT_MARKS = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

  static final String ENTRY =
      "id, state, message_type, attempts, created_at, due_at, updated_at, node, code, reason,"
          + " provider_id, correlation_id";

  private OutboxRows() {}

  /** Binds {@link #DRAFT_MARKS}; returns the place behind them. */
  static int bind(PreparedStatement to, int from, OutboxDraft draft) throws SQLException {
    int at = from;
    to.setString(at++, draft.id().value());
    to.setString(at++, draft.key());
    to.setString(at++, draft.contentHash());
    to.setString(at++, draft.orderKey());
    to.setInt(at++, number(draft.lane()));
    to.setString(at++, draft.type());
    to.setInt(at++, draft.typeVersion());
    to.setBytes(at++, draft.payload());
    to.setString(at++, draft.cipher());
    to.setString(at++, draft.account());
    to.setString(at++, draft.mode().name());
    to.setString(at++, draft.correlationId());
    to.setLong(at++, draft.createdAt().toEpochMilli());
    to.setLong(at++, draft.notBefore().toEpochMilli());
    setTime(to, at++, draft.deadline());
    return at;
  }

  private static void setTime(PreparedStatement to, int at, @Nullable Instant time)
      throws SQLException {
    if (time == null) {
      to.setNull(at, Types.BIGINT);
    } else {
      to.setLong(at, time.toEpochMilli());
    }
  }

  static int number(Lane lane) {
    return lane == Lane.URGENT ? 0 : 1;
  }

  static OutboxDraft draft(ResultSet row) throws SQLException {
    return new OutboxDraft(
        new OutboxId(row.getString("id")),
        row.getString("dedupe_key"),
        row.getString("content_hash"),
        row.getString("order_key"),
        row.getInt("lane") == 0 ? Lane.URGENT : Lane.BULK,
        row.getString("message_type"),
        row.getInt("type_version"),
        payload(row),
        row.getString("cipher"),
        row.getString("account"),
        mode(row.getString("delivery_mode")),
        row.getString("correlation_id"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("not_before")),
        time(row, "deadline"));
  }

  private static byte[] payload(ResultSet row) throws SQLException {
    byte[] payload = row.getBytes("payload");
    return payload == null ? NOT_READ : payload;
  }

  /** Tells whether a draft is there without its payload, which was too large to come along. */
  static boolean isUnread(OutboxDraft draft) {
    return draft.payload() == NOT_READ;
  }

  static OutboxDraft withPayload(OutboxDraft draft, byte[] payload) {
    return new OutboxDraft(
        draft.id(),
        draft.key(),
        draft.contentHash(),
        draft.orderKey(),
        draft.lane(),
        draft.type(),
        draft.typeVersion(),
        payload,
        draft.cipher(),
        draft.account(),
        draft.mode(),
        draft.correlationId(),
        draft.createdAt(),
        draft.notBefore(),
        draft.deadline());
  }

  /** A mode that a later version brought is read as the one that never sends twice. */
  private static DeliveryMode mode(String name) {
    return name.equals(DeliveryMode.AT_LEAST_ONCE.name())
        ? DeliveryMode.AT_LEAST_ONCE
        : DeliveryMode.AT_MOST_ONCE;
  }

  static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    Long millis = number(row, column);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  static OutboxEntry entry(ResultSet row) throws SQLException {
    return new OutboxEntry(
        new OutboxId(row.getString("id")),
        OutboxState.valueOf(row.getString("state")),
        row.getString("message_type"),
        row.getInt("attempts"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("due_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")),
        row.getString("node"),
        row.getString("code"),
        row.getString("reason"),
        row.getString("provider_id"),
        row.getString("correlation_id"));
  }
}
