package io.notifyjava.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.limit.FailMode;
import io.notifyjava.message.Secret;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdempotencyTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AtomicLong nanos = new AtomicLong();

  private static IdempotencyClaim claim(int key, String owner) {
    return new IdempotencyClaim("k" + key, "", owner, MINUTE, MINUTE);
  }

  @Test
  void shared_store_needs_a_secret() {
    IdempotencyStore shared =
        new IdempotencyStore() {
          @Override
          public IdempotencyVerdict claim(IdempotencyClaim claim) {
            return IdempotencyVerdict.first();
          }

          @Override
          public void record(IdempotencyClaim claim, String result) {}

          @Override
          public void release(IdempotencyClaim claim) {}
        };

    assertThatThrownBy(() -> Idempotency.in(shared).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The store is shared, so its keys must be hashed with a secret; set keySecret(...) to"
                + " the same value in every process");
    assertThat(Idempotency.in(shared).keySecret(Secret.of("s3cret")).build().whenStoreFails())
        .isEqualTo(FailMode.CLOSED);
  }

  @Test
  void memory_needs_none() {
    Idempotency idempotency = Idempotency.in(new MemoryIdempotencyStore()).build();

    assertThat(idempotency.keySecret()).isEmpty();
    assertThat(idempotency)
        .hasToString("Idempotency[MemoryIdempotencyStore[0 keys], whenStoreFails=CLOSED]");
  }

  @Test
  void times_must_be_more_than_zero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IdempotencyClaim("k", "", "o", Duration.ZERO, MINUTE))
        .withMessage("lease must be more than zero, but was PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IdempotencyClaim("k", "", "o", MINUTE, MINUTE.negated()))
        .withMessage("window must be more than zero, but was PT-1M");
  }

  @Test
  void memory_holds_no_more_keys_than_it_was_told() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MemoryIdempotencyStore(0, nanos::get))
        .withMessage("maxKeys must be 1 to 10000000, but was 0");
    MemoryIdempotencyStore store = new MemoryIdempotencyStore(10, nanos::get);

    for (int i = 0; i < 1_000; i++) {
      store.claim(claim(i, "o"));
    }

    assertThat(store).hasToString("MemoryIdempotencyStore[10 keys]");
  }

  @Test
  void asking_for_a_key_in_vain_keeps_it_no_longer() {
    MemoryIdempotencyStore store = new MemoryIdempotencyStore(10, nanos::get);
    store.claim(claim(1, "a"));
    for (int i = 0; i < 12; i++) {
      assertThat(store.claim(claim(1, "b"))).isNotInstanceOf(IdempotencyVerdict.First.class);
      nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    }

    assertThat(store.claim(claim(1, "b"))).isInstanceOf(IdempotencyVerdict.First.class);
  }
}
