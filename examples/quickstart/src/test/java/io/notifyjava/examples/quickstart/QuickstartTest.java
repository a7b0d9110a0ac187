package io.notifyjava.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.message.Message;
import io.notifyjava.result.SendResult;
import io.notifyjava.testkit.simulator.WeChatApi;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import io.notifyjava.wechat.CustomerMessage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
}
