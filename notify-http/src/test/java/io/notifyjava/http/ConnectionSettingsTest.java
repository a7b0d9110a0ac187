package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.notifyjava.message.Redactor;
import io.notifyjava.message.Secret;
import java.net.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every account that speaks HTTP is told about its connection, and what is refused. */
class ConnectionSettingsTest {

  /** An account of a provider with a public address, or of one without. */
  static final class Account extends ConnectionBuilder<Account> {

    Account() {
      super("https://api.example.com");
    }

    private Account(boolean known) {
      assertThat(known).isFalse();
    }

    static Account anywhere() {
      return new Account(false);
    }

    ConnectionSettings settled() {
      return connection();
    }

    @Override
    protected Account self() {
      return this;
    }
  }

  private static List<String> problems(Account account) {
    List<String> problems = new ArrayList<>();
    account.settled().check(problems);
    return problems;
  }

  @Test
  void defaults_areRightAndThoseOfTheExchange() {
    Account account = new Account();

    assertThat(problems(account)).isEmpty();
    assertThat(account.settled().baseUrl()).isEqualTo("https://api.example.com");
    assertThat(account.settings)
        .usingRecursiveComparison()
        .ignoringFields("baseUrl", "ticker", "watchTicker")
        .isEqualTo(new ExchangeSettings());
    assertThat(account.settings.connectTimeout).isEqualTo(Duration.ofSeconds(3));
    assertThat(account.settings.readTimeout).isEqualTo(Duration.ofSeconds(5));
    assertThat(account.settings.writeTimeout).isEqualTo(Duration.ofSeconds(5));
    assertThat(account.settings.idleConnections()).isEqualTo(256);
  }

  @Test
  void everythingWrong_isToldAtOnceInTheNamesOfTheKeys() {
    assertThat(
            problems(
                new Account()
                    .baseUrl("http://fooBar.example.com:8080")
                    .backupUrls(List.of("https://ok.example.com", "nonsense"))
                    .connectTimeout(Duration.ZERO)
                    .readTimeout(Duration.ofHours(1).plusNanos(1))
                    .writeTimeout(Duration.ofNanos(999_999))
                    .maxIdleConnections(100_001)
                    .httpClient(new OkHttpClient())
                    .proxy(Proxy.NO_PROXY)))
        .containsExactly(
            "base-url: expected https, but found http for foobar.example.com; use https, or accept"
                + " with allow-plain-http that everybody on the way can read what is sent",
            "backup-urls[1]: expected a URL such as https://api.example.com, but found something"
                + " else; check scheme, host, port and spaces",
            "connect-timeout: expected 1 ms to 1 h, but found PT0S",
            "read-timeout: expected 1 ms to 1 h, but found PT1H0.000000001S",
            "write-timeout: expected 1 ms to 1 h, but found PT0.000999999S",
            "max-idle-connections: expected 0 to 100000, but found 100001",
            "proxy: expected to be left out beside http-client, but was set; set it on that client",
            "max-idle-connections: expected to be left out beside http-client, but was set; set it"
                + " on that client");
  }

  @Test
  void endsOfTheRanges_areTaken() {
    assertThat(
            problems(
                new Account()
                    .connectTimeout(Duration.ofMillis(1))
                    .readTimeout(Duration.ofHours(1))
                    .writeTimeout(Duration.ofHours(1))
                    .maxIdleConnections(0)))
        .isEmpty();
    assertThat(problems(new Account().maxIdleConnections(100_000))).isEmpty();
  }

  @Test
  void trustBesideAClient_isRefused() {
    HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();

    assertThat(
            problems(
                new Account()
                    .httpClient(new OkHttpClient())
                    .trustedCertificates(List.of(authority.certificate()))))
        .singleElement()
        .asString()
        .startsWith("trusted-certificates: expected to be left out beside http-client");
  }

  @Test
  void addressThatNobodyKnows_isRequired() {
    assertThat(problems(Account.anywhere()))
        .containsExactly(
            "base-url: expected the address that the provider names, such as"
                + " https://api.example.com, but found none");
    assertThat(Account.anywhere().settled().address()).isEmpty();
    assertThat(problems(Account.anywhere().baseUrl("https://here.example.com"))).isEmpty();
  }

  @Test
  void addressWithCredentials_isRefusedAndNotRepeated() {
    Account account = new Account().baseUrl("http://user:hunter2@api.example.com");

    assertThat(problems(account))
        .singleElement()
        .asString()
        .contains("found a user name before the host")
        .doesNotContain("hunter2");
    assertThat(account.settled().toString()).doesNotContain("hunter2");
  }

  @Test
  void plainHttp_isTakenWithTheWord() {
    assertThat(problems(new Account().baseUrl("http://127.0.0.1:1").allowPlainHttp(true)))
        .isEmpty();
  }

  @Test
  void signedHost_hasNoBackups() {
    List<String> problems = new ArrayList<>();

    new Account().settled().checkNoBackups("signature v3 is for one host", problems);
    assertThat(problems).isEmpty();

    new Account()
        .backupUrls(List.of("https://a.example.com", "https://b.example.com"))
        .settled()
        .checkNoBackups("signature v3 is for one host", problems);
    assertThat(problems)
        .containsExactly(
            "backup-urls: expected none, since signature v3 is for one host, but found 2; leave"
                + " them out");
  }

  static List<Consumer<Account>> settersGivenNull() {
    return List.of(
        account -> account.baseUrl(null),
        account -> account.backupUrls(null),
        account -> account.connectTimeout(null),
        account -> account.readTimeout(null),
        account -> account.writeTimeout(null),
        account -> account.httpClient(null),
        account -> account.trustedCertificates(null),
        account -> account.proxy(null));
  }

  @ParameterizedTest
  @MethodSource("settersGivenNull")
  void nulls_areRefusedInTheSetter(Consumer<Account> setter) {
    assertThatNullPointerException().isThrownBy(() -> setter.accept(new Account()));
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com, https://api.example.com, '', api.example.com",
    "https://api.example.com:443/, https://api.example.com:443, '', api.example.com",
    "https://api.example.com:8443/in/, https://api.example.com:8443/in, /in, api.example.com:8443",
    "http://127.0.0.1:80, http://127.0.0.1:80, '', 127.0.0.1",
    "http://[::1]:8080, http://[::1]:8080, '', [::1]:8080"
  })
  void address_pathAndSignedHost_areThoseThatGoOut(
      String baseUrl, String address, String path, String host) {
    ConnectionSettings settings = new Account().baseUrl(baseUrl).settled();

    assertThat(settings.address()).isEqualTo(address);
    assertThat(settings.basePath()).isEqualTo(path);
    assertThat(settings.hostHeader()).isEqualTo(host);
  }

  @Test
  void settings_stayAsTheyWereWhenTheBuilderGoesOn() {
    Account account = new Account();
    ConnectionSettings first = account.settled();
    account.baseUrl("https://other.example.com");

    assertThat(first.address()).isEqualTo("https://api.example.com");
    try (HttpExchange exchange = first.exchange(new Redactor(List.of())).build()) {
      assertThat(exchange).hasToString("HttpExchange[api.example.com]");
    }
  }

  @Test
  void exchange_callsWhereItWasTold_andHidesTheSecrets() throws Exception {
    Secret secret = Secret.of("s3cret-value");
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(new MockResponse.Builder().body("{}").build());
      Account account =
          new Account()
              .baseUrl(server.url("/in").toString())
              .allowPlainHttp(true)
              .maxIdleConnections(1);
      try (HttpExchange exchange =
          account.settled().exchange(new Redactor(List.of(secret))).build()) {
        assertThat(exchange.execute(HttpCall.get("/token"), Duration.ofSeconds(5)))
            .isInstanceOf(HttpAnswer.class);
      }
      assertThat(server.takeRequest().getUrl().encodedPath()).isEqualTo("/in/token");
      assertThat(account.settled().exchange(new Redactor(List.of(secret))).settings.redactor)
          .satisfies(redactor -> assertThat(redactor.redact("x s3cret-value")).isEqualTo("x ***"));
    }
  }
}
