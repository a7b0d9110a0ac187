package io.notifyjava.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the JSON of providers: strict about what an answer is, lenient where providers
 * are known to be sloppy. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Json {

  static final JsonMapper MAPPER = mapper();
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,19}");
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private Json() {}

  /**
   * Returns the object that the bytes hold, or nothing if they are anything but one whole JSON
   * object in UTF-8: not JSON, cut, followed by more, a list or a text at the top, a field that
   * appears twice, deeper than 50 levels, with a number longer than 100 characters or a text longer
   * than 1 MiB.
   *
   * <p>Raw control characters inside texts are let through, since some providers send them.
   * Integers are exact, whatever their size.
   */
  public static Optional<JsonNode> parseObject(byte[] utf8) {
    Objects.requireNonNull(utf8, "utf8");
    try {
      int start = startsWithByteOrderMark(utf8) ? BYTE_ORDER_MARK.length : 0;
      @Nullable JsonNode node = MAPPER.readTree(utf8, start, utf8.length - start);
      return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
    } catch (IOException e) {
      // What was wrong is of no use: Jackson's message quotes the document, which may hold secrets.
      return Optional.empty();
    }
  }

  /** Returns a new, empty object, which keeps its fields in the order in which they are put. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Returns the document in UTF-8, without white space, and without {@code \}{@code u} escapes for
   * anything that JSON lets stand: WeChat showed such escapes to recipients. Equal documents built
   * in one order give equal bytes.
   *
   * @throws IllegalArgumentException if a text holds half a surrogate pair, which UTF-8 cannot
   *     carry
   */
  public static byte[] write(JsonNode document) {
    Objects.requireNonNull(document, "document");
    try {
      byte[] utf8 = MAPPER.writeValueAsBytes(document);
      if (holdsHalfAPair(utf8)) {
        throw new IllegalArgumentException("The document holds text that is not valid Unicode");
      }
      return utf8;
    } catch (JsonProcessingException e) {
      // Without the cause, whose message may quote the document.
      throw new IllegalArgumentException("The document cannot be written as JSON");
    }
  }

  /** Jackson has no choice but to escape half a surrogate pair, and escapes nothing else so. */
  static boolean holdsHalfAPair(byte[] json) {
    for (int i = 0; i + 2 < json.length; i++) {
      if (json[i] == '\\') {
        if (json[i + 1] == 'u' && json[i + 2] == 'D') {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  /**
   * Returns an integer field exactly, be it a JSON number or a text of digits; never by way of a
   * double, so a message id of 63 bits stays what it was.
   *
   * @return empty if the field is missing, null, not an integer, or does not fit a long
   */
  public static OptionalLong longAt(JsonNode object, String field) {
    JsonNode value = object.path(field);
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return OptionalLong.of(value.longValue());
    }
    if (value.isTextual() && INTEGER.matcher(value.textValue()).matches()) {
      try {
        return OptionalLong.of(Long.parseLong(value.textValue()));
      } catch (NumberFormatException tooLarge) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  /** Returns a text field; empty if it is missing or not a text. */
  public static Optional<String> textAt(JsonNode object, String field) {
    return Optional.ofNullable(object.path(field).textValue());
  }

  private static boolean startsWithByteOrderMark(byte[] bytes) {
    return bytes.length >= BYTE_ORDER_MARK.length
        && bytes[0] == BYTE_ORDER_MARK[0]
        && bytes[1] == BYTE_ORDER_MARK[1]
        && bytes[2] == BYTE_ORDER_MARK[2];
  }

  private static JsonMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxNumberLength(100)
                    .maxStringLength(1 << 20)
                    .maxNameLength(1_000)
                    .build())
            // Buffers by thread, which is the default, are thrown away with each virtual thread.
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            // Else two NUL bytes at the start would make it read UTF-16 or UTF-32.
            .configure(JsonFactory.Feature.CHARSET_DETECTION, false)
            // Field names come from outside: the JVM's string table is not for them.
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .configure(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS, true)
            .configure(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8, true)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        // Two error codes in one answer: nobody knows which one is meant.
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .build();
  }
}
