package io.notifyjava.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchOptionsTest {

  @Test
  void the_defaults_are_the_documented_ones() {
    BatchOptions options = BatchOptions.defaults();

    assertThat(options.concurrency()).isEqualTo(16);
    assertThat(options.total()).isEmpty();
    assertThat(options.stopConditions()).isEmpty();
    assertThat(options.progressListener()).isNull();
    assertThat(options.progressEvery()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.startTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(options.finishTimeout()).isEqualTo(Duration.ofMinutes(30));
    assertThat(options.duplicates()).isEqualTo(DuplicatePolicy.ALLOW);
    assertThat(options.duplicateMemory()).isEqualTo(1_000_000);
    assertThat(options.linger()).isEqualTo(Duration.ofMillis(5));
  }

  @Test
  void a_builder_made_from_options_gives_the_same_again() {
    BatchSink sink = item -> {};
    BatchOptions options =
        BatchOptions.builder()
            .concurrency(10_000)
            .total(5)
            .stopWhen(StopConditions.quotaSpent())
            .onResult(sink)
            .onProgress(progress -> {}, Duration.ofMillis(10))
            .startTimeout(Duration.ofSeconds(1))
            .finishTimeout(Duration.ofSeconds(2))
            .duplicates(DuplicatePolicy.SKIP)
            .duplicateMemory(10)
            .linger(Duration.ofSeconds(3))
            .build();

    assertThat(options.toBuilder().build()).usingRecursiveComparison().isEqualTo(options);
    assertThat(options.sink()).isSameAs(sink);
  }

  @Test
  void a_builder_that_is_used_again_leaves_earlier_options_alone() {
    BatchOptions.Builder builder = BatchOptions.builder().stopWhen(StopConditions.unknown(1));
    BatchOptions first = builder.build();

    builder.stopWhen(StopConditions.rejected(1)).concurrency(2);

    assertThat(first.stopConditions()).hasSize(1);
    assertThat(first.concurrency()).isEqualTo(16);
    assertThat(builder.build().stopConditions()).hasSize(2);
  }

  @Test
  void a_value_out_of_range_is_refused_in_the_setter_with_the_range_and_the_value() {
    BatchOptions.Builder builder = BatchOptions.builder();

    refused(() -> builder.concurrency(0), "concurrency must be 1 to 10000, but was 0");
    refused(() -> builder.concurrency(10_001), "concurrency must be 1 to 10000, but was 10001");
    refused(
        () -> builder.linger(Duration.ofNanos(-1)),
        "linger must be PT0S to PT10S, but was PT-0.000000001S");
    refused(
        () -> builder.linger(Duration.ofMillis(10_001)),
        "linger must be PT0S to PT10S, but was PT10.001S");
    refused(() -> builder.total(-1), "total must be 0 or more, but was -1");
    refused(
        () -> builder.startTimeout(Duration.ZERO),
        "startTimeout must be PT0.001S to PT8760H, but was PT0S");
    refused(
        () -> builder.finishTimeout(Duration.ofDays(366)),
        "finishTimeout must be PT0.001S to PT8760H, but was PT8784H");
    refused(
        () -> builder.onProgress(progress -> {}, Duration.ofMillis(9)),
        "every must be PT0.01S to PT1H, but was PT0.009S");
    refused(() -> builder.duplicateMemory(0), "duplicateMemory must be 1 to 10000000, but was 0");
  }

  @Test
  void null_is_refused_in_the_setter() {
    BatchOptions.Builder builder = BatchOptions.builder();
    List<Runnable> setters = new ArrayList<>();
    setters.add(() -> builder.onResult(null));
    setters.add(() -> builder.onProgress(null));
    setters.add(() -> builder.startTimeout(null));
    setters.add(() -> builder.finishTimeout(null));
    setters.add(() -> builder.duplicates(null));
    setters.add(() -> builder.stopWhen((StopCondition) null));

    assertThat(setters)
        .allSatisfy(
            setter -> assertThatThrownBy(setter::run).isInstanceOf(NullPointerException.class));
  }

  @Test
  void a_stop_condition_can_be_written_as_a_lambda() {
    StopCondition afterTen =
        (progress, last) -> last.index() == 9 ? Optional.of("ten") : Optional.empty();

    assertThat(BatchOptions.builder().stopWhen(afterTen).build().stopConditions())
        .containsExactly(afterTen);
  }

  private static void refused(Runnable setter, String message) {
    assertThatThrownBy(setter::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
