package io.notifyjava.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses and limits. */
class RedisServerTest {

  @ParameterizedTest
  @CsvSource({
    "redis://localhost, redis://localhost:6379/0",
    "rediss://:pass-71d0@10.0.0.7:6380/2, rediss://10.0.0.7:6380/2",
    "redis://user:pass-71d0@redis.example:1/15, redis://redis.example:1/15",
    "redis://[::1]:7000/, redis://[::1]:7000/0",
  })
  void address_isShownWithoutLogin(String given, String shown) {
    try (RedisServer server = RedisServer.at(URI.create(given)).build()) {
      assertThat(server).hasToString(shown);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost, its scheme is http",
    "redis:///1, it has no host",
    "redis://pass-71d0@localhost, what stands before @ is not user:password",
    "redis://localhost/first, its path is not the number of a database",
    "redis://localhost/99999, the number of its database is 99999",
    "redis://localhost?timeout=1, it has a query",
  })
  void addressOfAnotherForm_isRefusedWithoutRepeatingIt(String given, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisServer.at(URI.create(given)))
        .withMessageStartingWith("A Redis URI must be redis://host:port/database, or rediss://")
        .withMessageContaining(why)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("pass-71d0"));
  }

  @Test
  void settings_haveRanges() {
    RedisServer.Builder builder = RedisServer.at(URI.create("redis://localhost"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.timeout(Duration.ofMillis(19)))
        .withMessage("timeout must be PT0.02S to PT30S, but was PT0.019S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.connections(0))
        .withMessage("connections must be 1 to 1000, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> builder.sslSocketFactory((SSLSocketFactory) SSLSocketFactory.getDefault()))
        .withMessageContaining("expected rediss://");
  }

  @Test
  void check_passesWhereScriptsRun_andSaysWhatIsWrongElsewhere() throws Exception {
    try (RedisServer there = RedisProcess.shared().server();
        RedisServer nowhere = RedisServer.at(URI.create("redis://127.0.0.1:1")).build()) {
      there.check();
      assertThatExceptionOfType(RedisException.class)
          .isThrownBy(nowhere::check)
          .withMessageContaining("could not run a script: the connection failed with");
    }
  }

  @Test
  void nobodyThere_isSaidAtOnce() {
    try (RedisServer server = RedisServer.at(URI.create("redis://127.0.0.1:1")).build()) {
      assertThatExceptionOfType(RedisException.class)
          .isThrownBy(() -> RedisTokenStore.in(server).find(Platform.KEY))
          .withMessage(
              "Redis at redis://127.0.0.1:1/0 could not find a token: the connection failed with"
                  + " java.net.ConnectException; expected a Redis that listens there");
    }
  }
}
