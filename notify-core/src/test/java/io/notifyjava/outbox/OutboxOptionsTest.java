package io.notifyjava.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OutboxOptionsTest {

  @Test
  void defaults_areTheDocumentedOnes() {
    OutboxOptions options = OutboxOptions.defaults();

    assertThat(options.inFlight()).isEqualTo(64);
    assertThat(options.urgentReserve()).isEqualTo(16);
    assertThat(options.bytesInHand()).isEqualTo(64 << 20);
    assertThat(options.lease()).isEqualTo(Duration.ofMinutes(1));
    assertThat(options.pollInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.maxAttempts()).isEqualTo(100);
    assertThat(options.initialBackoff()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.maxBackoff()).isEqualTo(Duration.ofMinutes(15));
    assertThat(options.retention(OutboxState.ACCEPTED)).contains(Duration.ofDays(7));
    assertThat(options.retention(OutboxState.DEAD)).isEmpty();
    assertThat(options.sending()).isTrue();
  }

  @Test
  void reserve_isAQuarterOfFewPlaces_unlessItIsSet() {
    assertThat(OutboxOptions.builder().inFlight(8).build().urgentReserve()).isEqualTo(2);
    assertThat(OutboxOptions.builder().inFlight(1).build().urgentReserve()).isZero();
    assertThat(OutboxOptions.builder().inFlight(8).urgentReserve(7).build().urgentReserve())
        .isEqualTo(7);
  }

  @Test
  void toBuilder_holdsWhatTheOptionsHold() {
    OutboxOptions options =
        OutboxOptions.builder()
            .node("web-1")
            .inFlight(10)
            .urgentReserve(3)
            .bytesInHand(5_000)
            .lease(Duration.ofSeconds(30))
            .keepForever(OutboxState.ACCEPTED)
            .keep(OutboxState.DEAD, Duration.ofDays(90))
            .sending(false)
            .build();
    OutboxOptions same = options.toBuilder().build();

    assertThat(same).usingRecursiveComparison().isEqualTo(options);
    assertThat(same.retention(OutboxState.ACCEPTED)).isEmpty();
  }

  @Test
  void wrongValues_areRefused_withWhatIsExpected() {
    OutboxOptions.Builder builder = OutboxOptions.builder();
    refused(() -> builder.inFlight(0), "inFlight must be 1 to 10000, but was 0");
    refused(() -> builder.urgentReserve(-1), "urgentReserve must be 0 or more, but was -1");
    refused(() -> builder.bytesInHand(999), "bytesInHand must be 1000 to 536870912, but was 999");
    refused(() -> builder.lease(Duration.ZERO), "lease must be PT1S to PT1H, but was PT0S");
    refused(() -> builder.maxAttempts(1_001), "maxAttempts must be 1 to 1000, but was 1001");
    refused(() -> builder.node("a b"), "node must be 1 to 40 letters");
    refused(
        () -> builder.backoff(Duration.ofSeconds(5), Duration.ofSeconds(4)),
        "longest backoff must be PT5S to PT24H, but was PT4S");
    refused(
        () -> builder.keep(OutboxState.LEASED, Duration.ofDays(1)),
        "Only ended entries are forgotten, not LEASED");
    refused(
        () -> OutboxOptions.builder().inFlight(4).urgentReserve(4).build(),
        "urgentReserve must be less than inFlight (4), but was 4");
    refused(
        () -> OutboxOptions.builder().keep(OutboxState.ACCEPTED, Duration.ofHours(1)).build(),
        "ACCEPTED entries must be kept for the keyWindow (PT24H) at least, but are kept for PT1H");
  }

  private static void refused(ThrowingCallable wrong, String text) {
    assertThatIllegalArgumentException().isThrownBy(wrong).withMessageContaining(text);
  }
}
