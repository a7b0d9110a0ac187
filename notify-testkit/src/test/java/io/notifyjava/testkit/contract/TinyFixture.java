package io.notifyjava.testkit.contract;

import io.notifyjava.message.Secret;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.testkit.TestMessage;
import io.notifyjava.testkit.wire.Fault;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import io.notifyjava.testkit.wire.WireServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The fake server of {@link TinyProvider}'s vendor. */
class TinyFixture implements ProviderFixture<TestMessage> {

  private final String secret = ProviderContract.canary();
  private final Queue<String> tokens = new ConcurrentLinkedQueue<>();
  private final Set<String> goodTokens = ConcurrentHashMap.newKeySet();
  private final AtomicInteger sends = new AtomicInteger();
  private volatile Optional<String> lastId = Optional.empty();
  private volatile ServerMood mood = ServerMood.ACCEPTS;
  private final Flaw flaw;
  private final WireServer server =
      WireServer.builder().handler(this::answer).gate(WireMoods.gate(() -> mood)).start();

  TinyFixture(Flaw flaw) {
    this.flaw = flaw;
  }

  @Override
  public Provider<TestMessage> provider(ProviderContext context, URI baseUrl) {
    return new TinyProvider(context, baseUrl, Secret.of(secret), flaw);
  }

  @Override
  public TestMessage plainMessage() {
    return TestMessage.of("ann-from-accounting", "the code is 4711");
  }

  @Override
  public Optional<TestMessage> messageThatIsIdempotent() {
    return Optional.of(TestMessage.to("bob-from-sales").idempotencyKey("order-1-paid").build());
  }

  @Override
  public void server(ServerMood mood) {
    this.mood = mood;
    if (mood == ServerMood.TOKEN_EXPIRED) {
      goodTokens.clear();
    }
  }

  private WireReply answer(WireRequest request) {
    if (request.path().equals("/token")) {
      return token();
    }
    String id = "m-" + sends.incrementAndGet();
    lastId = Optional.of(id);
    return WireMoods.reply(mood, yes(id)).orElseGet(() -> words(request, id));
  }

  private WireReply token() {
    String token = ProviderContract.canary();
    tokens.add(token);
    goodTokens.add(token);
    return switch (mood) {
      case TOKEN_UNAVAILABLE -> WireReply.status(503);
      case TOKEN_SILENT -> WireReply.fault(Fault.SILENCE);
      default -> WireReply.json("{\"token\":\"" + token + "\"}");
    };
  }

  private WireReply words(WireRequest request, String id) {
    String token = request.header("X-Token").orElse("");
    if (mood == ServerMood.TOKEN_REFUSED || !goodTokens.contains(token)) {
      return answer(42001, "", "token expired");
    }
    return switch (mood) {
      case REFUSES_RECIPIENT -> answer(40003, "", "no such recipient");
      case REFUSES_TEMPLATE -> answer(40037, "", "no such template");
      case REFUSES_CREDENTIALS -> answer(40164, "", "address not allowed");
      case QUOTA_SPENT -> answer(45009, "", "daily limit");
      case THROTTLES -> answer(45011, "", "too fast");
      case UNKNOWN_CODE -> answer(99999, "m-0", "who knows");
      case ECHOES -> answer(99998, "", secret + " " + token + " to ann-from-accounting");
      case ALREADY_ARRIVED -> answer(40241, "", "duplicate");
      default -> yes(id);
    };
  }

  private WireReply yes(String id) {
    return WireReply.json("{\"code\":0,\"id\":\"%s\"}".formatted(id));
  }

  private static WireReply answer(int code, String id, String text) {
    return WireReply.json("{\"code\":%d,\"id\":\"%s\",\"text\":\"%s\"}".formatted(code, id, text));
  }

  @Override
  public URI baseUrl() {
    return server.baseUrl();
  }

  @Override
  public int sends() {
    return sends.get();
  }

  @Override
  public int tokenCalls() {
    return tokens.size();
  }

  @Override
  public Optional<String> lastMessageId() {
    return lastId;
  }

  @Override
  public Collection<String> secrets() {
    List<String> all = new ArrayList<>(tokens);
    all.add(secret);
    return all;
  }

  @Override
  public Collection<String> personalData() {
    return List.of("ann-from-accounting", "bob-from-sales", "the code is 4711");
  }

  @Override
  public void close() {
    server.close();
  }
}
