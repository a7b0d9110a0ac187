package io.notifyjava.examples.broadcast;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.notifyjava.testkit.simulator.SimulatorCounts;

/**
 * What the simulator saw, as the report shows it.
 *
 * @param customerCalls calls to send a customer-service message
 * @param templateCalls calls to send a template message
 * @param tokenCalls calls for an access token
 * @param duplicates messages that reached somebody twice
 * @param connections TCP connections that were opened to it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SimCounts(
    long customerCalls, long templateCalls, long tokenCalls, long duplicates, long connections) {

  static SimCounts of(SimulatorCounts counts) {
    return new SimCounts(
        counts.customerCalls(),
        counts.templateCalls(),
        counts.tokenCalls(),
        counts.duplicates(),
        counts.connections());
  }
}
