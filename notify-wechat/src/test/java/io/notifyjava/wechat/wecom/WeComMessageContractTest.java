package io.notifyjava.wechat.wecom;

import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.testkit.contract.ProviderContract;
import io.notifyjava.testkit.contract.ProviderFixture;
import io.notifyjava.testkit.contract.ServerMood;
import io.notifyjava.testkit.wire.WireReply;
import java.net.URI;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

class WeComMessageContractTest extends ProviderContract<WeComMessage> {

  @Override
  protected ProviderFixture<WeComMessage> fixture() {
    return new WeComFixture<>() {

      private volatile String unreached = "";

      @Override
      public Provider<?> provider(ProviderContext context, URI baseUrl) {
        return WeCom.application()
            .corpId("ww0123456789abcdef")
            .corpSecret(secret())
            .agentId(1_000_002)
            .baseUrl(baseUrl.toString())
            .allowPlainHttp(true)
            .build()
            .create(context);
      }

      @Override
      public WeComMessage plainMessage() {
        return WeComMessage.toUser("ada-lovelace").text("Dear Mrs Lovelace").build();
      }

      @Override
      public Optional<WeComMessage> messageThatIsIdempotent() {
        return Optional.of(plainMessage().toBuilder().idempotencyKey("order-1").build());
      }

      @Override
      public List<WeComMessage> bulkMessages() {
        return Stream.of("ada-lovelace", "Charles-Babbage", "mary-somerville")
            .map(user -> WeComMessage.toUser(user).text("Dear members").build())
            .toList();
      }

      @Override
      public boolean refusesInBulk(WeComMessage message) {
        unreached = message.recipient().value().toLowerCase(Locale.ROOT);
        return true;
      }

      @Override
      protected WireReply yes(String id) {
        return WireReply.json(
            "{\"errcode\":0,\"errmsg\":\"ok\",\"invaliduser\":\"%s\",\"msgid\":\"%s\"}"
                .formatted(unreached, id));
      }

      @Override
      public Set<ServerMood> without() {
        return EnumSet.of(ServerMood.REFUSES_TEMPLATE);
      }

      @Override
      public Optional<String> documentedBody() {
        return Optional.of(
            "{\"touser\":\"ada-lovelace\",\"msgtype\":\"text\",\"agentid\":1000002,"
                + "\"text\":{\"content\":\"Dear Mrs Lovelace\"}}");
      }

      @Override
      public Collection<String> personalData() {
        return List.of("ada-lovelace", "Lovelace");
      }
    };
  }
}
