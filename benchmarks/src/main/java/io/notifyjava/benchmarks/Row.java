package io.notifyjava.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Everything that was measured of one contender in one scenario on one JDK, over all rounds.
 *
 * @param key JDK, scenario and contender, as they stand in the table
 */
record Row(Key key, List<JsonNode> runs) {

  /** Which row of the table it is. */
  record Key(int jdk, String scenario, String contender) {}

  /** Returns the median of one figure over the rounds. */
  double median(String figure) {
    List<Double> values = new ArrayList<>();
    runs.forEach(run -> values.add(run.path(figure).asDouble()));
    Collections.sort(values);
    int middle = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(middle)
        : (values.get(middle - 1) + values.get(middle)) / 2;
  }

  /** Returns the sum of one figure over the rounds. */
  long sum(String figure) {
    return runs.stream().mapToLong(run -> run.path(figure).asLong()).sum();
  }
}
