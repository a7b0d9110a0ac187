package io.notifyjava.wechat.wecom;

import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.testkit.contract.ProviderContract;
import io.notifyjava.testkit.contract.ProviderFixture;
import io.notifyjava.testkit.contract.ServerMood;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import java.net.URI;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class WeComRobotMessageContractTest extends ProviderContract<WeComRobotMessage> {

  @Override
  protected ProviderFixture<WeComRobotMessage> fixture() {
    return new WeComFixture<>() {

      @Override
      public Provider<?> provider(ProviderContext context, URI baseUrl) {
        return WeCom.robot()
            .key(secret())
            .baseUrl(baseUrl.toString())
            .allowPlainHttp(true)
            .build()
            .create(context);
      }

      @Override
      protected WireReply yes(String id) {
        return WireReply.json("{\"errcode\":0,\"errmsg\":\"ok\"}");
      }

      @Override
      protected boolean givesIds() {
        return false;
      }

      @Override
      protected String tokenOf(WireRequest request) {
        return "";
      }

      @Override
      protected WireReply no(ServerMood mood, String text) {
        return mood == ServerMood.REFUSES_CREDENTIALS ? error(93000, text) : super.no(mood, text);
      }

      @Override
      public WeComRobotMessage plainMessage() {
        return WeComRobotMessage.to("room of Ada Lovelace").text("Dear Mrs Lovelace").build();
      }

      @Override
      public Set<ServerMood> without() {
        Set<ServerMood> without = EnumSet.copyOf(ServerMood.TOKENS);
        without.add(ServerMood.REFUSES_RECIPIENT);
        without.add(ServerMood.REFUSES_TEMPLATE);
        without.add(ServerMood.QUOTA_SPENT);
        without.add(ServerMood.ALREADY_ARRIVED);
        return without;
      }

      @Override
      public Optional<String> documentedBody() {
        return Optional.of("{\"msgtype\":\"text\",\"text\":{\"content\":\"Dear Mrs Lovelace\"}}");
      }

      @Override
      public Collection<String> personalData() {
        return List.of("Ada Lovelace", "Dear Mrs");
      }
    };
  }
}
