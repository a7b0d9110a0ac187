package io.notifyjava.internal.batch;

import io.notifyjava.batch.BatchEnd;
import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchLedger;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchProgress;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.batch.BatchState;
import io.notifyjava.batch.LedgerKey;
import io.notifyjava.internal.time.Turnstile;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch.
 *
 * <p>A step settles one message that has ended (count, sink, stop conditions, free its place) and
 * hands over one new one (source, executor), so that places are filled again as they come free. The
 * {@link Pump} takes the steps in one thread at a time, and its {@code wip} orders them: what it
 * alone touches needs no more than that. What other threads read is volatile.
 */
final class BatchRun {

  private static final Logger log = LoggerFactory.getLogger(BatchRun.class);

  private final MessageSender sender;
  private final LongSupplier ticker;
  private final Consumer<BatchRun> whenDone;
  private final Tally tally;
  private final Window window;
  private final Places places;
  private final Crew crew = new Crew();
  private final Turnstile turnstile;
  private final Pump pump;
  private final Handover handover;
  private final Observers observers;
  private final Intake intake;
  private final @Nullable Bookkeeper books;
  private final CompletableFuture<BatchReport> completion = new CompletableFuture<>();

  private volatile boolean paused;
  private volatile boolean cancelled;
  private volatile @Nullable Ending ending;
  private volatile boolean done;
  private boolean cancelTookEffect;

  BatchRun(
      Source source,
      BatchOptions options,
      MessageSenders senders,
      Executor executor,
      Timer timer,
      LongSupplier ticker,
      Consumer<BatchRun> whenDone) {
    this.ticker = ticker;
    this.whenDone = whenDone;
    boolean told = options.total().isPresent();
    tally = new Tally(ticker, told ? Long.valueOf(options.total().getAsLong()) : source.size());
    window = new Window(options.concurrency());
    places = new Places(options.concurrency());
    turnstile = new Turnstile(executor, timer, options.concurrency(), this::hasThread);
    sender = senders.open(options.linger(), turnstile);
    pump = new Pump(this::step, task -> executor.execute(() -> lend(task)), ticker);
    handover = new Handover(executor, tally);
    observers = new Observers(options, ticker);
    BatchLedger ledger = options.ledger();
    books = ledger == null ? null : new Bookkeeper(ledger, options, ticker);
    Supply supply =
        books == null ? Supply.of(source) : new LookAhead(source, books, options, ticker);
    intake = new Intake(this, supply, tally, options);
  }

  // ---- called by the pump

  private boolean step() {
    if (done) {
      return false;
    }
    try {
      intake.handKept();
      noteRequests();
      boolean settled = settleNext();
      noteRequests(); // again, for the sink may have cancelled
      boolean handed = handNext();
      if (observers.isProgressDue()) {
        observers.tell(progress());
      }
      if (books != null && books.isDue()) {
        endIfFailed(books.flush());
      }
      if (crew.hasKept()) {
        return window.hasEnded() || mayTake();
      }
      if (!settled && !handed) {
        letGroupsGo();
        finishIfOver();
      }
      return settled || handed;
    } catch (Throwable t) {
      log.error("A batch failed; memory is out, or this is a bug of the library", t);
      end(Ending.failed("the batch itself failed with " + Faults.describe(t), t));
      return false;
    }
  }

  private void noteRequests() {
    if (ending != null) {
      return;
    }
    if (cancelled) {
      end(Ending.CANCELLED);
    } else if (handover.isTerminated() && !intake.isExhausted()) {
      end(Ending.executorEnded(tally.taken()));
    }
  }

  private boolean settleNext() {
    Slot slot = window.nextEnded();
    if (slot == null) {
      return false;
    }
    try {
      noteCause(slot.result());
      settle(
          new BatchItem(slot.index(), slot.message(), slot.result(), slot.duplicate()), slot.key());
    } finally {
      window.release(slot);
      handover.roomMade();
    }
    return true;
  }

  private void noteCause(SendResult result) {
    if (result == Faults.CANCELLED
        || (result instanceof Rejected rejected
            && rejected.cause().equals(Faults.CANCELLED_WAITING))) {
      cancelTookEffect = true;
    }
    if (result == Faults.EXECUTOR_ENDED
        || (result == Faults.NOT_FINISHED && handover.isTerminated())) {
      end(Ending.executorEnded(tally.taken()));
    }
  }

  /** Settles a message; with a key, if the ledger has it as begun. */
  void settle(BatchItem item, @Nullable LedgerKey key) {
    if (key != null && books != null) {
      // First, so that what the sink was told of is not sent again.
      endIfFailed(books.record(key, item.result()));
    }
    tally.end(item.result());
    observers.tell(item);
    if (ending == null) {
      Ending stop = observers.check(this::progress, item);
      if (stop != null) {
        end(stop);
      }
    }
  }

  private boolean handNext() {
    if (handover.hasRefused()) {
      return handover.handAgain();
    }
    if (!mayTake()) {
      return false;
    }
    if (handover.isShutDown()) {
      end(Ending.executorEnded(tally.taken()));
    } else {
      intake.takeNext();
    }
    return true;
  }

  private boolean mayTake() {
    return ending == null
        && !intake.isExhausted()
        && !paused
        && places.hasRoom(window.held(), sender);
  }

  /** Nothing is to be done: so who waits for company waits in vain, or holds the others up. */
  private void letGroupsGo() {
    boolean nothingComes = intake.isExhausted() || ending != null || paused;
    int groups = places.departing(window.held(), sender, nothingComes);
    if (groups > 0) {
      sender.depart(groups);
    }
  }

  void end(Ending why) {
    if (ending == null) {
      ending = why;
    }
  }

  void ledgerFailed(LedgerFailed failure) {
    if (books != null) {
      end(books.noteFailure(failure));
    }
  }

  private void endIfFailed(@Nullable Ending why) {
    if (why != null) {
      end(why);
    }
  }

  private boolean isOver() {
    return (ending != null || intake.isExhausted()) && tally.inFlight() == 0;
  }

  private void finishIfOver() {
    if (!isOver()) {
      return;
    }
    intake.close();
    if (books != null) {
      endIfFailed(books.end());
    }
    tally.stop();
    BatchReport report = report();
    done = true;
    whenDone.accept(this);
    try {
      observers.tell(progress());
    } finally {
      completion.complete(report);
    }
  }

  private BatchReport report() {
    Ending why = ending == null ? Ending.COMPLETED : ending;
    if (why.end() == BatchEnd.CANCELLED && intake.isExhausted() && !cancelTookEffect) {
      why = Ending.COMPLETED;
    }
    return new BatchReport(
        why.end(),
        why.reason(),
        tally.counts(),
        observers.sinkFailures(),
        intake.unchecked(),
        tally.time(),
        tally.perSecond(),
        why.cause());
  }

  /** Runs a task in a thread of the executor that does afterwards what found no other. */
  private void lend(Runnable task) {
    task.run();
    turnstile.help();
  }

  /** Tells whether a thread of the executor is known that will see what waits for one. */
  private boolean hasThread() {
    return pump.isBusy() || window.count(Slot::isRunning) > 0;
  }

  // ---- called by any thread

  /**
   * A thread of the executor has sent what it can.
   *
   * @param more whether that left room for more
   * @param goesOn whether the thread may send another message
   * @return the message that it is to send
   */
  @Nullable Slot threadIsFree(boolean more, boolean goesOn) {
    if (more) {
      handover.roomMade();
      pump.drain(goesOn);
    }
    turnstile.help();
    if (!goesOn) {
      return null;
    }
    if (Thread.currentThread().isInterrupted()) {
      // That was not meant for the next message, which needs a thread without a flag.
      pump.drain();
      return null;
    }
    return crew.takeKept();
  }

  void start() {
    pump.signal();
  }

  void pause() {
    paused = true;
  }

  void resume() {
    paused = false;
    pump.signal();
  }

  void cancel() {
    if (!done) {
      cancelled = true;
      window.count(slot -> slot.giveUpWaiting(Faults.CANCELLED));
      sender.cancel(Faults.CANCELLED_WAITING);
      pump.signal();
    }
  }

  BatchProgress progress() {
    BatchState state = paused ? BatchState.PAUSED : BatchState.RUNNING;
    if (ending != null || cancelled) {
      state = BatchState.STOPPING;
    }
    return tally.progress(done ? BatchState.DONE : state);
  }

  CompletableFuture<BatchReport> completion() {
    return completion;
  }

  boolean isCancelled() {
    return cancelled;
  }

  boolean isDone() {
    return done;
  }

  /** Tells whether there is something to do that the end of no message will bring about. */
  boolean wantsAttention() {
    return window.hasEnded()
        || observers.isProgressDue()
        || (books != null && books.isDue())
        || (handover.isTerminated() && ending == null && !intake.isExhausted())
        || isOver();
  }

  MessageSender sender() {
    return sender;
  }

  Window window() {
    return window;
  }

  Crew crew() {
    return crew;
  }

  Places places() {
    return places;
  }

  Turnstile turnstile() {
    return turnstile;
  }

  Pump pump() {
    return pump;
  }

  Handover handover() {
    return handover;
  }

  long now() {
    return ticker.getAsLong();
  }
}
