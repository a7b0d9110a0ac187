package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import io.notifyjava.testkit.internal.Hash64;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One JSON answer of Huawei Cloud's short message service: immutable.
 *
 * <p>For other headers or bytes, script a {@link io.notifyjava.testkit.wire.WireReply}.
 *
 * @since 0.1.0
 */
public final class HuaweiSmsReply extends SimulatorReply {

  private static final Pattern CODE = Pattern.compile("E?[0-9]{6}");

  /** What became of one number. */
  record Item(String number, String status, String msgId) {}

  private final String code;
  private final String description;
  private final int status;
  private final @Nullable String from;
  private final List<Item> items;
  private final @Nullable String raw;

  private HuaweiSmsReply(
      String code,
      String description,
      int status,
      @Nullable String from,
      List<Item> items,
      @Nullable String raw) {
    this.code = code;
    this.description = description;
    this.status = status;
    this.from = from;
    this.items = items;
    this.raw = raw;
  }

  /**
   * The refusal of a whole call, with the text and the HTTP status that go with the code.
   *
   * @throws IllegalArgumentException for a code whose text is not known here
   */
  public static HuaweiSmsReply error(String code) {
    String text =
        HuaweiSmsErrors.text(requireNonNull(code, "code"))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no text is known for code "
                            + code
                            + "; give it with error(code, description)"));
    return error(code, text);
  }

  /** The refusal of a whole call with this text. */
  public static HuaweiSmsReply error(String code, String description) {
    requireNonNull(description, "description");
    if (HuaweiSmsErrors.SUCCESS.equals(requireNonNull(code, "code"))) {
      throw new IllegalArgumentException("000000 means success; use numbers(statuses)");
    }
    return new HuaweiSmsReply(
        code, description, HuaweiSmsErrors.status(code), null, List.of(), null);
  }

  /**
   * An answer that tells of each number: {@code 000000} if all of them have that status, else
   * {@code E000510}.
   *
   * @param statuses by number, such as {@code E200041} by {@code +8613800138000}; a script does not
   *     look whether the call was about these numbers
   */
  public static HuaweiSmsReply numbers(Map<String, String> statuses) {
    List<Item> items = new ArrayList<>();
    statuses.forEach(
        (number, status) ->
            items.add(new Item(number, status, msgId(Hash64.of(number, 11), items.size() + 1))));
    return of(null, List.copyOf(items));
  }

  /** Exactly this text as UTF-8, be it JSON or not, with status 200. */
  public static HuaweiSmsReply json(String text) {
    return new HuaweiSmsReply("", "", 200, null, List.of(), requireNonNull(text, "text"));
  }

  static HuaweiSmsReply of(@Nullable String from, List<Item> items) {
    boolean all = items.stream().allMatch(i -> i.status().equals(HuaweiSmsErrors.SUCCESS));
    String code = all ? HuaweiSmsErrors.SUCCESS : HuaweiSmsErrors.SEE_STATUS;
    return new HuaweiSmsReply(code, HuaweiSmsErrors.text(code).orElse(""), 200, from, items, null);
  }

  /** The platform's form of an id: a UUID, an underscore and a number. */
  static String msgId(long seed, long number) {
    return new UUID(Hash64.mix(seed + number), Hash64.mix(~seed - number)) + "_" + number;
  }

  /** The same answer with another HTTP status, 100 to 599. */
  public HuaweiSmsReply withStatus(int httpStatus) {
    return new HuaweiSmsReply(code, description, httpStatus, from, items, raw);
  }

  /** The code of the whole call; empty for a scripted text. */
  public String code() {
    return code;
  }

  int status() {
    return status;
  }

  List<Item> items() {
    return items;
  }

  /** The code's digits as a number. */
  @Override
  public OptionalInt errcode() {
    return CODE.matcher(code).matches()
        ? OptionalInt.of(Integer.parseInt(code.startsWith("E") ? code.substring(1) : code))
        : OptionalInt.empty();
  }

  @Override
  @Nullable HandedOut handedOut() {
    return null;
  }

  @Override
  HuaweiSmsReply withExpiresIn(long seconds) {
    return this;
  }

  /** The body's text; items say when they were made. */
  String render(Instant now) {
    if (raw != null) {
      return raw;
    }
    StringBuilder json = new StringBuilder(64 + items.size() * 200);
    json.append("{\"code\":\"").append(escaped(code));
    json.append("\",\"description\":\"").append(escaped(description)).append('"');
    if (!items.isEmpty()) {
      String created = now.truncatedTo(ChronoUnit.SECONDS).toString();
      json.append(",\"result\":[");
      for (int i = 0; i < items.size(); i++) {
        render(json.append(i == 0 ? "" : ","), items.get(i), created);
      }
      json.append(']');
    }
    return json.append('}').toString();
  }

  private void render(StringBuilder json, Item item, String created) {
    boolean sent = item.status().equals(HuaweiSmsErrors.SUCCESS);
    json.append(sent ? "{\"total\":1," : "{");
    json.append("\"originTo\":\"").append(escaped(item.number()));
    json.append("\",\"createTime\":\"").append(created);
    if (from != null) {
      json.append("\",\"from\":\"").append(escaped(from));
    }
    json.append("\",\"smsMsgId\":\"").append(item.msgId());
    if (sent && HuaweiNumbers.isMainland(item.number())) {
      json.append("\",\"countryId\":\"CN");
    }
    json.append("\",\"status\":\"").append(escaped(item.status())).append("\"}");
  }

  /** Shows no number. */
  @Override
  public String toString() {
    return raw == null
        ? code + " " + description + " (" + items.size() + " numbers)"
        : "scripted text of " + raw.length() + " characters";
  }
}
