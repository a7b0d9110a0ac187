package io.notifyjava.batch;

import io.notifyjava.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a batch is to be sent, and who is told about it.
 *
 * <p>Immutable. The sink, the stop conditions and the progress listener that it holds are called by
 * one thread at a time within a batch, but by as many as there are batches if it is used for
 * several.
 *
 * @since 0.1.0
 */
public final class BatchOptions {

  private static final BatchOptions DEFAULTS = builder().build();

  private final int concurrency;
  private final @Nullable Long total;
  private final List<StopCondition> stopConditions;
  private final BatchSink sink;
  private final @Nullable Consumer<BatchProgress> progressListener;
  private final Duration progressEvery;
  private final Duration startTimeout;
  private final Duration finishTimeout;
  private final DuplicatePolicy duplicates;
  private final int duplicateMemory;
  private final Duration linger;
  private final @Nullable BatchLedger ledger;
  private final Function<Message, String> ledgerKey;
  private final int ledgerBlock;
  private final ResumePolicy resume;

  private BatchOptions(Builder builder) {
    concurrency = builder.concurrency;
    total = builder.total;
    stopConditions = List.copyOf(builder.stopConditions);
    sink = builder.sink;
    progressListener = builder.progressListener;
    progressEvery = builder.progressEvery;
    startTimeout = builder.startTimeout;
    finishTimeout = builder.finishTimeout;
    duplicates = builder.duplicates;
    duplicateMemory = builder.duplicateMemory;
    linger = builder.linger;
    ledger = builder.ledger;
    ledgerKey = builder.ledgerKey;
    ledgerBlock = builder.ledgerBlock;
    resume = builder.resume;
  }

  /** Returns the documented defaults. */
  public static BatchOptions defaults() {
    return DEFAULTS;
  }

  /** Returns a builder with the documented defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with these options. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.concurrency = concurrency;
    builder.total = total;
    builder.stopConditions.addAll(stopConditions);
    builder.sink = sink;
    builder.progressListener = progressListener;
    builder.progressEvery = progressEvery;
    builder.startTimeout = startTimeout;
    builder.finishTimeout = finishTimeout;
    builder.duplicates = duplicates;
    builder.duplicateMemory = duplicateMemory;
    builder.linger = linger;
    builder.ledger = ledger;
    builder.ledgerKey = ledgerKey;
    builder.ledgerBlock = ledgerBlock;
    builder.resume = resume;
    return builder;
  }

  /** Returns the largest number of messages, or of calls that messages share, in flight. */
  public int concurrency() {
    return concurrency;
  }

  /** Returns how many messages the source holds, if the caller said so. */
  public OptionalLong total() {
    return total == null ? OptionalLong.empty() : OptionalLong.of(total);
  }

  /** Returns the reasons to stop, in the order in which they were given. */
  public List<StopCondition> stopConditions() {
    return stopConditions;
  }

  /** Returns who receives the results. */
  public BatchSink sink() {
    return sink;
  }

  /** Returns who is told about the progress; null if nobody is. */
  public @Nullable Consumer<BatchProgress> progressListener() {
    return progressListener;
  }

  /** Returns how often the progress is told. */
  public Duration progressEvery() {
    return progressEvery;
  }

  /** Returns how long a message may wait for the executor to start it. */
  public Duration startTimeout() {
    return startTimeout;
  }

  /** Returns how long a message may take once it is started. */
  public Duration finishTimeout() {
    return finishTimeout;
  }

  /** Returns what is done about repeated recipients. */
  public DuplicatePolicy duplicates() {
    return duplicates;
  }

  /** Returns how many recipients are remembered. */
  public int duplicateMemory() {
    return duplicateMemory;
  }

  /** Returns how long a message may wait for others to share a call with. */
  public Duration linger() {
    return linger;
  }

  /** Returns where the batch writes down what it begins; null if nowhere. */
  public @Nullable BatchLedger ledger() {
    return ledger;
  }

  /** Returns what gives the text that stands for a message in the ledger. */
  public Function<Message, String> ledgerKey() {
    return ledgerKey;
  }

  /** Returns how many messages are begun in the ledger at once, at most. */
  public int ledgerBlock() {
    return ledgerBlock;
  }

  /** Returns which messages of earlier runs are sent again. */
  public ResumePolicy resume() {
    return resume;
  }

  /** Collects options. Not thread-safe; may be used again after {@link #build()}. */
  public static final class Builder {

    private static final int MAX_CONCURRENCY = 10_000;
    private static final int MAX_MEMORY = 10_000_000;
    private static final Duration MAX_TIMEOUT = Duration.ofDays(365);
    private static final Duration MAX_LINGER = Duration.ofSeconds(10);
    private static final int MAX_BLOCK = 1_000;

    private int concurrency = 16;
    private @Nullable Long total;
    private final List<StopCondition> stopConditions = new ArrayList<>();
    private BatchSink sink = item -> {};
    private @Nullable Consumer<BatchProgress> progressListener;
    private Duration progressEvery = Duration.ofSeconds(1);
    private Duration startTimeout = Duration.ofMinutes(5);
    private Duration finishTimeout = Duration.ofMinutes(30);
    private DuplicatePolicy duplicates = DuplicatePolicy.ALLOW;
    private int duplicateMemory = 1_000_000;
    private Duration linger = Duration.ofMillis(5);
    private @Nullable BatchLedger ledger;
    private Function<Message, String> ledgerKey = LedgerKeys::textOf;
    private int ledgerBlock = 64;
    private ResumePolicy resume = ResumePolicy.defaults();

    private Builder() {}

    /**
     * Largest number of messages in flight, which is also the largest number held in memory: 1 to
     * 10,000; default 16. An executor with fewer threads sends fewer at once.
     *
     * <p>Messages that share a call ({@link #linger}) count as one from the moment when their call
     * begins, and not at all before; of these, 10,000 more are held in memory at most.
     */
    public Builder concurrency(int concurrency) {
      if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
        throw new IllegalArgumentException(
            "concurrency must be 1 to " + MAX_CONCURRENCY + ", but was " + concurrency);
      }
      this.concurrency = concurrency;
      return this;
    }

    /**
     * How many messages the source holds, for {@link BatchProgress#eta()} alone: 0 or more; by
     * default the size if the source is a {@link java.util.Collection}, else not known.
     */
    public Builder total(long total) {
      if (total < 0) {
        throw new IllegalArgumentException("total must be 0 or more, but was " + total);
      }
      this.total = total;
      return this;
    }

    /** Adds reasons to stop; none by default. */
    public Builder stopWhen(StopCondition... conditions) {
      stopConditions.addAll(List.of(conditions));
      return this;
    }

    /** Who receives the results; nobody by default. A second call replaces the first. */
    public Builder onResult(BatchSink sink) {
      this.sink = Objects.requireNonNull(sink, "sink");
      return this;
    }

    /** Who is told about the progress once a second and at the end; nobody by default. */
    public Builder onProgress(Consumer<BatchProgress> listener) {
      return onProgress(listener, Duration.ofSeconds(1));
    }

    /**
     * Who is told about the progress, and how often; nobody by default. Called as the sink is,
     * never beside it, and once more when the batch is done; slow calls slow the batch. A second
     * call of this method replaces the first.
     *
     * @param every 10 milliseconds to 1 hour
     */
    public Builder onProgress(Consumer<BatchProgress> listener, Duration every) {
      Objects.requireNonNull(listener, "listener");
      requireBetween("every", every, Duration.ofMillis(10), Duration.ofHours(1));
      progressListener = listener;
      progressEvery = every;
      return this;
    }

    /**
     * How long a message may wait for the executor to start it before it is given up as {@code
     * Rejected} with reason {@code CANCELLED}, so that an executor that drops tasks silently cannot
     * hold a batch for ever: 1 millisecond to 365 days; default 5 minutes. Looked at about once a
     * second.
     */
    public Builder startTimeout(Duration startTimeout) {
      requireBetween("startTimeout", startTimeout, Duration.ofMillis(1), MAX_TIMEOUT);
      this.startTimeout = startTimeout;
      return this;
    }

    /**
     * How long a message may take once it is started before it is given up as {@code Unknown} with
     * reason {@code CANCELLED}: 1 millisecond to 365 days; default 30 minutes. A notifier ends each
     * send within its own time limits; this is for an executor that drops the rest of one silently.
     * Choose it longer than those limits, for a result that comes later is not counted. After the
     * executor has terminated, {@code startTimeout} holds instead if it is shorter.
     */
    public Builder finishTimeout(Duration finishTimeout) {
      requireBetween("finishTimeout", finishTimeout, Duration.ofMillis(1), MAX_TIMEOUT);
      this.finishTimeout = finishTimeout;
      return this;
    }

    /** What is done about repeated recipients; {@link DuplicatePolicy#ALLOW} by default. */
    public Builder duplicates(DuplicatePolicy duplicates) {
      this.duplicates = Objects.requireNonNull(duplicates, "duplicates");
      return this;
    }

    /**
     * How many recipients are remembered to find repeated ones, at 12 to 24 bytes each: 1 to
     * 10,000,000; default 1,000,000. Later ones are not remembered, which is logged once and told
     * in {@link BatchReport#duplicatesUnchecked()}.
     */
    public Builder duplicateMemory(int recipients) {
      if (recipients < 1 || recipients > MAX_MEMORY) {
        throw new IllegalArgumentException(
            "duplicateMemory must be 1 to " + MAX_MEMORY + ", but was " + recipients);
      }
      duplicateMemory = recipients;
      return this;
    }

    /**
     * How long a message may wait for others to share a call with, where its provider can carry
     * several in one call: 0 to 10 seconds; default 5 milliseconds; zero sends each by itself. Only
     * messages that differ in nothing but the recipient share a call, and each gets its own result.
     *
     * <p>A call goes out as soon as it is full, and at once if no message of the batch can join it
     * any more. If {@link #concurrency} calls are under way, it goes out when one of them has
     * ended.
     */
    public Builder linger(Duration linger) {
      requireBetween("linger", linger, Duration.ZERO, MAX_LINGER);
      this.linger = linger;
      return this;
    }

    /**
     * Where the batch writes down what it begins and what came of it, so that another batch over
     * the same ledger goes on after a crash; nowhere by default. One batch at a time has a ledger,
     * so the options must not be used for two that run together. Who opened it closes it.
     */
    public Builder ledger(BatchLedger ledger) {
      this.ledger = Objects.requireNonNull(ledger, "ledger");
      return this;
    }

    /**
     * What gives the text that stands for a message in the ledger: the same in every run, and
     * another for each message. By default channel, recipient and, if there is one, idempotency key
     * ({@link LedgerKeys#textOf}). Two messages of a run with one text: the second is {@code
     * Rejected} with reason {@code SUPPRESSED}. Only a hash of it is written.
     *
     * <p>The place in the source is a poor text: if the source changes between two runs, some are
     * left out and others get it twice.
     */
    public Builder ledgerKey(Function<Message, String> text) {
      this.ledgerKey = Objects.requireNonNull(text, "text");
      return this;
    }

    /**
     * How many messages are begun in the ledger at once, with one sync or commit for all of them: 1
     * to 1,000; default 64. After a crash at most so many more are unknown than were in flight.
     *
     * <p>So many may be taken from the source before the first of them is sent, where the source is
     * quick; a slow one is taken from singly. A source that waits for the results of what it has
     * given needs 1.
     */
    public Builder ledgerBlock(int messages) {
      if (messages < 1 || messages > MAX_BLOCK) {
        throw new IllegalArgumentException(
            "ledgerBlock must be 1 to " + MAX_BLOCK + ", but was " + messages);
      }
      this.ledgerBlock = messages;
      return this;
    }

    /**
     * Which messages are sent again that stand in the ledger from earlier runs; {@link
     * ResumePolicy#defaults()} by default.
     */
    public Builder resume(ResumePolicy policy) {
      this.resume = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /** Returns the options. */
    public BatchOptions build() {
      return new BatchOptions(this);
    }

    private static void requireBetween(String name, Duration value, Duration min, Duration max) {
      Objects.requireNonNull(value, name);
      if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
        throw new IllegalArgumentException(
            name + " must be " + min + " to " + max + ", but was " + value);
      }
    }
  }
}
