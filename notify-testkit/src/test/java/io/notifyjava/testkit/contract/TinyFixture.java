package io.notifyjava.testkit.contract;

import io.notifyjava.message.Secret;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.testkit.TestMessage;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The words of {@link TinyProvider}'s vendor. */
class TinyFixture extends WireFixture<TestMessage> {

  @Override
  public Provider<?> provider(ProviderContext context, URI baseUrl) {
    return new TinyProvider(context, baseUrl, Secret.of(secret()));
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
  public Collection<String> personalData() {
    return List.of("ann-from-accounting", "bob-from-sales", "the code is 4711");
  }

  @Override
  public Optional<String> documentedBody() {
    return Optional.of("{\"to\":\"ann-from-accounting\",\"text\":\"the code is 4711\"}");
  }

  @Override
  protected Optional<WireReply> tokenReply(WireRequest request, String token) {
    return request.path().equals("/token")
        ? Optional.of(WireReply.json("{\"token\":\"" + token + "\"}"))
        : Optional.empty();
  }

  @Override
  protected String tokenOf(WireRequest request) {
    return request.header("X-Token").orElse("");
  }

  @Override
  protected WireReply yes(String id) {
    return WireReply.json("{\"code\":0,\"id\":\"" + id + "\"}");
  }

  @Override
  protected WireReply no(ServerMood mood, String text) {
    int code =
        switch (mood) {
          case REFUSES_RECIPIENT -> 40003;
          case REFUSES_TEMPLATE -> 40037;
          case REFUSES_CREDENTIALS -> 40164;
          case QUOTA_SPENT -> 45009;
          case THROTTLES -> 45011;
          case ALREADY_ARRIVED -> 40241;
          case TOKEN_EXPIRED -> 42001;
          default -> 99999;
        };
    return WireReply.json("{\"code\":%d,\"id\":\"\",\"text\":\"%s\"}".formatted(code, text));
  }
}
