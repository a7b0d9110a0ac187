package io.notifyjava.route;

import io.notifyjava.message.Channel;
import io.notifyjava.message.Message;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.Recipient;
import io.notifyjava.result.FailureReason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A message and what to send instead if it certainly was not sent, for named reasons.
 *
 * <p>It is a message itself, so it goes wherever a message goes: {@code send}, {@code sendAsync},
 * {@code batch}, {@code explain}. The alternatives may be for another channel and another address
 * of the same person. An unknown outcome never opens an alternative. Each alternative brings its
 * own account and template; deadline, idempotency key, lane and delivery mode are those of the
 * first message.
 *
 * @param first what is tried first; not itself a fallback
 * @param alternatives 1 to 8, in the order in which they are tried
 * @since 0.1.0
 */
public record Fallback(Message first, List<Alternative> alternatives) implements Message {

  /** The reasons that open an alternative if none are named: the answering window is closed. */
  public static final Set<FailureReason> DEFAULT_REASONS = Set.of(FailureReason.WINDOW_CLOSED);

  public Fallback {
    plain("first", first);
    alternatives = List.copyOf(alternatives);
    if (alternatives.isEmpty() || alternatives.size() > 8) {
      throw new IllegalArgumentException(
          "A fallback must have 1 to 8 alternatives, but had " + alternatives.size());
    }
  }

  /**
   * One alternative.
   *
   * @param message what is sent instead; not itself a fallback
   * @param on the reasons, of the message before it in the chain, that open it; at least one
   */
  public record Alternative(Message message, Set<FailureReason> on) {

    public Alternative {
      plain("alternative", message);
      if (on.isEmpty()) {
        throw new IllegalArgumentException("An alternative must name at least one reason");
      }
      on = Set.copyOf(on);
    }
  }

  /** Begins a chain with the message that is tried first. */
  public static Chain first(Message first) {
    return new Chain(plain("first", first));
  }

  /** Returns this fallback with one more alternative, opened by {@link #DEFAULT_REASONS}. */
  public Fallback then(Message message) {
    return then(message, DEFAULT_REASONS);
  }

  /** Returns this fallback with one more alternative, opened by the given reasons. */
  public Fallback then(Message message, FailureReason reason, FailureReason... more) {
    return then(message, EnumSet.of(reason, more));
  }

  /** Returns this fallback with one more alternative, opened by the given reasons. */
  public Fallback then(Message message, Set<FailureReason> on) {
    List<Alternative> longer = new ArrayList<>(alternatives);
    longer.add(new Alternative(message, on));
    return new Fallback(first, longer);
  }

  @Override
  public Channel channel() {
    return first.channel();
  }

  @Override
  public Recipient recipient() {
    return first.recipient();
  }

  @Override
  public MessageOptions options() {
    return first.options();
  }

  @Override
  public String typeName() {
    return "fallback";
  }

  /**
   * The beginning of a chain, which becomes a {@link Fallback} with its first alternative.
   *
   * @since 0.1.0
   */
  public static final class Chain {

    private final Message first;

    private Chain(Message first) {
      this.first = first;
    }

    /** Adds an alternative, opened by {@link #DEFAULT_REASONS}. */
    public Fallback then(Message message) {
      return then(message, DEFAULT_REASONS);
    }

    /** Adds an alternative, opened by the given reasons. */
    public Fallback then(Message message, FailureReason reason, FailureReason... more) {
      return then(message, EnumSet.of(reason, more));
    }

    /** Adds an alternative, opened by the given reasons. */
    public Fallback then(Message message, Set<FailureReason> on) {
      return new Fallback(first, List.of(new Alternative(message, on)));
    }
  }

  private static Message plain(String name, Message message) {
    Objects.requireNonNull(message, name);
    if (message instanceof Fallback) {
      throw new IllegalArgumentException(
          name + " must not be a fallback itself; add its alternatives to this chain");
    }
    return message;
  }
}
