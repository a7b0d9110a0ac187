package io.notifyjava.wechat;

import io.notifyjava.testkit.contract.ProviderContract;
import io.notifyjava.testkit.contract.ProviderFixture;
import io.notifyjava.testkit.simulator.WeChatScript;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

class CustomerMessageContractTest extends ProviderContract<CustomerMessage> {

  @Override
  protected ProviderFixture<CustomerMessage> fixture() {
    return new WeChatFixture<>() {

      @Override
      WeChatScript onSend() {
        return wechat.onCustomer();
      }

      @Override
      public CustomerMessage plainMessage() {
        return CustomerMessage.to(Account.OPEN_ID).text("Dear Mrs Lovelace").build();
      }

      @Override
      public int sends() {
        return (int) wechat.counts().customerCalls();
      }

      @Override
      public Optional<String> lastMessageId() {
        return Optional.empty();
      }

      @Override
      public Optional<String> documentedBody() {
        return Optional.of(
            "{\"touser\":\"%s\",\"msgtype\":\"text\",\"text\":{\"content\":\"Dear Mrs Lovelace\"}}"
                .formatted(Account.OPEN_ID));
      }

      @Override
      public Collection<String> personalData() {
        return List.of(Account.OPEN_ID, "Lovelace");
      }
    };
  }
}
