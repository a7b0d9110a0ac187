package io.notifyjava.internal.event;

import io.notifyjava.event.AttemptEvent;
import io.notifyjava.event.BackupEvent;
import io.notifyjava.event.CircuitEvent;
import io.notifyjava.event.FallbackEvent;
import io.notifyjava.event.IdempotencyStoreEvent;
import io.notifyjava.event.NotifierListener;
import io.notifyjava.event.OutboxEvent;
import io.notifyjava.event.OutboxStoreEvent;
import io.notifyjava.event.ResultEvent;
import io.notifyjava.event.RetryEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Tells all listeners; costs next to nothing when there are none. Never throws, never blocks. */
public final class Announcer implements AutoCloseable {

  private final List<ListenerThread> listeners;

  public Announcer(List<NotifierListener> listeners) {
    this.listeners = listeners.stream().map(ListenerThread::new).toList();
  }

  public void attempt(AttemptEvent event) {
    tell(listener -> listener.onAttempt(event));
  }

  public void retry(RetryEvent event) {
    tell(listener -> listener.onRetry(event));
  }

  public void fallback(FallbackEvent event) {
    tell(listener -> listener.onFallback(event));
  }

  public void result(ResultEvent event) {
    tell(listener -> listener.onResult(event));
  }

  public void circuit(CircuitEvent event) {
    tell(listener -> listener.onCircuit(event));
  }

  public void backup(BackupEvent event) {
    tell(listener -> listener.onBackup(event));
  }

  public void outbox(OutboxEvent event) {
    tell(listener -> listener.onOutbox(event));
  }

  public void outboxStore(OutboxStoreEvent event) {
    tell(listener -> listener.onOutboxStore(event));
  }

  public void idempotencyStore(IdempotencyStoreEvent event) {
    tell(listener -> listener.onIdempotencyStore(event));
  }

  /** Tells whether anybody listens, so that events need not be made in vain. */
  public boolean isHeard() {
    return !listeners.isEmpty();
  }

  /**
   * Waits until the listeners have seen what was announced, at most this long, and ends their
   * threads.
   */
  public void close(Duration limit) {
    listeners.forEach(ListenerThread::finish);
    long share = limit.toNanos() / Math.max(1, listeners.size());
    listeners.forEach(listener -> listener.join(Duration.ofNanos(share)));
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }

  private void tell(Consumer<NotifierListener> event) {
    for (ListenerThread listener : listeners) {
      listener.offer(event);
    }
  }
}
