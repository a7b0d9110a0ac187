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

class CgiContractTest extends ProviderContract<SmsMessage> {

  @Override
  protected ProviderFixture<SmsMessage> fixture() {
    return new WireFixture<>() {

      @Override
      public Provider<?> provider(ProviderContext context, URI baseUrl) {
        return XuanwuSms.cgi()
            .account(Samples.ACCOUNT)
            .password(secret())
            .baseUrl(baseUrl.toString())
            .allowPlainHttp(true)
            .build()
            .create(new Samples.WithTemplates(context));
      }

      @Override
      public SmsMessage plainMessage() {
        return Samples.captcha("13800138000");
      }

      @Override
      public List<SmsMessage> bulkMessages() {
        return List.of(
            Samples.captcha("13800138000"),
            Samples.captcha("13900139000"),
            Samples.captcha("13700137000"));
      }

      @Override
      public boolean undocumentedCodeIsUnknown() {
        return true;
      }

      /** White space around the number is allowed, and the moods need 20 bytes to break. */
      @Override
      protected WireReply yes(String id) {
        return text("0" + "\n".repeat(30));
      }

      @Override
      protected boolean givesIds() {
        return false;
      }

      @Override
      protected WireReply no(ServerMood mood, String text) {
        return switch (mood) {
          case REFUSES_CREDENTIALS -> text("-6");
          case THROTTLES -> WireReply.status(429);
          case QUOTA_SPENT -> text("-12");
          case UNKNOWN_CODE -> text("-98");
          case ECHOES -> text("-98 " + text);
          default -> throw new IllegalStateException("Xuanwu has no words for " + mood);
        };
      }

      private WireReply text(String body) {
        return WireReply.builder().header("Content-Type", "text/plain").body(body).build();
      }

      @Override
      public Set<ServerMood> without() {
        Set<ServerMood> without = EnumSet.copyOf(ServerMood.TOKENS);
        without.addAll(
            Set.of(
                ServerMood.REFUSES_TEMPLATE,
                ServerMood.REFUSES_RECIPIENT,
                ServerMood.ALREADY_ARRIVED));
        return without;
      }

      /** A GET has none; its query, which preview shows, holds the password. */
      @Override
      public Optional<String> lastBody() {
        return Optional.empty();
      }

      @Override
      public Collection<String> secrets() {
        Credentials credentials = new Credentials(Samples.ACCOUNT, Secret.of(secret()));
        return List.of(secret(), credentials.password(PasswordForm.MD5).reveal());
      }

      @Override
      public Collection<String> personalData() {
        return List.of("+8613800138000", "13800138000", "您的验证码是", "%C4%FA%B5%C4%D1%E9");
      }
    };
  }
}
