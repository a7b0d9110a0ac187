package io.notifyjava.testkit.contract;

import static io.notifyjava.testkit.contract.SentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.notifyjava.message.Message;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.SendFailedException;
import io.notifyjava.result.SendResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What may be read where. */
abstract class SecretRules<M extends Message> extends Rules<M> {

  /** Long enough to be answered, and short for the moods in which nothing comes. */
  private static final Duration LIMIT = Duration.ofMillis(400);

  @Test
  @DisplayName("the fixture says what to look for")
  void fixtureNamesThem() {
    assertThat(bench().fixture().secrets()).as("secrets of the fixture").isNotEmpty();
    assertThat(bench().fixture().secrets())
        .as("secrets that are long enough to be told from other text")
        .allMatch(secret -> secret.length() >= Leaks.SHORTEST);
    assertThat(bench().fixture().personalData()).as("personal data").isNotEmpty();
  }

  @Test
  @DisplayName("logs are searched at TRACE")
  void logsAreSearched() {
    assumeTrue(LogCapture.seesEverything(), LogCapture.ADVICE);
  }

  @TestFactory
  @DisplayName("no secret, address or content is in a result, an exception or a log")
  Stream<DynamicTest> inEveryMood() {
    return Arrays.stream(ServerMood.values())
        .filter(mood -> !bench().fixture().without().contains(mood))
        .map(mood -> DynamicTest.dynamicTest("when the server is " + mood, () -> search(mood)));
  }

  @Test
  @DisplayName("nor when nobody listens")
  void whenRefused() throws Exception {
    try (Nobody.Refusing nobody = new Nobody.Refusing()) {
      bench().moveTo(nobody.like(bench().fixture().baseUrl()));
      sendAndSearch();
    }
  }

  @Test
  @DisplayName("nor when the TLS handshake is cut")
  void whenCut() throws Exception {
    try (Nobody.HandshakeCutter nobody = new Nobody.HandshakeCutter()) {
      ProviderFixture<M> fixture = bench().fixture();
      bench().moveTo(nobody.like(fixture.baseUrl(), fixture.tlsScheme()));
      sendAndSearch();
    }
  }

  @Test
  @DisplayName("what the vendor repeats is masked in the text of the failure")
  void echoed() {
    bench().server(ServerMood.ECHOES);
    Sent sent = bench().send();

    if (bench().fixture().undocumentedCodeIsUnknown()) {
      assertThat(sent).isUnknown();
    } else {
      assertThat(sent).isRejected().isFinal();
    }
    searchResult(new Leaks(), sent.result()).assertNone();
  }

  @Test
  @DisplayName("the provider, its capabilities and its messages show none in toString()")
  void toStrings() {
    bench().server(ServerMood.ACCEPTS);
    bench().send();
    ProviderFixture<M> fixture = bench().fixture();

    knowing(new Leaks())
        .search("the provider's toString()", bench().provider().toString())
        .search("the capabilities' toString()", bench().provider().capabilities().toString())
        .search("the message's toString()", fixture.plainMessage().toString())
        .search("problems", bench().provider().problems(fixture.plainMessage()).toString())
        .assertNone();
  }

  private void search(ServerMood mood) {
    bench().server(mood);
    sendAndSearch();
  }

  private void sendAndSearch() {
    Leaks leaks = new Leaks();
    SendResult result;
    try (LogCapture logs = LogCapture.begin()) {
      result = bench().send(LIMIT).result();
      // Only now: tokens that were handed out during the call are secrets too.
      logs.lines().forEach(line -> knowing(leaks).search(line.place(), line.text()));
    }
    searchResult(leaks, result).assertNone();
  }

  private Leaks searchResult(Leaks leaks, SendResult result) {
    knowing(leaks).search("the result's toString()", result.toString());
    result
        .failure()
        .ifPresent(
            failure ->
                leaks
                    .search("the failure's toString()", failure.toString())
                    .search("the failure's text", failure.text())
                    .search("the failure's code", failure.code()));
    try {
      Accepted accepted = result.orThrow();
      leaks.search("the receipt", accepted.receipt().toString());
    } catch (SendFailedException thrown) {
      leaks.search("the exception of orThrow()", thrown.toString());
    }
    return leaks;
  }

  private Leaks knowing(Leaks leaks) {
    ProviderFixture<M> fixture = bench().fixture();
    return leaks.secrets(fixture.secrets()).personalData(fixture.personalData());
  }
}
