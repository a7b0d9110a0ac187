package io.notifyjava.wechat;

import io.notifyjava.message.Masking;
import io.notifyjava.message.Texts;
import io.notifyjava.wechat.internal.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The checks that the parts of contents go through. WeChat refuses over-long ones (45002 to 45006)
 * and does not publish the limits, so there is our own guard alone.
 */
final class Parts {

  private Parts() {}

  /** Returns a text on one line, such as a title. */
  static String line(String name, String text) {
    return Checks.line(name, text, Checks.MAX_TEXT);
  }

  /** Returns a text that may have line breaks, such as a description. */
  static String prose(String name, String text) {
    return Checks.wellFormed(name, Texts.content(name, text, Checks.MAX_TEXT));
  }

  /** Returns an id of WeChat's. */
  static String id(String name, String id) {
    return Checks.id(name, id, 512);
  }

  /** Returns the id of a mini program. */
  static String appId(String name, String id) {
    return Checks.id(name, id, 64);
  }

  /** Returns a page of a mini program, with its query if it has one. */
  static String page(String name, String path) {
    return Checks.line(name, path, 2_048);
  }

  /** Goes through a check unless there is nothing to check. */
  static void optional(Check check, String name, @Nullable String text) {
    if (text != null) {
      check.of(name, text);
    }
  }

  /** Returns media that must be there. */
  static Media media(String name, Media media) {
    return Objects.requireNonNull(media, name);
  }

  /** Notes media that WeChat has forgotten by now. */
  static void fresh(String field, Media media, Instant now, List<String> problems) {
    if (media.isExpired(now)) {
      problems.add(
          field
              + ": the media expired at "
              + media.expiresAt().orElseThrow()
              + "; upload the file again and use the new id");
    }
  }

  /** Says how long a text is, or that there is none. */
  static String shown(@Nullable String text) {
    return text == null ? "none" : Masking.length(text);
  }

  /** Returns a text if it is in order. */
  @FunctionalInterface
  interface Check {
    String of(String name, String text);
  }
}
