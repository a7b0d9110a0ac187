package io.notifyjava.testkit.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireFaultsTest {

  private static final String BODY = "{\"errcode\":0,\"errmsg\":\"好\"}";

  private final AtomicReference<WireReply> reply = new AtomicReference<>(WireReply.json(BODY));
  private final AtomicReference<Optional<Fault>> gate = new AtomicReference<>(Optional.empty());
  private final AtomicInteger handled = new AtomicInteger();
  private WireServer server;

  @BeforeEach
  void start() {
    server =
        WireServer.builder()
            .gate(number -> gate.get())
            .handler(
                request -> {
                  handled.incrementAndGet();
                  return reply.get();
                })
            .start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void breakWith(Fault fault) {
    reply.set(WireReply.json(BODY).withFault(fault));
  }

  @Test
  void resetAtAccept_endsTheConnectionWithReset_beforeAnyRequest() throws IOException {
    gate.set(Optional.of(Fault.RESET_AT_ACCEPT));
    // The reset may come while the client is still setting its socket up.
    assertThatThrownBy(
            () -> {
              try (RawClient client = new RawClient(server.port())) {
                client.read();
              }
            })
        .isInstanceOf(SocketException.class);
    assertThat(handled).hasValue(0);
  }

  @Test
  void closeAtAccept_endsTheConnectionWithFin_beforeAnyRequest() throws IOException {
    gate.set(Optional.of(Fault.CLOSE_AT_ACCEPT));
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.read()).isEqualTo(-1);
    }
    assertThat(handled).hasValue(0);
  }

  @Test
  void resetBeforeRequest_waitsForTheFirstByte_andHandlesNothing() throws IOException {
    gate.set(Optional.of(Fault.RESET_BEFORE_REQUEST));
    try (RawClient client = new RawClient(server.port())) {
      client.socket().setSoTimeout(100);
      assertThatThrownBy(client::read).isInstanceOf(SocketTimeoutException.class);
      client.socket().setSoTimeout(30_000);
      client.get("/");
      assertThatThrownBy(client::read).isInstanceOf(SocketException.class);
    }
    assertThat(handled).hasValue(0);
  }

  @Test
  void neverRead_acceptsAndLeavesTheBytesInTheSocket() throws IOException {
    gate.set(Optional.of(Fault.NEVER_READ));
    try (RawClient client = new RawClient(server.port())) {
      client.get("/");
      client.socket().setSoTimeout(100);
      assertThatThrownBy(client::read).isInstanceOf(SocketTimeoutException.class);
    }
    assertThat(server.stats().bytesRead()).isZero();
    assertThat(handled).hasValue(0);
  }

  @Test
  void resetAfterRequest_handlesTheRequest_thenResets() throws IOException {
    breakWith(Fault.RESET_AFTER_REQUEST);
    try (RawClient client = new RawClient(server.port())) {
      client.post("/", "hello");
      assertThatThrownBy(client::read).isInstanceOf(SocketException.class);
    }
    assertThat(handled).hasValue(1);
  }

  @Test
  void closeAfterRequest_handlesTheRequest_thenSendsFin() throws IOException {
    breakWith(Fault.CLOSE_AFTER_REQUEST);
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.post("/", "hello").read()).isEqualTo(-1);
    }
    assertThat(handled).hasValue(1);
  }

  @Test
  void halfClose_endsItsDirectionOnly() throws IOException {
    breakWith(Fault.HALF_CLOSE);
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.get("/").read()).isEqualTo(-1);
      long before = server.stats().bytesRead();
      // Were it closed on the other side, the second write would be answered by a reset.
      client.send("still talking");
      client.send("and still");
      await().until(() -> server.stats().bytesRead() == before + "still talkingand still".length());
      assertThat(server.stats().openNow()).isEqualTo(1);
    }
    await().until(() -> server.stats().openNow() == 0);
  }

  @Test
  void silence_readsAndNeverAnswers_untilTheClientCloses() throws IOException {
    breakWith(Fault.SILENCE);
    try (RawClient client = new RawClient(server.port())) {
      client.get("/").socket().setSoTimeout(100);
      assertThatThrownBy(client::read).isInstanceOf(SocketTimeoutException.class);
      assertThat(server.stats().openNow()).isEqualTo(1);
    }
    await().until(() -> server.stats().openNow() == 0);
  }

  @Test
  void truncated_promisesMoreThanItSends() throws IOException {
    breakWith(Fault.TRUNCATED);
    int length = BODY.getBytes(UTF_8).length;
    try (RawClient client = new RawClient(server.port())) {
      RawClient.Reply cut = client.get("/").reply();
      assertThat(cut.headers()).containsEntry("content-length", "" + length);
      assertThat(cut.body()).isEqualTo(Arrays.copyOf(BODY.getBytes(UTF_8), length / 2));
      assertThat(client.read()).isEqualTo(-1);
    }
  }

  @Test
  void truncatedWithoutLength_looksLikeAWholeAnswer() throws IOException {
    breakWith(Fault.TRUNCATED_WITHOUT_LENGTH);
    try (RawClient client = new RawClient(server.port())) {
      RawClient.Reply cut = client.get("/").head();
      assertThat(cut.headers()).doesNotContainKeys("content-length", "transfer-encoding");
      assertThat(client.readToEnd()).isEqualTo("{\"errcode\":0,\"");
    }
  }

  @Test
  void truncatedChunked_lacksTheLastChunk() throws IOException {
    breakWith(Fault.TRUNCATED_CHUNKED);
    try (RawClient client = new RawClient(server.port())) {
      RawClient.Reply cut = client.get("/").head();
      assertThat(cut.headers()).containsEntry("transfer-encoding", "chunked");
      assertThat(client.readToEnd()).isEqualTo("e\r\n{\"errcode\":0,\"\r\n");
    }
  }

  @Test
  void resetInBody_sendsHeadersFirst() throws IOException {
    breakWith(Fault.RESET_IN_BODY);
    try (RawClient client = new RawClient(server.port())) {
      assertThatThrownBy(
              () -> {
                client.get("/").head();
                client.readToEnd();
              })
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void htmlPage_replacesTheBodyAndKeepsTheConnection() throws IOException {
    breakWith(Fault.HTML_PAGE);
    try (RawClient client = new RawClient(server.port())) {
      RawClient.Reply page = client.get("/").reply();
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.headers()).containsEntry("content-type", "text/html; charset=utf-8");
      assertThat(page.text()).contains("<h1>502 Bad Gateway</h1>");
      assertThat(client.get("/").reply().status()).isEqualTo(200);
    }
  }

  @Test
  void emptyBody_keepsStatusAndType() throws IOException {
    breakWith(Fault.EMPTY_BODY);
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.get("/").reply().headers())
          .containsEntry("content-length", "0")
          .containsEntry("content-type", "application/json");
    }
  }

  @Test
  void wrongCharset_liesAboutUtf8Bytes() throws IOException {
    breakWith(Fault.WRONG_CHARSET);
    try (RawClient client = new RawClient(server.port())) {
      RawClient.Reply lie = client.get("/").reply();
      assertThat(lie.headers()).containsEntry("content-type", "application/json; charset=UTF-16");
      assertThat(lie.body()).isEqualTo(BODY.getBytes(UTF_8));
    }
  }

  @Test
  void hugeBody_isOneJsonErrorOfFiveMillionBytes() throws IOException {
    breakWith(Fault.HUGE_BODY);
    try (RawClient client = new RawClient(server.port())) {
      RawClient.Reply huge = client.get("/").reply();
      assertThat(huge.body()).hasSize(5_000_000);
      assertThat(huge.text()).startsWith("{\"errcode\":-1,\"errmsg\":\"xxx").endsWith("xxx\"}");
      assertThat(client.get("/").reply().body()).hasSize(5_000_000);
    }
  }

  @Test
  void endlessChunked_goesOnUntilTheClientLeaves() throws IOException {
    breakWith(Fault.ENDLESS_CHUNKED);
    try (RawClient client = new RawClient(server.port())) {
      client.get("/").head();
      for (int i = 0; i < 1_000; i++) {
        assertThat(client.line()).isEqualTo("2000");
        assertThat(client.line()).isEmpty();
      }
    }
    await().until(() -> server.stats().openNow() == 0);
  }

  @Test
  void gzipBomb_isSmallOnTheWireAndHugeInside() throws IOException {
    breakWith(Fault.gzipBomb(64L << 20));
    try (RawClient client = new RawClient(server.port())) {
      RawClient.Reply bomb = client.get("/").reply();
      assertThat(bomb.headers()).containsEntry("content-encoding", "gzip");
      assertThat(bomb.body()).hasSizeLessThan(80_000);
      long inflated =
          new GZIPInputStream(new ByteArrayInputStream(bomb.body()))
              .transferTo(OutputStream.nullOutputStream());
      assertThat(inflated).isEqualTo(64L << 20);
    }
  }

  @Test
  void dripHeaders_sendsByteAfterByte() throws IOException {
    breakWith(Fault.dripHeaders(Duration.ofMillis(1)));
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.get("/").reply().text()).isEqualTo(BODY);
      assertThat(client.read()).isEqualTo(-1);
    }
  }

  @Test
  void dripBody_sendsTheHeadAtOnce_andStopsWhenTheServerCloses() throws IOException {
    breakWith(Fault.dripBody(Duration.ofHours(1)));
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.get("/").head().status()).isEqualTo(200);
      client.socket().setSoTimeout(100);
      assertThatThrownBy(client::read).isInstanceOf(SocketTimeoutException.class);
      server.close();
      client.socket().setSoTimeout(30_000);
      assertThat(client.read()).isEqualTo(-1);
    }
    assertThat(server.stats().openNow()).isZero();
  }

  @Test
  void earlyHints_precedeTheAnswer() throws IOException {
    breakWith(Fault.EARLY_HINTS);
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.get("/").head().status()).isEqualTo(103);
      assertThat(client.reply().text()).isEqualTo(BODY);
    }
  }

  @Test
  void http10_answersWithoutALengthAndCloses() throws IOException {
    breakWith(Fault.HTTP_1_0);
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.get("/").head().statusLine()).isEqualTo("HTTP/1.0 200 OK");
      assertThat(client.readToEnd()).isEqualTo(BODY);
    }
  }

  @Test
  void headerFlood_sendsAHundredThousandLines() throws IOException {
    breakWith(Fault.HEADER_FLOOD);
    try (RawClient client = new RawClient(server.port())) {
      String all = client.get("/").readToEnd();
      assertThat(all.lines().filter(line -> line.startsWith("X-Flood-"))).hasSize(100_000);
      assertThat(all).endsWith(BODY);
    }
  }

  @Test
  void garbage_isNotHttp() throws IOException {
    breakWith(Fault.GARBAGE);
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.get("/").readToEnd()).contains("this is not HTTP");
    }
  }

  @Test
  void closeAfterReply_promisesKeepAliveAndCloses() throws IOException {
    breakWith(Fault.CLOSE_AFTER_REPLY);
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.get("/").reply().headers()).containsEntry("connection", "keep-alive");
      assertThat(client.read()).isEqualTo(-1);
    }
  }

  @Test
  void resetAfterReply_answersAndResets() throws IOException {
    breakWith(Fault.RESET_AFTER_REPLY);
    try (RawClient client = new RawClient(server.port())) {
      client.get("/");
      // The reset may overtake the answer: both are what a pool meets in production.
      assertThatThrownBy(
              () -> {
                client.reply();
                client.read();
              })
          .isInstanceOfAny(SocketException.class, EOFException.class);
    }
  }

  @Test
  void refusedConnections_areRefusedByTheSystem_andAcceptedAgainOnTheSamePort() throws IOException {
    try (RawClient old = new RawClient(server.port())) {
      assertThat(old.get("/").reply().status()).isEqualTo(200);
      server.refuseConnections();
      server.refuseConnections();
      assertThatThrownBy(() -> new RawClient(server.port())).isInstanceOf(ConnectException.class);
      assertThat(old.get("/").reply().status()).as("open connections live on").isEqualTo(200);
      server.acceptConnections();
      server.acceptConnections();
      try (RawClient fresh = new RawClient(server.port())) {
        assertThat(fresh.get("/").reply().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void gateThatReturnsAReplyFault_closesTheConnection() throws IOException {
    gate.set(Optional.of(Fault.SILENCE));
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.read()).isEqualTo(-1);
    }
  }

  @Test
  void connectionsThatFaultsEnded_areNotCountedAsOpen() throws IOException {
    gate.set(Optional.of(Fault.CLOSE_AT_ACCEPT));
    new RawClient(server.port()).close();
    gate.set(Optional.of(Fault.RESET_BEFORE_REQUEST));
    new RawClient(server.port()).close();
    await().until(() -> server.stats().connections() == 2);
    await().until(() -> server.stats().openNow() == 0);
  }
}
