package io.notifyjava.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.notifyjava.batch.BatchEnd;
import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.batch.DuplicatePolicy;
import io.notifyjava.fixture.Note;
import io.notifyjava.message.Channel;
import io.notifyjava.message.Message;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.Recipient;
import io.notifyjava.result.FailureReason;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sources that throw, give null, repeat recipients or are hard to close. */
class BatchSourceFaultsTest {

  private final Bench bench = new Bench();

  /** Gives some messages and then throws, in {@code hasNext} or in {@code next}. */
  private static class Breaking implements Iterator<Message>, AutoCloseable {

    final AtomicInteger closed = new AtomicInteger();
    private final Throwable fault;
    private final boolean inHasNext;
    private int left;

    Breaking(int good, boolean inHasNext, Throwable fault) {
      left = good;
      this.inHasNext = inHasNext;
      this.fault = fault;
    }

    @Override
    public boolean hasNext() {
      if (left == 0 && inHasNext) {
        throwIt();
      }
      return true;
    }

    @Override
    public Message next() {
      if (left == 0) {
        throwIt();
      }
      return Note.to("o-" + left--);
    }

    private void throwIt() {
      if (fault instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) fault;
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Test
  void a_source_that_throws_ends_the_batch_with_what_was_taken_before_accounted_for() {
    IllegalStateException fault = new IllegalStateException("phone +8613800138000");
    Breaking source = new Breaking(5, true, fault);

    BatchReport report = bench.finish(bench.engine().start(source, bench.options(2).build()));

    assertThat(report.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(report.reason())
        .startsWith("the source threw java.lang.IllegalStateException at io.notifyjava.")
        .endsWith(" at message 5");
    assertThat(report.toString()).doesNotContain("138");
    assertThat(report.cause()).isSameAs(fault);
    assertThat(report.accepted()).isEqualTo(5);
    assertThat(report.firstNotTaken()).isEqualTo(5);
    assertThat(bench.seen).hasSize(5);
    assertThat(source.closed).hasValue(1);
  }

  @Test
  void a_source_may_throw_in_next_and_may_throw_an_error() {
    Breaking source = new Breaking(1, false, new StackOverflowError());

    BatchReport report = bench.finish(bench.engine().start(source, bench.options(2).build()));

    assertThat(report.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(report.reason()).contains("java.lang.StackOverflowError").contains("at message 1");
    assertThat(report.accepted()).isEqualTo(1);
  }

  @Test
  void an_iterable_that_cannot_be_opened_fails_the_batch() {
    Iterable<Message> closed =
        () -> {
          throw new NoSuchElementException();
        };

    BatchReport report = bench.finish(bench.engine().start(closed, bench.options(2).build()));

    assertThat(report.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(report.reason()).contains("java.util.NoSuchElementException").contains("message 0");
  }

  @Test
  void a_stream_that_was_used_before_fails_the_batch() {
    Stream<Message> used = Bench.notes(3).stream();
    assertThat(used.count()).isEqualTo(3);

    BatchReport report = bench.finish(bench.engine().start(used, bench.options(2).build()));

    assertThat(report.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(report.reason()).contains("java.lang.IllegalStateException");
  }

  @Test
  void a_null_element_is_rejected_at_its_place_and_the_rest_goes_on() {
    List<@Nullable Message> messages = Arrays.asList(Note.to("o-0"), null, Note.to("o-2"));

    BatchReport report = bench.finish(bench.engine().start(messages, bench.options(1).build()));

    assertThat(report.end()).isEqualTo(BatchEnd.COMPLETED);
    assertThat(report.accepted()).isEqualTo(2);
    assertThat(report.rejectedByReason()).isEqualTo(Map.of(FailureReason.INVALID_MESSAGE, 1L));
    BatchItem item = bench.seen.stream().filter(i -> i.index() == 1).findFirst().orElseThrow();
    assertThat(item.message()).isNull();
    assertThat(item.result().failure().orElseThrow().text())
        .isEqualTo("The source gave null where a message was expected; mend the source");
  }

  @Test
  void a_source_that_is_missing_is_the_callers_mistake() {
    Iterator<Message> missing = null;

    assertThatThrownBy(() -> bench.engine().start(missing, bench.options(1).build()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("messages");
  }

  @Test
  void a_source_is_closed_once_even_if_it_is_its_own_iterator_and_closing_fails() {
    AtomicInteger closed = new AtomicInteger();
    class Own implements Iterable<Message>, Iterator<Message>, AutoCloseable {
      @Override
      public Iterator<Message> iterator() {
        return this;
      }

      @Override
      public boolean hasNext() {
        return false;
      }

      @Override
      public Message next() {
        throw new NoSuchElementException();
      }

      @Override
      public void close() {
        closed.incrementAndGet();
        throw new IllegalStateException("closed already");
      }
    }

    try (LogOf log = new LogOf(Source.class)) {
      Iterable<Message> source = new Own();
      BatchReport report = bench.finish(bench.engine().start(source, bench.options(1).build()));

      assertThat(report.end()).isEqualTo(BatchEnd.COMPLETED);
      assertThat(closed).hasValue(1);
      assertThat(log.at(Level.WARN)).hasSize(1);
      assertThat(log.at(Level.WARN).get(0))
          .startsWith("Closing the source of a batch failed with java.lang.IllegalStateException")
          .doesNotContain("closed already");
    }
  }

  @Test
  void an_iterable_and_its_iterator_are_both_closed() {
    Breaking iterator = new Breaking(1, true, new IllegalStateException());
    AtomicInteger closed = new AtomicInteger();
    class Both implements Iterable<Message>, AutoCloseable {
      @Override
      public Iterator<Message> iterator() {
        return iterator;
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    }
    Iterable<Message> both = new Both();

    bench.finish(bench.engine().start(both, bench.options(1).build()));

    assertThat(iterator.closed).hasValue(1);
    assertThat(closed).hasValue(1);
  }

  @Test
  void duplicates_are_sent_and_not_looked_for_by_default() {
    BatchReport report = bench.finish(bench.engine().start(twice(), bench.options(1).build()));

    assertThat(report.accepted()).isEqualTo(4);
    assertThat(report.duplicates()).isZero();
    assertThat(bench.seen).noneMatch(BatchItem::duplicate);
  }

  @Test
  void duplicates_can_be_reported_and_sent() {
    BatchReport report =
        bench.finish(
            bench
                .engine()
                .start(twice(), bench.options(1).duplicates(DuplicatePolicy.REPORT).build()));

    assertThat(report.accepted()).isEqualTo(4);
    assertThat(report.duplicates()).isEqualTo(2);
    assertThat(bench.seen)
        .extracting(BatchItem::duplicate)
        .containsExactly(false, false, true, true);
  }

  @Test
  void duplicates_can_be_skipped() {
    BatchReport report =
        bench.finish(
            bench
                .engine()
                .start(twice(), bench.options(1).duplicates(DuplicatePolicy.SKIP).build()));

    assertThat(report.accepted()).isEqualTo(2);
    assertThat(report.duplicates()).isEqualTo(2);
    assertThat(report.rejectedByReason()).isEqualTo(Map.of(FailureReason.SUPPRESSED, 2L));
    assertThat(bench.sender.sent()).hasSize(2);
    assertThat(bench.seen.get(3).result().failure().orElseThrow().text())
        .isEqualTo("An earlier message of this batch had the same recipient");
    assertThat(bench.seen.get(3).duplicate()).isTrue();
  }

  @Test
  void many_skipped_messages_need_no_deep_stack() {
    BatchReport report =
        bench.finish(
            bench
                .engine()
                .start(
                    Collections.nCopies(200_000, Note.to("o-1")),
                    bench.options(4).duplicates(DuplicatePolicy.SKIP).build()));

    assertThat(report.accepted()).isEqualTo(1);
    assertThat(report.duplicates()).isEqualTo(199_999);
  }

  @Test
  void recipients_beyond_the_memory_are_sent_and_the_report_says_so() {
    try (LogOf log = new LogOf(SeenRecipients.class)) {
      List<Message> messages =
          List.of(Note.to("o-1"), Note.to("o-2"), Note.to("o-3"), Note.to("o-3"), Note.to("o-1"));

      BatchReport report =
          bench.finish(
              bench
                  .engine()
                  .start(
                      messages,
                      bench
                          .options(1)
                          .duplicates(DuplicatePolicy.SKIP)
                          .duplicateMemory(2)
                          .build()));

      assertThat(report.duplicates()).as("the remembered one").isEqualTo(1);
      assertThat(report.duplicatesUnchecked()).isEqualTo(2);
      assertThat(report.accepted()).isEqualTo(4);
      assertThat(log.at(Level.WARN))
          .containsExactly(
              "A batch remembers 2 recipients to find duplicates and cannot remember more; raise"
                  + " duplicateMemory to find them all");
    }
  }

  @Test
  void a_message_type_that_breaks_its_contract_is_left_to_the_corridor() {
    Message broken =
        new Message() {
          @Override
          public Channel channel() {
            return Channel.WECHAT;
          }

          @Override
          public Recipient recipient() {
            throw new StackOverflowError();
          }

          @Override
          public MessageOptions options() {
            return MessageOptions.defaults();
          }

          @Override
          public String typeName() {
            return "broken";
          }
        };

    BatchReport report =
        bench.finish(
            bench
                .engine()
                .start(
                    List.of(broken, broken),
                    bench.options(4).duplicates(DuplicatePolicy.SKIP).build()));

    assertThat(bench.sender.sent()).hasSize(2);
    assertThat(report.duplicates()).isZero();
  }

  private static List<Message> twice() {
    return List.of(Note.to("o-1"), Note.to("o-2"), Note.to("o-2"), Note.to("o-1"));
  }
}
