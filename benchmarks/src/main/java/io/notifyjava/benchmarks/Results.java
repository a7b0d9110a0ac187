package io.notifyjava.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file of JSON lines: one for each run, written as it ends. */
final class Results {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  Results(Path file, boolean keep) throws IOException {
    this.file = file;
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    if (!keep) {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Adds what a run printed, under the row to which it belongs.
   *
   * @param taken how many messages the stub counted meanwhile
   */
  void add(Row.Key key, int round, long taken, String line) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("jdk", key.jdk()).put("scenario", key.scenario()).put("contender", key.contender());
    node.put("round", round).put("stub", taken);
    node.setAll((ObjectNode) JSON.readTree(line));
    Files.writeString(file, node + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Returns the rows, in the order in which they were first measured. */
  List<Row> rows() throws IOException {
    Map<Row.Key, List<JsonNode>> rows = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return List.of();
    }
    for (String line : Files.readAllLines(file)) {
      JsonNode run = JSON.readTree(line);
      Row.Key key =
          new Row.Key(
              run.path("jdk").asInt(),
              run.path("scenario").asText(),
              run.path("contender").asText());
      rows.computeIfAbsent(key, none -> new ArrayList<>()).add(run);
    }
    return rows.entrySet().stream().map(row -> new Row(row.getKey(), row.getValue())).toList();
  }
}
