package io.notifyjava.wechat.wecom;

import io.notifyjava.message.Texts;
import io.notifyjava.wechat.internal.Checks;
import java.util.Collection;
import java.util.Objects;
import java.util.regex.Pattern;

/** Checks ids before they are joined: none may pass for two, or for everybody. */
final class Ids {

  /** WeCom joins by the pipe; the others are what people join by. */
  private static final Pattern SEPARATOR = Pattern.compile("[|,;，；、]");

  private static final Pattern INVISIBLE = Pattern.compile("[\\s\\p{Z}\\p{C}]");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

  private static final Pattern MOBILE = Pattern.compile("\\+?[0-9]{5,20}");

  private Ids() {}

  /** Returns the id of one member. */
  static String user(String id) {
    // Whole code points only from here on: \p{C} also finds halves of pairs.
    Checks.wellFormed("userId", Texts.content("userId", id, 64));
    if (INVISIBLE.matcher(id).find()) {
      throw new IllegalArgumentException(
          "userId must not hold blanks, line breaks or control characters");
    }
    if (SEPARATOR.matcher(id).find()) {
      throw new IllegalArgumentException(
          "userId must be the id of one member, but holds a separator (| or a comma);"
              + " give several members to toUsers(list)");
    }
    if (id.equalsIgnoreCase(WeComAudience.EVERYBODY)) {
      throw new IllegalArgumentException(
          "userId must not be @all, which means everybody; call toAll() if that is meant");
    }
    if (Utf8.length(id) > 64) {
      throw new IllegalArgumentException(
          "userId must have at most 64 bytes in UTF-8, but had " + Utf8.length(id));
    }
    return id;
  }

  /** Returns the number of a party or tag. */
  static String number(String name, String id) {
    if (!NUMBER.matcher(Objects.requireNonNull(id, name)).matches()) {
      throw new IllegalArgumentException(
          name + " must be a number of 1 to 10 digits, such as 2; ids of members go to toUser(id)");
    }
    return id;
  }

  /** Returns a phone number as WeCom wants it, digits only. */
  static String mobile(String number) {
    if (!MOBILE.matcher(Objects.requireNonNull(number, "mobile")).matches()) {
      throw new IllegalArgumentException(
          "mobile must be 5 to 20 digits, perhaps behind a plus sign; call mentionAll() if"
              + " everybody is meant");
    }
    return number;
  }

  /** Returns ids of which there is at least one. */
  static Collection<String> some(String name, Collection<String> ids) {
    if (ids.isEmpty()) {
      throw new IllegalArgumentException(
          name
              + " must not be empty, for nobody knows whom that means; leave it out, or call"
              + " toAll() if everybody is meant");
    }
    return ids;
  }
}
