package io.notifyjava.http;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes calls: to the first host, and to the next one if the one before certainly got nothing. */
final class CallRunner {

  private static final Logger log = LoggerFactory.getLogger(HttpExchange.class);
  private static final Duration LONGEST = Duration.ofDays(1);

  private final List<HostUrls> hosts;

  /** Null if the client is the caller's, whose pool and dispatcher are used then. */
  private final @Nullable Lanes lanes;

  private final OkHttpClient client;
  private final ThreadPoolExecutor lookups;
  private final CallWatch watch;
  private final Diagnosis diagnosis;
  private final long maxResponseBytes;
  private final LongSupplier ticker;
  private volatile boolean closed;

  private CallRunner(ExchangeSettings settings, List<HttpUrl> hosts) {
    this.hosts = hosts.stream().map(HostUrls::new).toList();
    this.lookups = Threads.lookups();
    this.ticker = settings.ticker;
    long longestLookup = settings.connectTimeout.toNanos();
    this.client =
        Clients.assemble(
            settings, dns -> new BoundedDns(dns, lookups, longestLookup, settings.ticker));
    this.lanes =
        settings.client == null
            ? new Lanes(client, settings.idleConnections(), settings.keepAliveTime().toMillis())
            : null;
    this.watch =
        new CallWatch(
            settings.watchTicker,
            lanes == null ? 0 : settings.writeTimeout.toNanos(),
            lanes == null ? 0 : settings.readTimeout.toNanos());
    this.diagnosis = new Diagnosis(settings);
    this.maxResponseBytes = settings.maxResponseBytes;
  }

  static CallRunner create(ExchangeSettings settings) {
    return new CallRunner(settings, settings.check());
  }

  HttpOutcome execute(HttpCall call, Duration timeLimit) {
    Objects.requireNonNull(call, "call");
    Duration limit = timeLimit.compareTo(LONGEST) > 0 ? LONGEST : timeLimit;
    long deadline = ticker.getAsLong() + (limit.isNegative() ? 0 : limit.toNanos());
    HttpOutcome outcome = first(call, deadline);
    for (int i = 1; i < hosts.size() && mayAskNext(outcome, deadline); i++) {
      log.debug("{} got nothing, asking {}", hosts.get(i - 1).name(), hosts.get(i).name());
      outcome = ask(hosts.get(i), call, deadline);
    }
    return outcome;
  }

  List<String> hosts() {
    return hosts.stream().map(HostUrls::name).toList();
  }

  void close() {
    closed = true;
    lookups.shutdown();
    if (lanes != null) {
      lanes.close();
    }
  }

  private HttpOutcome first(HttpCall call, long deadline) {
    if (closed) {
      return new HttpNotSent(
          Failure.permanent(
              FailureReason.CANCELLED,
              "closed",
              call + ": not sent, since the exchange is closed; build another"));
    }
    return ask(hosts.get(0), call, deadline);
  }

  private boolean mayAskNext(HttpOutcome outcome, long deadline) {
    return deadline - ticker.getAsLong() > 0
        && outcome instanceof HttpNotSent notSent
        && (notSent.failure().reason() == FailureReason.UNAVAILABLE
            || notSent.failure().reason() == FailureReason.TIMEOUT);
  }

  /**
   * Calls one host. A pooled connection that turns out to be stale before anything was written to
   * it is dropped and the next one taken; each round drops one, so there is an end.
   */
  private HttpOutcome ask(HostUrls urls, HttpCall call, long deadline) {
    HttpUrl host = urls.of(call);
    if (lanes == null) {
      return ask(client, host, call, deadline);
    }
    OkHttpClient lane = lanes.take();
    try {
      return ask(lane, host, call, deadline);
    } finally {
      lanes.give(lane);
    }
  }

  private HttpOutcome ask(OkHttpClient lane, HttpUrl host, HttpCall call, long deadline) {
    while (deadline - ticker.getAsLong() > 0) {
      if (Thread.currentThread().isInterrupted()) {
        return diagnosis.cancelled(call, host, false);
      }
      try {
        return once(lane, host, call, deadline);
      } catch (LastGate.StaleConnectionException e) {
        log.debug("{} at {}: {}", call, host.host(), e.getMessage());
      }
    }
    return diagnosis.tooLate(call, host);
  }

  private HttpOutcome once(OkHttpClient lane, HttpUrl host, HttpCall call, long deadline)
      throws LastGate.StaleConnectionException {
    CallTrace trace = new CallTrace(deadline);
    Call okCall = lane.newCall(Requests.build(host, call, trace));
    okCall.addEventListener(trace);
    long left = Math.max(1, deadline - ticker.getAsLong());
    if (!watch.begin(trace, left)) {
      okCall.timeout().timeout(left, TimeUnit.NANOSECONDS);
    }
    HttpOutcome outcome;
    try (Response response = okCall.execute()) {
      outcome = answer(host, call, okCall, response, trace);
    } catch (LastGate.StaleConnectionException e) {
      throw e;
    } catch (Exception e) {
      // Not only IOException: OkHttp lets InterruptedException escape from the wait for a
      // connection, and a caller's interceptor may throw anything.
      outcome = diagnosis.of(e, call, host, okCall, trace);
    } finally {
      watch.end(trace);
    }
    log.debug("{} at {}: {}", call, host.host(), outcome);
    return outcome;
  }

  private HttpOutcome answer(
      HttpUrl host, HttpCall call, Call okCall, Response response, CallTrace trace)
      throws IOException {
    BufferedSource source = response.body().source();
    boolean tooLarge =
        response.body().contentLength() > maxResponseBytes || source.request(maxResponseBytes + 1);
    if (tooLarge) {
      // Else close() would go on reading for a while, in the hope of a connection to use again.
      okCall.cancel();
      return diagnosis.tooLarge(call, host, response.code());
    }
    return new HttpAnswer(
        response.code(), new HttpHeadersView(trace.headersOf(response)), source.readByteArray());
  }
}
