package io.notifyjava.wechat;

import io.notifyjava.message.Message;
import io.notifyjava.testkit.simulator.AccountKind;
import io.notifyjava.testkit.simulator.WeChatScript;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the contracts of the three subscription messages need. */
final class SubscriptionContracts {

  private SubscriptionContracts() {}

  static <M extends Message> WeChatFixture<M> fixture(M message, AccountKind kind) {
    Subscriptions sample =
        Subscriptions.all().stream()
            .filter(one -> one.message().equals(message))
            .findFirst()
            .orElseThrow();
    return new WeChatFixture<>(kind) {

      @Override
      WeChatScript onSend() {
        return wechat.on(sample.api());
      }

      @Override
      public M plainMessage() {
        return message;
      }

      @Override
      public int sends() {
        return (int) wechat.counts().calls(sample.api());
      }

      @Override
      public Optional<String> lastBody() {
        return wechat.recent(sample.api()).stream()
            .map(seen -> seen.request().text())
            .reduce((first, second) -> second);
      }

      @Override
      public Optional<String> lastMessageId() {
        return Optional.empty();
      }

      @Override
      public Optional<String> documentedBody() {
        return Optional.of(sample.body());
      }

      @Override
      public Collection<String> personalData() {
        return List.of(Account.OPEN_ID, "Lovelace");
      }
    };
  }
}
