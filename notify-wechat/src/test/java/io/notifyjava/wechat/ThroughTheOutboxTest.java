package io.notifyjava.wechat;

import static io.notifyjava.wechat.Account.OPEN_ID;
import static io.notifyjava.wechat.Account.template;
import static io.notifyjava.wechat.Account.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.route.Fallback;
import io.notifyjava.template.MemoryTemplateStore;
import io.notifyjava.testkit.MemoryOutboxStore;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import io.notifyjava.testkit.wire.Fault;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Messages that are kept, taken up again, and sent to a strict WeChat; all in the test's thread.
 */
class ThroughTheOutboxTest {

  private final WeChatSimulator wechat = WeChatSimulator.start();
  private final MemoryOutboxStore store = new MemoryOutboxStore();
  private final MemoryTemplateStore templates =
      MemoryTemplateStore.builder()
          .json(
              "paid",
              """
              {"touser":"${OPENID}","template_id":"T1","url":"https://e.com/?o=${ORDER}",
               "data":{"thing1":{"value":"${NAME}"}}}""")
          .build();
  private final Notifier notifier = open();

  private Notifier open() {
    return Notifier.builder()
        .configuration(
            Map.of(
                "notify.accounts.main.type",
                "wechat",
                "notify.accounts.main.app-id",
                wechat.appId(),
                "notify.accounts.main.app-secret",
                wechat.appSecret(),
                "notify.accounts.main.base-url",
                wechat.baseUrl().toString(),
                "notify.accounts.main.allow-plain-http",
                "true",
                "notify.retry.initial-backoff",
                "1ms"))
        .templates(templates)
        .outbox(store)
        .executor(Runnable::run)
        .timer(ThroughTheOutboxTest::runSoon)
        .build();
  }

  /** Retries come at once; what the outbox would do later is not needed here. */
  private static void runSoon(Duration delay, Runnable task) {
    if (delay.compareTo(Duration.ofMillis(10)) < 0) {
      task.run();
    }
  }

  @AfterEach
  void close() {
    notifier.close(Duration.ofSeconds(5));
    wechat.close();
  }

  private OutboxState state(OutboxId id) {
    return store.find(id).orElseThrow().state();
  }

  @Test
  void messageFromAStoredTemplate_isFilledWhenItIsEnqueued_andDelivered() {
    OutboxId id =
        notifier
            .outbox()
            .enqueue(
                TemplateMessage.fromTemplate("paid")
                    .to(OPEN_ID)
                    .with("NAME", "Ada")
                    .with("ORDER", "1")
                    .build());

    assertThat(state(id)).isEqualTo(OutboxState.ACCEPTED);
    assertThat(store.find(id).orElseThrow().type()).isEqualTo("wechat-template");
    assertThat(store.find(id).orElseThrow().acceptedAs()).isPresent();
    assertThat(wechat.counts().templateDelivered()).isEqualTo(1);
  }

  @Test
  void lostAnswer_toAMessageWithoutAKey_isResentUnderTheIdOfItsEntry_andDeliveredOnce() {
    wechat.onTemplate().once().actThen(Fault.RESET_AFTER_REQUEST);
    OutboxId id = notifier.outbox().enqueue(template());

    assertThat(state(id)).isEqualTo(OutboxState.ACCEPTED);
    assertThat(wechat.counts().templateCalls()).isEqualTo(2);
    assertThat(wechat.counts().templateDelivered()).isEqualTo(1);
    assertThat(wechat.counts().duplicates()).isZero();
  }

  @Test
  void lostAnswer_toACustomerMessage_leavesItUnknown() {
    wechat.onCustomer().actThen(Fault.RESET_AFTER_REQUEST);
    OutboxId id = notifier.outbox().enqueue(text());

    assertThat(state(id)).isEqualTo(OutboxState.UNKNOWN);
    assertThat(wechat.counts().customerDelivered()).isEqualTo(1);
  }

  @Test
  void closedWindow_opensTheAlternativeThatWasKeptWithIt() {
    wechat.closeWindow(OPEN_ID);
    OutboxId id = notifier.outbox().enqueue(Fallback.first(text()).then(template()));

    assertThat(state(id)).isEqualTo(OutboxState.ACCEPTED);
    assertThat(wechat.counts().templateDelivered()).isEqualTo(1);
    assertThat(wechat.counts().customerDelivered()).isZero();
  }
}
