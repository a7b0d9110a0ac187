package io.notifyjava.wechat;

import io.notifyjava.testkit.contract.ProviderContract;
import io.notifyjava.testkit.contract.ProviderFixture;
import io.notifyjava.testkit.simulator.WeChatScript;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

class TemplateMessageContractTest extends ProviderContract<TemplateMessage> {

  private static final Pattern ID = Pattern.compile("\"msgid\":(\\d+)");

  @Override
  protected ProviderFixture<TemplateMessage> fixture() {
    return new WeChatFixture<>() {

      @Override
      WeChatScript onSend() {
        return wechat.onTemplate();
      }

      @Override
      public TemplateMessage plainMessage() {
        return TemplateMessage.to(Account.OPEN_ID)
            .templateId("ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY")
            .url("https://example.com/private-page")
            .miniProgram("wx0123456789abcdef", "pages/order?id=1")
            .data("thing7", "Lovelace")
            .data("time4", "2025-11-29 10:00:00~12:00:00")
            .build();
      }

      @Override
      public Optional<TemplateMessage> messageThatIsIdempotent() {
        return Optional.of(plainMessage().toBuilder().clientMsgId("order-1").build());
      }

      @Override
      public int sends() {
        return (int) wechat.counts().templateCalls();
      }

      @Override
      public Optional<String> lastMessageId() {
        return replies(ID).reduce((first, second) -> second);
      }

      @Override
      public Optional<String> documentedBody() {
        return Optional.of(
            """
            {"touser":"%s",\
            "template_id":"ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY",\
            "url":"https://example.com/private-page",\
            "miniprogram":{"appid":"wx0123456789abcdef","pagepath":"pages/order?id=1"},\
            "data":{"thing7":{"value":"Lovelace"},\
            "time4":{"value":"2025-11-29 10:00:00~12:00:00"}}}"""
                .formatted(Account.OPEN_ID));
      }

      @Override
      public Collection<String> personalData() {
        return List.of(Account.OPEN_ID, "Lovelace", "private-page");
      }
    };
  }
}
