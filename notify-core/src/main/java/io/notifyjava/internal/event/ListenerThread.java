package io.notifyjava.internal.event;

import io.notifyjava.event.NotifierListener;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener, its bounded queue and its thread.
 *
 * <p>The queue takes {@value #CAPACITY} events. When it is full, events are counted instead of
 * kept, and the listener is told the number before the next one that it gets. The thread starts
 * with the first event.
 */
final class ListenerThread {

  static final int CAPACITY = 8_192;

  private static final Logger log = LoggerFactory.getLogger(ListenerThread.class);
  private static final Consumer<NotifierListener> END = ListenerThread::end;

  private final NotifierListener listener;
  private final BlockingQueue<Consumer<NotifierListener>> queue =
      new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicBoolean started = new AtomicBoolean();
  private final Thread thread;
  private volatile boolean finishing;
  private boolean complained;

  ListenerThread(NotifierListener listener) {
    this.listener = listener;
    this.thread = new Thread(this::run, "notify-listener");
    thread.setDaemon(true);
  }

  void offer(Consumer<NotifierListener> event) {
    if (!started.get() && started.compareAndSet(false, true)) {
      thread.start();
    }
    if (!queue.offer(event)) {
      dropped.incrementAndGet();
    }
  }

  /** Ends the thread after what is queued; events that come later are dropped. */
  void finish() {
    finishing = true;
    if (started.get() && !queue.offer(END)) {
      log.debug("A listener's queue is full while closing; its thread ends when it is empty");
    }
  }

  void join(Duration limit) {
    if (!started.get()) {
      return;
    }
    try {
      thread.join(Math.max(1, limit.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stands in the queue for the end; is compared, never called. */
  private static void end(NotifierListener listener) {}

  private void run() {
    while (true) {
      Consumer<NotifierListener> event = take();
      if (event == null || event == END) {
        return;
      }
      long missed = dropped.getAndSet(0);
      if (missed > 0) {
        call(seen -> seen.onDropped(missed));
      }
      call(event);
      if (finishing && queue.isEmpty()) {
        return;
      }
    }
  }

  private @Nullable Consumer<NotifierListener> take() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      // Nobody of ours interrupts this thread; whoever does wants it to end.
      return null;
    }
  }

  private void call(Consumer<NotifierListener> event) {
    try {
      event.accept(listener);
    } catch (Throwable e) {
      if (e instanceof VirtualMachineError) {
        log.error("A listener ran into {}", e.getClass().getName());
      } else if (complained) {
        log.debug("A listener failed again", e);
      } else {
        complained = true;
        log.warn(
            "A listener failed; outcomes are not affected, further failures are logged at debug",
            e);
      }
    }
  }
}
