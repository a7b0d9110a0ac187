package io.notifyjava.examples.broadcast;

import com.fasterxml.jackson.databind.JsonNode;
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

  /** Reads what a simulator in another process tells. */
  static SimCounts of(JsonNode counts) {
    return new SimCounts(
        counts.path("customerCalls").longValue(),
        counts.path("templateCalls").longValue(),
        counts.path("tokenCalls").longValue(),
        counts.path("duplicates").longValue(),
        counts.path("connections").longValue());
  }
}
