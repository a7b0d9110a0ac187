package io.notifyjava.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.notifyjava.message.MailAttachment;
import io.notifyjava.message.MailMessage;
import io.notifyjava.result.Outcome;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.SendContext;
import io.notifyjava.testkit.TestProviderContext;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many connections there are, who waits for them, and that none is lost or shared. */
class ConnectionBoundsTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final ScriptedServer server = new ScriptedServer();
  private final List<Provider<?>> providers = new ArrayList<>();
  private final ExecutorService pool = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    providers.forEach(Provider::close);
    server.close();
    pool.shutdownNow();
  }

  @SuppressWarnings("unchecked")
  private Provider<MailMessage> provider(SmtpMail.Builder account, Executor executor) {
    Provider<MailMessage> provider =
        (Provider<MailMessage>)
            account
                .build()
                .create(
                    TestProviderContext.builder()
                        .ticker(System::nanoTime)
                        .executor(executor)
                        .build());
    providers.add(provider);
    return provider;
  }

  private static SendContext context() {
    return new SendContext("m1", 1, LIMIT, false);
  }

  private static MailMessage.Builder mail() {
    return MailMessage.to("li@example.net").subject("Hello").text("Good morning");
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void goodbyeWithoutAnAnswer_holdsUpNoCall_whateverTheExecutor() {
    server.offering();
    Provider<MailMessage> provider =
        provider(server.account().idleTimeout(Duration.ofMillis(50)), Runnable::run);
    CountDownLatch never = new CountDownLatch(1);
    server.on(
        "QUIT",
        line -> {
          try {
            boolean unused = never.await(8, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return null;
        });
    provider.send(mail().build(), context());
    await(() -> server.commands.contains("QUIT"));
    server.on("MAIL", ScriptedServer.SILENCE);

    SendResult late =
        assertTimeoutPreemptively(
            Duration.ofSeconds(4),
            () ->
                provider.send(
                    mail().build(), new SendContext("m2", 1, Duration.ofMillis(300), false)));

    assertThat(late.failure().orElseThrow().code()).isEqualTo("time-limit");
  }

  @Test
  void executorThatThrows_doesNotEndTheWatch() {
    server.offering();
    Provider<MailMessage> provider =
        provider(
            server.account().idleTimeout(Duration.ofMillis(50)),
            task -> {
              throw new IllegalStateException("executor is broken");
            });
    provider.send(mail().build(), context());
    await(() -> server.commands.contains("QUIT"));
    server.on("MAIL", ScriptedServer.SILENCE);

    SendResult late =
        assertTimeoutPreemptively(
            Duration.ofSeconds(4),
            () ->
                provider.send(
                    mail().build(), new SendContext("m2", 1, Duration.ofMillis(300), false)));

    assertThat(late.outcome()).isEqualTo(Outcome.REJECTED);
  }

  /** Counts connections that are made while another one is being said goodbye to. */
  private AtomicInteger tooMany(CountDownLatch leaving) {
    AtomicInteger inGoodbye = new AtomicInteger();
    AtomicInteger tooMany = new AtomicInteger();
    server.on(
        "QUIT",
        line -> {
          inGoodbye.incrementAndGet();
          leaving.countDown();
          try {
            // Long enough for anybody who does not wait for the place.
            boolean unused = new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          inGoodbye.decrementAndGet();
          return null;
        });
    server.on(
        "CONNECT",
        line -> {
          if (inGoodbye.get() > 0) {
            tooMany.incrementAndGet();
          }
          return null;
        });
    return tooMany;
  }

  @Test
  void usedUpConnection_countsUntilItIsClosed() {
    AtomicInteger tooMany = tooMany(new CountDownLatch(1));
    Provider<MailMessage> provider =
        provider(server.account().maxConnections(1).maxMailsPerConnection(1), pool);

    for (int i = 0; i < 3; i++) {
      assertThat(provider.send(mail().build(), context()).isAccepted()).isTrue();
    }

    assertThat(server.connections).hasValue(3);
    assertThat(tooMany).hasValue(0);
  }

  @Test
  void idleConnection_countsUntilItIsClosed() throws Exception {
    CountDownLatch leaving = new CountDownLatch(1);
    AtomicInteger tooMany = tooMany(leaving);
    Provider<MailMessage> provider =
        provider(server.account().maxConnections(1).idleTimeout(Duration.ofMillis(20)), pool);
    provider.send(mail().build(), context());
    assertThat(leaving.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(provider.send(mail().build(), context()).isAccepted()).isTrue();

    assertThat(server.connections).hasValue(2);
    assertThat(tooMany).hasValue(0);
  }

  @Test
  void row_putsNoMoreMailsOnAConnectionThanItMayCarry() {
    Map<Thread, Integer> carried = new ConcurrentHashMap<>();
    server.on(
        ".",
        mail -> {
          carried.merge(Thread.currentThread(), 1, Integer::sum);
          return null;
        });
    Provider<MailMessage> provider = provider(server.account().maxMailsPerConnection(3), pool);
    List<MailMessage> row = IntStream.range(0, 7).mapToObj(i -> mail().build()).toList();
    List<String> ids = IntStream.range(0, 7).mapToObj(i -> "m" + i).toList();

    assertThat(provider.sendAll(row, new SendContext("m0", ids, 1, LIMIT, false)))
        .allMatch(SendResult::isAccepted);

    assertThat(carried.values()).containsExactlyInAnyOrder(3, 3, 1);
  }

  @Test
  void errorInTheMiddleOfAMail_closesTheConnectionAndGivesThePlaceBack() {
    AtomicInteger opened = new AtomicInteger();
    MailAttachment broken =
        MailAttachment.stream(
            "a.bin",
            "application/octet-stream",
            () -> {
              InputStream content = new ByteArrayInputStream(new byte[200_000]);
              return opened.incrementAndGet() == 1
                  ? content
                  : new InputStream() {
                    @Override
                    public int read() {
                      throw new StackOverflowError("in the caller's stream");
                    }
                  };
            });
    Provider<MailMessage> provider = provider(server.account().maxConnections(1), pool);
    MailMessage large = mail().attach(broken).build();

    assertThatThrownBy(() -> provider.send(large, context()))
        .isInstanceOf(StackOverflowError.class);

    assertThat(provider.send(mail().build(), context()).isAccepted()).isTrue();
    assertThat(server.mails).hasSize(1);
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void connectionThatWasLetGo_isNotClosedByTheWatchOfItsLastCall() throws Exception {
    try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(peer.getInetAddress(), peer.getLocalPort())) {
      CallTrace trace = new CallTrace(0, 100);
      trace.on(socket);

      assertThat(trace.letGo()).isTrue();
      trace.look(1_000, 10);

      assertThat(trace.cut()).isEqualTo(CallTrace.Cut.DEADLINE);
      assertThat(socket.isClosed()).isFalse();
    }
  }

  @Test
  void connectionThatTheWatchClosed_isNotKept() throws Exception {
    try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(peer.getInetAddress(), peer.getLocalPort())) {
      CallTrace trace = new CallTrace(0, 100);
      trace.on(socket);
      trace.look(1_000, 10);

      assertThat(socket.isClosed()).isTrue();
      assertThat(trace.letGo()).isFalse();
    }
  }

  @Test
  void silentHandshake_endsAfterTheSilenceThatIsAllowed() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Provider<MailMessage> provider =
          provider(
              SmtpMail.account()
                  .host("127.0.0.1")
                  .port(silent.getLocalPort())
                  .security(SmtpSecurity.TLS)
                  .silenceTimeout(Duration.ofMillis(200))
                  .from("shop@example.com"),
              pool);

      SendResult result =
          assertTimeoutPreemptively(
              Duration.ofSeconds(4), () -> provider.send(mail().build(), context()));

      assertThat(result.failure().orElseThrow().code()).isEqualTo("timeout");
    }
  }

  @Test
  void longMail_leavesNoLongBufferBehind() throws Exception {
    try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(peer.getInetAddress(), peer.getLocalPort());
        Socket other = peer.accept()) {
      pool.execute(
          () -> {
            try {
              other.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            } catch (java.io.IOException e) {
              // The test is over.
            }
          });
      SmtpWire wire = new SmtpWire(socket, System::nanoTime);

      wire.body().write(new byte[8_000_000]);
      wire.bodyEnd();
      wire.flush();

      assertThat(wire.pending().array()).hasSizeLessThan(262_144);
    }
  }
}
