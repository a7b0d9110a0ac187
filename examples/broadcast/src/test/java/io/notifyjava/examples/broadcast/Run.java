package io.notifyjava.examples.broadcast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A run of the program in this process, and what it said. */
record Run(int exitCode, String out, String err) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Run of(String... args) {
    return with(Map.of(), args);
  }

  static Run with(Map<String, String> environment, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Broadcast.run(
            args,
            environment,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    return new Run(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  JsonNode json() {
    return json(out);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + text, e);
    }
  }

  /** Returns the report without what no two runs have in common: times, rates and memory. */
  String counts() {
    ObjectNode counts = (ObjectNode) json();
    counts.remove("seconds");
    counts.remove("perSecond");
    counts.remove("peakHeapMb");
    counts.remove("peakLiveHeapMb");
    if (counts.has("sim")) {
      ((ObjectNode) counts.get("sim")).remove("connections");
    }
    return counts.toString();
  }
}
