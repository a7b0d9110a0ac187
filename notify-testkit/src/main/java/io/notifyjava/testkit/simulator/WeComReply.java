package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One JSON answer of WeCom: immutable, HTTP status 200.
 *
 * <p>Errors get the platform's {@code hint}, {@code from ip} and {@code more info at} when they go
 * out, unless {@link #withHint} or {@link #withoutHint} says otherwise. For another status, headers
 * or bytes, script a {@link io.notifyjava.testkit.wire.WireReply}.
 *
 * @since 0.1.0
 */
public final class WeComReply extends SimulatorReply {

  private static final String MORE = "https://open.work.weixin.qq.com/devtool/query?e=";

  /** What may follow {@code errmsg}, in the platform's order. */
  enum Field {
    INVALID_USER("invaliduser"),
    INVALID_PARTY("invalidparty"),
    INVALID_TAG("invalidtag"),
    UNLICENSED_USER("unlicenseduser"),
    MSGID("msgid"),
    RESPONSE_CODE("response_code"),
    TYPE("type"),
    MEDIA_ID("media_id"),
    CREATED_AT("created_at");

    final String key;

    Field(String key) {
      this.key = key;
    }
  }

  private final int errcode;
  private final String errmsg;
  private final boolean hinted;
  private final @Nullable String hint;
  private final @Nullable String ip;
  private final Map<Field, String> fields;
  private final @Nullable HandedOut token;
  private final @Nullable String raw;

  private WeComReply(
      int errcode,
      String errmsg,
      boolean hinted,
      @Nullable String hint,
      @Nullable String ip,
      Map<Field, String> fields,
      @Nullable HandedOut token,
      @Nullable String raw) {
    this.errcode = errcode;
    this.errmsg = errmsg;
    this.hinted = hinted;
    this.hint = hint;
    this.ip = ip;
    this.fields = fields;
    this.token = token;
    this.raw = raw;
  }

  private static WeComReply plain(int errcode, String errmsg) {
    return new WeComReply(
        errcode, errmsg, errcode != 0, null, null, Collections.emptyMap(), null, null);
  }

  /** {@code {"errcode":0,"errmsg":"ok"}}. */
  public static WeComReply ok() {
    return plain(0, "ok");
  }

  /** {@code {"errcode":0,"errmsg":"ok","msgid":"M"}}. */
  public static WeComReply accepted(String msgid) {
    return ok().with(Field.MSGID, quoted(msgid));
  }

  /**
   * An error with this text.
   *
   * @param errcode any number but 0
   * @param errmsg without hint, address and link; may hold any character
   */
  public static WeComReply error(int errcode, String errmsg) {
    if (errcode == 0) {
      throw new IllegalArgumentException("errcode 0 means success; use ok() or accepted(msgid)");
    }
    return plain(errcode, requireNonNull(errmsg, "errmsg"));
  }

  /**
   * An error with the text that the platform has for its number.
   *
   * @throws IllegalArgumentException for a number whose text is not known here
   */
  public static WeComReply error(int errcode) {
    String text =
        WeComErrors.text(errcode)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no text is known for errcode "
                            + errcode
                            + "; give it with error(errcode, errmsg)"));
    return error(errcode, text);
  }

  /**
   * {@code {"errcode":0,"errmsg":"ok","access_token":"T","expires_in":N}}. When a script hands it
   * out on a token call, the simulator accepts this token, for its first application and that many
   * seconds.
   *
   * @param value the token, not empty
   * @param expiresIn seconds as told to the client; any number, wrong ones too
   */
  public static WeComReply token(String value, long expiresIn) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "a token must not be empty; to answer one without a value use json(...)");
    }
    HandedOut token = new HandedOut(value, expiresIn);
    return new WeComReply(0, "ok", false, null, null, Collections.emptyMap(), token, null);
  }

  /** Exactly this text as UTF-8, be it JSON or not. */
  public static WeComReply json(String text) {
    requireNonNull(text, "text");
    return new WeComReply(0, "", false, null, null, Collections.emptyMap(), null, text);
  }

  /** The same answer that names these people as invalid, joined with a pipe character. */
  public WeComReply withInvalidUsers(String... userIds) {
    return with(Field.INVALID_USER, quoted(String.join("|", userIds)));
  }

  /** The same answer that names these parties as invalid. */
  public WeComReply withInvalidParties(String... partyIds) {
    return with(Field.INVALID_PARTY, quoted(String.join("|", partyIds)));
  }

  /** The same answer that names these tags as invalid. */
  public WeComReply withInvalidTags(String... tagIds) {
    return with(Field.INVALID_TAG, quoted(String.join("|", tagIds)));
  }

  /** The same answer that names these people as having no licence. */
  public WeComReply withUnlicensedUsers(String... userIds) {
    return with(Field.UNLICENSED_USER, quoted(String.join("|", userIds)));
  }

  /** The same answer with a code by which the card may be changed. */
  public WeComReply withResponseCode(String code) {
    return with(Field.RESPONSE_CODE, quoted(code));
  }

  /** The same error with this hint and caller's address in place of generated ones. */
  public WeComReply withHint(String value, String fromIp) {
    return new WeComReply(
        errcode,
        errmsg,
        errcode != 0,
        requireNonNull(value, "hint"),
        requireNonNull(fromIp, "fromIp"),
        fields,
        token,
        raw);
  }

  /** The same error with its text alone. */
  public WeComReply withoutHint() {
    return new WeComReply(errcode, errmsg, false, null, null, fields, token, raw);
  }

  /** The same answer with one more field, whose value is JSON already. */
  WeComReply with(Field field, String json) {
    Map<Field, String> more = new EnumMap<>(Field.class);
    more.putAll(fields);
    more.put(field, json);
    return new WeComReply(errcode, errmsg, hinted, hint, ip, more, token, raw);
  }

  /** The same answer with a list of ids; without one if the list is empty. */
  WeComReply with(Field field, List<String> ids, RecipientLists style) {
    return ids.isEmpty() ? this : with(field, style.json(ids));
  }

  /**
   * What the platform says to a body that it could not read as it should have been, as it was seen:
   * before the text of an error, after that of a success.
   */
  WeComReply warned() {
    String warning = "Warning: wrong json format. ";
    String text = errcode == 0 ? errmsg + ". " + warning : warning + errmsg;
    return new WeComReply(errcode, text, hinted, hint, ip, fields, token, raw);
  }

  @Override
  WeComReply withExpiresIn(long seconds) {
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

  /** The whole text of {@code errmsg}. */
  String message(Supplier<String> hints, String callerIp) {
    if (!hinted) {
      return errmsg;
    }
    return errmsg
        + ", hint: ["
        + (hint == null ? hints.get() : hint)
        + "], from ip: "
        + (ip == null ? callerIp : ip)
        + ", more info at "
        + MORE
        + errcode;
  }

  /** The body's text, around the text of {@code errmsg}. */
  String render(String message) {
    if (raw != null) {
      return raw;
    }
    StringBuilder json = new StringBuilder("{\"errcode\":").append(errcode);
    json.append(",\"errmsg\":").append(quoted(message));
    if (token != null) {
      json.append(",\"access_token\":").append(quoted(token.value()));
      json.append(",\"expires_in\":").append(token.expiresIn());
    }
    fields.forEach((field, value) -> json.append(",\"" + field.key + "\":").append(value));
    return json.append('}').toString();
  }

  static String quoted(String text) {
    return "\"" + escaped(text) + "\"";
  }

  /** Shows neither people nor tokens. */
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
