package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Outcome;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The example of the README compiles, and is the one in the README. */
class ReadmeTest {

  private static final Failure NOT_AS_DOCUMENTED =
      Failure.transientFailure(FailureReason.PROTOCOL, "shape", "expected an id, found none");

  private static SendResult send(String token, Clock clock) {
    // region sample
    try (HttpExchange exchange =
        HttpExchange.builder().baseUrl("https://api.example.com").build()) {
      HttpCall call =
          HttpCall.post("/v1/messages")
              .secretQuery("access_token", token)
              .json(Json.write(Json.object().put("text", "您好")));
      HttpOutcome outcome = exchange.execute(call, Duration.ofSeconds(5));
      if (outcome instanceof HttpNotSent notSent) {
        return SendResult.rejected(notSent.failure()); // nothing was acted on
      } else if (outcome instanceof HttpMaybeSent maybe) {
        return SendResult.unknown(maybe.failure()); // never call again on your own
      }
      HttpAnswer answer = (HttpAnswer) outcome;
      if (!answer.isSuccess()) {
        return HttpStatus.unsuccessful(answer, clock);
      }
      Optional<String> id = Json.parseObject(answer.body()).flatMap(b -> Json.textAt(b, "id"));
      return id.isPresent()
          ? SendResult.accepted(Receipt.of(id.get(), clock.instant()))
          : SendResult.unknown(NOT_AS_DOCUMENTED);
    }
    // endregion
  }

  @Test
  void sample_isTheOneOfTheReadme() throws Exception {
    String source = Files.readString(Path.of("src/test/java/io/notifyjava/http/ReadmeTest.java"));
    String region =
        source.substring(
            source.indexOf("// region sample\n") + 17, source.indexOf("    // endregion"));

    assertThat(Files.readString(Path.of("README.md"))).contains(region.indent(-4));
  }

  @Test
  void sample_saysNotSentToAnInterruptedThread() {
    Thread.currentThread().interrupt();
    SendResult result = send("token", Clock.systemUTC());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.outcome()).isEqualTo(Outcome.REJECTED);
  }
}
