package io.notifyjava.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WireServerLifecycleTest {

  @Test
  void close_refusesNewConnections_endsOpenOnes_andMayBeCalledAgain() throws IOException {
    WireServer server = WireServer.builder().handler(request -> WireReply.json("{}")).start();
    try (RawClient client = new RawClient(server.port())) {
      client.get("/").reply();
      server.close();
      server.close();
      assertThat(client.read()).isEqualTo(-1);
      assertThatThrownBy(() -> new RawClient(server.port())).isInstanceOf(ConnectException.class);
      assertThat(server.stats().openNow()).isZero();
    }
    assertThatThrownBy(server::acceptConnections)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the server is closed; start a new one");
  }

  @Test
  @Timeout(60)
  void close_endsLatencyDelaysAndGates() throws IOException {
    WireServer slow =
        WireServer.builder()
            .latency(Latency.fixed(Duration.ofHours(1)))
            .handler(request -> WireReply.json("{}").withDelay(Duration.ofHours(1)))
            .start();
    try (RawClient client = new RawClient(slow.port())) {
      client.get("/");
      await().until(() -> slow.stats().requests() == 1);
      slow.close();
      assertThat(client.read()).isEqualTo(-1);
    }
    await().until(() -> slow.stats().openNow() == 0);
  }

  @Test
  void dropConnections_closesThemAll_andServesNewOnes() throws IOException {
    try (WireServer server = WireServer.builder().handler(r -> WireReply.json("{}")).start();
        RawClient first = new RawClient(server.port());
        RawClient second = new RawClient(server.port())) {
      first.get("/").reply();
      second.get("/").reply();
      server.dropConnections();
      assertThat(first.read()).isEqualTo(-1);
      assertThat(second.read()).isEqualTo(-1);
      try (RawClient third = new RawClient(server.port())) {
        assertThat(third.get("/").reply().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void latencyAndDelay_addUpBeforeTheAnswer() throws IOException {
    try (WireServer server =
            WireServer.builder()
                .latency(Latency.fixed(Duration.ofMillis(60)))
                .handler(request -> WireReply.json("{}").withDelay(Duration.ofMillis(60)))
                .start();
        RawClient client = new RawClient(server.port())) {
      long start = System.nanoTime();
      client.get("/").reply();
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(120_000_000L);
    }
  }

  @Test
  void thirtyTwoClients_loseNoRequestAndNoCount() throws Exception {
    int clients = 32;
    int each = 500;
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    try (WireServer server =
        WireServer.builder().handler(request -> WireReply.json(request.text())).start()) {
      CountDownLatch together = new CountDownLatch(clients);
      List<Future<Integer>> results = new ArrayList<>();
      for (int c = 0; c < clients; c++) {
        String mark = "client-" + c + "-";
        results.add(
            pool.submit(
                () -> {
                  together.countDown();
                  together.await(10, TimeUnit.SECONDS);
                  int right = 0;
                  try (RawClient client = new RawClient(server.port())) {
                    for (int i = 0; i < each; i++) {
                      right += client.post("/", mark + i).reply().text().equals(mark + i) ? 1 : 0;
                    }
                  }
                  return right;
                }));
      }
      for (Future<Integer> result : results) {
        assertThat(result.get(2, TimeUnit.MINUTES)).isEqualTo(each);
      }
      assertThat(server.stats().requests()).isEqualTo((long) clients * each);
      assertThat(server.stats().connections()).isEqualTo(clients);
      await().until(() -> server.stats().openNow() == 0);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void connectionThreads_areNamedDaemons_virtualWhereTheRuntimeHasThem() throws IOException {
    AtomicReference<Thread> thread = new AtomicReference<>();
    try (WireServer server =
            WireServer.builder()
                .handler(
                    request -> {
                      thread.set(Thread.currentThread());
                      return WireReply.json("{}");
                    })
                .start();
        RawClient client = new RawClient(server.port())) {
      client.get("/").reply();
      assertThat(thread.get().isDaemon()).isTrue();
      assertThat(thread.get().getName()).startsWith("wire-server-" + server.port() + "-");
      boolean virtual = thread.get().getClass().getName().contains("Virtual");
      assertThat(virtual).isEqualTo(Runtime.version().feature() >= 21);
    }
  }

  @Test
  void platformThreads_areNamedDaemonsToo() {
    ThreadFactory factory = ConnectionThreads.platform("unit-");
    Thread thread = factory.newThread(() -> {});
    assertThat(thread.getName()).isEqualTo("unit-1");
    assertThat(thread.isDaemon()).isTrue();
  }

  @Test
  void tls_servesHttps_andFaultsReachThePlainSocket(@TempDir Path folder) throws Exception {
    SSLContext context = selfSigned(folder);
    AtomicReference<WireReply> reply = new AtomicReference<>(WireReply.json("{\"tls\":true}"));
    try (WireServer server =
        WireServer.builder().tls(context).handler(request -> reply.get()).start()) {
      assertThat(server.baseUrl().getScheme()).isEqualTo("https");
      HttpClient client = HttpClient.newBuilder().sslContext(context).build();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/")).build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo("{\"tls\":true}");

      reply.set(WireReply.fault(Fault.RESET_AFTER_REQUEST));
      assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
      reply.set(WireReply.fault(Fault.HALF_CLOSE));
      assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  private static SSLContext selfSigned(Path folder) throws Exception {
    Path store = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, "changeit".toCharArray());
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }
}
