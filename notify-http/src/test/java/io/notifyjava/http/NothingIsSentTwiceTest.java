package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.result.FailureReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OkHttp repeats requests in half a dozen situations; here it must not in any. */
class NothingIsSentTwiceTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final HttpCall GET = HttpCall.get("/token");
  private static final HttpCall POST =
      HttpCall.post("/send").json("{}".getBytes(StandardCharsets.UTF_8));

  private final MockWebServer server = new MockWebServer();
  private final MockWebServer elsewhere = new MockWebServer();

  @BeforeEach
  void start() throws Exception {
    server.start();
    elsewhere.start();
  }

  @AfterEach
  void stop() {
    server.close();
    elsewhere.close();
  }

  @ParameterizedTest
  @CsvSource({
    "408, GET",
    "408, POST",
    "503, GET",
    "503, POST",
    "421, GET",
    "421, POST",
    "401, GET",
    "401, POST"
  })
  void status_thatInvitesARepeat_isAnswered(int status, String method) {
    server.enqueue(
        new MockResponse.Builder()
            .code(status)
            .addHeader("Retry-After", "0")
            .addHeader("WWW-Authenticate", "Basic")
            .build());
    server.enqueue(new MockResponse.Builder().body("{}").build());

    try (HttpExchange exchange = exchange(new OkHttpClient())) {
      HttpAnswer answer = (HttpAnswer) exchange.execute(method.equals("GET") ? GET : POST, LIMIT);

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.headers().first("Retry-After")).contains("0");
      assertThat(server.getRequestCount()).isEqualTo(1);
    }
  }

  @Test
  void hugeRetryAfter_onWhichOkHttpChokes_isAnswered() {
    server.enqueue(
        new MockResponse.Builder().code(503).addHeader("Retry-After", "99999999999999").build());

    try (HttpExchange exchange = exchange(new OkHttpClient())) {
      HttpAnswer answer = (HttpAnswer) exchange.execute(POST, LIMIT);

      assertThat(answer.headers().first("Retry-After")).contains("99999999999999");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 307, 308})
  void redirect_isNotFollowed(int status) {
    for (String target :
        new String[] {elsewhere.url("/x").toString(), "/loop", "file:/etc/passwd"}) {
      for (HttpCall call : new HttpCall[] {GET, POST}) {
        server.enqueue(
            new MockResponse.Builder().code(status).addHeader("Location", target).build());
        try (HttpExchange exchange = exchange(new OkHttpClient())) {
          HttpAnswer answer = (HttpAnswer) exchange.execute(call, LIMIT);

          assertThat(answer.status()).isEqualTo(status);
        }
      }
    }
    assertThat(server.getRequestCount()).isEqualTo(6);
    assertThat(elsewhere.getRequestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void connectionThatDiedInThePool_failsOnce(String method) throws Exception {
    HttpCall call = method.equals("GET") ? GET : POST;
    try (FaultServer dying =
            FaultServer.start(
                c -> {
                  c.readRequest();
                  c.answer("{}");
                  c.readRequest();
                });
        HttpExchange exchange =
            HttpExchange.builder().baseUrl(dying.url()).allowPlainHttp(true).build()) {
      assertThat(exchange.execute(call, LIMIT)).isInstanceOf(HttpAnswer.class);
      HttpOutcome second = exchange.execute(call, LIMIT);

      assertThat(second).isInstanceOf(HttpMaybeSent.class);
      assertThat(dying.requests()).hasSize(2);
      assertThat(dying.connections()).isEqualTo(1);
    }
  }

  @Test
  void authenticatorOfTheGivenClient_isNotAsked() {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .authenticator(
                (route, response) ->
                    response
                        .request()
                        .newBuilder()
                        .header("Authorization", Credentials.basic("a", "b"))
                        .build())
            .build();
    server.enqueue(new MockResponse.Builder().code(401).build());

    try (HttpExchange exchange = exchange(client)) {
      assertThat(((HttpAnswer) exchange.execute(GET, LIMIT)).status()).isEqualTo(401);
      assertThat(server.getRequestCount()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void repeatingInterceptorOfTheGivenClient_isStopped(String method) {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  Response first = chain.proceed(chain.request());
                  first.close();
                  return chain.proceed(chain.request());
                })
            .build();
    server.enqueue(new MockResponse.Builder().code(500).build());
    server.enqueue(new MockResponse.Builder().body("{}").build());

    try (HttpExchange exchange = exchange(client)) {
      HttpOutcome outcome = exchange.execute(method.equals("GET") ? GET : POST, LIMIT);

      assertThat(outcome).isInstanceOf(HttpMaybeSent.class);
      assertThat(((HttpMaybeSent) outcome).failure().reason()).isEqualTo(FailureReason.INTERNAL);
      assertThat(((HttpMaybeSent) outcome).failure().text())
          .contains("an interceptor of the given client tried to send the request again");
      assertThat(server.getRequestCount()).isEqualTo(1);
    }
  }

  private HttpExchange exchange(OkHttpClient client) {
    return HttpExchange.builder()
        .baseUrl(server.url("/").toString())
        .allowPlainHttp(true)
        .httpClient(client)
        .build();
  }
}
