package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.result.FailureReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackupUrlsTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final HttpCall POST =
      HttpCall.post("/send").json("{}".getBytes(StandardCharsets.UTF_8));

  private final List<DeadPort> deadPorts = new ArrayList<>();
  private FaultServer backup;

  @BeforeEach
  void start() throws IOException {
    backup =
        FaultServer.start(
            c -> {
              while (c.readRequest()) {
                c.answer("{\"from\":\"backup\"}");
              }
            });
  }

  @AfterEach
  void stop() throws IOException {
    backup.close();
    for (DeadPort port : deadPorts) {
      port.close();
    }
  }

  @Test
  void backup_isCalledWhenNobodyListens() throws Exception {
    try (HttpExchange exchange = exchange(deadUrl(), backup.url())) {
      HttpAnswer answer = (HttpAnswer) exchange.execute(POST, LIMIT);

      assertThat(answer.utf8Text()).contains("backup");
      assertThat(backup.requests()).hasSize(1);
    }
  }

  @Test
  void backup_isCalledWhenTheNameIsUnknown() {
    try (HttpExchange exchange = exchange("http://no-such-host.invalid", backup.url())) {
      assertThat(exchange.execute(POST, LIMIT)).isInstanceOf(HttpAnswer.class);
    }
  }

  @Test
  void backup_isCalledWhenTlsFails() throws Exception {
    try (FaultServer notTls = FaultServer.start(c -> c.write("220 hello\r\n"));
        HttpExchange exchange = exchange(notTls.url().replace("http:", "https:"), backup.url())) {
      assertThat(exchange.execute(POST, LIMIT)).isInstanceOf(HttpAnswer.class);
    }
  }

  @Test
  void backups_areCalledInOrder() throws Exception {
    try (HttpExchange exchange =
        exchange(deadUrl(), deadUrl(), "http://no-such-host.invalid", backup.url())) {
      assertThat(exchange.execute(POST, LIMIT)).isInstanceOf(HttpAnswer.class);
    }
  }

  @Test
  void backup_isNotCalledOnceTheRequestMayHaveLeft() throws Exception {
    JumpingTime time = new JumpingTime();
    for (Fault fault : List.of(Fault.RESET_AFTER_REQUEST, Fault.SILENT_FROM_THE_START)) {
      try (FaultServer primary =
              FaultServer.start(fault.script).whenLingering(() -> time.jump(LIMIT));
          HttpExchange exchange =
              builder(primary.url(), backup.url()).readTimeout(LIMIT).watchTicker(time).build()) {
        assertThat(exchange.execute(POST, LIMIT)).isInstanceOf(HttpMaybeSent.class);
      }
    }
    assertThat(backup.connections()).isZero();
  }

  @Test
  void backup_isNotCalledForAnAnswerOfAnyStatus() throws Exception {
    try (FaultServer primary =
            FaultServer.start(
                c -> {
                  c.readRequest();
                  c.write("HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n");
                });
        HttpExchange exchange = exchange(primary.url(), backup.url())) {
      assertThat(((HttpAnswer) exchange.execute(POST, LIMIT)).status()).isEqualTo(503);
      assertThat(backup.connections()).isZero();
    }
  }

  @Test
  void lastFailure_isReportedWhenAllHostsAreDead() throws Exception {
    try (HttpExchange exchange = exchange(deadUrl(), "http://no-such-host.invalid")) {
      HttpNotSent outcome = (HttpNotSent) exchange.execute(POST, LIMIT);

      assertThat(outcome.failure().reason()).isEqualTo(FailureReason.UNAVAILABLE);
      assertThat(outcome.failure().text())
          .isEqualTo(
              "POST /send at no-such-host.invalid: no address found; check the host name and the"
                  + " resolver");
    }
  }

  @Test
  void backup_isNotCalledAfterTheTimeLimit() throws Exception {
    AtomicLong clock = new AtomicLong();
    try (HttpExchange exchange =
        HttpExchange.builder()
            .baseUrl(deadUrl())
            .backupUrls(List.of(backup.url()))
            .allowPlainHttp(true)
            .ticker(() -> clock.getAndAdd(Duration.ofSeconds(2).toNanos()))
            .build()) {
      HttpOutcome outcome = exchange.execute(POST, Duration.ofSeconds(3));

      assertThat(outcome).isInstanceOf(HttpNotSent.class);
      assertThat(backup.connections()).isZero();
    }
  }

  private static HttpExchange exchange(String url, String... backups) {
    return builder(url, backups).build();
  }

  private static HttpExchange.Builder builder(String url, String... backups) {
    return HttpExchange.builder().baseUrl(url).backupUrls(List.of(backups)).allowPlainHttp(true);
  }

  private String deadUrl() throws IOException {
    DeadPort port = new DeadPort();
    deadPorts.add(port);
    return port.url();
  }
}
