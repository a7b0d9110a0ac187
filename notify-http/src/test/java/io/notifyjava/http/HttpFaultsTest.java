package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault has its outcome, ends in time, is asked once, and leaves nothing open. */
class HttpFaultsTest {

  /** Nobody waits so long: time jumps over it when the server has begun to let the client wait. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** For what must come to an end soon, however busy the machine is. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final HttpCall POST =
      HttpCall.post("/cgi-bin/send").json("{\"text\":\"好\"}".getBytes(StandardCharsets.UTF_8));

  private final JumpingTime time = new JumpingTime();

  @BeforeAll
  static void makeTheBomb() {
    assertThat(Fault.Bomb.BYTES).hasSizeLessThan(200_000);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void fault_afterRequestLeft_isMaybeSentOnceAndEndsInTime(Fault fault) throws Exception {
    try (FaultServer server = start(fault.script);
        HttpExchange exchange = exchange(server)) {
      long start = System.nanoTime();
      HttpOutcome outcome = exchange.execute(POST, LIMIT);
      Duration took = Duration.ofNanos(System.nanoTime() - start);

      assertThat(outcome).isInstanceOf(HttpMaybeSent.class);
      Failure failure = ((HttpMaybeSent) outcome).failure();
      assertThat(failure.code()).isEqualTo(fault.code);
      assertThat(failure.reason()).isEqualTo(fault.reason);
      assertThat(failure.text())
          .startsWith("POST /cgi-bin/send at 127.0.0.1: ")
          .endsWith("; the outcome is unknown, ask the provider before resending");
      assertThat(took).isLessThan(SOON);
      assertThat(server.connections()).isEqualTo(1);
      assertThat(server.requests()).hasSizeLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"RESET_AFTER_REQUEST", "CLOSED_AFTER_REQUEST", "HALF_CLOSED_AFTER_REQUEST"})
  void fault_onGet_isNotRepeatedEither(Fault fault) throws Exception {
    try (FaultServer server = FaultServer.start(fault.script);
        HttpExchange exchange = exchange(server)) {
      HttpOutcome outcome = exchange.execute(HttpCall.get("/cgi-bin/token"), LIMIT);

      assertThat(outcome).isInstanceOf(HttpMaybeSent.class);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "FIVE_MEGABYTES",
        "ENDLESS_CHUNKS",
        "ENDLESS_WITHOUT_LENGTH",
        "GZIP_BOMB",
        "ONE_HUGE_HEADER",
        "ENDLESS_HEADERS",
        "ENDLESS_EARLY_HINTS"
      })
  void flood_costsLittleMemory(Fault fault) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (FaultServer server = FaultServer.start(fault.script);
        HttpExchange exchange = exchange(server)) {
      long before = threads.getCurrentThreadAllocatedBytes();
      exchange.execute(POST, LIMIT);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;

      // Garbage counts too, so what is held at one time is less.
      assertThat(allocated).isLessThan(16 << 20);
    }
  }

  @Test
  void refusedConnection_isNotSent() throws Exception {
    try (DeadPort nobody = new DeadPort();
        HttpExchange exchange = exchange(nobody.url())) {
      Failure failure = notSent(exchange.execute(POST, LIMIT));

      assertThat(failure.reason()).isEqualTo(FailureReason.UNAVAILABLE);
      assertThat(failure.code()).isEqualTo("connect");
      assertThat(failure.retryable()).isTrue();
      assertThat(failure.text())
          .startsWith("POST /cgi-bin/send at 127.0.0.1: no connection (ConnectException: Failed")
          .endsWith("; try again");
    }
  }

  @Test
  void resetAtAccept_leavesNothingActedOn() throws Exception {
    try (FaultServer server = FaultServer.start(FaultServer.Connection::reset);
        HttpExchange exchange = exchange(server)) {
      HttpOutcome outcome = exchange.execute(POST, LIMIT);

      // Which of the two depends on whether the reset overtakes the first byte.
      assertThat(outcome).isInstanceOfAny(HttpNotSent.class, HttpMaybeSent.class);
      assertThat(server.requests()).isEmpty();
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void bigBodyThatIsNeverRead_endsWithTheTimeLimit() throws Exception {
    try (FaultServer server = start(Fault.SILENT_FROM_THE_START.script);
        HttpExchange exchange = exchange(server)) {
      long start = System.nanoTime();
      Failure failure = maybeSent(exchange.execute(bigPost(), LIMIT));

      assertThat(failure.code()).isEqualTo("time-limit");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    }
  }

  @Test
  void silence_endsWithTheTimeLimitByItself() throws Exception {
    Duration shortLimit = Duration.ofMillis(100);
    try (FaultServer server = FaultServer.start(FaultServer.Connection::stall);
        HttpExchange exchange =
            HttpExchange.builder()
                .baseUrl(server.url())
                .allowPlainHttp(true)
                .readTimeout(LIMIT)
                .build()) {
      long start = System.nanoTime();
      HttpOutcome outcome = exchange.execute(POST, shortLimit);
      Duration took = Duration.ofNanos(System.nanoTime() - start);

      // On a busy machine it is over before anything was sent.
      Failure failure = outcome instanceof HttpNotSent early ? early.failure() : maybeSent(outcome);
      assertThat(failure.code()).isEqualTo("time-limit");
      assertThat(took).isBetween(shortLimit, SOON);
    }
  }

  @Test
  void bigBodyThatIsNeverRead_endsWithTheWriteTimeout() throws Exception {
    try (FaultServer server = FaultServer.start(FaultServer.Connection::stall);
        HttpExchange exchange =
            HttpExchange.builder()
                .baseUrl(server.url())
                .allowPlainHttp(true)
                .writeTimeout(Duration.ofMillis(100))
                .build()) {
      Failure failure = maybeSent(exchange.execute(bigPost(), LIMIT));

      assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
      assertThat(failure.code()).isEqualTo("write-timeout");
    }
  }

  @Test
  void bigBodyResetInTheMiddle_isMaybeSent() throws Exception {
    try (FaultServer server = FaultServer.start(FaultServer.Connection::reset);
        HttpExchange exchange = exchange(server)) {
      HttpOutcome outcome = exchange.execute(bigPost(), LIMIT);

      assertThat(outcome).isNotInstanceOf(HttpAnswer.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void silence_endsWithTheReadTimeoutIfThatIsShorter() throws Exception {
    try (FaultServer server = FaultServer.start(Fault.SILENT_AFTER_REQUEST.script);
        HttpExchange exchange =
            HttpExchange.builder()
                .baseUrl(server.url())
                .allowPlainHttp(true)
                .readTimeout(Duration.ofMillis(100))
                .build()) {
      Failure failure = maybeSent(exchange.execute(POST, LIMIT));

      assertThat(failure.code()).isEqualTo("read-timeout");
      assertThat(failure.text()).contains("the server said nothing for PT0.1S");
    }
  }

  @Test
  void bodyCutWithoutLength_isAnAnswerThatDoesNotParse() throws Exception {
    try (FaultServer server =
            FaultServer.start(
                c -> {
                  c.readRequest();
                  c.write("HTTP/1.1 200 OK\r\n\r\n{\"errcode\":0,\"errmsg\":\"o");
                });
        HttpExchange exchange = exchange(server)) {
      HttpAnswer answer = (HttpAnswer) exchange.execute(POST, LIMIT);

      assertThat(Json.parseObject(answer.body())).isEmpty();
    }
  }

  @Test
  void wholeBodyWithoutLength_isAnAnswer() throws Exception {
    try (FaultServer server =
            FaultServer.start(
                c -> {
                  c.readRequest();
                  c.write("HTTP/1.0 200 OK\r\n\r\n{\"errcode\":0}");
                });
        HttpExchange exchange = exchange(server)) {
      HttpAnswer answer = (HttpAnswer) exchange.execute(POST, LIMIT);

      assertThat(Json.parseObject(answer.body())).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GBK", "x-unknown-9", "utf-16", "", "\"", "utf-8; charset=GBK"})
  void charsetOfTheServer_isIgnored(String charset) throws Exception {
    try (FaultServer server =
            FaultServer.start(
                c -> {
                  c.readRequest();
                  c.write("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=");
                  c.write(charset + "\r\nContent-Length: 16\r\n\r\n{\"m\":\"发送\"}  ");
                });
        HttpExchange exchange = exchange(server)) {
      HttpAnswer answer = (HttpAnswer) exchange.execute(POST, LIMIT);

      assertThat(answer.utf8Text()).isEqualTo("{\"m\":\"发送\"}  ");
    }
  }

  @Test
  void earlyHints_beforeTheAnswerAreSkipped() throws Exception {
    try (FaultServer server =
            FaultServer.start(
                c -> {
                  c.readRequest();
                  c.write("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
                  c.write("HTTP/1.1 100 Continue\r\n\r\n");
                  c.answer("{}");
                });
        HttpExchange exchange = exchange(server)) {
      assertThat(((HttpAnswer) exchange.execute(POST, LIMIT)).status()).isEqualTo(200);
    }
  }

  @Test
  void answerAtTheSizeLimit_isRead_oneByteMoreIsNot() throws Exception {
    for (int size : new int[] {1_000, 1_001}) {
      try (FaultServer server =
              FaultServer.start(
                  c -> {
                    c.readRequest();
                    c.answer("x".repeat(size));
                  });
          HttpExchange exchange =
              HttpExchange.builder()
                  .baseUrl(server.url())
                  .allowPlainHttp(true)
                  .maxResponseBytes(1_000)
                  .build()) {
        HttpOutcome outcome = exchange.execute(POST, LIMIT);

        if (size == 1_000) {
          assertThat(((HttpAnswer) outcome).body()).hasSize(1_000);
        } else {
          assertThat(maybeSent(outcome).text())
              .contains(
                  "expected an answer of at most 1000 bytes, but found more, with status 200");
        }
      }
    }
  }

  private static HttpCall bigPost() {
    return HttpCall.post("/cgi-bin/send").body(new byte[16 << 20], "application/octet-stream");
  }

  private static Failure notSent(HttpOutcome outcome) {
    assertThat(outcome).isInstanceOf(HttpNotSent.class);
    return ((HttpNotSent) outcome).failure();
  }

  private static Failure maybeSent(HttpOutcome outcome) {
    assertThat(outcome).isInstanceOf(HttpMaybeSent.class);
    return ((HttpMaybeSent) outcome).failure();
  }

  private FaultServer start(FaultServer.Script script) throws Exception {
    return FaultServer.start(script).whenLingering(() -> time.jump(LIMIT));
  }

  private HttpExchange exchange(FaultServer server) {
    return exchange(server.url());
  }

  /** With no other time limit that could strike first. */
  private HttpExchange exchange(String url) {
    return HttpExchange.builder()
        .baseUrl(url)
        .allowPlainHttp(true)
        .connectTimeout(LIMIT)
        .readTimeout(LIMIT)
        .writeTimeout(LIMIT)
        .watchTicker(time)
        .build();
  }
}
