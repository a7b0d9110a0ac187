package io.notifyjava.outside;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.Message;
import io.notifyjava.wechat.CustomerMessage;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.OneTimeSubscriptionMessage;
import io.notifyjava.wechat.ServiceSubscriptionMessage;
import io.notifyjava.wechat.SubscriptionMessage;
import io.notifyjava.wechat.TemplateMessage;
import io.notifyjava.wechat.VideoContent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a service in a package of its own can call, by name and by reflection. */
class UseFromOutsideTest {

  private static final SubscriptionMessage SUBSCRIPTION =
      SubscriptionMessage.to("o1")
          .templateId("T")
          .data("thing1", "v")
          .page("p")
          .correlationId("c")
          .data("thing2", "v")
          .build();

  @Test
  void everyMessage_canBeBuilt() {
    List<Message> messages =
        List.of(
            SUBSCRIPTION,
            SUBSCRIPTION.toBuilder().to("o2").templateId("U").build(),
            ServiceSubscriptionMessage.builder()
                .to("o1")
                .templateId("T")
                .data("name1", "v")
                .build(),
            OneTimeSubscriptionMessage.to("o1")
                .templateId("T")
                .scene(1)
                .title("t")
                .content("c")
                .build(),
            TemplateMessage.to("o1").templateId("T").data("thing1", "v").build(),
            CustomerMessage.to("o1")
                .content(new VideoContent(Media.of("M"), Media.of("T"), null, null))
                .build());

    assertThat(messages)
        .extracting(Message::typeName)
        .containsExactly(
            "wechat-subscription",
            "wechat-subscription",
            "wechat-service-subscription",
            "wechat-one-time-subscription",
            "wechat-template",
            "wechat-customer");
  }

  @Test
  void inheritedMethods_canBeReached() throws ReflectiveOperationException {
    assertThat(SUBSCRIPTION.templateId()).isEqualTo("T");
    assertThat(SUBSCRIPTION.recipient().value()).isEqualTo("o1");
    assertThat(SubscriptionMessage.class.getMethod("templateId").invoke(SUBSCRIPTION))
        .isEqualTo("T");
    assertThat(SubscriptionMessage.class.getMethod("recipient").invoke(SUBSCRIPTION))
        .isEqualTo(SUBSCRIPTION.recipient());
  }
}
