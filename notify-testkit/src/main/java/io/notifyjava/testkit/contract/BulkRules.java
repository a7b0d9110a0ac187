package io.notifyjava.testkit.contract;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.notifyjava.message.Message;
import io.notifyjava.message.Recipient;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import io.notifyjava.spi.Capabilities.Support;
import io.notifyjava.spi.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What it means to carry several messages in one call. */
abstract class BulkRules<M extends Message> extends Rules<M> {

  private List<M> messages = List.of();

  @BeforeEach
  final void needMessages() {
    messages = bench().fixture().bulkMessages();
    assumeTrue(!messages.isEmpty(), "This vendor takes one message a call.");
  }

  @Test
  @DisplayName("they have one key, different recipients, and the capabilities have room for them")
  final void keys() {
    Provider<M> provider = bench().provider();
    Optional<Object> key = provider.bulkKey(messages.get(0));

    assertThat(messages).as("messages of the fixture").hasSizeGreaterThanOrEqualTo(3);
    assertThat(messages.stream().map(Message::recipient)).doesNotHaveDuplicates();
    assertThat(key).as("bulk key").isPresent();
    for (M message : messages) {
      assertThat(provider.bulkKey(message)).isEqualTo(key);
      assertThat(provider.problems(message)).isEmpty();
      assertThat(provider.capabilities().of(message).map(Support::maxBulk))
          .hasValueSatisfying(most -> assertThat(most).isGreaterThanOrEqualTo(messages.size()));
    }
  }

  @Test
  @DisplayName("yes is Accepted for each, after one request, or one each in a row")
  final void yes() {
    bench().server(ServerMood.ACCEPTS);
    for (SendResult result : sendAll()) {
      assertThat(result).isAccepted().isNotRepeated().hasAttempts(0);
      assertThat(result.orThrow().receipt().acceptedAt()).isEqualTo(bench().clock().instant());
    }
    assertThat(bench().sends())
        .as("requests for all messages")
        .isEqualTo(bench().fixture().bulkIsARow() ? messages.size() : 1);
  }

  @Test
  @DisplayName("the request names each recipient once")
  final void recipients() {
    bench().server(ServerMood.ACCEPTS);
    sendAll();
    Optional<String> body = bench().fixture().lastBody();
    assumeTrue(body.isPresent(), "The fixture does not keep what the server read.");

    for (M message : messages) {
      assertThat(body.orElseThrow()).containsOnlyOnce(bench().fixture().addressInBody(message));
    }
  }

  @Test
  @DisplayName("who is not reached is Rejected, in its place, and the others are Accepted")
  final void partialFailure() {
    for (int refused = 0; refused < messages.size(); refused++) {
      assumeTrue(
          bench().fixture().refusesInBulk(messages.get(refused)),
          "This vendor takes such a call whole or not at all.");
      bench().server(ServerMood.ACCEPTS);
      List<SendResult> results = sendAll();
      for (int i = 0; i < results.size(); i++) {
        if (i == refused) {
          assertThat(results.get(i)).isRejected();
        } else {
          assertThat(results.get(i)).isAccepted();
          assertThat(unreached(results.get(i))).as("whom another message did not reach").isEmpty();
        }
      }
    }
  }

  private static List<Recipient> unreached(SendResult result) {
    return result.orThrow().receipt().unreached();
  }

  @Test
  @DisplayName("too fast is Rejected for now, for each")
  final void throttled() {
    bench().server(ServerMood.THROTTLES);

    assertThat(sendAll()).allSatisfy(result -> assertThat(result).isRejected().isRetryable());
    assertThat(bench().sends()).as("requests for all messages").isLessThanOrEqualTo(1);
  }

  @Test
  @DisplayName("a code that nobody documents is Accepted for none")
  final void unknownCode() {
    bench().server(ServerMood.UNKNOWN_CODE);

    assertThat(sendAll()).noneMatch(SendResult::isAccepted);
  }

  @Test
  @DisplayName("a refused connection is Rejected for now, for each")
  final void refusedConnection() throws Exception {
    try (Nobody.Refusing nobody = new Nobody.Refusing()) {
      bench().moveTo(nobody.like(bench().fixture().baseUrl()));

      assertThat(sendAll()).allSatisfy(result -> assertThat(result).isRejected().isRetryable());
    }
  }

  @Test
  @DisplayName("a reset after the request is Unknown for each, and nothing is sent again")
  final void resetAfterRequest() {
    assertUnknown(ServerMood.RESETS_AFTER_REQUEST);
  }

  @Test
  @DisplayName("half a yes is Unknown for each")
  final void truncated() {
    assertUnknown(ServerMood.TRUNCATED);
  }

  @Test
  @DisplayName("an answer that is not the protocol is Unknown for each")
  final void garbage() {
    assertUnknown(ServerMood.GARBAGE);
  }

  @Test
  @DisplayName("success with an empty object is Unknown for each")
  final void emptyObject() {
    assertUnknown(ServerMood.EMPTY_OBJECT);
  }

  @Test
  @DisplayName("a server that never answers is Unknown for each, within the time limit of the call")
  final void silent() {
    bench().server(ServerMood.SILENT);

    assertUnknownIfSent(sendAll(Duration.ofSeconds(1)));
  }

  private void assertUnknown(ServerMood mood) {
    bench().server(mood);

    assertUnknownIfSent(sendAll());
  }

  /**
   * In a row, those whose turn did not come were not sent, and each of the others was sent once.
   */
  private void assertUnknownIfSent(List<SendResult> results) {
    if (!bench().fixture().bulkIsARow()) {
      assertThat(results).allSatisfy(result -> assertThat(result).isUnknown());
      assertThat(bench().sends()).as("requests for all messages").isEqualTo(1);
      return;
    }
    long unknown = results.stream().filter(Unknown.class::isInstance).count();
    assertThat(unknown).as("messages of unknown outcome").isPositive();
    assertThat((long) bench().sends()).as("messages that were sent").isEqualTo(unknown);
    assertThat(results)
        .filteredOn(result -> !(result instanceof Unknown))
        .allSatisfy(result -> assertThat(result).isRejected().isRetryable());
  }

  private List<SendResult> sendAll() {
    return sendAll(Bench.PATIENT);
  }

  private List<SendResult> sendAll(Duration limit) {
    List<SendResult> results = bench().sendAll(messages, limit);
    assertThat(results).as("results of one call").hasSameSizeAs(messages).doesNotContainNull();
    return results;
  }
}
