package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.http.ConnectionSettingsTest.Account;
import io.notifyjava.message.Secret;
import io.notifyjava.spi.Setting;
import io.notifyjava.spi.Setting.Kind;
import io.notifyjava.spi.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys that every account that speaks HTTP has. */
class ConnectionKeysTest {

  private static final List<Setting> OWN =
      List.of(Setting.required("app-id", Kind.TEXT, "Id of the account."));

  /** What the core hands to a factory: values that have the form of their kinds. */
  private record Told(Map<String, Object> values) implements Settings {

    private <T> Optional<T> value(String name, Class<T> type) {
      return Optional.ofNullable(values.get(name)).map(type::cast);
    }

    @Override
    public Optional<String> text(String name) {
      return value(name, String.class);
    }

    @Override
    public Optional<Secret> secret(String name) {
      return value(name, Secret.class);
    }

    @Override
    public Optional<Integer> integer(String name) {
      return value(name, Integer.class);
    }

    @Override
    public boolean flag(String name) {
      return value(name, Boolean.class).orElse(false);
    }

    @Override
    public Optional<Duration> duration(String name) {
      return value(name, Duration.class);
    }

    @Override
    public List<String> list(String name) {
      return value(name, String.class).map(text -> List.of(text.split(","))).orElse(List.of());
    }
  }

  @Test
  void keys_followTheOwnOnes() {
    assertThat(ConnectionKeys.after(OWN, "https://api.example.com"))
        .extracting(Setting::name)
        .containsExactly(
            "app-id",
            "base-url",
            "backup-urls",
            "connect-timeout",
            "read-timeout",
            "write-timeout",
            "max-idle-connections",
            "allow-plain-http");
  }

  @ParameterizedTest
  @CsvSource({
    "base-url, https://api.example.com, TEXT",
    "backup-urls, , LIST",
    "connect-timeout, 3s, DURATION",
    "read-timeout, 5s, DURATION",
    "write-timeout, 5s, DURATION",
    "max-idle-connections, 256, INTEGER",
    "allow-plain-http, false, BOOLEAN"
  })
  void defaultsAndKinds_areTheDocumentedOnes(String name, String value, Kind kind) {
    Setting setting = setting(name, ConnectionKeys.after(OWN, "https://api.example.com"));

    assertThat(setting.defaultValue()).isEqualTo(value);
    assertThat(setting.kind()).isEqualTo(kind);
    assertThat(setting.required()).isFalse();
  }

  private static Setting setting(String name, List<Setting> settings) {
    return settings.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void addressThatNobodyKnows_isRequired() {
    Setting baseUrl = setting("base-url", ConnectionKeys.after(OWN));

    assertThat(baseUrl.required()).isTrue();
    assertThat(baseUrl.defaultValue()).isNull();
  }

  @Test
  void everyKey_reachesTheBuilder() {
    Account account = new Account();

    ConnectionKeys.apply(
        new Told(
            Map.of(
                "base-url",
                "http://a.example.com",
                "backup-urls",
                "http://b.example.com,http://c.example.com",
                "connect-timeout",
                Duration.ofSeconds(1),
                "read-timeout",
                Duration.ofSeconds(2),
                "write-timeout",
                Duration.ofSeconds(4),
                "max-idle-connections",
                7,
                "allow-plain-http",
                true)),
        account);

    ExchangeSettings settings = account.settings;
    assertThat(settings.baseUrl).isEqualTo("http://a.example.com");
    assertThat(settings.backupUrls).containsExactly("http://b.example.com", "http://c.example.com");
    assertThat(settings.connectTimeout).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.readTimeout).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.writeTimeout).isEqualTo(Duration.ofSeconds(4));
    assertThat(settings.idleConnections()).isEqualTo(7);
    assertThat(settings.allowPlainHttp).isTrue();
  }

  @Test
  void keysThatAreNotSet_leaveTheBuilderAsItIs() {
    Account account = new Account();

    ConnectionKeys.apply(new Told(Map.of()), account);

    assertThat(account.settings)
        .usingRecursiveComparison()
        .ignoringFields("ticker", "watchTicker")
        .isEqualTo(new Account().settings);
  }
}
