package io.notifyjava.testkit.contract;

import io.notifyjava.message.Message;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every {@link io.notifyjava.spi.Provider} keeps, as tests: extend it, return a fixture, and
 * the tests run against your provider.
 *
 * <p>It pins down what a notifier relies on: an outcome is never better than what was seen, a call
 * ends in time whatever the server does, nothing is sent twice behind the notifier's back, a token
 * is renewed once however many threads need it, and nothing secret is written anywhere.
 *
 * <p>Every test builds a fixture of its own. A mood that the vendor does not have is shown as
 * skipped. The secrets group raises all log levels of the JVM while one of its tests runs, so do
 * not run it in parallel with tests that read logs.
 *
 * @param <M> the messages of the provider
 * @since 0.1.0
 */
public abstract class ProviderContract<M extends Message> {

  /** How long after its time limit a call may end. */
  public static final Duration GRACE = Duration.ofMillis(250);

  /**
   * What a test allows beside {@link #GRACE}, because a build machine may be busy with other things
   * for that long. Together they are less than the time limit that is tested, 1 s, so a limit that
   * is applied twice shows.
   */
  public static final Duration CI_SLACK = Duration.ofMillis(700);

  private @Nullable Bench<M> bench;

  /** For subclasses. */
  protected ProviderContract() {}

  /**
   * Starts a fake server and returns the fixture around it. Called once for each test.
   *
   * @throws Exception whatever goes wrong; it fails the test
   */
  protected abstract ProviderFixture<M> fixture() throws Exception;

  /** Returns 32 random hexadecimal digits: a secret that no text holds by accident. */
  public static String canary() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @BeforeEach
  final void openBench() throws Exception {
    bench = new Bench<>(fixture());
  }

  @AfterEach
  final void closeBench() {
    Bench<M> opened = bench;
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  @DisplayName("the fixture leaves out only what a vendor may lack")
  final void fixtureIsComplete() {
    Set<ServerMood> left = EnumSet.noneOf(ServerMood.class);
    left.addAll(theBench().fixture().without());
    Assertions.assertThat(
            left.stream().filter(mood -> !mood.isOptional()).collect(Collectors.toSet()))
        .as("moods that every vendor's server has, but that the fixture leaves out")
        .isEmpty();
  }

  private Bench<M> theBench() {
    return Objects.requireNonNull(bench, "openBench() makes it before every test");
  }

  @Nested
  @DisplayName("What it says of itself:")
  class Description extends DescriptionRules<M> {

    @Override
    Bench<M> bench() {
      return theBench();
    }
  }

  @Nested
  @DisplayName("When the vendor says:")
  class Answers extends AnswerRules<M> {

    @Override
    Bench<M> bench() {
      return theBench();
    }
  }

  @Nested
  @DisplayName("When the exchange breaks:")
  class Faults extends FaultRules<M> {

    @Override
    Bench<M> bench() {
      return theBench();
    }
  }

  @Nested
  @DisplayName("When messages share a call:")
  class Bulk extends BulkRules<M> {

    @Override
    Bench<M> bench() {
      return theBench();
    }
  }

  @Nested
  @DisplayName("Every call ends:")
  class Time extends TimeRules<M> {

    @Override
    Bench<M> bench() {
      return theBench();
    }
  }

  @Nested
  @DisplayName("A token")
  class Tokens extends TokenRules<M> {

    @Override
    Bench<M> bench() {
      return theBench();
    }
  }

  @Nested
  @DisplayName("Nothing secret is shown:")
  class Secrets extends SecretRules<M> {

    @Override
    Bench<M> bench() {
      return theBench();
    }
  }

  @Nested
  @DisplayName("At the end:")
  class End extends EndRules<M> {

    @Override
    Bench<M> bench() {
      return theBench();
    }
  }
}
