package io.notifyjava.sms.xuanwu;

import io.notifyjava.message.Secret;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.testkit.contract.ProviderContract;
import io.notifyjava.testkit.contract.ProviderFixture;
import io.notifyjava.testkit.contract.ServerMood;
import io.notifyjava.testkit.contract.WireFixture;
import io.notifyjava.testkit.wire.WireReply;
import java.net.URI;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

class MosContractTest extends ProviderContract<SmsMessage> {

  @Override
  protected ProviderFixture<SmsMessage> fixture() {
    return new WireFixture<>() {

      @Override
      public Provider<?> provider(ProviderContext context, URI baseUrl) {
        return XuanwuSms.mos()
            .account(Samples.ACCOUNT)
            .password(secret())
            .baseUrl(baseUrl.toString())
            .allowPlainHttp(true)
            .batchName("n1")
            .bizType("100")
            .build()
            .create(new Samples.WithTemplates(context));
      }

      @Override
      public SmsMessage plainMessage() {
        return message("13800138000", "m-1");
      }

      private SmsMessage message(String phone, String id) {
        return SmsMessage.to(phone)
            .template("captcha")
            .with("code", "998877")
            .correlationId(id)
            .build();
      }

      @Override
      public List<SmsMessage> bulkMessages() {
        return Stream.of("13800138000", "13900139000", "13700137000")
            .map(phone -> message(phone, "m-1"))
            .toList();
      }

      @Override
      public String addressInBody(SmsMessage message) {
        return message.phone().national();
      }

      @Override
      public boolean undocumentedCodeIsUnknown() {
        return true;
      }

      @Override
      protected WireReply yes(String id) {
        return WireReply.json("{\"code\":\"0\",\"msg\":\"ok\",\"uuid\":\"" + id + "\"}");
      }

      @Override
      protected WireReply no(ServerMood mood, String text) {
        if (mood == ServerMood.THROTTLES) {
          return WireReply.status(429);
        }
        int code =
            switch (mood) {
              case REFUSES_RECIPIENT -> -5;
              case REFUSES_CREDENTIALS -> -6;
              case QUOTA_SPENT -> -12;
              case UNKNOWN_CODE, ECHOES -> -98;
              default -> throw new IllegalStateException("Xuanwu has no words for " + mood);
            };
        return WireReply.json(
            "{\"code\":\"%d\",\"msg\":\"%s 您的验证码是998877 a+b 998877\"}".formatted(code, text));
      }

      @Override
      public Set<ServerMood> without() {
        Set<ServerMood> without = EnumSet.copyOf(ServerMood.TOKENS);
        without.addAll(Set.of(ServerMood.REFUSES_TEMPLATE, ServerMood.ALREADY_ARRIVED));
        return without;
      }

      /** Section C.2 of the protocol notes, "mass". */
      @Override
      public Optional<String> documentedBody() {
        return Optional.of(
            "{\"batchName\":\"n1\",\"items\":[{\"to\":\"13800138000\",\"customMsgID\":\"m-1\"}],"
                + "\"content\":\"您的验证码是998877 a+b\",\"msgType\":\"sms\",\"bizType\":\"100\"}");
      }

      @Override
      public Collection<String> secrets() {
        Credentials credentials = new Credentials(Samples.ACCOUNT, Secret.of(secret()));
        return List.of(
            secret(),
            credentials.password(PasswordForm.MD5).reveal(),
            credentials.authorization().reveal());
      }

      @Override
      public Collection<String> personalData() {
        return List.of("+8613800138000", "13800138000", "13900139000", "998877", "您的验证码是");
      }
    };
  }
}
