package io.notifyjava.testkit;

import static java.util.Objects.requireNonNull;

import io.notifyjava.message.Message;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.Capabilities.Support;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.RequestPreview;
import io.notifyjava.spi.SendContext;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A provider without a vendor: remembers what it was given and answers as it was told.
 *
 * <p>Accepts everything with the ids {@code test-1}, {@code test-2} and so on, unless a script says
 * otherwise. The methods that shape it return the provider itself and may be called at any time;
 * the answers of a script are given in the order in which the messages arrive. Thread-safe; opens
 * no connection and starts no thread.
 *
 * @param <M> the type of message that it takes
 * @since 0.1.0
 */
public final class RecordingProvider<M extends Message> implements Provider<M> {

  private final Class<M> type;
  private final Recorder<M> recorder = new Recorder<>();
  private final AtomicInteger settleCount = new AtomicInteger();
  private final AtomicInteger generatedIds = new AtomicInteger();

  private volatile Clock clock = Clock.fixed(ManualClock.START, ZoneOffset.UTC);
  private volatile Support support = Support.plain();
  private volatile @Nullable CountDownLatch gate;
  private volatile Function<? super M, ? extends SendResult> always = message -> generated();
  private volatile Function<? super M, List<String>> problems = message -> List.of();
  private volatile Function<? super M, Optional<SendResult>> settling = message -> Optional.empty();
  private volatile Function<? super M, Optional<Object>> bulkKey = message -> Optional.empty();
  private volatile boolean closed;

  private RecordingProvider(Class<M> type) {
    this.type = requireNonNull(type, "type");
  }

  /** Returns a provider for one type of message, which accepts everything. */
  public static <M extends Message> RecordingProvider<M> of(Class<M> type) {
    return new RecordingProvider<>(type);
  }

  /** Answers the next messages with these results, one each, after what was scripted before. */
  public RecordingProvider<M> answers(SendResult first, SendResult... more) {
    then(first);
    for (SendResult next : more) {
      then(next);
    }
    return this;
  }

  /** Answers one message with this result, after what was scripted before. */
  public RecordingProvider<M> then(SendResult result) {
    requireNonNull(result, "result");
    return then(message -> result);
  }

  /**
   * Answers one message with what the function makes of it, after what was scripted before. What
   * the function throws leaves {@link #send}, as from a provider with a mistake in it.
   */
  public RecordingProvider<M> then(Function<? super M, ? extends SendResult> answer) {
    recorder.script(requireNonNull(answer, "answer"));
    return this;
  }

  /** Answers so whenever the script has come to its end. */
  public RecordingProvider<M> always(SendResult result) {
    requireNonNull(result, "result");
    return always(message -> result);
  }

  /** Answers with what the function makes of a message whenever the script has come to its end. */
  public RecordingProvider<M> always(Function<? super M, ? extends SendResult> answer) {
    this.always = requireNonNull(answer, "answer");
    return this;
  }

  /**
   * Holds every call back until the latch is open, its time limit is over or its thread is
   * interrupted. The last two end {@code Unknown}, for the message counts as having left.
   */
  public RecordingProvider<M> blocksUntil(CountDownLatch open) {
    this.gate = requireNonNull(open, "open");
    return this;
  }

  /** Declares that repeated requests are recognised for this long; not at all by default. */
  public RecordingProvider<M> idempotentFor(Duration window) {
    this.support = new Support(support.maxBulk(), window, support.canSettle());
    return this;
  }

  /** Declares that an unknown outcome can be looked up, and answers the look-up so. */
  public RecordingProvider<M> settles(Function<? super M, Optional<SendResult>> answer) {
    this.settling = requireNonNull(answer, "answer");
    this.support = new Support(support.maxBulk(), support.idempotencyWindow(), true);
    return this;
  }

  /**
   * Declares that one call can carry several messages of a batch; one message a call by default.
   * Each message of a call gets an answer of its own, as by {@link #then} and {@link #always}.
   *
   * @param maxBulk messages in a call at most; 2 or more
   * @param key what the messages of a call must have in common, such as their content; null for a
   *     message that goes alone
   */
  public RecordingProvider<M> bulk(
      int maxBulk, Function<? super M, ? extends @Nullable Object> key) {
    requireNonNull(key, "key");
    if (maxBulk < 2) {
      throw new IllegalArgumentException("maxBulk must be 2 or more, but was " + maxBulk);
    }
    this.bulkKey = message -> Optional.ofNullable(key.apply(message));
    this.support = new Support(maxBulk, support.idempotencyWindow(), support.canSettle());
    return this;
  }

  /** Finds these problems in a message before it is sent; none by default. */
  public RecordingProvider<M> objectsTo(Function<? super M, List<String>> problems) {
    this.problems = requireNonNull(problems, "problems");
    return this;
  }

  /** The clock of its receipts; stands still at {@link ManualClock#START} by default. */
  public RecordingProvider<M> clock(Clock clock) {
    this.clock = requireNonNull(clock, "clock");
    return this;
  }

  /**
   * Remembers so many of the latest calls, so that a test with a million messages does not keep
   * them all; 0 or more, 100,000 by default.
   */
  public RecordingProvider<M> remembering(int latest) {
    if (latest < 0) {
      throw new IllegalArgumentException("latest must be 0 or more, but was " + latest);
    }
    recorder.remember(latest);
    return this;
  }

  /** Returns the messages that it was given, oldest first; as many as it remembers. */
  public List<M> sent() {
    return calls().stream().map(Call::message).toList();
  }

  /**
   * Returns the messages with what was said beside each, oldest first; as many as it remembers.
   * Messages of one {@link #sendAll} stand one after the other with one context.
   */
  public List<Call<M>> calls() {
    return recorder.calls();
  }

  /** Returns the messages of each {@link #sendAll}, oldest first; as many calls as it remembers. */
  public List<List<M>> bulkCalls() {
    return recorder.bulkCalls();
  }

  /** Returns how often {@link #send} or {@link #sendAll} was called, whatever is remembered. */
  public int callCount() {
    return recorder.callCount();
  }

  /** Returns how often {@link #settle} was called. */
  public int settleCount() {
    return settleCount.get();
  }

  /** Returns the largest number of calls that were under way at one moment. */
  public int highestConcurrency() {
    return recorder.highestConcurrency();
  }

  /** Tells whether it was closed. */
  public boolean isClosed() {
    return closed;
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.of(type, support);
  }

  @Override
  public List<String> problems(M message) {
    return problems.apply(message);
  }

  @Override
  public SendResult send(M message, SendContext context) {
    requireNonNull(message, "message");
    return call(List.of(message), context).get(0);
  }

  @Override
  public Optional<Object> bulkKey(M message) {
    return bulkKey.apply(message);
  }

  @Override
  public List<SendResult> sendAll(List<M> messages, SendContext context) {
    List<M> copy = List.copyOf(messages);
    recorder.bulkCall(copy);
    return call(copy, context);
  }

  private List<SendResult> call(List<M> messages, SendContext context) {
    requireNonNull(context, "context");
    boolean late = closed;
    List<Function<? super M, ? extends SendResult>> answers =
        recorder.begin(
            messages.stream().map(message -> new Call<>(message, context)).toList(),
            late ? message -> closedResult() : always,
            !late);
    try {
      Optional<SendResult> cut = late ? Optional.empty() : awaitGate(context);
      List<SendResult> results = new ArrayList<>(messages.size());
      for (int i = 0; i < messages.size(); i++) {
        results.add(cut.isPresent() ? cut.get() : answers.get(i).apply(messages.get(i)));
      }
      return results;
    } finally {
      recorder.end();
    }
  }

  @Override
  public Optional<SendResult> settle(M message, SendContext context) {
    settleCount.incrementAndGet();
    return settling.apply(message);
  }

  @Override
  public RequestPreview preview(M message) {
    String body = message instanceof TestMessage test ? test.content() : message.toString();
    return new RequestPreview("TEST", "test:" + message.recipient(), Map.of(), body);
  }

  /** Refuses every message from now on; what was recorded stays. */
  @Override
  public void close() {
    closed = true;
  }

  private SendResult generated() {
    String id = "test-" + generatedIds.incrementAndGet();
    return SendResult.accepted(Receipt.of(id, clock.instant()));
  }

  private Optional<SendResult> awaitGate(SendContext context) {
    CountDownLatch latch = gate;
    if (latch == null) {
      return Optional.empty();
    }
    try {
      if (latch.await(context.timeLimit().toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
      return Optional.of(Answers.unknown(FailureReason.TIMEOUT));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.of(Answers.unknown(FailureReason.CANCELLED));
    }
  }

  private static SendResult closedResult() {
    return SendResult.rejected(
        Failure.permanent(
            FailureReason.UNAVAILABLE,
            "closed",
            "Expected an open provider, but this one was closed; build a new notifier"));
  }

  /**
   * One message that a {@link RecordingProvider} was given.
   *
   * @param message what was sent
   * @param context what was said beside it
   * @param <M> the type of message
   * @since 0.1.0
   */
  public record Call<M extends Message>(M message, SendContext context) {}
}
