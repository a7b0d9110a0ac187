package io.notifyjava.wechat.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows the answer that nearly every call gets by its bytes: {@code {"errcode":0,"errmsg":"ok"}},
 * with a numeric {@code msgid} behind or without, and nothing else in any place.
 *
 * <p>Saves a parser for each message. As strict as one, since whatever differs in one byte is left
 * to the parser.
 */
final class Acknowledgement {

  private static final byte[] BEGIN = ascii("{\"errcode\":0,\"errmsg\":\"ok\"");
  private static final byte[] MSGID = ascii(",\"msgid\":");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final TextNode OK = NODES.textNode("ok");

  /** The same for every call that is answered so: an answer is read and never changed. */
  private static final JsonNode PLAIN = tree();

  /** What the largest long has. Of so many digits, those that do not fit make it negative. */
  private static final int MOST_DIGITS = 19;

  private Acknowledgement() {}

  /** Returns the tree that a parser would make of this answer; null if it is any other. */
  static @Nullable JsonNode read(byte[] utf8) {
    int last = utf8.length - 1;
    if (!holds(utf8, 0, BEGIN) || utf8[last] != '}') {
      return null;
    }
    if (last == BEGIN.length) {
      return PLAIN;
    }
    int from = BEGIN.length + MSGID.length;
    if (!holds(utf8, BEGIN.length, MSGID) || !isNumber(utf8, from, last)) {
      return null;
    }
    long msgid = 0;
    for (int i = from; i < last; i++) {
      msgid = msgid * 10 + (utf8[i] - '0');
    }
    if (msgid < 0) {
      return null;
    }
    ObjectNode tree = tree();
    tree.set(
        "msgid", msgid == (int) msgid ? NODES.numberNode((int) msgid) : NODES.numberNode(msgid));
    return tree;
  }

  private static ObjectNode tree() {
    ObjectNode tree = new ObjectNode(NODES, new LinkedHashMap<>(4));
    tree.set("errcode", NODES.numberNode(0));
    tree.set("errmsg", OK);
    return tree;
  }

  /** JSON knows no zeros in front. */
  private static boolean isNumber(byte[] bytes, int from, int to) {
    int digits = to - from;
    if (digits < 1 || digits > MOST_DIGITS || (bytes[from] == '0' && digits > 1)) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(byte[] bytes, int from, byte[] part) {
    int to = from + part.length;
    return to < bytes.length && Arrays.equals(bytes, from, to, part, 0, part.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
