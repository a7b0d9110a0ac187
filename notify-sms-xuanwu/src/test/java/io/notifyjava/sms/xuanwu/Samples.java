package io.notifyjava.sms.xuanwu;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.spi.SendContext;
import io.notifyjava.spi.Settings;
import io.notifyjava.testkit.TestProviderContext;
import io.notifyjava.token.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** What tests of this module have in common. */
final class Samples {

  /** Vector D.8 of the protocol notes: account, password and what they become. */
  static final String ACCOUNT = "demo@corp";

  static final String PASSWORD = "123456";
  static final String DIGEST = "e10adc3949ba59abbe56e057f20f883e";
  static final String AUTHORIZATION = "ZGVtb0Bjb3JwOmUxMGFkYzM5NDliYTU5YWJiZTU2ZTA1N2YyMGY4ODNl";

  static final SmsTemplates TEMPLATES =
      SmsTemplates.builder()
          .template(SmsTemplate.named("captcha").text("您的验证码是${code} a+b").variable("code"))
          .template(
              SmsTemplate.named("parcel")
                  .text("Parcel ${number} is here")
                  .variable("number")
                  .mapping(XuanwuSms.TYPE, SmsMapping.builder().signName("【测试】").build()))
          .build();

  private Samples() {}

  static SmsMessage captcha(String phone) {
    return SmsMessage.to(phone).template("captcha").with("code", "123456").build();
  }

  static SmsMessage parcel(String phone, String number) {
    return SmsMessage.to(phone).template("parcel").with("number", number).build();
  }

  /** Captchas to so many different numbers. */
  static List<SmsMessage> captchas(int count) {
    return IntStream.range(0, count).mapToObj(i -> captcha(phone(i))).toList();
  }

  static String phone(int i) {
    return "138%08d".formatted(i);
  }

  static ProviderContext context() {
    return context(TEMPLATES);
  }

  static ProviderContext context(SmsTemplates templates) {
    return TestProviderContext.builder().smsTemplates(templates).build();
  }

  @SuppressWarnings("unchecked")
  static Provider<SmsMessage> provider(ProviderSetup setup, SmsTemplates templates) {
    return (Provider<SmsMessage>) setup.create(context(templates));
  }

  static Provider<SmsMessage> provider(ProviderSetup setup) {
    return provider(setup, TEMPLATES);
  }

  static SendContext sending() {
    return new SendContext("n-1", 1, Duration.ofSeconds(10), false);
  }

  /** The same context with templates. */
  record WithTemplates(ProviderContext other) implements ProviderContext {

    @Override
    public String account() {
      return other.account();
    }

    @Override
    public Settings settings() {
      return other.settings();
    }

    @Override
    public Clock clock() {
      return other.clock();
    }

    @Override
    public LongSupplier ticker() {
      return other.ticker();
    }

    @Override
    public RandomGenerator random() {
      return other.random();
    }

    @Override
    public TokenStore tokenStore() {
      return other.tokenStore();
    }

    @Override
    public Executor executor() {
      return other.executor();
    }

    @Override
    public TimeoutPolicy timeouts() {
      return other.timeouts();
    }

    @Override
    public SmsTemplates smsTemplates() {
      return TEMPLATES;
    }
  }
}
