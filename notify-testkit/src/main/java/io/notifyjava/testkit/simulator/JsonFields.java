package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Reads fields of a request's JSON object. */
final class JsonFields {

  private JsonFields() {}

  /** Whether the field was given at all; null counts as not given. */
  static boolean has(JsonNode object, String name) {
    return object.hasNonNull(name);
  }

  /**
   * A text that may be left out.
   *
   * @return null if it is missing or empty
   * @throws Refused 47001 if it is not a text
   */
  static @Nullable String optionalText(JsonNode object, String name) {
    JsonNode node = object.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (!node.isTextual()) {
      throw new Refused(47001);
    }
    return node.textValue().isEmpty() ? null : node.textValue();
  }

  /**
   * A text that must be there.
   *
   * @param refusal the error if it is missing or empty
   * @throws Refused with that error, or 47001 if it is not a text
   */
  static String requiredText(JsonNode object, String name, int refusal) {
    String text = optionalText(object, name);
    if (text == null) {
      throw new Refused(refusal);
    }
    return text;
  }
}
