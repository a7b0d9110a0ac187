package io.notifyjava.mail;

import io.notifyjava.message.MailMessage;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.testkit.contract.ProviderContract;
import io.notifyjava.testkit.contract.ProviderFixture;
import io.notifyjava.testkit.contract.SmtpFixture;
import io.notifyjava.testkit.smtp.SmtpSimulator;
import java.net.URI;
import java.util.Collection;
import java.util.List;

class SmtpMailContractTest extends ProviderContract<MailMessage> {

  @Override
  protected ProviderFixture<MailMessage> fixture() {
    return new Fixture();
  }

  private static MailMessage mail(String to) {
    return MailMessage.to(to)
        .subject("Your confidential order")
        .text("Nobody else reads that you ordered a confidential teapot")
        .build();
  }

  private static final class Fixture extends SmtpFixture<MailMessage> {

    Fixture() {
      super(SmtpSimulator.builder().authenticationInClear(true));
    }

    @Override
    public Provider<?> provider(ProviderContext context, URI baseUrl) {
      return SmtpMail.account()
          .host(baseUrl.getHost())
          .port(baseUrl.getPort())
          .security(baseUrl.getScheme().equals("smtps") ? SmtpSecurity.TLS : SmtpSecurity.PLAIN)
          .user(USER)
          .password(secret())
          .allowPlainAuth(true)
          .from("shop@example.com")
          .build()
          .create(context);
    }

    @Override
    public MailMessage plainMessage() {
      return mail("wangxiaoming@customers.example.net");
    }

    @Override
    public List<MailMessage> bulkMessages() {
      return List.of(
          mail("wangxiaoming@customers.example.net"),
          mail("lixiaohong@customers.example.net"),
          mail("zhangdawei@customers.example.net"));
    }

    @Override
    public Collection<String> personalData() {
      return List.of(
          "wangxiaoming@customers.example.net",
          "Your confidential order",
          "ordered a confidential teapot");
    }
  }
}
