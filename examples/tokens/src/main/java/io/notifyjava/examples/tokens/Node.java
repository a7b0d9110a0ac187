package io.notifyjava.examples.tokens;

import io.notifyjava.Notifier;
import io.notifyjava.jdbc.JdbcDatabase;
import io.notifyjava.jdbc.JdbcTokenStore;
import io.notifyjava.redis.RedisServer;
import io.notifyjava.redis.RedisTokenStore;
import io.notifyjava.result.SendResult;
import io.notifyjava.token.TokenStore;
import io.notifyjava.wechat.CustomerMessage;
import io.notifyjava.wechat.WeChat;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One of the processes: sends at its pace until its standard input ends, then tells how many it
 * sent, how many were accepted, and the milliseconds that the slowest took. Its arguments are
 * addresses of WeChat and of the store, app id and pace; the first line of its input is the secret.
 */
final class Node {

  /** Enough to load what a send needs. */
  private static final int WARM_UP = 50;

  private final LongSupplier ticker = System::nanoTime;
  private final AtomicLong sends = new AtomicLong();
  private final AtomicLong accepted = new AtomicLong();
  private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);
  private final Phaser inFlight = new Phaser(1);

  /** Reads no further, since the end of the input is a word of its own. */
  private static String firstLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = System.in.read(); next > '\n'; next = System.in.read()) {
      line.append((char) next);
    }
    return line.toString();
  }

  /** Runs the process. */
  public static void main(String[] args) throws Exception {
    Notifier notifier =
        Notifier.builder()
            .provider(
                "main",
                WeChat.account()
                    .appId(args[2])
                    .appSecret(firstLine())
                    .baseUrl(args[0])
                    .allowPlainHttp(true)
                    .build())
            .tokenStore(store(args[1]))
            .build();
    Node node = new Node();
    for (int i = 0; i < WARM_UP; i++) {
      node.send(notifier);
    }
    node.inFlight.arriveAndAwaitAdvance();
    System.out.println("ready");
    node.sendUntilTold(notifier, Integer.parseInt(args[3]));
    System.out.println(node.sends + " " + node.accepted + " " + node.slowest);
    notifier.close(Duration.ofSeconds(5));
    System.exit(0);
  }

  private static TokenStore store(String address) {
    if (address.startsWith("redis:")) {
      return RedisTokenStore.in(RedisServer.at(URI.create(address)).build());
    }
    String user = address.startsWith("jdbc:h2:") ? "sa" : "postgres";
    return JdbcTokenStore.in(JdbcDatabase.url(address).user(user).build());
  }

  private void sendUntilTold(Notifier notifier, int pace) throws Exception {
    ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor();
    long period = TimeUnit.SECONDS.toNanos(1) / pace;
    ScheduledFuture<?> beats =
        beat.scheduleAtFixedRate(() -> send(notifier), 0, period, TimeUnit.NANOSECONDS);
    while (System.in.read() >= 0) {
      // Nothing is said but the end.
    }
    beats.cancel(false);
    beat.shutdown();
    beat.awaitTermination(10, TimeUnit.SECONDS);
    inFlight.arriveAndAwaitAdvance();
  }

  private void send(Notifier notifier) {
    inFlight.register();
    long number = sends.incrementAndGet();
    long start = ticker.getAsLong();
    CompletableFuture<Boolean> unused =
        notifier
            .sendAsync(CustomerMessage.to("o_follower").text("Message " + number).build())
            .handle((result, thrown) -> ended(result, thrown, ticker.getAsLong() - start));
  }

  private boolean ended(@Nullable SendResult result, @Nullable Throwable thrown, long nanos) {
    slowest.accumulate(TimeUnit.NANOSECONDS.toMillis(nanos));
    boolean isAccepted = result != null && result.isAccepted();
    if (isAccepted) {
      accepted.incrementAndGet();
    } else {
      System.err.println("Lost: " + (result == null ? thrown : result));
    }
    inFlight.arriveAndDeregister();
    return isAccepted;
  }
}
