package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts texts into a body and minds their limits: one place knows each limit. */
final class Fields {

  private final LongText longText;
  private final List<String> problems = new ArrayList<>();

  Fields(LongText longText) {
    this.longText = longText;
  }

  /** What was longer than it may be, as sentences. */
  List<String> problems() {
    return problems;
  }

  /** Puts a text that WeCom cuts by itself; nothing if it is null. */
  void cut(ObjectNode node, String path, @Nullable String text, int maxBytes) {
    if (text == null) {
      return;
    }
    boolean cuts = longText == LongText.CUT;
    node.put(field(path), cuts ? Utf8.cut(text, maxBytes) : text);
    if (longText == LongText.REFUSE) {
      check(path, text, maxBytes, ", where WeCom cuts it in silence; shorten it, or set long-text");
    }
  }

  /** Puts a text that WeCom refuses if it is longer; nothing if it is null. */
  void limit(ObjectNode node, String path, @Nullable String text, int maxBytes) {
    if (text == null) {
      return;
    }
    node.put(field(path), text);
    check(path, text, maxBytes, "; shorten or split it");
  }

  private void check(String path, String text, int maxBytes, String then) {
    int bytes = Utf8.length(text);
    if (bytes > maxBytes) {
      problems.add(
          "%s must have at most %d bytes in UTF-8, but had %d%s"
              .formatted(path, maxBytes, bytes, then));
    }
  }

  private static String field(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
