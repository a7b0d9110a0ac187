package io.notifyjava.benchmarks.load;

import io.notifyjava.Notifier;
import io.notifyjava.NotifierBuilder;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.benchmarks.stub.MailStub;
import io.notifyjava.mail.SmtpMail;
import io.notifyjava.mail.SmtpSecurity;
import io.notifyjava.message.MailMessage;
import io.notifyjava.message.Message;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.sms.aliyun.AliyunSms;
import io.notifyjava.sms.huawei.HuaweiSms;
import io.notifyjava.wechat.CustomerMessage;
import io.notifyjava.wechat.WeChat;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A real notifier, policies at their defaults, over a real account of a provider module. */
final class Ours implements Contender {

  /** By default nobody makes more than the 5,000 calls a second that Aliyun allows an account. */
  private static final RateLimit NO_LIMIT = RateLimit.of(1_000_000, Duration.ofSeconds(1));

  private final Notifier notifier;
  private final IntFunction<Message> messages;

  private Ours(
      NotifierBuilder builder, @Nullable Executor executor, IntFunction<Message> messages) {
    this.notifier = executor == null ? builder.build() : builder.executor(executor).build();
    this.messages = messages;
  }

  /** Over an account of notify-wechat; with no executor, the notifier makes its own. */
  static Ours weChat(String url, int inFlight, @Nullable Executor executor) {
    return new Ours(
        Notifier.builder()
            .provider(
                "main",
                WeChat.account()
                    .appId("wx0123456789abcdef")
                    .appSecret("benchmark-secret")
                    .baseUrl(url)
                    .allowPlainHttp(true)
                    .maxIdleConnections(inFlight)
                    .build()),
        executor,
        recipient -> CustomerMessage.to(Texts.openId(recipient)).text(Texts.TEXT).build());
  }

  /** Over an account of notify-sms-aliyun, without its limit of calls. */
  static Ours aliyun(String url, int inFlight, @Nullable Executor executor) {
    return new Ours(
        Notifier.builder()
            .provider(
                "main",
                AliyunSms.account()
                    .accessKey(SmsTexts.KEY, SmsTexts.SECRET)
                    .baseUrl(url)
                    .allowPlainHttp(true)
                    .maxIdleConnections(inFlight)
                    .build())
            .smsTemplates(
                templates(
                    SmsMapping.builder()
                        .templateId(SmsTexts.ALIYUN_TEMPLATE)
                        .signName(SmsTexts.SIGN)))
            .rateLimit("main", NO_LIMIT),
        executor,
        Ours::shortMessage);
  }

  /** Over an account of notify-sms-huawei. */
  static Ours huawei(String url, int inFlight, @Nullable Executor executor) {
    return new Ours(
        Notifier.builder()
            .provider(
                "main",
                HuaweiSms.account()
                    .appKey(SmsTexts.KEY)
                    .appSecret(SmsTexts.SECRET)
                    .from(SmsTexts.HUAWEI_SENDER)
                    .baseUrl(url)
                    .allowPlainHttp(true)
                    .maxIdleConnections(inFlight)
                    .build())
            .smsTemplates(
                templates(
                    SmsMapping.builder()
                        .templateId(SmsTexts.HUAWEI_TEMPLATE)
                        .order("station", "code"))),
        executor,
        Ours::shortMessage);
  }

  /** Over an account of notify-mail with as many connections as messages may be in flight. */
  static Ours mail(String url, int inFlight, @Nullable Executor executor) {
    return new Ours(
        Notifier.builder()
            .provider(
                "main",
                SmtpMail.account()
                    .host("127.0.0.1")
                    .port(MailStub.port(url))
                    .security(SmtpSecurity.PLAIN)
                    .from(MailTexts.FROM)
                    .maxConnections(inFlight)
                    .maxMailsPerConnection(1_000_000)
                    .build()),
        executor,
        recipient ->
            MailMessage.to(MailTexts.address(recipient))
                .subject(MailTexts.SUBJECT)
                .text(MailTexts.TEXT)
                .build());
  }

  private static SmsTemplates templates(SmsMapping.Builder mapping) {
    return SmsTemplates.builder()
        .template(
            SmsTemplate.named(SmsTexts.TEMPLATE)
                .variable("station")
                .variable("code")
                .mapping("main", mapping)
                .build())
        .build();
  }

  private static Message shortMessage(int recipient) {
    return SmsMessage.to(SmsTexts.international(recipient))
        .template(SmsTexts.TEMPLATE)
        .with("station", SmsTexts.STATION)
        .with("code", SmsTexts.CODE)
        .build();
  }

  @Override
  public boolean send(int recipient) {
    return notifier.send(message(recipient)).isAccepted();
  }

  /** Sends them all as one batch and returns when it has ended. */
  BatchReport batch(Iterator<Message> messages, int inFlight, Latencies latencies) {
    return notifier
        .batch(
            messages,
            BatchOptions.builder()
                .concurrency(inFlight)
                .onResult(item -> latencies.ended(item.index()))
                .build())
        .join();
  }

  Message message(int recipient) {
    return messages.apply(recipient);
  }

  @Override
  public void close() {
    notifier.close(Duration.ofSeconds(5));
  }
}
