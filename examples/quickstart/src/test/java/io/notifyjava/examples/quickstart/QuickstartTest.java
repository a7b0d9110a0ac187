package io.notifyjava.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.mail.SmtpMail;
import io.notifyjava.mail.SmtpSecurity;
import io.notifyjava.message.MailMessage;
import io.notifyjava.message.Message;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.message.Variables;
import io.notifyjava.result.Attempt;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.testkit.RecordingProvider;
import io.notifyjava.testkit.simulator.WeChatApi;
import io.notifyjava.testkit.simulator.WeChatReply;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import io.notifyjava.testkit.simulator.WeComSimulator;
import io.notifyjava.testkit.smtp.SmtpSimulator;
import io.notifyjava.wechat.CustomerMessage;
import io.notifyjava.wechat.wecom.WeCom;
import io.notifyjava.wechat.wecom.WeComMessage;
import io.notifyjava.wechat.wecom.WeComRobotMessage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuickstartTest {

  private final WeChatSimulator simulator = WeChatSimulator.start();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @AfterEach
  void close() {
    simulator.close();
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void the_first_send_is_accepted() {
    assertThat(Quickstart.run(Map.of(), new String[0], out)).isZero();
    assertThat(printed()).contains("Accepted: WeChat took it.");
  }

  @Test
  void real_credentials_need_a_recipient() {
    Map<String, String> environment = Map.of("WECHAT_APP_ID", "wx1", "WECHAT_APP_SECRET", "s");

    assertThat(Quickstart.run(environment, new String[0], out)).isEqualTo(2);
    assertThat(printed()).contains("Expected the open id");
  }

  @Test
  void half_an_account_is_not_taken_for_none() {
    assertThat(Quickstart.run(Map.of("WECHAT_APP_ID", "wx1"), new String[0], out)).isEqualTo(2);
    assertThat(printed()).contains("found one alone").doesNotContain("Accepted");
  }

  @Test
  void an_account_is_two_words() {
    try (Notifier notifier =
        Notifier.builder().provider("main", Samples.account("wx1", "secret")).build()) {
      assertThat(notifier.explain(CustomerMessage.to("o-1").text("x").build()).steps()).hasSize(1);
    }
  }

  @Test
  void a_closed_window_falls_back() {
    simulator.closeWindow("o_closed");
    try (Notifier notifier =
        Notifier.builder().provider("main", Quickstart.simulated(simulator)).build()) {
      SendResult result = Samples.fallback(notifier, "o_closed");

      assertThat(result.isAccepted()).isTrue();
      assertThat(result.fellBack()).isTrue();
    }
  }

  @Test
  void a_batch_stops_when_the_quota_is_spent_and_says_where() {
    simulator.dailyQuota(WeChatApi.CUSTOMER, 100);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    BatchReport report =
        Samples.batch(Quickstart.simulated(simulator), pool, Samples.parcels(1_000).stream(), out);
    pool.shutdown();

    assertThat(report.accepted()).isEqualTo(100);
    assertThat(report.firstNotTaken()).isLessThan(1_000);
    assertThat(printed()).contains("QUOTA");
  }

  @Test
  void a_company_is_two_set_ups() {
    List<ProviderSetup> company =
        Samples.company("wwcorp", "secret", "693a91f6-7a0e-4bc4-97a0-0ec2sifa5aaa");
    try (Notifier notifier =
        Notifier.builder()
            .provider("work", company.get(0))
            .provider("on-call", company.get(1))
            .build()) {
      assertThat(notifier.explain(WeComMessage.toUser("lisi").text("x").build()).steps())
          .hasSize(1);
      assertThat(notifier.explain(WeComRobotMessage.to("ops").text("x").build()).steps())
          .hasSize(1);
    }
  }

  @Test
  void colleagues_share_calls_and_each_has_a_result() {
    try (WeComSimulator wecom = WeComSimulator.start()) {
      wecom.person("user-7").isUnknown();
      try (Notifier notifier = company(wecom)) {
        List<String> userIds = IntStream.range(0, 300).mapToObj(i -> "user-" + i).toList();

        assertThat(Samples.colleagues(notifier, userIds, out).isAccepted()).isTrue();
      }
      assertThat(printed()).contains("300").contains("299");
      assertThat(wecom.counts().messages()).isLessThan(300);
    }
  }

  private static Notifier company(WeComSimulator wecom) {
    String url = wecom.baseUrl().toString();
    return Notifier.builder()
        .provider(
            "work",
            WeCom.application()
                .corpId(wecom.corpId())
                .corpSecret(wecom.application().secret())
                .agentId((int) wecom.application().agentId())
                .baseUrl(url)
                .allowPlainHttp(true)
                .build())
        .provider(
            "on-call",
            WeCom.robot().key(wecom.robot().key()).baseUrl(url).allowPlainHttp(true).build())
        .build();
  }

  @Test
  void a_template_is_filled() {
    SendResult result = Samples.template(Quickstart.simulated(simulator), "o_recipient_1");

    assertThat(result.isAccepted()).isTrue();
    assertThat(simulator.recent().toString()).isNotEmpty();
  }

  @Test
  void properties_and_environment_configure_a_notifier() {
    Properties properties = new Properties();
    properties.setProperty("notify.accounts.main.type", "wechat");
    properties.setProperty("notify.accounts.main.app-id", simulator.appId());
    properties.setProperty("notify.accounts.main.base-url", simulator.baseUrl().toString());
    properties.setProperty("notify.accounts.main.allow-plain-http", "true");
    Message message = CustomerMessage.to("o_recipient_1").text("x").build();
    try (Notifier notifier =
        Samples.configured(
            properties, Map.of("NOTIFY_ACCOUNTS_MAIN_APP_SECRET", simulator.appSecret()))) {

      assertThat(notifier.send(message).isAccepted()).isTrue();
    }
  }

  @Test
  void a_short_message_reaches_its_provider_by_the_name_of_its_template() {
    RecordingProvider<SmsMessage> vendor = RecordingProvider.of(SmsMessage.class);
    SmsTemplates templates = Samples.smsTemplates();
    AtomicReference<SmsTemplates> given = new AtomicReference<>();
    ProviderSetup account =
        context -> {
          given.set(context.smsTemplates());
          return vendor;
        };

    assertThat(Samples.sms(account, templates, "13800138000").isAccepted()).isTrue();
    assertThat(given.get()).isSameAs(templates);
    SmsMessage sent = vendor.sent().get(0);
    assertThat(sent.phone().e164()).isEqualTo("+8613800138000");
    assertThat(templates.content(sent, "main", "sms-aliyun").values())
        .containsExactly(Map.entry("code", "1234"), Map.entry("minutes", "5"));
    assertThat(templates.content(sent, "main", "sms-huawei").positional())
        .containsExactly("5", "1234");
    assertThat(templates.text(sent)).isEqualTo("Your code is 1234. It is good for 5 minutes.");
  }

  @Test
  void a_chain_goes_from_wechat_over_sms_to_mail() {
    simulator.closeWindow("o_gone");
    simulator.onTemplate().answer(WeChatReply.error(43004));
    RecordingProvider<SmsMessage> vendor = RecordingProvider.of(SmsMessage.class);
    vendor.always(
        SendResult.rejected(
            Failure.permanent(FailureReason.INVALID_RECIPIENT, "no-such-number", "nobody")));
    try (SmtpSimulator smtp = SmtpSimulator.start();
        Notifier notifier =
            Notifier.builder()
                .provider("wechat", Quickstart.simulated(simulator))
                .provider("sms", context -> vendor)
                .provider("mail", simulated(smtp))
                .build()) {
      SendResult result = Samples.chain(notifier, "o_gone", "13800138000", "li@example.net");

      assertThat(result.isAccepted()).as("%s", result).isTrue();
      assertThat(result.attempts())
          .extracting(Attempt::account)
          .containsExactly("wechat", "wechat", "sms", "mail");
      assertThat(result.attempts())
          .extracting(Attempt::messageType)
          .containsExactly("wechat-customer", "wechat-template", "sms", "mail");
      assertThat(smtp.mails()).hasSize(1);
      assertThat(smtp.mails().get(0).recipients()).containsExactly("li@example.net");
      assertThat(smtp.mails().get(0).body()).contains("You find it at A17.");
    }
  }

  private static ProviderSetup simulated(SmtpSimulator smtp) {
    return SmtpMail.account()
        .host("127.0.0.1")
        .port(smtp.port())
        .security(SmtpSecurity.PLAIN)
        .from("shop@example.com")
        .build();
  }

  @Test
  void a_mail_account_needs_few_words() {
    try (Notifier notifier =
        Notifier.builder().provider("mail", Samples.mailAccount("secret")).build()) {
      assertThat(
              notifier
                  .explain(MailMessage.to("li@example.net").subject("x").text("y").build())
                  .steps())
          .hasSize(1);
    }
  }

  @Test
  void a_mail_merge_fills_a_template_for_each() {
    try (SmtpSimulator smtp = SmtpSimulator.start();
        Notifier notifier = Notifier.builder().provider("mail", simulated(smtp)).build()) {
      Stream<Variables> customers =
          IntStream.range(0, 50)
              .mapToObj(i -> Variables.of("NAME", "<N" + i + ">").with("MAIL", "c" + i + "@x.org"));

      assertThat(Samples.merge(notifier, customers, new byte[100], out).accepted()).isEqualTo(50);
      assertThat(smtp.counts().mails()).isEqualTo(50);
      assertThat(smtp.counts().duplicates()).isZero();
      assertThat(smtp.counts().mostConnections()).isLessThanOrEqualTo(8);
      assertThat(smtp.mails().get(0).text()).contains("&lt;N");
    }
  }
}
