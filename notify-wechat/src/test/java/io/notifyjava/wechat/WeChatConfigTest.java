package io.notifyjava.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.notifyjava.message.Message;
import io.notifyjava.message.Secret;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.Capabilities.Support;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderFactory;
import io.notifyjava.spi.Setting;
import io.notifyjava.testkit.TestProviderContext;
import io.notifyjava.token.TokenKey;
import io.notifyjava.token.TokenSource.Grant;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeChatConfigTest {

  private static WeChat.AccountBuilder valid() {
    return WeChat.account().appId("wx1").appSecret("s3cret-value");
  }

  private static List<String> problems(ThrowingCallable build) {
    return assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(build)
        .actual()
        .problems();
  }

  @Nested
  class Building {

    @Test
    void nothingGiven_namesEverythingThatIsMissing() {
      assertThat(problems(() -> WeChat.account().build()))
          .containsExactly(
              "app-id: expected the account's id such as wx0123456789abcdef, but found none",
              "app-secret: expected the account's secret or a tokenSource, but found neither");
    }

    @Test
    void everythingWrong_isNamedAtOnceWithoutTheSecret() {
      assertThat(
              problems(
                  () ->
                      WeChat.account()
                          .appId("wx 1")
                          .appSecret("s3cret-value\n")
                          .baseUrl("ftp://x")
                          .backupUrls(List.of("http://plain"))
                          .connectTimeout(Duration.ZERO)
                          .readTimeout(Duration.ofDays(1))
                          .writeTimeout(Duration.ofSeconds(-1))
                          .maxIdleConnections(-1)
                          .maxTextBytes(0)
                          .resendWindow(Duration.ofMinutes(11))
                          .build()))
          .containsExactly(
              "app-id: app-id must not hold blanks",
              "app-secret: Secret must not begin or end with white space; was it copied with a"
                  + " newline?",
              "max-text-bytes: expected 1 or more, but found 0",
              "resend-window: expected 0 to 10 minutes, for which WeChat knows a client_msg_id, but"
                  + " found PT11M",
              "base-url: expected a URL such as https://api.example.com, but found something else;"
                  + " check scheme, host, port and spaces",
              "backup-urls[0]: expected https, but found http for plain; use https, or accept with"
                  + " allow-plain-http that everybody on the way can read what is sent",
              "connect-timeout: expected 1 ms to 1 h, but found PT0S",
              "read-timeout: expected 1 ms to 1 h, but found PT24H",
              "write-timeout: expected 1 ms to 1 h, but found PT-1S",
              "max-idle-connections: expected 0 to 100000, but found -1");
    }

    @Test
    void secretBesideATokenSource_isAContradiction() {
      assertThat(
              problems(
                  () -> valid().tokenSource(limit -> new Grant("t", Duration.ofHours(1))).build()))
          .containsExactly("app-secret: expected to be left out beside a tokenSource, but was set");
    }

    @Test
    void secretThatIsMended_isNoProblemAnyMore() {
      WeChat.AccountBuilder builder = WeChat.account().appId("wx1").appSecret("x\n");

      assertThat(problems(builder::build)).hasSize(1);
      assertThat(builder.appSecret("x").build()).isNotNull();
      assertThat(builder.appSecret(Secret.of("y")).build()).isNotNull();
    }

    @Test
    void nulls_areRefusedInTheSetter() {
      WeChat.AccountBuilder builder = WeChat.account();

      assertThatNullPointerException().isThrownBy(() -> builder.appId(null)).withMessage("appId");
      assertThatNullPointerException().isThrownBy(() -> builder.appSecret((String) null));
      assertThatNullPointerException().isThrownBy(() -> builder.appSecret((Secret) null));
      assertThatNullPointerException().isThrownBy(() -> builder.tokenSource(null));
      assertThatNullPointerException().isThrownBy(() -> builder.tokenMode(null));
      assertThatNullPointerException().isThrownBy(() -> builder.resendWindow(null));
      assertThatNullPointerException().isThrownBy(() -> builder.valueCheck(null));
    }

    @Test
    void toString_showsTheHostAndNoSecret() {
      assertThat(valid().appId("wx0123456789abcdef").build().toString())
          .isEqualTo("WeChatConfig[api.weixin.qq.com/wx0***ef]");
    }

    @Test
    void slashAtTheEndOfTheBaseUrl_isNotDoubled() {
      Provider<?> provider =
          valid().baseUrl("https://gateway.example.com/wechat/").build().create(context());

      assertThat(preview(provider).target())
          .isEqualTo(
              "https://gateway.example.com/wechat/cgi-bin/message/template/send?access_token=***");
      provider.close();
    }

    @SuppressWarnings("unchecked")
    private io.notifyjava.spi.RequestPreview preview(Provider<?> provider) {
      return ((Provider<Message>) provider).preview(Account.template());
    }

    @Test
    void ownClient_isUsedAndNeverShutDown() {
      ConnectionPool pool = new ConnectionPool();
      OkHttpClient client = new OkHttpClient.Builder().connectionPool(pool).build();
      try (Account account = new Account(a -> a.httpClient(client))) {
        assertThat(account.send(Account.text()).isAccepted()).isTrue();
        assertThat(pool.connectionCount()).isEqualTo(1);
        account.provider().close();
        assertThat(client.dispatcher().executorService().isShutdown()).isFalse();
      }
      pool.evictAll();
    }
  }

  @Nested
  class Keys {

    private TokenKey key(WeChat.AccountBuilder builder) {
      return ((WeChatConfig) builder.build()).tokenKey();
    }

    @Test
    void tokens_areKeptApartByHostAccountAndSecret() {
      TokenKey key = key(valid());

      assertThat(key.platform()).isEqualTo("api.weixin.qq.com");
      assertThat(key.account()).isEqualTo("wx1");
      assertThat(key.fingerprint()).hasSize(16).doesNotContain("s3cret");
      assertThat(key)
          .isEqualTo(key(valid().readTimeout(Duration.ofSeconds(1))))
          .isNotEqualTo(key(valid().appId("wx2")))
          .isNotEqualTo(key(valid().appSecret("another")))
          .isNotEqualTo(key(valid().baseUrl("https://sh.api.weixin.qq.com")));
    }

    @Test
    void port_isPartOfTheHostOnlyIfItIsUnusual() {
      assertThat(key(valid().baseUrl("https://e.com:443")).platform()).isEqualTo("e.com");
      assertThat(key(valid().baseUrl("https://e.com:8443")).platform()).isEqualTo("e.com:8443");
    }

    @Test
    void ownTokenSource_hasNoSecretToTakeAFingerprintOf() {
      assertThat(
              key(WeChat.account()
                      .appId("wx1")
                      .tokenSource(limit -> new Grant("t", Duration.ofHours(1))))
                  .fingerprint())
          .isEqualTo("external");
    }
  }

  @Nested
  class Factory {

    private final ProviderFactory factory = new WeChatProviderFactory();

    private TestProviderContext.Builder settings() {
      return TestProviderContext.builder()
          .account("main")
          .setting("app-id", "wx1")
          .setting("app-secret", "s3cret-value")
          .defaultsOf(factory);
    }

    @Test
    void serviceLoader_findsIt() {
      assertThat(ServiceLoader.load(ProviderFactory.class))
          .hasAtLeastOneElementOfType(WeChatProviderFactory.class);
      assertThat(factory.type()).isEqualTo("wechat");
    }

    @Test
    void idAndSecret_areAllThatIsNeeded() {
      try (Provider<?> provider = factory.create(settings().build())) {
        assertThat(provider.capabilities().byType())
            .containsEntry(TemplateMessage.class, Support.idempotent(Duration.ofMinutes(10)))
            .containsEntry(CustomerMessage.class, Support.plain())
            .containsEntry(SubscriptionMessage.class, Support.plain())
            .containsEntry(ServiceSubscriptionMessage.class, Support.plain())
            .containsEntry(OneTimeSubscriptionMessage.class, Support.plain());
      }
    }

    @Test
    void settings_reachTheProvider() {
      try (Provider<?> provider =
          factory.create(settings().setting("resend-window", "90s").build())) {
        assertThat(provider.capabilities().of(Account.template()))
            .contains(Support.idempotent(Duration.ofSeconds(90)));
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stable", "classic"})
    void tokenMode_isOneOfTwo(String mode) {
      factory.create(settings().setting("token-mode", mode).build()).close();
    }

    @ParameterizedTest
    @CsvSource({"refuse, 1", "cut, 0", "off, 0"})
    void valueCheck_isOneOfThree(String check, int problems) {
      TemplateMessage message =
          Account.template().toBuilder().data("thing1", "longer than twenty characters").build();

      try (Provider<Message> provider =
          provider(settings().setting("value-check", check).build())) {
        assertThat(provider.problems(message)).hasSize(problems);
      }
    }

    @SuppressWarnings("unchecked")
    private Provider<Message> provider(ProviderContext context) {
      return (Provider<Message>) factory.create(context);
    }

    @Test
    void everythingWrong_isNamedAtOnce() {
      assertThat(
              problems(
                  () ->
                      factory.create(
                          settings()
                              .setting("token-mode", "Stable")
                              .setting("value-check", "trim")
                              .setting("base-url", "http://plain.example.com")
                              .setting("backup-urls", "https://ok.example.com,nonsense")
                              .setting("connect-timeout", "0s")
                              .setting("read-timeout", "2h")
                              .setting("write-timeout", "2h")
                              .setting("max-idle-connections", "-1")
                              .setting("max-text-bytes", "0")
                              .setting("resend-window", "1h")
                              .build())))
          .containsExactly(
              "token-mode: expected stable or classic, but found Stable",
              "value-check: expected refuse, cut or off, but found trim",
              "max-text-bytes: expected 1 or more, but found 0",
              "resend-window: expected 0 to 10 minutes, for which WeChat knows a client_msg_id, but"
                  + " found PT1H",
              "base-url: expected https, but found http for plain.example.com; use https, or accept"
                  + " with allow-plain-http that everybody on the way can read what is sent",
              "backup-urls[1]: expected a URL such as https://api.example.com, but found something"
                  + " else; check scheme, host, port and spaces",
              "connect-timeout: expected 1 ms to 1 h, but found PT0S",
              "read-timeout: expected 1 ms to 1 h, but found PT2H",
              "write-timeout: expected 1 ms to 1 h, but found PT2H",
              "max-idle-connections: expected 0 to 100000, but found -1");
    }

    @ParameterizedTest
    @CsvSource({"resend-window, 10m", "value-check, refuse", "base-url, https://api.weixin.qq.com"})
    void defaults_areThoseOfTheBuilder(String name, String value) {
      assertThat(factory.settings())
          .filteredOn(setting -> setting.name().equals(name))
          .extracting(Setting::defaultValue)
          .containsExactly(value);
      WeChat.AccountBuilder builder = WeChat.account();
      assertThat(builder.resendWindow).isEqualTo(Duration.ofMinutes(10));
      assertThat(builder.valueCheck).isEqualTo(ValueCheck.REFUSE);
    }
  }

  private static TestProviderContext context() {
    return TestProviderContext.create();
  }
}
