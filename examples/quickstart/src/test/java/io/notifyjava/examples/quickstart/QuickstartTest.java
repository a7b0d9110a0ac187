package io.notifyjava.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.message.Message;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.SendResult;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.testkit.RecordingProvider;
import io.notifyjava.testkit.simulator.WeChatApi;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import io.notifyjava.testkit.simulator.WeComSimulator;
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
}
