package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.notifyjava.result.ConfigurationException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Cache;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpExchangeBuilderTest {

  private static final HttpCall GET = HttpCall.get("/token");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.com",
        "https://api.example.com/",
        "https://api.example.com:8443/prefix/",
        "HTTPS://api.example.com",
        "https://[2001:db8::1]:8443",
        "https://例子.测试"
      })
  void url_thatIsRight_isTaken(String url) {
    HttpExchange.builder().baseUrl(url).build().close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://api.example.com | expected https, but found http for api.example.com; use https, or",
        "https://user:pa55w0rd@api.example.com | found a user name before the host; send",
        "https://pa55w0rd@api.example.com/x | found a user name before the host; send",
        "https://api.example.com/x?key=pa55w0rd | found a query or fragment; add parameters",
        "https://api.example.com/#pa55w0rd | found a query or fragment; add parameters",
        "ftp://api.example.com | found something else; check scheme, host, port and spaces",
        "api.example.com | found something else",
        "https:// | found something else",
        "https://api.example.com:99999 | found something else",
        "https://api example.com | found something else",
        "https:/api.example.com | found something else",
        "https:\\\\api.example.com | found something else",
        "'' | found something else"
      })
  void url_thatIsWrong_isRefusedWithoutItsSecrets(String url, String problem) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> HttpExchange.builder().baseUrl(url).build())
        .withMessageStartingWith("Configuration problem: baseUrl: expected")
        .withMessageContaining(problem)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("pa55w0rd"));
  }

  @Test
  void problems_areReportedTogether() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                HttpExchange.builder()
                    .backupUrls(List.of("https://ok.example.com", "http://a", "nonsense"))
                    .connectTimeout(Duration.ZERO)
                    .readTimeout(Duration.ofHours(2))
                    .writeTimeout(Duration.ofMillis(-1))
                    .keepAlive(Duration.ofNanos(1))
                    .maxResponseBytes(0)
                    .maxIdleConnections(-1)
                    .httpClient(new OkHttpClient())
                    .proxy(Proxy.NO_PROXY)
                    .build())
        .satisfies(
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "baseUrl: expected the address that the provider names, such as"
                            + " https://api.example.com, but found none",
                        "backupUrls[1]: expected https, but found http for a; use https, or accept"
                            + " with allowPlainHttp that everybody on the way can read what is sent",
                        "backupUrls[2]: expected a URL such as https://api.example.com, but found"
                            + " something else; check scheme, host, port and spaces",
                        "connectTimeout: expected 1 ms to 1 h, but found PT0S",
                        "readTimeout: expected 1 ms to 1 h, but found PT2H",
                        "writeTimeout: expected 1 ms to 1 h, but found PT-0.001S",
                        "keepAlive: expected 1 ms to 1 h, but found PT0.000000001S",
                        "maxResponseBytes: expected 1 to 67108864, but found 0",
                        "maxIdleConnections: expected 0 to 100000, but found -1",
                        "proxy: expected to be left out beside httpClient, but was set; set it"
                            + " on that client",
                        "maxIdleConnections: expected to be left out beside httpClient, but was set; set it"
                            + " on that client",
                        "keepAlive: expected to be left out beside httpClient, but was set; set it"
                            + " on that client"));
  }

  @Test
  void trustBesideAClient_isRefused() {
    HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                HttpExchange.builder()
                    .baseUrl("https://api.example.com")
                    .httpClient(new OkHttpClient())
                    .trustedCertificates(List.of(authority.certificate()))
                    .build())
        .withMessageContaining("trustedCertificates: expected to be left out beside httpClient");
  }

  @Test
  void nulls_areRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> HttpExchange.builder().baseUrl(null))
        .withMessage("baseUrl");
    assertThatNullPointerException()
        .isThrownBy(() -> HttpExchange.builder().redactor(null))
        .withMessage("redactor");
    assertThatNullPointerException()
        .isThrownBy(() -> HttpExchange.builder().readTimeout(null))
        .withMessage("readTimeout");
  }

  @Test
  void builder_mayBeUsedAgain() {
    HttpExchange.Builder builder = HttpExchange.builder().baseUrl("https://one.example.com");
    HttpExchange first = builder.build();
    HttpExchange second = builder.baseUrl("https://two.example.com").build();

    assertThat(first).hasToString("HttpExchange[one.example.com]");
    assertThat(second).hasToString("HttpExchange[two.example.com]");
    first.close();
    second.close();
  }

  @Test
  void givenClient_keepsItsListenersAndInterceptors() throws Exception {
    AtomicInteger heard = new AtomicInteger();
    List<String> seen = new ArrayList<>();
    OkHttpClient client =
        new OkHttpClient.Builder()
            .eventListener(
                new EventListener() {
                  @Override
                  public void requestHeadersStart(Call call) {
                    heard.incrementAndGet();
                  }
                })
            .addInterceptor(
                chain -> {
                  seen.add("application");
                  return chain.proceed(
                      chain.request().newBuilder().header("X-Mine", "yes").build());
                })
            .addNetworkInterceptor(
                chain -> {
                  seen.add("network");
                  return chain.proceed(chain.request());
                })
            .build();
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(new MockResponse.Builder().body("{}").build());
      try (HttpExchange exchange = exchange(server, client)) {
        assertThat(exchange.execute(GET, Duration.ofSeconds(5))).isInstanceOf(HttpAnswer.class);
      }
      assertThat(server.takeRequest().getHeaders().get("X-Mine")).isEqualTo("yes");
    }
    assertThat(heard).hasValue(1);
    assertThat(seen).containsExactly("application", "network");
    assertThat(client.networkInterceptors()).hasSize(1);
    assertThat(client.retryOnConnectionFailure()).isTrue();
  }

  @Test
  void givenClient_thatThrowsBeforeTheNetwork_isNotSent() throws Exception {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  throw new IllegalStateException("secret of the caller");
                })
            .build();
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      try (HttpExchange exchange = exchange(server, client)) {
        HttpNotSent outcome = (HttpNotSent) exchange.execute(GET, Duration.ofSeconds(5));

        assertThat(outcome.failure().code()).isEqualTo("internal");
        assertThat(outcome.failure().text())
            .contains("nothing was sent: expected an answer or an IOException, but found")
            .contains("IllegalStateException")
            .doesNotContain("secret of the caller");
      }
    }
  }

  @Test
  void givenClient_thatThrowsAfterTheNetwork_isMaybeSent() throws Exception {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  chain.proceed(chain.request()).close();
                  throw new IllegalStateException("bug");
                })
            .build();
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(new MockResponse.Builder().body("{}").build());
      try (HttpExchange exchange = exchange(server, client)) {
        assertThat(exchange.execute(GET, Duration.ofSeconds(5))).isInstanceOf(HttpMaybeSent.class);
      }
    }
  }

  @Test
  void cacheOfTheGivenClient_isNotAsked(@TempDir java.io.File folder) throws Exception {
    OkHttpClient client = new OkHttpClient.Builder().cache(new Cache(folder, 1 << 20)).build();
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      for (int i = 0; i < 2; i++) {
        server.enqueue(
            new MockResponse.Builder()
                .addHeader("Cache-Control", "max-age=3600")
                .body("{\"access_token\":\"t" + i + "\"}")
                .build());
      }
      try (HttpExchange exchange = exchange(server, client)) {
        exchange.execute(GET, Duration.ofSeconds(5));
        HttpAnswer second = (HttpAnswer) exchange.execute(GET, Duration.ofSeconds(5));

        assertThat(second.utf8Text()).contains("t1");
      }
    }
  }

  @Test
  void proxy_isUsed() throws Exception {
    try (FaultServer proxy =
        FaultServer.start(
            c -> {
              c.readRequest();
              c.write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
            })) {
      int port = Integer.parseInt(proxy.url().replaceFirst(".*:", ""));
      try (HttpExchange exchange =
          HttpExchange.builder()
              .baseUrl("https://api.example.com")
              .proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", port)))
              .build()) {
        HttpOutcome outcome =
            exchange.execute(GET.secretQuery("secret", "pa55w0rd"), Duration.ofSeconds(5));

        // The tunnel failed, so the request never left.
        assertThat(((HttpNotSent) outcome).failure().code()).isEqualTo("connect");
        assertThat(proxy.requests().peek())
            .startsWith("CONNECT api.example.com:443 HTTP/1.1")
            .doesNotContain("pa55w0rd");
      }
    }
  }

  private static HttpExchange exchange(MockWebServer server, OkHttpClient client) {
    return HttpExchange.builder()
        .baseUrl(server.url("/").toString())
        .allowPlainHttp(true)
        .httpClient(client)
        .build();
  }
}
