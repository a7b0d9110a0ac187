package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One answer of Xuanwu: immutable, HTTP status 200. The two interfaces speak differently, so each
 * answer belongs to one of them.
 *
 * <p>For another status, headers or bytes, script a {@link io.notifyjava.testkit.wire.WireReply}.
 *
 * @since 0.1.0
 */
public final class XuanwuSmsReply extends SimulatorReply {

  private static final String JSON = "application/json;charset=utf-8";
  private static final String PLAIN = "text/plain";

  private final OptionalInt code;
  private final String contentType;
  private final String body;

  private XuanwuSmsReply(OptionalInt code, String contentType, String body) {
    this.code = code;
    this.contentType = contentType;
    this.body = body;
  }

  /** {@code {"code":"0","msg":"success","uuid":"U"}}. */
  public static XuanwuSmsReply accepted(String uuid) {
    return json(0, "success", requireNonNull(uuid, "uuid"), true);
  }

  /** A refusal of MOS REST: {@code {"code":"N","msg":"..."}}; any number but 0. */
  public static XuanwuSmsReply mos(int code, String msg) {
    if (code == 0) {
      throw new IllegalArgumentException("code 0 means success; use accepted(uuid)");
    }
    return json(code, requireNonNull(msg, "msg"), null, true);
  }

  /** A refusal of MOS REST with a text of ours; any number but 0. */
  public static XuanwuSmsReply mos(int code) {
    return mos(code, XuanwuSmsErrors.text(code));
  }

  /** An answer of MOS REST with the code as a number, not as a text. */
  static XuanwuSmsReply json(int code, String msg, @Nullable String uuid, boolean quoted) {
    String number = quoted ? "\"" + code + "\"" : Integer.toString(code);
    String id = uuid == null ? "" : ",\"uuid\":\"" + escaped(uuid) + "\"";
    return new XuanwuSmsReply(
        OptionalInt.of(code),
        JSON,
        "{\"code\":" + number + ",\"msg\":\"" + escaped(msg) + "\"" + id + "}");
  }

  /** An answer of the cgi-bin interface: the number alone, 0 for success. */
  public static XuanwuSmsReply cgi(int code) {
    return new XuanwuSmsReply(OptionalInt.of(code), PLAIN, Integer.toString(code));
  }

  /** Exactly this text in place of an answer of MOS REST, be it JSON or not. */
  public static XuanwuSmsReply json(String text) {
    return new XuanwuSmsReply(OptionalInt.empty(), JSON, requireNonNull(text, "text"));
  }

  /** Exactly this text in place of an answer of the cgi-bin interface. */
  public static XuanwuSmsReply text(String text) {
    return new XuanwuSmsReply(OptionalInt.empty(), PLAIN, requireNonNull(text, "text"));
  }

  @Override
  public OptionalInt errcode() {
    return code;
  }

  @Override
  @Nullable HandedOut handedOut() {
    return null;
  }

  @Override
  XuanwuSmsReply withExpiresIn(long seconds) {
    return this;
  }

  String contentType() {
    return contentType;
  }

  String body() {
    return body;
  }

  /** Shows the code, and of a scripted text its length only. */
  @Override
  public String toString() {
    return code.isPresent()
        ? "code " + code.getAsInt()
        : "scripted text of " + body.length() + " characters";
  }
}
