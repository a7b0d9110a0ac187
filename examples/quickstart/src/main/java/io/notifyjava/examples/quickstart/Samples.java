package io.notifyjava.examples.quickstart;

import io.notifyjava.Notifier;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.batch.StopConditions;
import io.notifyjava.mail.SignatureBlock;
import io.notifyjava.mail.SmtpMail;
import io.notifyjava.message.MailAddress;
import io.notifyjava.message.MailAttachment;
import io.notifyjava.message.MailMessage;
import io.notifyjava.message.Message;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.message.Variables;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.route.Fallback;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.sms.SmsVariable;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.template.MailTemplate;
import io.notifyjava.template.MemoryTemplateStore;
import io.notifyjava.wechat.CustomerMessage;
import io.notifyjava.wechat.TemplateMessage;
import io.notifyjava.wechat.WeChat;
import io.notifyjava.wechat.wecom.WeCom;
import io.notifyjava.wechat.wecom.WeComMessage;
import io.notifyjava.wechat.wecom.WeComRobotMessage;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/** The other samples of the README; {@code ReadmeTest} holds the two together. */
final class Samples {

  private Samples() {}

  static ProviderSetup account(String appId, String appSecret) {
    // region account
    ProviderSetup account = WeChat.account().appId(appId).appSecret(appSecret).build();
    // endregion
    return account;
  }

  static SendResult fallback(Notifier notifier, String openId) {
    // region fallback
    Message message =
        Fallback.first(CustomerMessage.to(openId).text("Your parcel is here.").build())
            .then(
                TemplateMessage.to(openId)
                    .templateId("ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY")
                    .data("thing7", "Your parcel is here")
                    .clientMsgId("parcel-17")
                    .build());
    SendResult result = notifier.send(message);
    // endregion
    return result;
  }

  static SendResult chain(Notifier notifier, String openId, String phone, String address) {
    // region chain
    Message message =
        Fallback.first(CustomerMessage.to(openId).text("Your parcel is here.").build())
            .then(
                TemplateMessage.to(openId)
                    .templateId("ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY")
                    .data("thing7", "Your parcel is here")
                    .build())
            .then(
                SmsMessage.to(phone).template("parcel").with("place", "A17").build(),
                FailureReason.RECIPIENT_REFUSED,
                FailureReason.INVALID_RECIPIENT,
                FailureReason.QUOTA)
            .then(
                MailMessage.to(address)
                    .subject("Your parcel is here")
                    .text("You find it at A17.")
                    .build(),
                FailureReason.INVALID_RECIPIENT,
                FailureReason.RECIPIENT_REFUSED,
                FailureReason.UNAVAILABLE);
    SendResult result = notifier.send(message);
    // endregion
    return result;
  }

  static ProviderSetup mailAccount(String password) {
    // region mail-account
    ProviderSetup mail =
        SmtpMail.account()
            .host("smtp.example.com")
            .user("shop@example.com")
            .password(password)
            .from(MailAddress.of("shop@example.com", "The shop"))
            .signature(SignatureBlock.of("<p>Yours, <b>the shop</b></p>"))
            .build();
    // endregion
    return mail;
  }

  static BatchReport merge(
      Notifier notifier, Stream<Variables> customers, byte[] pdf, PrintStream out) {
    // region mail-merge
    MailTemplate template =
        MailTemplate.builder()
            .subject("Your bill, ${NAME}")
            .html("<p>Dear ${NAME}, your bill is attached.</p>")
            .build();
    Stream<Message> mails =
        customers.map(
            customer ->
                template
                    .fill(MailMessage.to(customer.get("MAIL").orElseThrow()), customer)
                    .attach(MailAttachment.bytes("bill.pdf", "application/pdf", pdf))
                    .build());
    BatchReport report = notifier.batch(mails, BatchOptions.defaults()).join();
    out.println(report);
    // endregion
    return report;
  }

  static BatchReport batch(
      ProviderSetup account, ExecutorService pool, Stream<Message> messages, PrintStream out) {
    // region batch
    Notifier notifier = Notifier.builder().provider("main", account).executor(pool).build();
    BatchOptions options =
        BatchOptions.builder()
            .concurrency(200)
            .onResult(item -> item.result().failure().ifPresent(out::println))
            .stopWhen(StopConditions.quotaSpent())
            .build();
    BatchReport report = notifier.batch(messages, options).join();
    out.println(report);
    // endregion
    notifier.close();
    return report;
  }

  static SendResult template(ProviderSetup account, String openId) {
    // region template
    MemoryTemplateStore templates =
        MemoryTemplateStore.builder()
            .text("greeting", "Dear ${NAME:-customer}, your code is ${CODE}.")
            .build();
    Notifier notifier = Notifier.builder().provider("main", account).templates(templates).build();
    SendResult result =
        notifier.send(
            CustomerMessage.fromTemplate("greeting").to(openId).with("CODE", "1234").build());
    // endregion
    notifier.close();
    return result;
  }

  static Notifier configured(Properties properties, Map<String, String> environment) {
    // region configuration
    Notifier notifier = Notifier.builder().properties(properties).environment(environment).build();
    // endregion
    return notifier;
  }

  static List<ProviderSetup> company(String corpId, String corpSecret, String webhook) {
    // region wecom
    ProviderSetup work =
        WeCom.application().corpId(corpId).corpSecret(corpSecret).agentId(1_000_002).build();
    ProviderSetup robot = WeCom.robot().key(webhook).build();
    // endregion
    return List.of(work, robot);
  }

  static SendResult colleagues(Notifier notifier, List<String> userIds, PrintStream out) {
    // region wecom-send
    Stream<WeComMessage> messages =
        userIds.stream().map(id -> WeComMessage.toUser(id).text("Lunch is at noon.").build());
    BatchReport report = notifier.batch(messages, BatchOptions.defaults()).join();
    out.println(report);
    SendResult posted =
        notifier.send(WeComRobotMessage.to("on-call").markdown("**Everybody** was told.").build());
    // endregion
    return posted;
  }

  static SmsTemplates smsTemplates() {
    // region sms-templates
    SmsTemplates templates =
        SmsTemplates.builder()
            .template(
                SmsTemplate.named("captcha")
                    .text("Your code is ${code}. It is good for ${minutes} minutes.")
                    .variable(SmsVariable.of("code").withPattern("[0-9]{4,6}"))
                    .variable(SmsVariable.of("minutes").withDefault("5"))
                    .mapping(
                        "sms-aliyun",
                        SmsMapping.builder().templateId("SMS_154950909").signName("Example"))
                    .mapping(
                        "sms-huawei",
                        SmsMapping.builder()
                            .templateId("8ff55eac1d0b478ab3c06c3c6a492300")
                            .order("minutes", "code")
                            .setting("from", "8824110605")))
            .build();
    // endregion
    return templates;
  }

  static SendResult sms(ProviderSetup account, SmsTemplates templates, String phone) {
    // region sms
    Notifier notifier =
        Notifier.builder().provider("main", account).smsTemplates(templates).build();
    SendResult result =
        notifier.send(SmsMessage.to(phone).template("captcha").with("code", "1234").build());
    // endregion
    notifier.close();
    return result;
  }

  static List<Message> parcels(int count) {
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .<Message>map(i -> CustomerMessage.to("o_recipient_" + i).text("Hello!").build())
        .toList();
  }
}
