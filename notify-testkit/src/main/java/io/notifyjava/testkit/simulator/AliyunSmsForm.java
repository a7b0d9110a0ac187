package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.notifyjava.testkit.wire.WireRequest;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** What stands in a form, and in the JSON texts that some of its fields hold. */
final class AliyunSmsForm {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private AliyunSmsForm() {}

  /** Tells whether the body is a form by its own word. */
  static boolean isForm(WireRequest request) {
    return request
        .header("Content-Type")
        .map(type -> type.toLowerCase(Locale.ROOT))
        .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
        .isPresent();
  }

  /** Query and form together, decoded. */
  static SortedMap<String, String> parameters(WireRequest request) {
    SortedMap<String, String> all = new TreeMap<>(request.query());
    if (isForm(request)) {
      all.putAll(fields(request.body()));
    }
    return all;
  }

  /**
   * The fields of a form.
   *
   * @throws Refused for something that no client means: a field twice, a broken escape
   */
  static SortedMap<String, String> fields(byte[] body) {
    SortedMap<String, String> fields = new TreeMap<>();
    String text = new String(body, US_ASCII);
    if (text.isEmpty()) {
      return fields;
    }
    for (String part : text.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = decoded(equals < 0 ? part : part.substring(0, equals));
      String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
      if (fields.put(name, value) != null) {
        throw refused("InvalidParameter");
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException brokenEscape) {
      throw refused("InvalidParameter");
    }
  }

  /**
   * A JSON text.
   *
   * @throws Refused {@code isv.INVALID_JSON_PARAM}
   */
  static JsonNode json(String text) {
    try {
      JsonNode tree = JSON.readTree(text);
      if (tree != null && !tree.isMissingNode()) {
        return tree;
      }
    } catch (JsonProcessingException notJson) {
      // Refused below.
    }
    throw refused("isv.INVALID_JSON_PARAM");
  }

  /**
   * A JSON list of texts.
   *
   * @throws Refused {@code isv.INVALID_JSON_PARAM}
   */
  static List<String> texts(String text) {
    JsonNode tree = json(text);
    List<String> texts = new ArrayList<>();
    if (!tree.isArray()) {
      throw refused("isv.INVALID_JSON_PARAM");
    }
    for (JsonNode one : tree) {
      if (!one.isTextual()) {
        throw refused("isv.INVALID_JSON_PARAM");
      }
      texts.add(one.textValue());
    }
    return texts;
  }

  static Refused refused(String code) {
    return new Refused(AliyunSmsReply.error(code));
  }
}
