package io.notifyjava.examples.broadcast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notifyjava.batch.BatchReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The last line: what came of the run, as one line of JSON. */
final class Summary {

  private static final double MEGABYTE = 1024.0 * 1024;

  private final Map<String, Object> values = new LinkedHashMap<>();

  /**
   * @param skipped rows of the file that were broken
   * @param firstNotTaken line of the first row that was not taken; empty if all were
   */
  Summary(BatchReport report, long skipped, OptionalLong firstNotTaken) {
    values.put("end", report.end());
    values.put("accepted", report.accepted());
    values.put("fellBack", report.fellBack());
    values.put("rejected", report.rejected());
    values.put("unknown", report.unknown());
    values.put("skipped", skipped);
    values.put("seconds", report.elapsed().toMillis() / 1000.0);
    values.put("perSecond", tenth(report.perSecond()));
    values.put("rejectedByReason", report.rejectedByReason());
    firstNotTaken.ifPresent(line -> values.put("firstLineNotTaken", line));
  }

  Summary with(HeapWatch heap) {
    values.put("peakHeapMb", Math.round(heap.peak() / MEGABYTE));
    heap.peakLive().ifPresent(bytes -> values.put("peakLiveHeapMb", Math.round(bytes / MEGABYTE)));
    return this;
  }

  Summary with(SimCounts counts) {
    values.put("sim", counts);
    return this;
  }

  String json() {
    try {
      return new ObjectMapper().writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Plain numbers were not written as JSON", e);
    }
  }

  private static double tenth(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
