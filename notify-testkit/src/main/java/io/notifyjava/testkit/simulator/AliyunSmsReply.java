package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One JSON answer of Aliyun: immutable. A {@code RequestId} is put in when it goes out.
 *
 * @since 0.1.0
 */
public final class AliyunSmsReply extends SimulatorReply {

  private final int status;
  private final String code;
  private final String message;
  private final String more;
  private final @Nullable String raw;

  private AliyunSmsReply(
      int status, String code, String message, String more, @Nullable String raw) {
    this.status = status;
    this.code = code;
    this.message = message;
    this.more = more;
    this.raw = raw;
  }

  /** {@code {"Code":"OK","Message":"OK","RequestId":"…","BizId":"B"}}. */
  public static AliyunSmsReply accepted(String bizId) {
    return ok(",\"BizId\":" + quoted(bizId));
  }

  /** A success that says something else; JSON members with a comma before each. */
  static AliyunSmsReply ok(String more) {
    return new AliyunSmsReply(200, "OK", "OK", more, null);
  }

  /**
   * A refusal with the text and the HTTP status that the vendor has for its code: 200 for the
   * product's own ({@code isv.}, {@code isp.}), 4xx or 5xx for the gateway's.
   */
  public static AliyunSmsReply error(String code) {
    return error(code, AliyunSmsErrors.text(code));
  }

  /**
   * A refusal with this text.
   *
   * @param code not {@code OK}
   */
  public static AliyunSmsReply error(String code, String message) {
    if (requireNonNull(code, "code").equals("OK")) {
      throw new IllegalArgumentException("OK means success; use accepted(bizId)");
    }
    return new AliyunSmsReply(
        AliyunSmsErrors.status(code), code, requireNonNull(message, "message"), "", null);
  }

  /** One message a minute to a number and sign: {@code isv.BUSINESS_LIMIT_CONTROL}. */
  public static AliyunSmsReply minuteLimit() {
    return error("isv.BUSINESS_LIMIT_CONTROL", "触发分钟级流控Permits:1");
  }

  /** Five messages an hour to a number and sign: {@code isv.BUSINESS_LIMIT_CONTROL}. */
  public static AliyunSmsReply hourLimit() {
    return error("isv.BUSINESS_LIMIT_CONTROL", "触发小时级流控Permits:5");
  }

  /** Ten messages a day to a number and sign: {@code isv.BUSINESS_LIMIT_CONTROL}. */
  public static AliyunSmsReply dayLimit() {
    return error("isv.BUSINESS_LIMIT_CONTROL", "触发天级流控Permits:10");
  }

  /** Exactly this text as UTF-8 with status 200, be it JSON or not. */
  public static AliyunSmsReply json(String text) {
    return new AliyunSmsReply(200, "", "", "", requireNonNull(text, "text"));
  }

  /** The same answer with another HTTP status. */
  public AliyunSmsReply withStatus(int value) {
    return new AliyunSmsReply(value, code, message, more, raw);
  }

  /** The code; empty for a scripted text. */
  public String code() {
    return code;
  }

  int status() {
    return status;
  }

  /** Always empty: this platform has words for its errors. */
  @Override
  public OptionalInt errcode() {
    return OptionalInt.empty();
  }

  @Override
  @Nullable HandedOut handedOut() {
    return null;
  }

  @Override
  SimulatorReply withExpiresIn(long seconds) {
    return this;
  }

  /** The body's text. */
  String render(String requestId, String host) {
    if (raw != null) {
      return raw;
    }
    String gateway =
        status == 200
            ? ""
            : ",\"HostId\":"
                + quoted(host)
                + ",\"Recommend\":\"https://api.aliyun.com/troubleshoot?q="
                + code
                + "\"";
    return "{\"Code\":%s,\"Message\":%s,\"RequestId\":\"%s\"%s%s}"
        .formatted(quoted(code), quoted(message), requestId, gateway, more);
  }

  static String quoted(String text) {
    return "\"" + escaped(text) + "\"";
  }

  /** Shows no content. */
  @Override
  public String toString() {
    return raw == null ? code : "scripted text of " + raw.length() + " characters";
  }
}
