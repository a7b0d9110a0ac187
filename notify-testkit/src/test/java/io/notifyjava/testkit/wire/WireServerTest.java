package io.notifyjava.testkit.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WireServerTest {

  private final List<WireRequest> seen = new ArrayList<>();
  private WireServer server;

  @BeforeEach
  void start() {
    server =
        WireServer.builder()
            .headLimit(2_000)
            .bodyLimit(10_000)
            .handler(
                request -> {
                  synchronized (seen) {
                    seen.add(request);
                  }
                  return WireReply.json("{\"n\":" + request.bodyLength() + "}");
                })
            .start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void request_arrivesWithMethodPathQueryHeadersAndBody() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(
          "POST /a%20b+c?x=1&y=%E4%BD%A0+%2B&x=2&flag HTTP/1.1\r\n"
              + "Host: h\r\nX-Note:  two words \r\nContent-Length: 6\r\n\r\n你好");
      assertThat(client.reply().text()).isEqualTo("{\"n\":6}");
    }
    WireRequest request = seen.get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/a b+c");
    assertThat(request.query()).isEqualTo(Map.of("x", "1", "y", "你 +", "flag", ""));
    assertThat(request.query("x")).contains("1");
    assertThat(request.query("z")).isEmpty();
    assertThat(request.header("x-NOTE")).contains("two words");
    assertThat(request.text()).isEqualTo("你好");
  }

  @Test
  void requestAndReply_cannotBeChangedThroughTheirArrays() throws IOException {
    byte[] body = {1};
    WireReply reply = WireReply.builder().body(body).build();
    body[0] = 2;
    reply.body()[0] = 3;
    assertThat(reply.body()).containsExactly(1);

    WireRequest request = new WireRequest("POST", "/", Map.of(), List.of(), new byte[] {1});
    request.body()[0] = 2;
    assertThat(request.body()).containsExactly(1);
  }

  @Test
  void toString_showsNeitherQueryNorHeadersNorBody() {
    WireRequest request =
        new WireRequest(
            "POST",
            "/send",
            Map.of("access_token", "SECRET"),
            List.of(new WireHeader("Authorization", "SECRET")),
            "SECRET".getBytes(UTF_8));
    assertThat(request).hasToString("POST /send (6 bytes)");
    assertThat(request.headers()).hasToString("[Authorization]");
    assertThat(WireReply.json("SECRET")).hasToString("200 (6 bytes)");
  }

  @Test
  void keepAlive_servesManyRequestsOnOneConnection() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      for (int i = 0; i < 100; i++) {
        assertThat(client.post("/", "x".repeat(i)).reply().text()).isEqualTo("{\"n\":" + i + "}");
      }
    }
    assertThat(server.stats().connections()).isEqualTo(1);
    assertThat(server.stats().requests()).isEqualTo(100);
  }

  @Test
  void pipelinedRequests_areAnsweredInOrder() throws IOException {
    StringBuilder pipeline = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      pipeline
          .append("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ")
          .append(i)
          .append("\r\n\r\n");
      pipeline.append("y".repeat(i));
    }
    try (RawClient client = new RawClient(server.port())) {
      client.send(pipeline.toString());
      for (int i = 0; i < 500; i++) {
        assertThat(client.reply().text()).isEqualTo("{\"n\":" + i + "}");
      }
    }
  }

  @Test
  void request_inSingleBytes_isUnderstood() throws IOException {
    String request = "\r\nPOST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc";
    try (RawClient client = new RawClient(server.port())) {
      client.socket().setTcpNoDelay(true);
      for (int i = 0; i < request.length(); i++) {
        client.send(request.substring(i, i + 1));
      }
      assertThat(client.reply().text()).isEqualTo("{\"n\":3}");
    }
  }

  @Test
  void chunkedBody_isPutTogether_andTheNextRequestFollows() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(
          "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "3\r\nabc\r\nA;ext=1\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n");
      assertThat(client.reply().text()).isEqualTo("{\"n\":13}");
      assertThat(client.post("/", "z").reply().text()).isEqualTo("{\"n\":1}");
    }
    assertThat(seen.get(0).text()).isEqualTo("abc0123456789");
  }

  @Test
  void expectContinue_isAnsweredBeforeTheBodyIsSent() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(
          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
      assertThat(client.head().statusLine()).isEqualTo("HTTP/1.1 100 Continue");
      client.send("ab");
      assertThat(client.reply().status()).isEqualTo(200);
    }
  }

  @Test
  void connectionClose_isHonoured() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      assertThat(client.reply().headers()).containsEntry("connection", "close");
      assertThat(client.read()).isEqualTo(-1);
    }
  }

  @Test
  void http10_isServedOnceUnlessItAsksForMore() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(200);
      client.send("GET / HTTP/1.0\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(200);
      assertThat(client.read()).isEqualTo(-1);
    }
  }

  @Test
  void head_andBodylessStatuses_carryNoBody() throws IOException {
    try (WireServer quiet =
            WireServer.builder()
                .handler(
                    request ->
                        request.path().equals("/204")
                            ? WireReply.builder().status(204).body("never").build()
                            : WireReply.json("{}"))
                .start();
        RawClient client = new RawClient(quiet.port())) {
      client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(client.head().headers()).containsEntry("content-length", "2");
      client.get("/204");
      assertThat(client.head().statusLine()).isEqualTo("HTTP/1.1 204 No Content");
      assertThat(client.get("/").reply().text()).isEqualTo("{}");
    }
  }

  @TestFactory
  Stream<DynamicTest> malformedRequest_isRefusedWithItsStatus() {
    String host = "Host: h\r\n";
    return Map.ofEntries(
            Map.entry("GET  / HTTP/1.1\r\n" + host + "\r\n", 400),
            Map.entry("GET / HTTP/1.1 \r\n" + host + "\r\n", 400),
            Map.entry("G@T / HTTP/1.1\r\n" + host + "\r\n", 400),
            Map.entry("GET http://h/ HTTP/1.1\r\n" + host + "\r\n", 400),
            Map.entry("GET /%zz HTTP/1.1\r\n" + host + "\r\n", 400),
            Map.entry("GET /?a=%1 HTTP/1.1\r\n" + host + "\r\n", 400),
            Map.entry("GET / HTTP/1.1\r\n\r\n", 400),
            Map.entry("GET / HTTP/1.1\r\n" + host + host + "\r\n", 400),
            Map.entry("GET / HTTP/2.0\r\n" + host + "\r\n", 505),
            Map.entry("GET / HTTP/1.1\n" + host + "\r\n", 400),
            Map.entry("\r\n\nGET", 400),
            Map.entry("GET / HTTP/1.1\r\n" + host + "A: b\rc\r\n\r\n", 400),
            Map.entry("GET / HTTP/1.1\r\n" + host + "No colon\r\n\r\n", 400),
            Map.entry("GET / HTTP/1.1\r\n" + host + "Space : x\r\n\r\n", 400),
            Map.entry("GET / HTTP/1.1\r\n" + host + " folded\r\n\r\n", 400),
            Map.entry("POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", 400),
            Map.entry("POST / HTTP/1.1\r\n" + host + "Content-Length: 1, 1\r\n\r\n", 400),
            Map.entry(
                "POST / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
                400),
            Map.entry(
                "POST / HTTP/1.1\r\n"
                    + host
                    + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                400),
            Map.entry("POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n", 501),
            Map.entry("POST / HTTP/1.1\r\n" + host + "Expect: magic\r\n\r\n", 417),
            Map.entry("POST / HTTP/1.1\r\n" + host + "Content-Length: 10001\r\n\r\n", 413),
            Map.entry(
                "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n9999\r\n", 413),
            Map.entry(
                "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nxx\r\n", 400),
            Map.entry(
                "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
                400),
            Map.entry("GET / HTTP/1.1\r\n" + host + "A: " + "b".repeat(2_000) + "\r\n\r\n", 431))
        .entrySet()
        .stream()
        .map(
            bad ->
                DynamicTest.dynamicTest(
                    bad.getValue() + " " + bad.getKey().replaceAll("\\s+", " "),
                    () -> refused(bad.getKey(), bad.getValue())));
  }

  private void refused(String request, int status) throws IOException {
    long before = server.stats().malformed();
    try (RawClient client = new RawClient(server.port())) {
      client.send(request);
      RawClient.Reply reply = client.reply();
      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.text()).isNotBlank();
      assertThat(client.read()).isEqualTo(-1);
    }
    assertThat(server.stats().malformed()).isEqualTo(before + 1);
    assertThat(seen).isEmpty();
  }

  @Test
  void refusedBody_isReadToItsEnd_soThatTheAnswerArrives() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.post("/", "x".repeat(500_000));
      assertThat(client.reply().text())
          .isEqualTo("the body is longer than the limit of 10000 bytes");
    }
  }

  @Test
  void handlerThatThrows_isA500_andTheConnectionGoesOn() throws IOException {
    try (WireServer broken =
            WireServer.builder()
                .handler(
                    request -> {
                      throw new IllegalStateException("a bug of the test");
                    })
                .start();
        RawClient client = new RawClient(broken.port())) {
      assertThat(client.get("/").reply().status()).isEqualTo(500);
      assertThat(client.get("/").reply().status()).isEqualTo(500);
    }
  }

  @Test
  void stats_countBytesBothWays_andStartAgainAfterAReset() throws IOException {
    String request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    try (RawClient client = new RawClient(server.port())) {
      client.send(request).reply();
      WireStats stats = server.stats();
      assertThat(stats.bytesRead()).isEqualTo(request.length());
      assertThat(stats.bytesWritten()).isGreaterThan(50);
      assertThat(stats.openNow()).isEqualTo(1);
      server.resetStats();
      assertThat(server.stats()).isEqualTo(new WireStats(0, 1, 0, 0, 0, 0));
    }
  }

  @Test
  void builder_refusesWhatCannotWork() {
    assertThatThrownBy(() -> WireServer.builder().start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a WireServer needs a handler; call handler(...) first");
    assertThatThrownBy(() -> WireServer.builder().port(70_000))
        .hasMessage("a port lies between 0 and 65535, but was 70000");
    assertThatThrownBy(() -> WireServer.builder().bodyLimit(0))
        .hasMessage("bodyLimit is above zero, but was 0");
    assertThatThrownBy(() -> WireReply.builder().status(100))
        .hasMessage("a final status lies between 200 and 599, but was 100");
    assertThatThrownBy(() -> WireReply.builder().header("content-LENGTH", "1"))
        .hasMessageContaining("is written by the server");
    assertThatThrownBy(() -> new WireHeader("A", "b\r\nC: d"))
        .hasMessage("the value of header A holds a line break; send it as one line");
    assertThatThrownBy(() -> WireReply.fault(Fault.NEVER_READ))
        .hasMessageContaining("give it to a ConnectionGate");
    assertThatThrownBy(() -> Fault.dripBody(Duration.ZERO))
        .hasMessageContaining("a dripping fault needs an interval above zero");
    assertThatThrownBy(() -> Fault.hugeBody(3))
        .hasMessage("a huge body needs at least 32 bytes, but got 3");
  }

  @Test
  void takenPort_isNamedInTheError() {
    assertThatThrownBy(
            () -> WireServer.builder().port(server.port()).handler(r -> WireReply.json("")).start())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "cannot listen on 127.0.0.1:" + server.port() + "; choose another port, or 0 for any");
  }
}
