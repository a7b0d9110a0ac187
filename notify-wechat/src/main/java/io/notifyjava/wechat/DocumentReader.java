package io.notifyjava.wechat;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.wechat.internal.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stored JSON document field by field and collects every problem with its path.
 *
 * <p>Problems name fields and kinds, never values: a document is filled with the caller's data
 * before it gets here. For one document and one thread.
 */
final class DocumentReader {

  /** Configured once and immutable, so it may be shared. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final List<String> problems = Checks.problems();

  /**
   * Returns the document.
   *
   * @throws IllegalArgumentException if it is not exactly one JSON object
   */
  static ObjectNode parse(String content) {
    JsonNode root;
    try {
      root = JSON.readTree(content);
    } catch (JsonProcessingException e) {
      // Neither the cause nor its text goes on: Jackson quotes what it stumbled over.
      throw new IllegalArgumentException(
          "Document must be one JSON object without repeated fields, but is not" + where(e));
    }
    if (root instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(
        "Document must be one JSON object, but was " + kind(root) + "; does it begin with { ?");
  }

  /** Returns a required text; null, after a problem, if it is not there. */
  @Nullable String requiredText(ObjectNode parent, String path, String field) {
    if (!parent.has(field)) {
      problems.add(join(path, field) + " is missing");
    }
    return text(parent, path, field);
  }

  /** Returns a text; null if it is not there or, after a problem, is not a text. */
  @Nullable String text(ObjectNode parent, String path, String field) {
    JsonNode node = parent.get(field);
    if (node == null || node.isTextual()) {
      return node == null ? null : node.textValue();
    }
    problems.add(
        join(path, field) + " must be a text, but was " + kind(node) + "; put it in quotes");
    return null;
  }

  /** Returns a required object; null, after a problem, if it is not there. */
  @Nullable ObjectNode requiredObject(ObjectNode parent, String path, String field) {
    if (!parent.has(field)) {
      problems.add(join(path, field) + " is missing");
    }
    return object(parent, path, field);
  }

  /** Returns an object; null if it is not there or, after a problem, is something else. */
  @Nullable ObjectNode object(ObjectNode parent, String path, String field) {
    JsonNode node = parent.get(field);
    if (node == null || node instanceof ObjectNode) {
      return (ObjectNode) node;
    }
    problems.add(join(path, field) + " must be an object, but was " + kind(node));
    return null;
  }

  /** Returns the objects of a required list; none, after a problem, if it is something else. */
  List<ObjectNode> objects(ObjectNode parent, String path, String field) {
    JsonNode node = parent.get(field);
    if (node == null) {
      problems.add(join(path, field) + " is missing");
      return List.of();
    }
    if (!node.isArray()) {
      problems.add(join(path, field) + " must be a list, but was " + kind(node));
      return List.of();
    }
    List<ObjectNode> objects = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      if (node.get(i) instanceof ObjectNode object) {
        objects.add(object);
      } else {
        problems.add(
            "%s[%d] must be an object, but was %s"
                .formatted(join(path, field), i, kind(node.get(i))));
      }
    }
    return objects;
  }

  /** Notes each field that is not among the known ones. */
  void refuseOthers(ObjectNode parent, String path, Set<String> known) {
    for (var entry : parent.properties()) {
      if (!known.contains(entry.getKey())) {
        problems.add(
            join(path, entry.getKey()) + " is unknown here; known are " + String.join(", ", known));
      }
    }
  }

  /** Does what may refuse a value, and notes the refusal under the path. */
  void attempt(String path, Runnable set) {
    try {
      set.run();
    } catch (IllegalArgumentException e) {
      problems.add(path + ": " + e.getMessage());
    }
  }

  /** Returns how many problems there are so far. */
  int problemCount() {
    return problems.size();
  }

  void problem(String problem) {
    problems.add(problem);
  }

  /**
   * Throws one error with every problem.
   *
   * @throws IllegalArgumentException if there is any
   */
  void finish() {
    Checks.none("Document", problems);
  }

  static String join(String path, String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  private static String where(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null
        ? ""
        : "; look at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case MISSING -> "empty";
      case NULL -> "null";
      case ARRAY, OBJECT -> "an " + node.getNodeType().name().toLowerCase(Locale.ROOT);
      case STRING -> "a text";
      default -> "a " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    };
  }
}
