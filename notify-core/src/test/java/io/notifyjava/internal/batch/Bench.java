package io.notifyjava.internal.batch;

import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.fixture.ManualTime;
import io.notifyjava.fixture.Note;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.message.Message;
import io.notifyjava.result.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/** One batch with everything around it in the test's hands. */
final class Bench {

  static final Duration LONG = Duration.ofMinutes(3);

  final ManualTime time = new ManualTime();
  final ManualPool pool = new ManualPool();
  final HeldSender sender = new HeldSender();
  final List<BatchItem> seen = Collections.synchronizedList(new ArrayList<>());

  /** The same sender for every batch; nothing is grouped. */
  static MessageSenders plain(MessageSender sender) {
    return (linger, turnstile) -> sender;
  }

  BatchOptions.Builder options(int concurrency) {
    return BatchOptions.builder().concurrency(concurrency).onResult(seen::add);
  }

  BatchEngine engine() {
    return engine(pool);
  }

  BatchEngine engine(Executor executor) {
    return new BatchEngine(Bench.plain(sender), executor, time, time::nanos);
  }

  Batch start(int messages, BatchOptions.Builder options) {
    return engine().start(notes(messages), options.build());
  }

  /** Accepts a message after so long, which is all that a thread of the executor gives a batch. */
  SendResult after(Duration time) {
    this.time.advance(time);
    return ScriptedProvider.yes();
  }

  /** Runs what the executor has and returns the report of a batch that must be done by then. */
  BatchReport finish(Batch batch) {
    pool.runAll();
    return report(batch);
  }

  static BatchReport report(Batch batch) {
    if (!batch.completion().isDone()) {
      throw new AssertionError("The batch must be done, but is at " + batch.progress());
    }
    return batch.join();
  }

  /** Waits for a batch that other threads work on. */
  static BatchReport await(Batch batch) {
    try {
      return batch
          .await(LONG)
          .orElseThrow(() -> new AssertionError("Not done in time: " + batch.progress()));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static List<Message> notes(int count) {
    return IntStream.range(0, count).<Message>mapToObj(i -> Note.to("open-id-" + i)).toList();
  }

  List<Long> indexes() {
    return seen.stream().map(BatchItem::index).toList();
  }
}
