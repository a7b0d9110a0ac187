package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The checks that several kinds of messages share, with the texts in the manner of the observed
 * {@code markdown.content exceed max length 4096. invalid Request Parameter} and {@code field
 * `button` expect array size in [1, 3]. invalid Request Parameter}.
 */
final class WeComFields {

  private static final Pattern TASK_ID = Pattern.compile("[0-9A-Za-z_@-]{1,128}");
  private static final int LONGEST_URL = 2048;

  private WeComFields() {}

  /** 40058 with what is wrong. */
  static Refused invalid(String what) {
    return new Refused(WeComReply.error(40058, what + ". invalid Request Parameter"));
  }

  static Refused missing(String path) {
    return invalid("field `" + path + "` missing");
  }

  static void requireSize(List<JsonNode> items, String path, int least, int most) {
    if (items.size() < least || items.size() > most) {
      throw invalid("field `" + path + "` expect array size in [" + least + ", " + most + "]");
    }
  }

  static void requireBytes(String text, String path, int most) {
    if (LenientBody.bytes(text) > most) {
      throw invalid(path + " exceed max length " + most);
    }
  }

  static void requireCharacters(String text, String path, int least, int most) {
    int count = text.codePointCount(0, text.length());
    if (count < least || count > most) {
      throw invalid("field `" + path + "` expect length in [" + least + ", " + most + "]");
    }
  }

  static String requireText(LenientBody body, JsonNode object, String path, String name) {
    String text = body.text(object, name);
    if (text.isEmpty()) {
      throw missing(path + "." + name);
    }
    return text;
  }

  /** A task's id is unique within an application; who sees to that is another matter. */
  static void requireTaskId(String taskId, String path) {
    if (!TASK_ID.matcher(taskId).matches()) {
      throw invalid("field `" + path + "` expect 1 to 128 of [0-9A-Za-z_-@]");
    }
  }

  static boolean isLink(String url) {
    boolean scheme = url.startsWith("http://") || url.startsWith("https://");
    return scheme && LenientBody.bytes(url) <= LONGEST_URL;
  }
}
