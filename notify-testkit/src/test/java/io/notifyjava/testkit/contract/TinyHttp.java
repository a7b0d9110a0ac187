package io.notifyjava.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;

/** One POST over HTTP that knows whether its request can have left. */
final class TinyHttp {

  private static final int MOST_BYTES = 64 * 1024;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI baseUrl;
  private final LongSupplier ticker;
  private final Flaw flaw;
  private volatile boolean spoiled;

  TinyHttp(URI baseUrl, LongSupplier ticker, Flaw flaw) {
    this.baseUrl = baseUrl;
    this.ticker = ticker;
    this.flaw = flaw;
  }

  /** Returns the body of an answer with status 200. */
  byte[] post(String path, String header, String value, String body, long end)
      throws NoAnswerException {
    long nanos = end - ticker.getAsLong();
    if (Thread.currentThread().isInterrupted()) {
      throw new NoAnswerException(false, failure(FailureReason.CANCELLED, "interrupted"));
    }
    if (nanos <= 0) {
      throw new NoAnswerException(false, failure(FailureReason.TIMEOUT, "no-time-left"));
    }
    HttpRequest request =
        HttpRequest.newBuilder(baseUrl.resolve(path))
            .header(header, value)
            .timeout(Duration.ofNanos(flaw == Flaw.APPLIES_THE_LIMIT_TWICE ? 2 * nanos : nanos))
            .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8))
            .build();
    HttpResponse<byte[]> response = exchange(request, nanos);
    if (response.statusCode() != 200) {
      throw new NoAnswerException(
          flaw != Flaw.TAKES_SERVER_ERRORS_FOR_NO,
          failure(FailureReason.UNAVAILABLE, "http-" + response.statusCode()));
    }
    return response.body();
  }

  private HttpResponse<byte[]> exchange(HttpRequest request, long nanos) throws NoAnswerException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> new ShortBody());
    try {
      return await(answer, nanos);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw new NoAnswerException(true, failure(FailureReason.TIMEOUT, "timeout"));
    } catch (InterruptedException interrupted) {
      answer.cancel(true);
      if (flaw != Flaw.SWALLOWS_THE_INTERRUPT_FLAG) {
        Thread.currentThread().interrupt();
      }
      throw new NoAnswerException(
          flaw != Flaw.CALLS_AN_INTERRUPTED_CALL_REJECTED,
          failure(FailureReason.CANCELLED, "interrupted"));
    } catch (ExecutionException broken) {
      return lost(request, broken.getCause(), nanos);
    }
  }

  private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer, long nanos)
      throws InterruptedException, ExecutionException, TimeoutException {
    return switch (flaw) {
      case LIMITS_THE_HEADERS_ONLY -> answer.get();
      case APPLIES_THE_LIMIT_TWICE -> twice(answer, nanos);
      case IMPATIENT -> answer.get(nanos / 20, TimeUnit.NANOSECONDS);
      case IGNORES_INTERRUPTS -> stubborn(answer, nanos);
      default -> answer.get(nanos, TimeUnit.NANOSECONDS);
    };
  }

  private static HttpResponse<byte[]> stubborn(
      CompletableFuture<HttpResponse<byte[]>> answer, long nanos)
      throws ExecutionException, TimeoutException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answer.get(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException ignored) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private HttpResponse<byte[]> twice(CompletableFuture<HttpResponse<byte[]>> answer, long nanos)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return answer.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException once) {
      return answer.get(nanos, TimeUnit.NANOSECONDS);
    }
  }

  private HttpResponse<byte[]> lost(HttpRequest request, Throwable cause, long nanos)
      throws NoAnswerException {
    boolean before = cause instanceof ConnectException || cause instanceof SSLException;
    if (flaw == Flaw.THROWS_WHAT_THE_NETWORK_DOES) {
      throw new UncheckedIOException(new IOException(cause));
    }
    if (flaw == Flaw.SENDS_A_LOST_REQUEST_AGAIN && !spoiled) {
      spoiled = true;
      return exchange(request, nanos);
    }
    if (flaw == Flaw.CALLS_A_REFUSED_CONNECTION_UNKNOWN && cause instanceof ConnectException) {
      before = false;
    }
    if (cause instanceof java.net.http.HttpTimeoutException) {
      throw new NoAnswerException(true, failure(FailureReason.TIMEOUT, "timeout"));
    }
    Failure failure = failure(FailureReason.UNAVAILABLE, "io");
    if (flaw == Flaw.CALLS_A_CUT_HANDSHAKE_FINAL && cause instanceof SSLException) {
      failure = Failure.permanent(FailureReason.UNAVAILABLE, "tls", "no handshake");
    }
    throw new NoAnswerException(!before && flaw != Flaw.CALLS_A_LOST_ANSWER_REJECTED, failure);
  }

  private static Failure failure(FailureReason reason, String code) {
    return Failure.transientFailure(
        reason, code, "Expected an answer of the vendor, but there was none; see the code");
  }

  /** Why there is no answer, and whether the request may have left. */
  static final class NoAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean maybeSent;
    private final transient Failure failure;

    NoAnswerException(boolean maybeSent, Failure failure) {
      super(failure.toString());
      this.maybeSent = maybeSent;
      this.failure = failure;
    }

    boolean maybeSent() {
      return maybeSent;
    }

    Failure failure() {
      return failure;
    }
  }

  /** Reads a body up to a size, and gives up beyond it. */
  private static final class ShortBody implements HttpResponse.BodySubscriber<byte[]> {

    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
    private Flow.Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
      return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
      for (ByteBuffer part : parts) {
        if (part.remaining() > bytes.remaining()) {
          subscription.cancel();
          whole.completeExceptionally(new IOException("a body of more than 64 KiB"));
          return;
        }
        bytes.put(part);
      }
    }

    @Override
    public void onError(Throwable cause) {
      whole.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
      byte[] read = new byte[bytes.position()];
      bytes.flip().get(read);
      whole.complete(read);
    }
  }
}
