package io.notifyjava.examples.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.batch.BatchItem;
import io.notifyjava.message.MailMessage;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.testkit.Answers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReachedTest {

  private static final SendResult ACCEPTED = Answers.accepted("<1@example.test>");
  private static final SendResult REJECTED =
      SendResult.rejected(Failure.permanent(FailureReason.INVALID_RECIPIENT, "550", "nobody"));

  private final Reached reached = new Reached();

  @Test
  void what_the_server_said_is_held_against_what_it_has() {
    sent("once@example.test", ACCEPTED);
    sent("thrice@example.test", ACCEPTED);
    sent("lost@example.test", ACCEPTED);
    sent("refused@example.test", REJECTED);
    sent("refused-and-there@example.test", REJECTED);

    Map<String, Integer> copies =
        Map.of(
            "once@example.test", 1,
            "thrice@example.test", 3,
            "refused-and-there@example.test", 1);

    assertThat(reached.ask(address -> copies.getOrDefault(address, 0)))
        .isEqualTo(new Reached.Verdict(2, 1, 1));
  }

  private void sent(String address, SendResult result) {
    reached.add(new BatchItem(0, MailMessage.to(address).subject("s").text("t").build(), result));
  }
}
