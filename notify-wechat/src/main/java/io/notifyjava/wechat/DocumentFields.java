package io.notifyjava.wechat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object of a document, each asked for by name and checked; what nobody asked for
 * is unknown. A text that is wrong is noted with its path and read as empty.
 */
final class DocumentFields {

  private final DocumentReader reader;
  private final ObjectNode node;
  private final String path;
  // Sorted, so that errors read the same every time.
  private final Set<String> known = new TreeSet<>();
  private final int problemsBefore;

  DocumentFields(DocumentReader reader, ObjectNode node, String path) {
    this.reader = reader;
    this.node = node;
    this.path = path;
    this.problemsBefore = reader.problemCount();
  }

  String text(String field, Parts.Check check) {
    known.add(field);
    @Nullable String text = reader.requiredText(node, path, field);
    return text == null ? "" : checked(field, text, check);
  }

  /** Old documents carry empty texts for what is not there. */
  @Nullable String optional(String field, Parts.Check check) {
    known.add(field);
    @Nullable String text = reader.text(node, path, field);
    return text == null || text.isEmpty() ? null : checked(field, text, check);
  }

  /** Null after a problem. */
  @Nullable Media media(String field) {
    String id = text(field, Parts::id);
    return id.isEmpty() ? null : Media.of(id);
  }

  /** Objects of a required list; empty, after a problem, if it is not one. */
  List<ObjectNode> objects(String field) {
    known.add(field);
    return reader.objects(node, path, field);
  }

  private String checked(String field, String text, Parts.Check check) {
    int before = reader.problemCount();
    reader.attempt(DocumentReader.join(path, field), () -> check.of(field, text));
    return reader.problemCount() == before ? text : "";
  }

  /** Notes what is unknown, and tells whether everything is in order. */
  boolean end() {
    reader.refuseOthers(node, path, known);
    return reader.problemCount() == problemsBefore;
  }
}
