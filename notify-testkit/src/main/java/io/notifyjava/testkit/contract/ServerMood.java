package io.notifyjava.testkit.contract;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * How a vendor's server treats the messages that reach it.
 *
 * <p>A {@link ProviderFixture} puts its fake server into each of these moods. Some a vendor speaks
 * in words of its own ({@link Kind#WORDS}, {@link Kind#TOKEN}); the rest ({@link Kind#WIRE}) are
 * the same for all that speak HTTP, and {@code WireMoods} makes them. A protocol that is not HTTP
 * maps them onto the nearest thing that it has.
 *
 * @since 0.1.0
 */
public enum ServerMood {
  /** Says yes, with a new id if the vendor gives ids. */
  ACCEPTS(Kind.WORDS, false),
  /** Says that nobody has this address. */
  REFUSES_RECIPIENT(Kind.WORDS, true),
  /** Says that the template is missing or does not go with the values. */
  REFUSES_TEMPLATE(Kind.WORDS, true),
  /** Says that the account, its key or its address is not allowed to send. */
  REFUSES_CREDENTIALS(Kind.WORDS, true),
  /** Says that the day's messages are used up. */
  QUOTA_SPENT(Kind.WORDS, true),
  /** Says that this is too fast, and that it will pass. */
  THROTTLES(Kind.WORDS, true),
  /** Refuses with a code that no documentation names, in an answer of the right form. */
  UNKNOWN_CODE(Kind.WORDS, false),
  /**
   * Refuses with a code that no documentation names, and repeats in its text what it was given: the
   * credentials, the token and the recipient.
   */
  ECHOES(Kind.WORDS, false),
  /** Says that this very message has come before. */
  ALREADY_ARRIVED(Kind.WORDS, true),

  /** Says yes, {@link #SLOWNESS} late. */
  SLOW(Kind.WIRE, false),
  /** Reads the request and never answers. */
  SILENT(Kind.WIRE, false),
  /** Says yes, so slowly that it takes 3 s or more, though a byte comes now and then. */
  DRIPS(Kind.WIRE, false),
  /** Begins an answer that never ends and never pauses. */
  ENDLESS(Kind.WIRE, false),
  /** Resets each connection before it reads from it. */
  RESETS_AT_ACCEPT(Kind.WIRE, false),
  /** Reads the whole request, then resets the connection. */
  RESETS_AFTER_REQUEST(Kind.WIRE, false),
  /** Reads the whole request, then ends its side without an answer and goes on reading. */
  HALF_CLOSES(Kind.WIRE, false),
  /** Answers with something that is not the protocol. */
  GARBAGE(Kind.WIRE, false),
  /** Answers with success on the outside and a page of HTML inside, as a proxy does. */
  HTML_PAGE(Kind.WIRE, false),
  /** Answers with success on the outside and nothing inside. */
  EMPTY_BODY(Kind.WIRE, false),
  /** Answers with success on the outside and an empty JSON object inside. */
  EMPTY_OBJECT(Kind.WIRE, false),
  /** Begins to say yes and closes half-way. */
  TRUNCATED(Kind.WIRE, false),
  /**
   * Reads the request, then says that something broke on its side: status 500 and a page, or what
   * {@link ProviderFixture#serverErrorSaysNotSent()} speaks of.
   */
  SERVER_ERROR(Kind.WIRE, false),

  /** Refuses every token that was given out until now as expired, accepts newer ones. */
  TOKEN_EXPIRED(Kind.TOKEN, true),
  /** Gives out tokens and refuses each of them as expired. */
  TOKEN_REFUSED(Kind.TOKEN, true),
  /** Gives out no token: the call for one ends with a server error. */
  TOKEN_UNAVAILABLE(Kind.TOKEN, true),
  /** Gives out no token: the call for one is never answered. */
  TOKEN_SILENT(Kind.TOKEN, true);

  /** How late {@link #SLOW} says yes. */
  public static final Duration SLOWNESS = Duration.ofSeconds(2);

  /** All moods about tokens, for fixtures of vendors that have none. */
  public static final Set<ServerMood> TOKENS =
      Collections.unmodifiableSet(
          EnumSet.of(TOKEN_EXPIRED, TOKEN_REFUSED, TOKEN_UNAVAILABLE, TOKEN_SILENT));

  private final Kind kind;
  private final boolean optional;

  ServerMood(Kind kind, boolean optional) {
    this.kind = kind;
    this.optional = optional;
  }

  /** Returns in what the mood shows itself. */
  public Kind kind() {
    return kind;
  }

  /** Tells whether a fixture may leave the mood out because its vendor has no such answer. */
  public boolean isOptional() {
    return optional;
  }

  /**
   * In what a mood shows itself.
   *
   * @since 0.1.0
   */
  public enum Kind {
    /** In the vendor's own words. */
    WORDS,
    /** On the wire, the same for all vendors that speak one protocol. */
    WIRE,
    /** In how the vendor gives out and takes access tokens. */
    TOKEN
  }
}
