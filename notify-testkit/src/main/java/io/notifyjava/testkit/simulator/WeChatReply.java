package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One JSON answer of the platform: immutable, HTTP status 200.
 *
 * <p>Errors get the platform's {@code rid} suffix when they go out, unless it was set or left out
 * here. For another status, headers or bytes, script a {@link
 * io.notifyjava.testkit.wire.WireReply}.
 *
 * @since 0.1.0
 */
public final class WeChatReply extends SimulatorReply {

  private static final String NO_RID = "";

  private final int errcode;
  private final String errmsg;
  private final String extra;
  private final @Nullable String rid;
  private final @Nullable String raw;
  private final @Nullable HandedOut token;

  private WeChatReply(
      int errcode,
      String errmsg,
      String extra,
      @Nullable String rid,
      @Nullable String raw,
      @Nullable HandedOut token) {
    this.errcode = errcode;
    this.errmsg = errmsg;
    this.extra = extra;
    this.rid = rid;
    this.raw = raw;
    this.token = token;
  }

  /** {@code {"errcode":0,"errmsg":"ok"}}. */
  public static WeChatReply ok() {
    return new WeChatReply(0, "ok", "", NO_RID, null, null);
  }

  /**
   * {@code {"errcode":0,"errmsg":"ok","msgid":N}}.
   *
   * @param msgid the platform's are positive, up to 63 bits
   */
  public static WeChatReply accepted(long msgid) {
    return new WeChatReply(0, "ok", ",\"msgid\":" + msgid, NO_RID, null, null);
  }

  /**
   * An error with this text.
   *
   * @param errcode any number but 0
   * @param errmsg without the {@code rid} suffix; may hold any character
   */
  public static WeChatReply error(int errcode, String errmsg) {
    if (errcode == 0) {
      throw new IllegalArgumentException("errcode 0 means success; use ok() or accepted(msgid)");
    }
    return new WeChatReply(errcode, requireNonNull(errmsg, "errmsg"), "", null, null, null);
  }

  /**
   * An error with the text that the platform is known to send for its code.
   *
   * @throws IllegalArgumentException for a code whose text is not known here
   */
  public static WeChatReply error(int errcode) {
    String text =
        WeChatErrors.text(errcode)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no text is known for errcode "
                            + errcode
                            + "; give it with error(errcode, errmsg)"));
    return error(errcode, text);
  }

  /**
   * {@code {"access_token":"T","expires_in":N}}. When a script hands it out on a token call, the
   * simulator accepts this token for that many seconds.
   *
   * @param value the token, not empty
   * @param expiresIn seconds as told to the client; any number, wrong ones too
   */
  public static WeChatReply token(String value, long expiresIn) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "a token must not be empty; to answer one without a value use json(...)");
    }
    return new WeChatReply(0, "", "", NO_RID, null, new HandedOut(value, expiresIn));
  }

  /** Exactly this text as UTF-8, be it JSON or not. */
  public static WeChatReply json(String text) {
    return new WeChatReply(0, "", "", NO_RID, requireNonNull(text, "text"), null);
  }

  /** The same error with this {@code rid} in place of a generated one. */
  public WeChatReply withRid(String value) {
    return new WeChatReply(errcode, errmsg, extra, requireNonNull(value, "rid"), raw, token);
  }

  /** The same error without a {@code rid}, as the platform answered before 2020. */
  public WeChatReply withoutRid() {
    return withRid(NO_RID);
  }

  @Override
  WeChatReply withExpiresIn(long seconds) {
    return token == null ? this : token(token.value(), seconds);
  }

  @Override
  public OptionalInt errcode() {
    return raw == null ? OptionalInt.of(errcode) : OptionalInt.empty();
  }

  @Override
  @Nullable HandedOut handedOut() {
    return token;
  }

  /** The body's text, with a rid from the source where an error needs one. */
  String render(Supplier<String> rids) {
    if (raw != null) {
      return raw;
    }
    if (token != null) {
      String value = escaped(token.value());
      return "{\"access_token\":\"" + value + "\",\"expires_in\":" + token.expiresIn() + "}";
    }
    String suffix = "";
    if (rid == null) {
      suffix = " rid: " + rids.get();
    } else if (!rid.isEmpty()) {
      suffix = " rid: " + rid;
    }
    return "{\"errcode\":"
        + errcode
        + ",\"errmsg\":\""
        + escaped(errmsg + suffix)
        + "\""
        + extra
        + "}";
  }

  @Override
  public String toString() {
    if (token != null) {
      return token.toString();
    }
    return raw == null
        ? errcode + " " + errmsg
        : "scripted text of " + raw.length() + " characters";
  }
}
