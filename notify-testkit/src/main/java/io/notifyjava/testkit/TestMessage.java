package io.notifyjava.testkit;

import static java.util.Objects.requireNonNull;

import io.notifyjava.message.Channel;
import io.notifyjava.message.Masking;
import io.notifyjava.message.Message;
import io.notifyjava.message.MessageBuilder;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.Recipient;
import io.notifyjava.message.Texts;

/**
 * A message of no vendor, on a channel {@code test}, for tests of what is the same for all.
 *
 * @param recipient whom it is for
 * @param content the text; not blank, at most 10,000 characters; not shown by {@code toString()}
 * @param options what it carries beside the content
 * @since 0.1.0
 */
public record TestMessage(Recipient recipient, String content, MessageOptions options)
    implements Message {

  /** The channel of every test message. */
  public static final Channel CHANNEL = new Channel("test");

  /** The type name of every test message. */
  public static final String TYPE = "test-message";

  public TestMessage {
    requireNonNull(recipient, "recipient");
    Texts.content("content", content, 10_000);
    requireNonNull(options, "options");
  }

  /** Returns a message without options. */
  public static TestMessage of(String recipient, String content) {
    return to(recipient).content(content).build();
  }

  /** Starts a message to a recipient of kind {@code test}; its content is {@code hello}. */
  public static Builder to(String recipient) {
    return new Builder(new Recipient(CHANNEL.name(), recipient));
  }

  @Override
  public Channel channel() {
    return CHANNEL;
  }

  @Override
  public String typeName() {
    return TYPE;
  }

  @Override
  public String toString() {
    return "TestMessage[recipient=%s, content=%s, options=%s]"
        .formatted(recipient, Masking.length(content), options);
  }

  /**
   * Puts a message together. Not thread-safe; may be used again after {@link #build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder extends MessageBuilder<Builder> {

    private final Recipient recipient;
    private String content = "hello";

    private Builder(Recipient recipient) {
      this.recipient = recipient;
    }

    /** The text; {@code hello} by default. */
    public Builder content(String content) {
      this.content = Texts.content("content", content, 10_000);
      return this;
    }

    /** Returns the message. */
    public TestMessage build() {
      return new TestMessage(recipient, content, buildOptions());
    }
  }
}
