package io.notifyjava.benchmarks.jmh;

import io.notifyjava.Notifier;
import io.notifyjava.message.Channel;
import io.notifyjava.message.Message;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.Recipient;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.RequestPreview;
import io.notifyjava.spi.SendContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Sends through the whole corridor, every policy at its default, to a provider that does nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CorridorBenchmark {

  private static final SendResult ACCEPTED =
      SendResult.accepted(Receipt.of("200228332", Instant.EPOCH));

  private final Notifier notifier =
      Notifier.builder().provider("main", context -> new Nothing()).build();
  private final Message message = new Note(Recipient.openId("oABCDEFGHIJKLMNOPQRST0000001"));

  /** One pass. */
  @Benchmark
  public SendResult pass() {
    return notifier.send(message);
  }

  /** Lets go of the notifier. */
  @TearDown
  public void close() {
    notifier.close(Duration.ofSeconds(1));
  }

  private record Note(Recipient recipient) implements Message {
    @Override
    public Channel channel() {
      return Channel.WECHAT;
    }

    @Override
    public MessageOptions options() {
      return MessageOptions.defaults();
    }

    @Override
    public String typeName() {
      return "note";
    }
  }

  private static final class Nothing implements Provider<Note> {
    private static final Capabilities CAPABILITIES =
        Capabilities.of(Note.class, Capabilities.Support.plain());

    @Override
    public Capabilities capabilities() {
      return CAPABILITIES;
    }

    @Override
    public SendResult send(Note message, SendContext context) {
      return ACCEPTED;
    }

    @Override
    public RequestPreview preview(Note message) {
      return new RequestPreview("POST", "/", Map.of(), "");
    }
  }
}
