package io.notifyjava.internal.idempotency;

import io.notifyjava.idempotency.Idempotency;
import io.notifyjava.idempotency.IdempotencyClaim;
import io.notifyjava.idempotency.IdempotencyStore;
import io.notifyjava.idempotency.IdempotencyVerdict;
import io.notifyjava.internal.event.Announcer;
import io.notifyjava.internal.limit.KeyHash;
import io.notifyjava.limit.FailMode;
import io.notifyjava.message.IdempotencyKey;
import io.notifyjava.message.Message;
import io.notifyjava.message.Recipient;
import io.notifyjava.outbox.StoredFields;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the store that nodes share whether a message is the first with its key, and tells it what
 * came of it. Whatever a store throws becomes an answer; nothing leaves this class as an exception.
 */
public final class SharedKeys {

  /** How much longer than its own time a message may take before others call it lost. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  /** Nodes of different versions may write one message differently, so this is told apart. */
  private static final char AFTER_VERSION = '-';

  private final IdempotencyStore store;
  private final FailMode whenStoreFails;
  private final Duration window;
  private final KeyHash hash;
  private final Function<Message, Optional<Content>> contents;
  private final StoreWatch watch;

  /** Message ids need be unique within a notifier only. */
  private final String node = UUID.randomUUID().toString().substring(0, 18);

  /**
   * Creates it.
   *
   * @param contents writes what tells a message from another, the same on every node
   */
  public SharedKeys(
      Idempotency idempotency,
      Duration window,
      Function<Message, Optional<Content>> contents,
      LongSupplier ticker,
      Announcer announcer) {
    this.store = idempotency.store();
    this.whenStoreFails = idempotency.whenStoreFails();
    this.window = window;
    this.hash = new KeyHash(idempotency.keySecret());
    this.contents = contents;
    this.watch = new StoreWatch(ticker, announcer);
  }

  /**
   * Makes the claim of a message; null if it has no key.
   *
   * @param messageId unique for each send within this notifier
   * @param left of the message's time
   */
  public @Nullable IdempotencyClaim claim(Message message, String messageId, Duration left) {
    IdempotencyKey key = message.options().idempotencyKey().orElse(null);
    if (key == null) {
      return null;
    }
    Recipient recipient = message.recipient();
    // No key holds a line break, so it is plain where it ends.
    String whole = key.value() + '\n' + recipient.kind() + '\n' + recipient.value();
    String content = contents.apply(message).map(this::shown).orElse("");
    Duration lease = left.isNegative() ? GRACE : left.plus(GRACE);
    return new IdempotencyClaim(
        hash.of("idempotency", whole), content, node + messageId, lease, window);
  }

  private String shown(Content content) {
    String hashed = hash.of("content " + content.type(), content.fields().toBytes());
    return "" + content.version() + AFTER_VERSION + hashed;
  }

  /** Asks for the key. */
  public Answer ask(IdempotencyClaim claim) {
    if (watch.rests()) {
      return failed("did not answer a moment ago");
    }
    long begun = watch.now();
    boolean interrupted = Thread.interrupted();
    String fault;
    try {
      @Nullable IdempotencyVerdict verdict = store.claim(claim);
      if (verdict != null) {
        watch.answered();
        return answer(claim, verdict);
      }
      fault = "returned null";
    } catch (Throwable e) {
      fault = described(e);
      interrupted |= e instanceof InterruptedException;
    } finally {
      restore(interrupted);
    }
    watch.failed("claim", fault, begun);
    if (whenStoreFails == FailMode.CLOSED) {
      // It may have the key before its answer was lost, and nobody would come for it.
      tell("release", () -> store.release(claim));
    }
    return failed(fault);
  }

  private Answer failed(String fault) {
    return whenStoreFails == FailMode.OPEN
        ? Answer.UNASKED
        : new Answer(
            SendResult.rejected(
                Failure.transientFailure(
                    FailureReason.OVERLOADED,
                    "idempotency-store",
                    "The store of idempotency keys failed ("
                        + fault
                        + "), so the message was not sent; mend the store, or choose"
                        + " whenStoreFails(OPEN) to send by what this node remembers")),
            false);
  }

  private static Answer answer(IdempotencyClaim claim, IdempotencyVerdict verdict) {
    if (verdict instanceof IdempotencyVerdict.Ended ended) {
      return isAnother(claim, ended.content())
          ? new Answer(conflict(), false)
          : new Answer(ResultText.read(ended.result()), true);
    }
    if (verdict instanceof IdempotencyVerdict.InFlight inFlight) {
      return new Answer(isAnother(claim, inFlight.content()) ? conflict() : onItsWay(), false);
    }
    if (verdict instanceof IdempotencyVerdict.Lost lost) {
      return new Answer(isAnother(claim, lost.content()) ? conflict() : lost(), false);
    }
    return Answer.FIRST;
  }

  /** Only what two nodes wrote in one version can be compared. */
  private static boolean isAnother(IdempotencyClaim claim, String content) {
    String mine = claim.content();
    int end = mine.indexOf(AFTER_VERSION) + 1;
    return end > 0 && content.regionMatches(0, mine, 0, end) && !content.equals(mine);
  }

  /** Another message with the key of one that was sent, or is on its way. */
  public static SendResult conflict() {
    return SendResult.rejected(
        Failure.permanent(
            FailureReason.INVALID_MESSAGE,
            "key-conflict",
            "Another message with this idempotency key went to this recipient; use one key for one"
                + " message"));
  }

  /** The same message with a key that is on its way. */
  public static SendResult onItsWay() {
    return SendResult.rejected(
        Failure.permanent(
            FailureReason.SUPPRESSED,
            "in-flight",
            "The same message with this idempotency key is on its way; ask again when it has ended"));
  }

  private static SendResult lost() {
    return SendResult.unknown(
        Failure.permanent(
            FailureReason.TIMEOUT,
            "claim-lost",
            "Another send of this message with this idempotency key began and never said what came"
                + " of it; it may have been sent. Look at the provider, or use another key to send"
                + " it again"));
  }

  /**
   * Tells the store what came of a message that went out as the first; what it throws is logged.
   *
   * @param held whether the store gave it the key, and waits for a word
   */
  public void settle(IdempotencyClaim claim, boolean held, SendResult result) {
    if (!held && watch.rests()) {
      // Whoever sends without the store would wait for it all the same.
      return;
    }
    if (result instanceof Rejected) {
      tell("release", () -> store.release(claim));
    } else {
      String text = ResultText.write(result);
      tell("record", () -> store.record(claim, text));
    }
  }

  private void tell(String method, Runnable words) {
    long begun = watch.now();
    // A pool gives no connection to a thread that was interrupted, and the key would be lost.
    boolean interrupted = Thread.interrupted();
    try {
      words.run();
      watch.answered();
    } catch (Throwable e) {
      interrupted |= e instanceof InterruptedException;
      watch.failed(method, described(e), begun);
    } finally {
      restore(interrupted);
    }
  }

  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Only its kind: the text is not ours and may hold anything. */
  private static String described(Throwable e) {
    return "threw " + e.getClass().getName();
  }

  /**
   * What tells a message from another.
   *
   * @param type of the message
   * @param version in which it is written; others cannot be compared
   * @param fields all of it but its options
   */
  public record Content(String type, int version, StoredFields fields) {}

  /**
   * What is known of a key.
   *
   * @param result what the message ends with; null if it is the first with its key, as far as
   *     anybody can tell
   * @param known whether that is what came of the first for good
   * @param held whether the store gave the key to this message
   */
  public record Answer(@Nullable SendResult result, boolean known, boolean held) {

    static final Answer FIRST = new Answer(null, false, true);

    /** The store did not answer, and the message goes without it. */
    static final Answer UNASKED = new Answer(null, false, false);

    private Answer(SendResult result, boolean known) {
      this(result, known, false);
    }
  }
}
