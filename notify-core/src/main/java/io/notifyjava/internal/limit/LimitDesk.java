package io.notifyjava.internal.limit;

import io.notifyjava.limit.FailMode;
import io.notifyjava.limit.Limit;
import io.notifyjava.limit.LimitBound;
import io.notifyjava.limit.LimitClaim;
import io.notifyjava.limit.LimitStore;
import io.notifyjava.limit.LimitVerdict;
import io.notifyjava.limit.Limits;
import io.notifyjava.message.Message;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a store for the permits of messages. Whatever a store or a key function throws becomes an
 * answer; nothing leaves this class as an exception.
 */
public final class LimitDesk {

  private static final Duration LONG = Duration.ofDays(1);

  private final List<Limit> limits;
  private final Map<String, Limit> byName = new HashMap<>();
  private final LimitStore store;
  private final FailMode whenStoreFails;
  private final KeyHash hash;
  private final Clock clock;
  private final StoreFaults faults;

  /**
   * Opens a desk.
   *
   * @param store where counts are kept
   * @param ticker nanoseconds, by which repeated failures of the store are logged less often
   */
  public LimitDesk(Limits limits, LimitStore store, Clock clock, LongSupplier ticker) {
    this.limits = limits.all();
    this.limits.forEach(limit -> byName.put(limit.name(), limit));
    this.store = store;
    this.whenStoreFails = limits.whenStoreFails();
    this.hash = new KeyHash(limits.keySecret());
    this.clock = clock;
    this.faults = new StoreFaults(ticker);
  }

  /**
   * Makes the claim of a message.
   *
   * @param id of this attempt
   */
  public Asking ask(String id, Message message, String account) {
    List<LimitClaim.Demand> demands = new ArrayList<>(limits.size());
    for (Limit limit : limits) {
      try {
        Optional<String> key = limit.key().of(message, account);
        if (key.isPresent()) {
          demands.add(
              new LimitClaim.Demand(
                  limit.name(), hash.of(limit.name(), key.get()), limit.bounds()));
        }
      } catch (RuntimeException | StackOverflowError e) {
        return new Asking(null, brokenKey(limit, e));
      }
    }
    return demands.isEmpty()
        ? Asking.NOTHING
        : new Asking(new LimitClaim(id, clock.instant(), demands), null);
  }

  private static Failure brokenKey(Limit limit, Throwable e) {
    // The text of the exception is not ours and may hold an address.
    return Failure.permanent(
        FailureReason.INTERNAL,
        "limit-key",
        "The key function of limit '"
            + limit.name()
            + "' must return a key or an empty Optional, but failed with "
            + e.getClass().getName()
            + "; mend it, the message was not sent");
  }

  /** Takes the permits of each claim, all or none; returns an answer for each, in their order. */
  public List<Answer> reserve(List<LimitClaim> claims) {
    if (faults.rests()) {
      return failed(claims.size(), "did not answer a moment ago");
    }
    long begun = faults.now();
    // A pool gives no connection to a thread that was interrupted; the stages after this one see
    // it.
    boolean interrupted = Thread.interrupted();
    String fault;
    try {
      @Nullable List<LimitVerdict> verdicts = store.reserve(claims);
      String problem = problem(verdicts, claims.size());
      if (verdicts != null && problem == null) {
        return verdicts.stream().map(this::answer).toList();
      }
      fault = "returned " + problem;
      faults.wrong("reserve", fault);
    } catch (Throwable e) {
      interrupted |= e instanceof InterruptedException;
      fault = faults.threw("reserve", e, begun);
    } finally {
      restore(interrupted);
    }
    if (whenStoreFails == FailMode.CLOSED) {
      // It may have taken the permits before its answer was lost.
      tell("release", () -> store.release(claims));
    }
    return failed(claims.size(), fault);
  }

  private List<Answer> failed(int count, String fault) {
    return Collections.nCopies(
        count, whenStoreFails == FailMode.OPEN ? Answer.YES : storeFailed(fault));
  }

  private static @Nullable String problem(@Nullable List<LimitVerdict> verdicts, int expected) {
    if (verdicts == null) {
      return "null instead of verdicts";
    }
    if (verdicts.size() != expected) {
      return verdicts.size() + " verdicts for " + expected + " claims";
    }
    for (Object verdict : verdicts) {
      if (!(verdict instanceof LimitVerdict)) {
        return "something else than a verdict";
      }
    }
    return null;
  }

  private static Answer storeFailed(String fault) {
    return new Answer(
        Failure.transientFailure(
            FailureReason.OVERLOADED,
            "limit-store",
            "The store of limits failed ("
                + fault
                + "), so the message was not sent; mend the store, or choose"
                + " whenStoreFails(OPEN) to send without counting"),
        Duration.ZERO);
  }

  private Answer answer(LimitVerdict verdict) {
    if (verdict instanceof LimitVerdict.Refused refused) {
      return new Answer(
          refusal(refused.limit(), refused.bound(), refused.retryAfter()), waitFor(refused));
    }
    if (verdict instanceof LimitVerdict.Full full) {
      return new Answer(
          Failure.transientFailure(FailureReason.OVERLOADED, "limit-store-full", full.text()),
          Duration.ZERO);
    }
    return Answer.YES;
  }

  private Duration waitFor(LimitVerdict.Refused refused) {
    Limit limit = byName.get(refused.limit());
    return limit != null && refused.retryAfter().compareTo(limit.maxWait()) <= 0
        ? refused.retryAfter()
        : Duration.ZERO;
  }

  private static Failure refusal(String limit, LimitBound bound, Duration retryAfter) {
    FailureReason reason =
        bound.window().length().compareTo(LONG) < 0 ? FailureReason.THROTTLED : FailureReason.QUOTA;
    long seconds = retryAfter.plusNanos(999_999_999).toSeconds();
    return Failure.transientFailure(
            reason,
            "limit",
            "Limit '"
                + limit
                + "' allows "
                + bound
                + ", which is used up; send again in "
                + seconds
                + " s or raise the limit")
        .retryAfter(retryAfter);
  }

  /** Tells the store what became of claims; what it throws is logged. */
  public void settle(List<LimitClaim> sent, List<LimitClaim> notSent) {
    if (faults.rests() && whenStoreFails == FailMode.OPEN) {
      // Whoever sends without the store would wait for it all the same.
      return;
    }
    if (!sent.isEmpty()) {
      tell("commit", () -> store.commit(sent));
    }
    if (!notSent.isEmpty()) {
      tell("release", () -> store.release(notSent));
    }
  }

  private void tell(String method, Runnable words) {
    long begun = faults.now();
    boolean interrupted = Thread.interrupted();
    try {
      words.run();
    } catch (Throwable e) {
      interrupted |= e instanceof InterruptedException;
      faults.threw(method, e, begun);
    } finally {
      restore(interrupted);
    }
  }

  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What a message asks for.
   *
   * @param claim null if no limit concerns it
   * @param refusal why it cannot be counted; null if it can
   */
  public record Asking(@Nullable LimitClaim claim, @Nullable Failure refusal) {

    /** Nothing is asked for. */
    public static final Asking NOTHING = new Asking(null, null);
  }

  /**
   * What came of a claim.
   *
   * @param refusal null if it was granted
   * @param pause after which it may ask again instead of being refused; zero if it may not
   */
  public record Answer(@Nullable Failure refusal, Duration pause) {

    static final Answer YES = new Answer(null, Duration.ZERO);
  }
}
