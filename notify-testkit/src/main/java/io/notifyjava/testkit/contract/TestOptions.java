package io.notifyjava.testkit.contract;

import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.Lane;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.testkit.TestMessage;
import java.time.Instant;
import java.util.Map;

/** Options of messages, for contracts. */
final class TestOptions {

  private TestOptions() {}

  /** Returns options in which everything is set. */
  static MessageOptions all() {
    return TestMessage.to("a")
        .idempotencyKey("order-1-paid")
        .deadline(Instant.parse("2037-01-01T00:00:00.123456789Z"))
        .account("main")
        .correlationId("c-1")
        .deliveryMode(DeliveryMode.AT_LEAST_ONCE)
        .lane(Lane.URGENT)
        .tags(Map.of("campaign", "spring"))
        .build()
        .options();
  }
}
