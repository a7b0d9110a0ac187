package io.notifyjava.examples.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notifyjava.batch.BatchReport;
import java.util.LinkedHashMap;
import java.util.Map;

/** The last line: what came of the run, as one line of JSON. */
public final class LastLine {

  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Starts empty. */
  public LastLine() {}

  /** Starts with what every batch has: how it ended, and how many messages ended how. */
  public LastLine(BatchReport report, long skipped) {
    values.put("end", report.end());
    values.put("accepted", report.accepted());
    values.put("fellBack", report.fellBack());
    values.put("rejected", report.rejected());
    values.put("unknown", report.unknown());
    values.put("skipped", skipped);
    values.put("repeated", report.duplicates());
    values.put("seconds", report.elapsed().toMillis() / 1000.0);
    values.put("perSecond", Math.round(report.perSecond() * 10) / 10.0);
    values.put("rejectedByReason", report.rejectedByReason());
  }

  /** Adds a value, or replaces it. */
  public LastLine with(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** Leaves out a value that says nothing of this run. */
  public LastLine without(String name) {
    values.remove(name);
    return this;
  }

  /** Returns the line. */
  public String json() {
    try {
      return new ObjectMapper().writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Plain numbers were not written as JSON", e);
    }
  }
}
