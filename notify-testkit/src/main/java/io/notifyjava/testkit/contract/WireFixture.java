package io.notifyjava.testkit.contract;

import static java.util.Objects.requireNonNull;

import io.notifyjava.message.Message;
import io.notifyjava.testkit.wire.Fault;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import io.notifyjava.testkit.wire.WireServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A fixture for a vendor that speaks HTTP, with a fake server of its own: the subclass speaks the
 * vendor's words and builds the provider, and everything else is here.
 *
 * <p>The server treats every request as a message unless {@link #tokenReply} says that it asks for
 * a token. The methods that answer requests are called by many threads at once.
 *
 * @param <M> the messages of the provider
 * @since 0.1.0
 */
public abstract class WireFixture<M extends Message> implements ProviderFixture<M> {

  private final String secret = ProviderContract.canary();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final Set<String> expired = ConcurrentHashMap.newKeySet();
  private final AtomicInteger sends = new AtomicInteger();
  private final AtomicInteger tokenCalls = new AtomicInteger();
  private final Object starting = new Object();
  private volatile ServerMood mood = ServerMood.ACCEPTS;
  private volatile int lastId;
  private volatile Optional<String> lastBody = Optional.empty();
  private @Nullable WireServer server;

  /** For subclasses. */
  protected WireFixture() {}

  /**
   * Returns the vendor's yes, in a body of 20 bytes or more.
   *
   * @param id a number of up to ten digits, in a receipt's place; new for every message
   */
  protected abstract WireReply yes(String id);

  /**
   * Returns how the vendor refuses a message.
   *
   * @param mood one of kind {@link ServerMood.Kind#WORDS} but {@link ServerMood#ACCEPTS}; or {@link
   *     ServerMood#TOKEN_EXPIRED}, when the request's token is no good
   * @param text what to say beside the code: letters, digits and blanks; in the mood {@link
   *     ServerMood#ECHOES} also the plain message's recipient as it is
   */
  protected abstract WireReply no(ServerMood mood, String text);

  /**
   * Returns the vendor's answer to a request for a token; empty, the default, if the request is
   * something else.
   *
   * @param token a token to give out
   */
  protected Optional<WireReply> tokenReply(WireRequest request, String token) {
    return Optional.empty();
  }

  /** Returns the token that a message came with; empty text, the default, if vendors give none. */
  protected String tokenOf(WireRequest request) {
    return "";
  }

  /** Tells whether the vendor's yes holds an id; true by default. */
  protected boolean givesIds() {
    return true;
  }

  /** Returns the credential to build the provider with; another one in every fixture. */
  protected final String secret() {
    return secret;
  }

  @Override
  public final URI baseUrl() {
    return started().baseUrl();
  }

  @Override
  public final void server(ServerMood mood) {
    this.mood = requireNonNull(mood, "mood");
    if (mood == ServerMood.TOKEN_EXPIRED) {
      expired.addAll(tokens);
    }
  }

  @Override
  public final int sends() {
    return sends.get();
  }

  @Override
  public final int tokenCalls() {
    return tokenCalls.get();
  }

  @Override
  public final Optional<String> lastMessageId() {
    int id = lastId;
    return id == 0 || !givesIds() ? Optional.empty() : Optional.of(Integer.toString(id));
  }

  @Override
  public Optional<String> lastBody() {
    return lastBody;
  }

  @Override
  public Collection<String> secrets() {
    List<String> all = new ArrayList<>(tokens);
    all.add(secret);
    return all;
  }

  @Override
  public void close() {
    synchronized (starting) {
      if (server != null) {
        server.close();
      }
    }
  }

  /** Started when it is asked for, because a constructor must not hand itself to other threads. */
  private WireServer started() {
    synchronized (starting) {
      if (server == null) {
        server =
            WireServer.builder().handler(this::answer).gate(WireMoods.gate(() -> mood)).start();
      }
      return server;
    }
  }

  private WireReply answer(WireRequest request) {
    String token = ProviderContract.canary();
    Optional<WireReply> reply = tokenReply(request, token);
    if (reply.isPresent()) {
      tokenCalls.incrementAndGet();
      return giveOut(token, reply.get());
    }
    lastBody = Optional.of(request.text());
    int id = sends.incrementAndGet();
    WireReply yes = yes(Integer.toString(id));
    return WireMoods.reply(mood, yes).orElseGet(() -> words(request, id, yes));
  }

  private WireReply giveOut(String token, WireReply reply) {
    return switch (mood) {
      case TOKEN_UNAVAILABLE -> WireReply.status(500);
      case TOKEN_SILENT -> WireReply.fault(Fault.SILENCE);
      default -> {
        tokens.add(token);
        yield reply;
      }
    };
  }

  private WireReply words(WireRequest request, int id, WireReply yes) {
    String token = tokenOf(request);
    boolean refused = mood == ServerMood.TOKEN_REFUSED || expired.contains(token);
    if (refused || (!token.isEmpty() && !tokens.contains(token))) {
      return no(ServerMood.TOKEN_EXPIRED, "token expired");
    }
    if (mood == ServerMood.ACCEPTS || mood.kind() == ServerMood.Kind.TOKEN) {
      lastId = id;
      return yes;
    }
    return no(mood, mood == ServerMood.ECHOES ? echo(token) : "in words");
  }

  private String echo(String token) {
    return secret + " " + token + " " + plainMessage().recipient().value();
  }
}
