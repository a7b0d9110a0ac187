package io.notifyjava.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OwnExecutorTest {

  static Stream<OwnExecutor> executors() {
    return Stream.of(OwnExecutor.create(), OwnExecutor.onPlatformThreads());
  }

  @ParameterizedTest
  @MethodSource("executors")
  void takes_so_many_tasks_and_refuses_more(OwnExecutor executor) throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(OwnExecutor.MAX_TASKS);
    for (int i = 0; i < OwnExecutor.MAX_TASKS; i++) {
      executor.execute(
          () -> {
            try {
              goOn.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            ended.countDown();
          });
    }

    assertThatThrownBy(() -> executor.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("bring an executor of your own, or use a batch");

    goOn.countDown();
    assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    executor.close();
  }

  @ParameterizedTest
  @MethodSource("executors")
  void refuses_tasks_after_its_end(OwnExecutor executor) {
    executor.close();

    assertThatThrownBy(() -> executor.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }
}
