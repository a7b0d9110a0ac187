package io.notifyjava.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notifyjava.Notifier;
import io.notifyjava.event.NotifierListener;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A service that builds and closes notifiers again and again gets everything back. */
class OpenAndCloseTest {

  private static final int TIMES = 50;

  @Test
  void closed_notifiers_leave_no_thread_and_no_connection() {
    try (WeChatSimulator wechat = WeChatSimulator.start()) {
      for (int i = 0; i < TIMES; i++) {
        try (Notifier notifier =
            Notifier.builder()
                .provider(
                    "main",
                    WeChat.account()
                        .appId(wechat.appId())
                        .appSecret(wechat.appSecret())
                        .baseUrl(wechat.baseUrl().toString())
                        .allowPlainHttp(true)
                        .build())
                .listener(new NotifierListener() {})
                .build()) {
          CustomerMessage message = CustomerMessage.to("o_recipient_" + i).text("Hello!").build();
          assertThat(notifier.sendAsync(message).join().isAccepted()).isTrue();
        }
      }

      assertThat(wechat.counts().customerCalls()).isEqualTo(TIMES);
      // The watch for interrupts looks around for five idle seconds before it ends.
      await().atMost(Duration.ofSeconds(30)).until(() -> ours().isEmpty());
    }
  }

  private static List<String> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("notify-"))
        .toList();
  }
}
