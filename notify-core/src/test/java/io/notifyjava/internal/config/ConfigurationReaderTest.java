package io.notifyjava.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.fixture.Note;
import io.notifyjava.outbox.OutboxOptions;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.route.Route;
import io.notifyjava.spi.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ConfigurationReaderTest {

  private final Map<String, String> keys = new LinkedHashMap<>();
  private final Map<String, String> variables = new LinkedHashMap<>();

  private Configuration read() {
    Problems problems = new Problems();
    Configuration configuration =
        new ConfigurationReader(Factories.find(List.of(getClass().getClassLoader())), problems)
            .keys(keys)
            .environment(variables)
            .read();
    problems.throwIfAny();
    return configuration;
  }

  private ConfigurationReaderTest key(String key, String value) {
    keys.put(key, value);
    return this;
  }

  private ConfigurationReaderTest account() {
    return key("notify.accounts.main.type", "letter-box")
        .key("notify.accounts.main.app-id", "wx1")
        .key("notify.accounts.main.app-secret", "s3cret");
  }

  private void assertProblems(String... problems) {
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e -> assertThat(e.problems()).containsExactlyInAnyOrder(problems));
  }

  @Test
  void the_outbox_gets_its_settings_and_keeps_the_defaults_of_the_rest() {
    account()
        .key("notify.outbox.node", "web-1")
        .key("notify.outbox.in-flight", "200")
        .key("notify.outbox.bytes-in-hand", "1000000")
        .key("notify.outbox.max-backoff", "1h")
        .key("notify.outbox.keep-accepted", "forever")
        .key("notify.outbox.keep-dead", "90d");
    variables.put("NOTIFY_OUTBOX_LEASE", "30s");
    OutboxOptions options = read().engine().outbox().orElseThrow();

    assertThat(options.node()).isEqualTo("web-1");
    assertThat(options.inFlight()).isEqualTo(200);
    assertThat(options.urgentReserve()).isEqualTo(16);
    assertThat(options.bytesInHand()).isEqualTo(1_000_000);
    assertThat(options.lease()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.initialBackoff()).isEqualTo(OutboxOptions.defaults().initialBackoff());
    assertThat(options.maxBackoff()).isEqualTo(Duration.ofHours(1));
    assertThat(options.retention(OutboxState.ACCEPTED)).isEmpty();
    assertThat(options.retention(OutboxState.DEAD)).contains(Duration.ofDays(90));
  }

  @Test
  void wrong_settings_of_the_outbox_are_told_with_their_keys() {
    account()
        .key("notify.outbox.in-flight", "0")
        .key("notify.outbox.lease", "soon")
        .key("notify.outbox.sending", "maybe");
    assertProblems(
        "notify.outbox.in-flight: inFlight must be 1 to 10000, but was 0",
        "notify.outbox.lease: must be a time such as 500ms, 10s, 5m, 2h or PT10S, but was: soon",
        "notify.outbox.sending: must be true or false, but was: maybe");
  }

  @Test
  void an_account_gets_its_settings_in_the_form_of_their_kinds() {
    account()
        .key("notify.accounts.main.connect-timeout", "500ms")
        .key("notify.accounts.main.backup-urls", "https://a, https://b")
        .key("notify.accounts.main.connections", "7")
        .key("notify.accounts.main.plain", "true")
        .key("notify.accounts.main.rate-limit", "100/1s");

    Configuration.ConfiguredAccount main = read().accounts().get("main");

    Settings settings = main.settings();
    assertThat(settings.text("app-id")).contains("wx1");
    assertThat(settings.secret("app-secret").orElseThrow().reveal()).isEqualTo("s3cret");
    assertThat(settings.duration("connect-timeout")).contains(Duration.ofMillis(500));
    assertThat(settings.list("backup-urls")).containsExactly("https://a", "https://b");
    assertThat(settings.integer("connections")).contains(7);
    assertThat(settings.flag("plain")).isTrue();
    assertThat(main.rateLimit()).contains(RateLimit.of(100, Duration.ofSeconds(1)));
  }

  @Test
  void what_is_not_given_has_its_default() {
    Settings settings = account().read().accounts().get("main").settings();

    assertThat(settings.duration("connect-timeout")).contains(Duration.ofSeconds(3));
    assertThat(settings.list("backup-urls")).isEmpty();
    assertThat(settings.flag("plain")).isFalse();
  }

  @Test
  void settings_show_no_value() {
    assertThat(account().read().accounts().get("main").settings().toString())
        .contains("app-secret")
        .doesNotContain("s3cret", "wx1");
  }

  @Test
  void the_notifier_gets_its_settings() {
    key("notify.timeout.total", "20s").key("notify.retry.max-attempts", "5");

    Configuration.Engine engine = read().engine();

    assertThat(engine.timeouts())
        .contains(new TimeoutPolicy(Duration.ofSeconds(20), Duration.ofSeconds(10)));
    assertThat(engine.retry()).contains(RetryPolicy.defaults().withMaxAttempts(5));
    assertThat(engine.dedupe()).as("nothing was said of it").isEmpty();
  }

  @Test
  void a_total_below_the_default_of_an_attempt_lowers_it() {
    key("notify.timeout.total", "2s");

    assertThat(read().engine().timeouts())
        .contains(new TimeoutPolicy(Duration.ofSeconds(2), Duration.ofSeconds(2)));
  }

  @Test
  void all_problems_come_at_once() {
    key("notify.retry.max-attempts", "0")
        .key("notify.timeout.totl", "1s")
        .key("notify.delivery-mode", "maybe")
        .key("notify.accounts.main.type", "letter-box")
        .key("notify.accounts.main.app-sercet", "x")
        .key("notify.accounts.main.connections", "seven")
        .key("notify.accounts.main.rate-limit", "fast")
        .key("notify.accounts.other.app-id", "x")
        .key("notify.accounts.third.type", "sms-aliyun")
        .key("notify.accounts.Fourth.type", "letter-box");

    assertProblems(
        "notify.retry: maxAttempts must be 1 to 10, but was 0",
        "notify.timeout.totl: is not a setting; did you mean notify.timeout.total?",
        "notify.delivery-mode: must be one of [at-most-once, at-least-once], but was: maybe",
        "notify.accounts.main.app-id: is required and missing: The id.",
        "notify.accounts.main.app-secret: is required and missing: The secret.",
        "notify.accounts.main.app-sercet: is not a setting; did you mean"
            + " notify.accounts.main.app-secret?",
        "notify.accounts.main.connections: must be a whole number, but was: seven",
        "notify.accounts.main.rate-limit: must be calls in a period such as 100/1s, but was: fast",
        "notify.accounts.other.type: is required and missing: Which provider sends, such as wechat.",
        "notify.accounts.third.type: no provider of type 'sms-aliyun' is there; add the artifact"
            + " io.notifyjava:notify-sms-aliyun; known are [letter-box, text-box]",
        "notify.accounts.Fourth.type: must be notify.accounts.<name>.<setting>, the name in"
            + " lower-case letters, digits and hyphens");
  }

  @Test
  void a_bad_secret_is_named_but_not_shown() {
    account().key("notify.accounts.main.app-secret", "topsecret\n");

    assertThatThrownBy(this::read)
        .hasMessageContaining("notify.accounts.main.app-secret: Secret must not begin or end")
        .hasMessageNotContaining("topsecret");
  }

  @Test
  void keys_of_others_are_left_alone() {
    key("server.port", "80");

    assertThat(read().accounts()).isEmpty();
  }

  @Nested
  class ARoute {

    private final Note note = Note.to("o-1");

    private Optional<List<String>> route(String typeName) {
      return read()
          .router(new Random(1))
          .route(Note.builder("o-1").typeName(typeName).build())
          .map(Route::accounts);
    }

    @Test
    void of_a_channel_names_accounts_in_their_order() {
      key("notify.route.wechat", "aliyun, huawei");

      assertThat(note.channel().name()).isEqualTo("wechat");
      assertThat(route("note")).contains(List.of("aliyun", "huawei"));
    }

    @Test
    void of_a_type_wins_over_that_of_its_channel() {
      key("notify.route.wechat", "main").key("notify.route.wechat-card", "cards,main");

      assertThat(route("wechat-card")).contains(List.of("cards", "main"));
      assertThat(route("note")).contains(List.of("main"));
    }

    @Test
    void of_another_channel_is_not_for_this_message() {
      key("notify.route.sms", "aliyun");

      assertThat(route("note")).isEmpty();
    }

    @Test
    void may_have_weights() {
      key("notify.route.wechat", "aliyun:1, huawei : 0");

      assertThat(route("note")).contains(List.of("aliyun", "huawei"));
      assertThat(read().routes().get("wechat").weights())
          .containsExactly(Map.entry("aliyun", 1), Map.entry("huawei", 0));
    }

    @Test
    void comes_from_the_environment_too() {
      variables.put("NOTIFY_ROUTE_WECHAT", "aliyun");
      variables.put("NOTIFY_ROUTE_WECHAT_CARD", "huawei");

      assertThat(route("note")).contains(List.of("aliyun"));
      assertThat(route("wechat-card")).contains(List.of("huawei"));
    }

    @Test
    void that_is_none_is_refused() {
      key("notify.route.a", "aliyun,huawei:3")
          .key("notify.route.b", "aliyun:x")
          .key("notify.route.c", "aliyun,aliyun")
          .key("notify.route.d", "aliyun:0")
          .key("notify.route.e", "aliyun,,huawei")
          .key("notify.route.SMS", "aliyun");

      assertProblems(
          "notify.route.a: must be accounts in their order, such as aliyun,huawei, or accounts that"
              + " all have a weight, such as aliyun:3,huawei:1, but was: aliyun,huawei:3",
          "notify.route.b: must be accounts in their order, such as aliyun,huawei, or accounts that"
              + " all have a weight, such as aliyun:3,huawei:1, but was: aliyun:x",
          "notify.route.c: A route must name each account once, but was [aliyun, aliyun]",
          "notify.route.d: At least one account must have a weight of more than 0, but all of"
              + " [aliyun] had 0",
          "notify.route.e: must be texts separated by commas with none empty, but was:"
              + " aliyun,,huawei",
          "notify.route.SMS: must be notify.route.<channel or type of message>, such as"
              + " notify.route.sms, in lower-case letters, digits and hyphens");
    }
  }

  @Nested
  class TheEnvironment {

    @Test
    void configures_an_account() {
      variables.put("NOTIFY_ACCOUNTS_MAIN_CN_TYPE", "letter-box");
      variables.put("NOTIFY_ACCOUNTS_MAIN_CN_APP_ID", "wx1");
      variables.put("NOTIFY_ACCOUNTS_MAIN_CN_APP_SECRET", "s3cret");
      variables.put("NOTIFY_TIMEOUT_TOTAL", "20s");

      Configuration configuration = read();

      assertThat(configuration.accounts()).containsOnlyKeys("main-cn");
      assertThat(configuration.engine().timeouts()).isPresent();
    }

    @Test
    void wins_over_keys() {
      account();
      variables.put("NOTIFY_ACCOUNTS_MAIN_APP_ID", "wx2");

      assertThat(read().accounts().get("main").settings().text("app-id")).contains("wx2");
    }

    @Test
    void with_accounts_of_similar_names_reaches_the_longer_one() {
      account();
      variables.put("NOTIFY_ACCOUNTS_MAIN_B_TYPE", "letter-box");
      variables.put("NOTIFY_ACCOUNTS_MAIN_B_APP_ID", "wx2");
      variables.put("NOTIFY_ACCOUNTS_MAIN_B_APP_SECRET", "s3cret");

      assertThat(read().accounts().get("main-b").settings().text("app-id")).contains("wx2");
    }

    @Test
    void that_means_nothing_is_refused() {
      variables.put("NOTIFY_TIMEOUT_TOTL", "1s");
      variables.put("NOTIFY_ACCOUNTS_GONE_APP_ID", "x");

      assertProblems(
          "NOTIFY_TIMEOUT_TOTL: is not a setting; variables that begin with NOTIFY_ are read as"
              + " ours",
          "NOTIFY_ACCOUNTS_GONE_APP_ID: belongs to no account; set NOTIFY_ACCOUNTS_<NAME>_TYPE to"
              + " configure one");
    }

    @Test
    void of_systemd_and_others_is_left_alone() {
      variables.put("NOTIFY_SOCKET", "/run/systemd/notify");
      variables.put("PATH", "/bin");

      assertThat(read().accounts()).isEmpty();
    }
  }
}
