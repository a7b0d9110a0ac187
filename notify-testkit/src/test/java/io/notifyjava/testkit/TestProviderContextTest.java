package io.notifyjava.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderFactory;
import io.notifyjava.spi.Setting;
import io.notifyjava.spi.Settings;
import io.notifyjava.token.MemoryTokenStore;
import io.notifyjava.token.TokenKey;
import io.notifyjava.token.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TestProviderContextTest {

  @Test
  void unlessToldOtherwise_everythingHasAHarmlessValue() {
    TestProviderContext context = TestProviderContext.create();

    assertThat(context.account()).isEqualTo("test");
    assertThat(context.clock().instant()).isEqualTo(ManualClock.START);
    assertThat(context.timeouts()).isEqualTo(TimeoutPolicy.defaults());
    assertThat(context.settings().text("app-id")).isEmpty();
    assertThat(context.random().nextLong())
        .isEqualTo(TestProviderContext.create().random().nextLong());
    assertThat(context).hasToString("TestProviderContext[test]");
  }

  @Test
  void theTickerBelongsToTheClock() {
    TestProviderContext context = TestProviderContext.create();

    context.clock().advance(Duration.ofNanos(7));

    assertThat(context.ticker().getAsLong()).isEqualTo(7);
  }

  @Test
  void workRunsAtOnceInTheThreadThatHandsItOver() {
    List<Thread> ran = new ArrayList<>();

    TestProviderContext.create().executor().execute(() -> ran.add(Thread.currentThread()));

    assertThat(ran).containsExactly(Thread.currentThread());
  }

  @Test
  void everythingCanBeReplaced() {
    ManualClock clock = ManualClock.at(Instant.EPOCH);
    TimeoutPolicy timeouts = new TimeoutPolicy(Duration.ofSeconds(2), Duration.ofSeconds(1));
    TokenStore store = new MemoryTokenStore(() -> 0);
    List<Runnable> handedOver = new ArrayList<>();

    ProviderContext context =
        TestProviderContext.builder()
            .account("main")
            .clock(clock)
            .ticker(() -> 99)
            .seed(7)
            .tokenStore(store)
            .executor(handedOver::add)
            .timeouts(timeouts)
            .build();

    context.executor().execute(() -> {});
    assertThat(context.account()).isEqualTo("main");
    assertThat(context.clock()).isSameAs(clock);
    assertThat(context.ticker().getAsLong()).isEqualTo(99);
    assertThat(context.random().nextLong())
        .isNotEqualTo(TestProviderContext.create().random().nextLong());
    assertThat(context.tokenStore()).isSameAs(store);
    assertThat(handedOver).hasSize(1);
    assertThat(context.timeouts()).isSameAs(timeouts);
  }

  @Test
  void blankAccount_isRefused() {
    assertThatThrownBy(() -> TestProviderContext.builder().account(" "))
        .hasMessage("account must not be blank");
  }

  @Nested
  class SettingsOfTheContext {

    private final Settings settings =
        TestProviderContext.builder()
            .setting("app-id", "wx1")
            .setting("secret", "canary-4711")
            .setting("port", "8080")
            .setting("stable", "true")
            .setting("short", "500ms")
            .setting("iso", "PT10S")
            .setting("hosts", "a, b,,c ")
            .build()
            .settings();

    @Test
    void areReadByTheKindThatIsAskedFor() {
      assertThat(settings.text("app-id")).contains("wx1");
      assertThat(settings.secret("secret").orElseThrow().reveal()).isEqualTo("canary-4711");
      assertThat(settings.integer("port")).contains(8080);
      assertThat(settings.flag("stable")).isTrue();
      assertThat(settings.duration("short")).contains(Duration.ofMillis(500));
      assertThat(settings.duration("iso")).contains(Duration.ofSeconds(10));
      assertThat(settings.list("hosts")).containsExactly("a", "b", "c");
    }

    @Test
    void knowsEveryUnitOfTime() {
      Settings times =
          TestProviderContext.builder()
              .setting("s", "3s")
              .setting("m", "4m")
              .setting("h", "5h")
              .build()
              .settings();
      assertThat(times.duration("s")).contains(Duration.ofSeconds(3));
      assertThat(times.duration("m")).contains(Duration.ofMinutes(4));
      assertThat(times.duration("h")).contains(Duration.ofHours(5));
    }

    @Test
    void whatIsNotThereIsEmptyOrFalse() {
      assertThat(settings.secret("none")).isEmpty();
      assertThat(settings.integer("none")).isEmpty();
      assertThat(settings.flag("none")).isFalse();
      assertThat(settings.duration("none")).isEmpty();
      assertThat(settings.list("none")).isEmpty();
    }

    @Test
    void aValueOfTheWrongKind_isNamedWithWhatWasExpected() {
      assertThatThrownBy(() -> settings.integer("app-id"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Setting app-id must be a whole number such as 8080, but was: wx1;"
                  + " correct it in the test's context");
      assertThatThrownBy(() -> settings.flag("port"))
          .hasMessageStartingWith("Setting port must be true or false, but was: 8080");
      assertThatThrownBy(() -> settings.duration("port"))
          .hasMessageStartingWith("Setting port must be a time such as 500ms");
    }

    @Test
    void toString_showsNamesOnly() {
      assertThat(settings.toString()).contains("secret").doesNotContain("canary-4711");
    }

    @Test
    void defaultsOfAFactory_fillWhatWasNotGiven() {
      Settings filled =
          TestProviderContext.builder()
              .setting("port", "1")
              .defaultsOf(new DefaultsFactory())
              .build()
              .settings();

      assertThat(filled.integer("port")).contains(1);
      assertThat(filled.text("host")).contains("api.example.com");
      assertThat(filled.text("app-id")).isEmpty();
    }
  }

  @Test
  void leasesOfTheTokenStoreRunByTheTicker() {
    TestProviderContext context = TestProviderContext.create();
    TokenKey key = new TokenKey("api.example.com", "wx1", "abc");

    assertThat(context.tokenStore().tryLock(key, "a", Duration.ofSeconds(5))).isTrue();
    assertThat(context.tokenStore().tryLock(key, "b", Duration.ofSeconds(5))).isFalse();
    context.clock().advance(Duration.ofSeconds(5));
    assertThat(context.tokenStore().tryLock(key, "b", Duration.ofSeconds(5))).isTrue();
  }

  private static final class DefaultsFactory implements ProviderFactory {

    @Override
    public String type() {
      return "defaults";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          Setting.required("app-id", Setting.Kind.TEXT, "The app."),
          Setting.withDefault("port", Setting.Kind.INTEGER, "80", "The port."),
          Setting.withDefault("host", Setting.Kind.TEXT, "api.example.com", "The host."));
    }

    @Override
    public Provider<?> create(ProviderContext context) {
      return RecordingProvider.of(TestMessage.class);
    }
  }
}
