package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.notifyjava.message.Redactor;
import io.notifyjava.message.Secret;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** A secret in the query, in a header or in the body shows up nowhere, whatever happens. */
class SecretsTest {

  private static final String CANARY = "Zq7+k/Xw9=vB&3tN~LpR";
  private static final String HEADER_CANARY = "hDr5-mGu2-sYe8-wKc1";
  private static final String BODY_CANARY = "您的验证码是8413577261";

  /** Nobody waits so long: time jumps over it when a server has begun to let the client wait. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final JumpingTime time = new JumpingTime();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final List<String> julLogged = new CopyOnWriteArrayList<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final java.util.logging.Logger julRoot = java.util.logging.Logger.getLogger("");
  private final java.util.logging.Logger julOkHttp = java.util.logging.Logger.getLogger("okhttp3");
  private final Handler julHandler = new Collector();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  private Level level;

  @BeforeEach
  void listen() {
    level = root.getLevel();
    logged.start();
    root.addAppender(logged);
    root.setLevel(Level.TRACE);
    julHandler.setLevel(java.util.logging.Level.ALL);
    julRoot.addHandler(julHandler);
    julOkHttp.setLevel(java.util.logging.Level.ALL);
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stopListening() {
    System.setOut(out);
    System.setErr(err);
    root.detachAppender(logged);
    root.setLevel(level);
    julRoot.removeHandler(julHandler);
    julOkHttp.setLevel(null);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void fault_tellsNoSecret(Fault fault) throws Exception {
    try (FaultServer server =
        FaultServer.start(fault.script).whenLingering(() -> time.jump(LIMIT))) {
      assertSilent(server.url());

      assertThat(events())
          .extracting(ILoggingEvent::getFormattedMessage)
          .anyMatch(line -> line.startsWith("POST /cgi-bin/send?access_token=*** at 127.0.0.1: "));
    }
  }

  @Test
  void echo_ofTheWholeRequestTellsNoSecret() throws Exception {
    for (String frame :
        List.of(
            "%s\r\n\r\n",
            "HTTP/1.1 200 %s\r\nContent-Length: zz\r\n\r\n",
            "HTTP/1.1 500 %1$s\r\nX-Echo: %1$s\r\nContent-Length: 3\r\n\r\n%1$s",
            "HTTP/1.1 302 Found\r\nLocation: https://evil.test/?%s\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n",
            "HTTP/1.1 200 OK\r\nX-%s\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 407 %s\r\nContent-Length: 0\r\n\r\n")) {
      try (FaultServer server =
          FaultServer.start(
              c -> {
                c.readRequest();
                String echo = CANARY + " " + HEADER_CANARY + " " + BODY_CANARY;
                c.write(String.format(Locale.ROOT, frame, echo));
              })) {
        assertSilent(server.url());
      }
    }
  }

  @Test
  void deadHost_unknownHostAndBrokenTls_tellNoSecret() throws Exception {
    String dead;
    try (FaultServer server = FaultServer.start(c -> c.reset())) {
      dead = server.url();
      assertSilent(server.url().replace("http:", "https:"));
    }
    assertSilent(dead);
    assertSilent("https://no-such-host.invalid");
    HandshakeCertificates keys =
        new HandshakeCertificates.Builder()
            .heldCertificate(
                new HeldCertificate.Builder().commonName("x, access_token=" + CANARY).build())
            .build();
    try (FaultServer server = FaultServer.startTls(keys.sslContext(), c -> c.readRequest())) {
      assertSilent(server.url());
    }
  }

  @Test
  void closedAndInterrupted_tellNoSecret() throws Exception {
    HttpExchange exchange = HttpExchange.builder().baseUrl("https://a.example.com").build();
    exchange.close();
    assertNoCanary(exchange.execute(call(), LIMIT).toString());
    Thread.currentThread().interrupt();
    assertSilent("https://a.example.com");
    assertThat(Thread.interrupted()).isTrue();
  }

  private void assertSilent(String url) {
    Redactor redactor = new Redactor(List.of(Secret.of(CANARY)));
    try (HttpExchange exchange =
        HttpExchange.builder()
            .baseUrl(url)
            .allowPlainHttp(true)
            .readTimeout(LIMIT)
            .redactor(redactor)
            .watchTicker(time)
            .build()) {
      HttpOutcome outcome = exchange.execute(call(), LIMIT);

      assertNoCanary(outcome + " " + exchange + " " + call() + " " + call().describe());
    }
    events()
        .forEach(
            event ->
                assertNoCanary(
                    event.getFormattedMessage()
                        + event.getThreadName()
                        + ThrowableProxyUtil.asString(event.getThrowableProxy())));
    julLogged.forEach(SecretsTest::assertNoCanary);
    assertNoCanary(printed.toString(StandardCharsets.UTF_8));
  }

  /** Logback appends under the appender's own lock. */
  private List<ILoggingEvent> events() {
    synchronized (logged) {
      return List.copyOf(logged.list);
    }
  }

  private static HttpCall call() {
    return HttpCall.post("/cgi-bin/send")
        .secretQuery("access_token", CANARY)
        .secretHeader("X-WSSE", HEADER_CANARY)
        .json(BODY_CANARY.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertNoCanary(String text) {
    Stream.of(CANARY, HEADER_CANARY, BODY_CANARY)
        .flatMap(SecretsTest::disguises)
        .forEach(
            disguise -> {
              for (int i = 0; i + 8 <= disguise.length(); i++) {
                assertThat(text).doesNotContain(disguise.substring(i, i + 8));
              }
            });
  }

  private static Stream<String> disguises(String canary) {
    byte[] bytes = canary.getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        canary,
        URLEncoder.encode(canary, StandardCharsets.UTF_8),
        Base64.getEncoder().encodeToString(bytes),
        HexFormat.of().formatHex(bytes),
        HexFormat.of().withUpperCase().formatHex(bytes));
  }

  private final class Collector extends Handler {
    @Override
    public void publish(LogRecord record) {
      julLogged.add(record.getMessage() + record.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
