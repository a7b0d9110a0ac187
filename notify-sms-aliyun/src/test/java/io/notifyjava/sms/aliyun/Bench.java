package io.notifyjava.sms.aliyun;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.SendContext;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.TestProviderContext;
import io.notifyjava.testkit.simulator.AliyunSmsSimulator;
import io.notifyjava.testkit.simulator.AliyunSmsSimulatorBuilder;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A simulator and an account that talks to it, both on one clock. */
final class Bench implements AutoCloseable {

  private static final Duration PATIENT = Duration.ofSeconds(10);

  final ManualClock clock = new ManualClock();
  final AliyunSmsSimulator aliyun;
  final Provider<SmsMessage> provider;
  private int messages;

  Bench() {
    this(builder -> builder, account -> {});
  }

  Bench(Consumer<AliyunSms.AccountBuilder> account) {
    this(builder -> builder, account);
  }

  Bench(
      UnaryOperator<AliyunSmsSimulatorBuilder> simulator,
      Consumer<AliyunSms.AccountBuilder> account) {
    this.aliyun =
        simulator
            .apply(
                AliyunSmsSimulator.builder()
                    .accessKey("LTAI5tTestKeyId", "testKeySecretOfThirty012345678"))
            .clock(clock)
            .start();
    this.provider = provider(account);
  }

  @SuppressWarnings("unchecked") // it sends nothing else
  Provider<SmsMessage> provider(Consumer<AliyunSms.AccountBuilder> more) {
    AliyunSms.AccountBuilder account =
        AliyunSms.account().baseUrl(aliyun.baseUrl().toString()).allowPlainHttp(true);
    more.accept(account);
    if (account.credentials == null && account.accessKeyId == null) {
      account.accessKey(aliyun.accessKeyId(), aliyun.accessKeySecret());
    }
    return (Provider<SmsMessage>)
        account
            .build()
            .create(
                TestProviderContext.builder()
                    .clock(clock)
                    .ticker(System::nanoTime)
                    .smsTemplates(Texts.templates())
                    .build());
  }

  SendResult send(SmsMessage message) {
    return provider.send(message, context(PATIENT));
  }

  List<SendResult> sendAll(List<SmsMessage> all) {
    return sendAll(all, PATIENT);
  }

  List<SendResult> sendAll(List<SmsMessage> all, Duration limit) {
    List<String> ids = all.stream().map(any -> "message-" + ++messages).toList();
    return provider.sendAll(all, new SendContext(ids.get(0), ids, 1, limit, false));
  }

  SendContext context(Duration limit) {
    messages++;
    return new SendContext("message-" + messages, 1, limit, false);
  }

  /** What the latest message was sent with, for asking about it. */
  SendContext sameAgain() {
    return new SendContext("message-" + messages, 1, PATIENT, true);
  }

  @Override
  public void close() {
    provider.close();
    aliyun.close();
  }
}
