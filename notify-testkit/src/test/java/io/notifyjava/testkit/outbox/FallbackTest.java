package io.notifyjava.testkit.outbox;

import static io.notifyjava.outbox.OutboxState.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.message.IdempotencyKey;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.route.Fallback;
import io.notifyjava.testkit.RecordingProvider;
import io.notifyjava.testkit.TestMessage;
import org.junit.jupiter.api.Test;

/** A message and its alternatives, kept and sent. */
class FallbackTest {

  private final OutboxBench bench = new OutboxBench();
  private final RecordingProvider<SmsMessage> sms = RecordingProvider.of(SmsMessage.class);

  @Test
  void chain_isKeptWhole_andItsAlternativeIsSentWithAKeyOfItsOwn() {
    bench.provider.answers(
        SendResult.rejected(
            Failure.permanent(FailureReason.WINDOW_CLOSED, "45015", "window closed")));
    Notifier notifier =
        bench.open(
            options -> options,
            builder -> builder.provider("main", bench.provider).provider("sms", sms));
    SmsMessage text =
        SmsMessage.to("13800138000").template("captcha").with("code", "1").account("sms").build();
    OutboxId id =
        notifier.outbox().enqueue(Fallback.first(TestMessage.of("a", "hello")).then(text));
    bench.settle();

    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
    assertThat(bench.entry(id).type()).isEqualTo("fallback");
    assertThat(bench.provider.sent().get(0).options().idempotencyKey())
        .contains(IdempotencyKey.of(id.value()));
    SmsMessage sent = sms.sent().get(0);
    assertThat(sent.variables()).isEqualTo(text.variables());
    assertThat(sent.options().account()).contains("sms");
    assertThat(sent.options().idempotencyKey())
        .isPresent()
        .isNotEqualTo(bench.provider.sent().get(0).options().idempotencyKey());
  }

  @Test
  void chain_thatWasRefusedForNow_hasTheSameKeysTheNextTime() {
    bench.provider.always(
        SendResult.rejected(
            Failure.permanent(FailureReason.WINDOW_CLOSED, "45015", "window closed")));
    sms.answers(OutboxBench.later());
    Notifier notifier =
        bench.open(
            options -> options,
            builder -> builder.provider("main", bench.provider).provider("sms", sms));
    SmsMessage text = SmsMessage.to("13800138000").template("captcha").build();
    OutboxId id =
        notifier
            .outbox()
            .enqueue(
                Fallback.first(TestMessage.to("a").idempotencyKey("order-1").build())
                    .then(text, FailureReason.WINDOW_CLOSED, FailureReason.QUOTA));
    bench.pass(OutboxBench.sec(10));

    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
    assertThat(sms.sent()).hasSize(2);
    assertThat(sms.sent().get(0)).isEqualTo(sms.sent().get(1));
  }
}
