package io.notifyjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.idempotency.Idempotency;
import io.notifyjava.idempotency.MemoryIdempotencyStore;
import io.notifyjava.message.Message;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.policy.DedupePolicy;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Capabilities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two whole notifiers that remember idempotency keys together. */
class SharedIdempotencyTest {

  private final ScriptedProvider provider =
      new ScriptedProvider(Capabilities.of(SmsMessage.class, Capabilities.Support.plain()));
  private final Idempotency idempotency = Idempotency.in(new MemoryIdempotencyStore()).build();

  private NotifierBuilder node() {
    return Notifier.builder().provider("main", provider).idempotency(idempotency);
  }

  private static Message code(String key, String code) {
    return SmsMessage.to("+8613800138000")
        .template("captcha")
        .with("code", code)
        .idempotencyKey(key)
        .build();
  }

  @Test
  void same_key_at_once_on_two_nodes_a_hundred_times_is_sent_once_each() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Notifier here = node().build();
        Notifier there = node().build()) {
      for (int round = 0; round < 100; round++) {
        Message message = code("order-" + round, "1234");
        CyclicBarrier together = new CyclicBarrier(2);
        List<Future<SendResult>> results = new ArrayList<>();
        for (Notifier node : List.of(here, there)) {
          results.add(
              threads.submit(
                  () -> {
                    together.await();
                    return node.send(message);
                  }));
        }
        long first = 0;
        for (Future<SendResult> result : results) {
          first += !result.get().attempts().isEmpty() ? 1 : 0;
        }
        assertThat(first).as("round %s", round).isOne();
        assertThat(provider.sent()).hasSize(round + 1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void contents_are_compared_as_the_outbox_writes_them() {
    try (Notifier here = node().build();
        Notifier there = node().build()) {
      here.send(code("order-1", "1234"));

      assertThat(there.send(code("order-1", "5678")).failure().orElseThrow().code())
          .isEqualTo("key-conflict");
      assertThat(there.send(code("order-1", "1234"))).isInstanceOf(Accepted.class);
    }
  }

  @Test
  void window_of_zero_leaves_nothing_to_share() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> node().dedupe(new DedupePolicy(Duration.ZERO, 10)).build())
        .withMessageContaining(
            "idempotency: keys are to be shared, but notify.dedupe.window is 0, so none is"
                + " remembered; give it a length, or leave idempotency(...) away");
  }
}
