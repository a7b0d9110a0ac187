package io.notifyjava.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notifyjava.message.Secret;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.token.TokenException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** One token for all threads: fetched by one of them, renewed at most once a minute. */
final class TinyTokens {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long RENEWAL_PAUSE = TimeUnit.MINUTES.toNanos(1);
  private static final long FAILURE_PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch refusals = new CountDownLatch(2);
  private final TinyHttp http;
  private final Secret secret;
  private final LongSupplier ticker;
  private final Flaw flaw;

  private volatile String token = "";
  private boolean renewed;
  private long renewedAt;
  private Failure failure;
  private long failedAt;

  TinyTokens(TinyHttp http, Secret secret, LongSupplier ticker, Flaw flaw) {
    this.http = http;
    this.secret = secret;
    this.ticker = ticker;
    this.flaw = flaw;
  }

  String last() {
    return token;
  }

  /** Returns a token to begin with. */
  String current(long end) {
    String known = token;
    if (!known.isEmpty() && flaw != Flaw.RENEWS_FOR_EVERY_MESSAGE) {
      return known;
    }
    return locked(end, () -> token.isEmpty() ? fetch(end) : token);
  }

  /** Returns a token in place of one that the vendor refused; empty if it is too early for one. */
  String renew(String refused, long end) {
    if (flaw == Flaw.RENEWS_IN_EVERY_THREAD) {
      awaitAnotherRefusal();
      return fetch(end);
    }
    return locked(
        end,
        () -> {
          if (!token.equals(refused)) {
            return token;
          }
          boolean tooEarly = renewed && ticker.getAsLong() - renewedAt < RENEWAL_PAUSE;
          if (tooEarly
              && flaw != Flaw.RENEWS_FOR_EVERY_MESSAGE
              && flaw != Flaw.RENEWS_WITHOUT_END) {
            return "";
          }
          renewed = true;
          renewedAt = ticker.getAsLong();
          return fetch(end);
        });
  }

  /** So that the flaw shows on every machine, not only where two threads happen to be as fast. */
  private void awaitAnotherRefusal() {
    refusals.countDown();
    try {
      boolean unused = refusals.await(2, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private String locked(long end, java.util.function.Supplier<String> work) {
    try {
      if (!lock.tryLock(Math.max(0, end - ticker.getAsLong()), TimeUnit.NANOSECONDS)) {
        throw new TokenException(none(FailureReason.TIMEOUT, "token-wait"));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TokenException(none(FailureReason.CANCELLED, "interrupted"));
    }
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private String fetch(long end) {
    if (failure != null
        && ticker.getAsLong() - failedAt < FAILURE_PAUSE
        && flaw != Flaw.ASKS_AGAIN_THOUGH_NO_TOKEN_COMES) {
      throw new TokenException(failure);
    }
    try {
      byte[] body = http.post("/token", "X-Secret", secret.reveal(), "", end);
      JsonNode answer = JSON.readTree(body);
      token = answer.path("token").asText();
      return token;
    } catch (TinyHttp.NoAnswerException noAnswer) {
      throw failed(noAnswer.failure());
    } catch (IOException notJson) {
      throw failed(none(FailureReason.PROTOCOL, "token-answer"));
    }
  }

  private TokenException failed(Failure why) {
    failure = why;
    failedAt = ticker.getAsLong();
    return new TokenException(why);
  }

  private static Failure none(FailureReason reason, String code) {
    return Failure.transientFailure(reason, code, "No token came in time; try again later");
  }
}
