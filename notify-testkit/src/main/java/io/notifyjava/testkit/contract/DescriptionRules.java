package io.notifyjava.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.notifyjava.message.Message;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.Capabilities.Support;
import io.notifyjava.spi.Provider;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a provider says of itself, and of a message, without asking anybody. */
abstract class DescriptionRules<M extends Message> extends Rules<M> {

  @Test
  @DisplayName("its capabilities name the messages that it sends, and are the same at every call")
  void capabilities() {
    ProviderFixture<M> fixture = bench().fixture();
    Capabilities capabilities = bench().provider().capabilities();

    assertThat(capabilities.of(fixture.plainMessage()))
        .as("support for plain messages")
        .isPresent();
    assertThat(bench().provider().capabilities()).isEqualTo(capabilities);
    bench().server(ServerMood.ACCEPTS);
    bench().send();
    bench().provider().close();
    assertThat(bench().provider().capabilities()).isEqualTo(capabilities);
  }

  @Test
  @DisplayName("a message that the vendor accepts has no problems")
  void noProblems() {
    ProviderFixture<M> fixture = bench().fixture();

    assertThat(bench().provider().problems(fixture.plainMessage())).isEmpty();
    fixture
        .messageThatIsIdempotent()
        .ifPresent(message -> assertThat(bench().provider().problems(message)).isEmpty());
  }

  @Test
  @DisplayName("building, problems, preview, capabilities and close make no connection")
  void noConnection() throws Exception {
    M message = bench().fixture().plainMessage();
    try (Nobody.Deaf deaf = new Nobody.Deaf()) {
      try (Provider<M> provider = bench().providerAt(deaf.like(bench().fixture().baseUrl()))) {
        provider.capabilities();
        provider.problems(message);
        provider.preview(message);
      }
      assertThat(deaf.wasCalled()).as("a connection was made").isFalse();
    }
  }

  @Test
  @DisplayName("preview shows method, address and body, and no secret")
  void preview() {
    ProviderFixture<M> fixture = bench().fixture();
    bench().server(ServerMood.ACCEPTS);
    bench().send();
    var preview = bench().provider().preview(fixture.plainMessage());

    assertThat(preview.method()).isNotBlank();
    assertThat(preview.target()).isNotBlank();
    assertThat(preview.body()).isNotBlank();
    Leaks leaks = new Leaks();
    leaks.secrets(fixture.secrets()).search("the preview", preview.toString());
    leaks.assertNone();
  }

  @Test
  @DisplayName("the request that is made is the one that preview shows")
  void previewIsTrue() {
    bench().server(ServerMood.ACCEPTS);
    bench().send();
    Optional<String> sent = bench().fixture().lastBody();
    assumeTrue(sent.isPresent(), "The fixture does not keep what the server read.");

    assertThat(bench().provider().preview(bench().fixture().plainMessage()).body())
        .isEqualTo(sent.orElseThrow());
  }

  @Test
  @DisplayName("the request is the one that the vendor documents")
  void asDocumented() {
    Optional<String> documented = bench().fixture().documentedBody();
    assumeTrue(documented.isPresent(), "The fixture has no documented request.");

    assertThat(bench().provider().preview(bench().fixture().plainMessage()).body())
        .isEqualTo(documented.orElseThrow());
  }

  @Test
  @DisplayName("a message with a key is declared idempotent, and its request is always the same")
  void idempotentRequest() {
    Optional<M> keyed = bench().fixture().messageThatIsIdempotent();
    assumeTrue(keyed.isPresent(), "This vendor recognises no repeated request.");
    M message = keyed.orElseThrow();
    Provider<M> provider = bench().provider();

    assertThat(message.options().idempotencyKey()).as("the key of the message").isPresent();
    assertThat(provider.capabilities().of(message).map(Support::idempotencyWindow))
        .as("how long the vendor recognises it")
        .hasValueSatisfying(window -> assertThat(window).isPositive());
    assertThat(provider.preview(message)).isEqualTo(provider.preview(message));
  }
}
