package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one body as WeCom does: a field of the wrong type counts as missing, and the answer warns
 * of it. Remembers what was cut too. Stays on its connection's thread.
 */
final class LenientBody {

  private final JsonNode root;
  private boolean warned;
  private boolean cut;

  LenientBody(JsonNode root) {
    this.root = root;
    this.warned = root.isMissingNode();
  }

  JsonNode root() {
    return root;
  }

  /** Whether the answer must carry the warning. */
  boolean warned() {
    return warned;
  }

  /** Whether a text was longer than the platform keeps. */
  boolean cut() {
    return cut;
  }

  /** The text of a field; empty if there is none. */
  String text(JsonNode object, String name) {
    JsonNode node = object.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return "";
    }
    if (!node.isTextual()) {
      warned = true;
      return "";
    }
    return node.textValue();
  }

  /** A whole number, also one in quotes, which the platform takes today. */
  long number(JsonNode object, String name, long absent) {
    JsonNode node = object.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return absent;
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    if (node.isTextual() && node.textValue().matches("-?[0-9]{1,18}")) {
      return Long.parseLong(node.textValue());
    }
    warned = true;
    return absent;
  }

  /** The object of a field; one without fields if there is none. */
  JsonNode object(JsonNode object, String name) {
    JsonNode node = object.path(name);
    if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
      warned = true;
    }
    return node.isObject() ? node : WeComDialect.NOT_JSON;
  }

  boolean has(JsonNode object, String name) {
    JsonNode node = object.path(name);
    return !node.isMissingNode() && !node.isNull();
  }

  /** The objects of a list; none if there is no list. */
  List<JsonNode> list(JsonNode object, String name) {
    JsonNode node = object.path(name);
    if (!node.isMissingNode() && !node.isNull() && !node.isArray()) {
      warned = true;
    }
    List<JsonNode> items = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(items::add);
    }
    return items;
  }

  /** The texts of a list; none if there is no list. */
  List<String> texts(JsonNode object, String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list(object, name)) {
      if (item.isTextual()) {
        texts.add(item.textValue());
      } else {
        warned = true;
      }
    }
    return texts;
  }

  /** Notes that the platform keeps only so many bytes of a text. */
  void cutAt(String text, int bytes) {
    cut |= bytes(text) > bytes;
  }

  /** Notes that the platform keeps only so many characters of a text. */
  void cutAtCharacters(String text, int characters) {
    cut |= text.codePointCount(0, text.length()) > characters;
  }

  static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
