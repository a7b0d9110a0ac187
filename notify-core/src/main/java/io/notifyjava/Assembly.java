package io.notifyjava;

import io.notifyjava.internal.batch.BatchEngine;
import io.notifyjava.internal.corridor.Account;
import io.notifyjava.internal.corridor.Corridor;
import io.notifyjava.internal.corridor.Courier;
import io.notifyjava.internal.event.Announcer;
import io.notifyjava.internal.outbox.OutboxEngine;
import io.notifyjava.internal.resilience.WindowMemory;
import io.notifyjava.internal.time.OwnExecutor;
import io.notifyjava.internal.time.TimerThread;
import io.notifyjava.template.TemplateRegistry;
import java.util.Collection;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The built parts of a notifier.
 *
 * @param outbox null if there is none
 * @param ownExecutor the executor if it is ours and must be ended; null if the caller brought one
 * @param ownTimer the timer if it is ours and must be ended; null if the caller brought one
 */
record Assembly(
    Collection<Account> accounts,
    Corridor corridor,
    Courier courier,
    BatchEngine batches,
    @Nullable OutboxEngine outbox,
    TemplateRegistry templates,
    WindowMemory windows,
    Announcer announcer,
    Executor executor,
    @Nullable OwnExecutor ownExecutor,
    @Nullable TimerThread ownTimer) {

  /** Wakes what waits, so that it ends. */
  void closeOwnTimer() {
    if (ownTimer != null) {
      ownTimer.close();
    }
  }

  /** Ends our own threads; what they are in the middle of is interrupted. */
  void closeOwnExecutor() {
    if (ownExecutor != null) {
      ownExecutor.close();
    }
  }
}
