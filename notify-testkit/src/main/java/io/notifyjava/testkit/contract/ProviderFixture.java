package io.notifyjava.testkit.contract;

import io.notifyjava.message.Message;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@link ProviderContract} must know of one provider: how to build it, what to send, and how
 * to put a fake server of its vendor into a mood.
 *
 * <p>Every test gets a fixture of its own and closes it. {@link #server}, the counters and the
 * server itself are used by many threads at once.
 *
 * @param <M> the messages of the provider
 * @since 0.1.0
 */
public interface ProviderFixture<M extends Message> extends AutoCloseable {

  /** Returns the address of the fake server, such as {@code http://127.0.0.1:40001}. */
  URI baseUrl();

  /**
   * Builds the provider as its module's own builder does. No I/O.
   *
   * @param context its clock stands still at {@link io.notifyjava.testkit.ManualClock#START}, so a
   *     fake server that compares times reads that clock; its ticker is real
   * @param baseUrl where its vendor is: {@link #baseUrl()}, or an address at which nobody answers
   * @return a provider that takes messages of type {@code M}
   */
  Provider<?> provider(ProviderContext context, URI baseUrl);

  /** Returns a message that the vendor accepts, without an idempotency key. */
  M plainMessage();

  /**
   * Returns a message with an idempotency key that the vendor recognises; empty, the default, if
   * the vendor recognises none.
   */
  default Optional<M> messageThatIsIdempotent() {
    return Optional.empty();
  }

  /**
   * Returns messages that may share one call: three or more without an idempotency key, with equal
   * bulk keys and different recipients; empty, the default, if the vendor takes one message a call.
   */
  default List<M> bulkMessages() {
    return List.of();
  }

  /**
   * Makes the fake server, when it takes a call with several recipients, say of this one that it
   * was not reached. Called only with one of {@link #bulkMessages()}, by providers that give bulk
   * keys.
   *
   * @return whether it will; false, the default, if the vendor takes such a call whole or not at
   *     all
   */
  default boolean refusesInBulk(M message) {
    return false;
  }

  /**
   * Tells whether a code that no documentation names leaves the outcome unknown, because nobody has
   * the vendor's whole list; false, the default, if such a code refuses for ever.
   */
  default boolean undocumentedCodeIsUnknown() {
    return false;
  }

  /**
   * Tells whether the protocol has a word of its own for a broken server that says that the message
   * was not taken, as SMTP has with 451; false, the default, where a broken server may have acted,
   * as with HTTP.
   */
  default boolean serverErrorSaysNotSent() {
    return false;
  }

  /** Returns how a request writes whom this message is for; the recipient's value by default. */
  default String addressInBody(M message) {
    return message.recipient().value();
  }

  /**
   * Puts the fake server into a mood, for every request from now on.
   *
   * @param mood never one of {@link #without()}
   */
  void server(ServerMood mood);

  /** Returns the moods that the vendor does not have; only optional ones; none by default. */
  default Set<ServerMood> without() {
    return Set.of();
  }

  /** Returns how many requests to send a message the server has read to their end until now. */
  int sends();

  /** Returns how many requests for a token the server has read until now; 0 by default. */
  default int tokenCalls() {
    return 0;
  }

  /**
   * Returns the id that the server gave with its latest yes; empty if the vendor gives none, or
   * before the first yes.
   */
  Optional<String> lastMessageId();

  /**
   * Returns the body of the latest message that the server read, exactly as it came; empty, the
   * default, if the fixture does not keep it or {@code preview} cannot show it.
   */
  default Optional<String> lastBody() {
    return Optional.empty();
  }

  /**
   * Returns the body that the vendor's documentation shows for the plain message, for which the
   * message is chosen; empty by default.
   */
  default Optional<String> documentedBody() {
    return Optional.empty();
  }

  /**
   * Returns every credential in use, tokens that were given out until now included. At least one,
   * each made by {@link ProviderContract#canary()} or as unlikely to be met by accident.
   */
  Collection<String> secrets();

  /**
   * Returns what nobody may read in a log: full addresses and contents of the messages. The plain
   * message's recipient by default.
   */
  default Collection<String> personalData() {
    return List.of(plainMessage().recipient().value());
  }

  /**
   * Returns the scheme of an address that begins with a TLS handshake; {@code https} by default.
   */
  default String tlsScheme() {
    return "https";
  }

  /** Stops the fake server. */
  @Override
  void close();
}
