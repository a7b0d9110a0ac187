package io.notifyjava.sms.xuanwu;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.FailureReason;
import io.notifyjava.testkit.simulator.XuanwuSmsApi;
import io.notifyjava.testkit.simulator.XuanwuSmsReply;
import io.notifyjava.testkit.simulator.XuanwuSmsSimulator;
import io.notifyjava.testkit.wire.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a service sees: messages that walk the whole corridor to a strict Xuanwu and back. */
class XuanwuThroughTheNotifierTest {

  private final XuanwuSmsSimulator xuanwu = XuanwuSmsSimulator.start();
  private final Notifier notifier =
      Notifier.builder()
          .smsTemplates(Samples.TEMPLATES)
          .configuration(
              Map.ofEntries(
                  Map.entry("notify.accounts.mos.type", "sms-xuanwu"),
                  Map.entry("notify.accounts.mos.interface", "mos"),
                  Map.entry("notify.accounts.mos.account", xuanwu.account().name()),
                  Map.entry("notify.accounts.mos.password", xuanwu.account().password()),
                  Map.entry("notify.accounts.mos.base-url", xuanwu.baseUrl().toString()),
                  Map.entry("notify.accounts.mos.allow-plain-http", "true"),
                  Map.entry("notify.accounts.cgi.type", "sms-xuanwu"),
                  Map.entry("notify.accounts.cgi.interface", "cgi"),
                  Map.entry("notify.accounts.cgi.account", xuanwu.account().name()),
                  Map.entry("notify.accounts.cgi.password", xuanwu.account().password()),
                  Map.entry("notify.accounts.cgi.base-url", xuanwu.baseUrl().toString()),
                  Map.entry("notify.accounts.cgi.allow-plain-http", "true"),
                  Map.entry("notify.retry.initial-backoff", "1ms")))
          .build();

  @AfterEach
  void close() {
    notifier.close(Duration.ofSeconds(5));
    xuanwu.close();
  }

  private static SmsMessage captcha(String account, int i) {
    return Samples.captcha(Samples.phone(i)).toBuilder().account(account).build();
  }

  @Test
  void thousandNumbers_takeFewCalls_atEitherInterface() {
    for (String account : new String[] {"mos", "cgi"}) {
      Batch batch =
          notifier.batch(
              IntStream.range(0, 1_000).mapToObj(i -> captcha(account, i)),
              BatchOptions.builder().linger(Duration.ofSeconds(1)).build());

      assertThat(batch.join().accepted()).isEqualTo(1_000);
      // Ten if each is full; how many go out before that depends on threads.
      assertThat(xuanwu.counts().allCalls()).isBetween(10L, 40L);
      assertThat(xuanwu.counts().numbers()).isEqualTo(1_000);
      assertThat(xuanwu.counts().duplicates()).isZero();
      xuanwu.reset();
    }
  }

  @Test
  void accountThatIsLoading_isTriedAgain() {
    xuanwu.onCgi().once().answer(XuanwuSmsReply.cgi(-3));

    assertThat(notifier.send(captcha("cgi", 1))).isAccepted().hasAttempts(2);
    assertThat(xuanwu.delivered(Samples.phone(1))).isEqualTo(1);
  }

  @Test
  void answerThatIsLost_isUnknown_andNothingIsSentTwice() {
    xuanwu.onMos().once().actThen(Fault.RESET_AFTER_REQUEST);

    assertThat(notifier.send(captcha("mos", 1))).isUnknown().hasAttempts(1);
    assertThat(xuanwu.counts().calls(XuanwuSmsApi.MASS)).isEqualTo(1);
    assertThat(xuanwu.counts().duplicates()).isZero();
  }

  @Test
  void messageThatCannotGo_isRefusedBeforeAnyCall() {
    SmsMessage message = Samples.parcel("13800138000", "😀").toBuilder().account("cgi").build();

    assertThat(notifier.send(message)).isRejected().withReason(FailureReason.INVALID_MESSAGE);
    assertThat(xuanwu.counts().allCalls()).isZero();
  }
}
