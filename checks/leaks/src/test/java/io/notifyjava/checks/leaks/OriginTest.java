package io.notifyjava.checks.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.checks.recording.LoggedLine;
import io.notifyjava.checks.recording.Thrown;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who speaks decides, not what is said. */
class OriginTest {

  private static final String MAIN = "io.notifyjava.http.Exchange";
  private static final String TEST = "io.notifyjava.http.ExchangeTest";

  private final TestModule library = new TestModule("notify-http", Path.of("."));
  private final TestModule peers = new TestModule("peers", Path.of("."));
  private final Origin origin =
      new Origin(Set.of(MAIN, "io.notifyjava.testkit.contract.Leaks"), Set.of(TEST));

  private boolean thrown(TestModule module, String... stack) {
    return origin.isOurs(module, new Thrown("java.io.IOException", "text", List.of(stack)));
  }

  private boolean logged(TestModule module, String logger) {
    return origin.isOurs(module, new LoggedLine(logger, "DEBUG", "text"));
  }

  @Test
  void what_the_library_throws_is_ours_and_what_a_client_under_it_throws() {
    assertThat(thrown(library, MAIN + "#send", TEST + "#it")).isTrue();
    assertThat(thrown(library, "okhttp3.Call#execute", MAIN + "#send", TEST + "#it")).isTrue();
    assertThat(thrown(library, "java.net.Socket#connect", MAIN + "#lambda$0")).isTrue();
    assertThat(thrown(peers, "okhttp3.Call#execute", MAIN + "#send")).isTrue();
    assertThat(thrown(library, "okio.Buffer#read", "java.lang.Thread#run")).isTrue();
  }

  @Test
  void what_a_test_throws_is_its_own_even_from_within_a_call_of_the_library() {
    assertThat(thrown(library, TEST + "$1#answer", MAIN + "#send", TEST + "#it")).isFalse();
    assertThat(thrown(library, "okhttp3.Call#execute", TEST + "#it")).isFalse();
    assertThat(thrown(library, "java.lang.String#of", "java.lang.Thread#run")).isFalse();
    assertThat(thrown(library, "okio.Buffer#read", "mockwebserver3.Server#serve")).isFalse();
    assertThat(thrown(library, "io.notifyjava.testkit.contract.Leaks#fail")).isFalse();
    assertThat(thrown(peers, "okhttp3.Call#execute", "java.lang.Thread#run")).isFalse();
  }

  @Test
  void where_an_exception_of_ours_is_made_is_not_where_it_is_from() {
    String constructor = MAIN + "#<init>";

    assertThat(thrown(library, constructor, TEST + "#it")).isFalse();
    assertThat(thrown(library, constructor, MAIN + "#send")).isTrue();
  }

  @Test
  void every_logger_counts_but_that_of_a_test() {
    assertThat(logged(library, MAIN)).isTrue();
    assertThat(logged(library, "io.notifyjava.nobody.knows")).isTrue();
    assertThat(logged(library, "okhttp3.OkHttpClient")).isTrue();
    assertThat(logged(library, "anything")).isTrue();
    assertThat(logged(library, TEST)).isFalse();
    assertThat(logged(peers, MAIN)).isTrue();
    assertThat(logged(peers, "com.aliyun.Client")).isFalse();
  }

  @Test
  void a_driver_may_show_its_packets_at_its_lowest_level_only() {
    String packets = "org.mariadb.jdbc.client.socket.Writer";

    assertThat(origin.isOurs(library, new LoggedLine(packets, "TRACE", "text"))).isFalse();
    assertThat(origin.isOurs(library, new LoggedLine(packets, "DEBUG", "text"))).isTrue();
    assertThat(origin.isOurs(library, new LoggedLine("org.mariadb.jdbc.Driver", "TRACE", "text")))
        .isTrue();
  }

  @Test
  void what_a_future_wraps_counts_where_it_was_made() {
    assertThat(
            thrown(
                library,
                "java.util.concurrent.CompletableFuture#wrapInExecutionException",
                MAIN + "#send"))
        .isFalse();
  }
}
