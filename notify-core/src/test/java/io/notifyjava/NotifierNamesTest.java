package io.notifyjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.notifyjava.fixture.ManualTime;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.limit.Limit;
import io.notifyjava.limit.LimitWindow;
import io.notifyjava.limit.Limits;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.result.FailureReason;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.Capabilities;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Limits from keys, and what becomes of names in keys and templates that nobody has. */
class NotifierNamesTest {

  private static final SmsMessage CAPTCHA =
      SmsMessage.to("+8613800138000").template("captcha").with("code", "1").build();

  private final ManualTime time = new ManualTime();

  private NotifierBuilder builder() {
    return Notifier.builder()
        .executor(Runnable::run)
        .clock(time)
        .ticker(time::nanos)
        .timer(time)
        .provider(
            "aliyun",
            new ScriptedProvider(Capabilities.of(SmsMessage.class, Capabilities.Support.plain())));
  }

  private static SmsTemplates templates(String... mappings) {
    SmsTemplate.Builder captcha = SmsTemplate.named("captcha").variable("code");
    for (String mapping : mappings) {
      captcha.mapping(mapping, SmsMapping.builder().templateId("t"));
    }
    return SmsTemplates.builder().template(captcha).build();
  }

  private static void assertProblems(NotifierBuilder builder, String... problems) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(builder::build)
        .satisfies(e -> assertThat(e.problems()).containsExactly(problems));
  }

  @Nested
  class TheLimitsOfKeys {

    private final Map<String, String> codes =
        Map.of(
            "notify.limits.codes.preset", "aliyun-codes",
            "notify.limits.codes.accounts", "aliyun",
            "notify.limits.codes.templates", "captcha");

    @Test
    void count_as_those_of_the_builder_do() {
      try (Notifier notifier = builder().configuration(codes).build()) {
        assertThat(notifier.send(CAPTCHA).isAccepted()).isTrue();
        assertThat(notifier.send(CAPTCHA).failure().orElseThrow().toString())
            .isEqualTo(
                "THROTTLED limit: Limit 'codes' allows 1 per minute, which is used up; send again"
                    + " in 60 s or raise the limit (may pass)");
      }
    }

    @Test
    void count_in_a_store_of_the_size_that_they_say() {
      Map<String, String> small =
          Map.of(
              "notify.limits.x.at-most",
              "9/day",
              "notify.limits.x.per",
              "recipient",
              "notify.limits.max-keys",
              "1");
      try (Notifier notifier = builder().configuration(small).build()) {
        assertThat(notifier.send(CAPTCHA).isAccepted()).isTrue();
        assertThat(
                notifier
                    .send(SmsMessage.to("13900139000").template("captcha").build())
                    .failure()
                    .orElseThrow()
                    .reason())
            .isEqualTo(FailureReason.OVERLOADED);
      }
    }

    @Test
    void give_way_to_those_of_the_builder() {
      Limits two = Limits.of(Limit.named("two").atMost(2, LimitWindow.day()).build());
      try (Notifier notifier = builder().configuration(codes).limits(two).build()) {
        assertThat(notifier.send(CAPTCHA).isAccepted()).isTrue();
        assertThat(notifier.send(CAPTCHA).isAccepted()).isTrue();
        assertThat(notifier.send(CAPTCHA).failure().orElseThrow().text()).contains("'two'");
      }
    }

    @Test
    void name_accounts_and_templates_that_there_are() {
      assertProblems(
          builder()
              .smsTemplates(templates("aliyun"))
              .configuration(
                  Map.of(
                      "notify.limits.codes.preset", "aliyun-codes",
                      "notify.limits.codes.accounts", "aliyum",
                      "notify.limits.codes.templates", "captcah")),
          "notify.limits.codes.accounts: there is no account 'aliyum'; the accounts are [aliyun]",
          "notify.limits.codes.templates: there is no template 'captcah'. Closest known:"
              + " 'captcha'.");
    }
  }

  @Nested
  class Mappings {

    private List<String> logged(Function<NotifierBuilder, NotifierBuilder> more) {
      Logger logger = (Logger) LoggerFactory.getLogger(NameChecks.class);
      ListAppender<ILoggingEvent> lines = new ListAppender<>();
      Level before = logger.getLevel();
      logger.setLevel(Level.WARN);
      logger.setAdditive(false);
      lines.start();
      logger.addAppender(lines);
      try {
        more.apply(builder()).build().close();
      } finally {
        logger.detachAppender(lines);
        logger.setLevel(before);
        logger.setAdditive(true);
      }
      return lines.list.stream()
          .filter(line -> line.getLevel() == Level.WARN)
          .map(ILoggingEvent::getFormattedMessage)
          .toList();
    }

    @Test
    void for_an_account_or_an_installed_type_are_fine() {
      assertThat(logged(b -> b.smsTemplates(templates("aliyun", "letter-box")))).isEmpty();
    }

    @Test
    void for_nobody_are_told_once_with_the_closest_name() {
      SmsTemplates shared =
          SmsTemplates.builder()
              .template(
                  SmsTemplate.named("captcha")
                      .text("x")
                      .mapping("alyun", SmsMapping.builder().templateId("t")))
              .template(
                  SmsTemplate.named("parcel")
                      .text("x")
                      .mapping("alyun", SmsMapping.builder().templateId("t"))
                      .mapping("aliyun", SmsMapping.builder().templateId("t")))
              .build();

      assertThat(logged(b -> b.smsTemplates(shared)))
          .containsExactly(
              "The mapping 'alyun' of the short messages' templates [captcha, parcel] is for no"
                  + " account and for no provider type that is installed, so it does nothing."
                  + " Closest known: 'aliyun'. Correct it, or leave it if another service uses"
                  + " it");
    }

    @Test
    void of_which_none_fits_are_refused() {
      NotifierBuilder onlyConfigured =
          Notifier.builder()
              .smsTemplates(templates("letter-bx"))
              .configuration(Map.of("notify.accounts.main.type", "text-box"));

      assertProblems(
          onlyConfigured,
          "The templates of short messages have mappings for [letter-bx], but none of them fits an"
              + " account; the accounts are [main (text-box)]. Name a mapping as one of these"
              + " accounts or types");
    }

    @Test
    void of_which_one_fits_are_enough() {
      Notifier.builder()
          .smsTemplates(templates("letter-bx", "text-box"))
          .configuration(Map.of("notify.accounts.main.type", "text-box"))
          .build()
          .close();
      Notifier.builder()
          .smsTemplates(templates("letter-bx", "main"))
          .configuration(Map.of("notify.accounts.main.type", "text-box"))
          .build()
          .close();
    }

    @Test
    void are_not_needed_where_templates_have_texts() {
      Notifier.builder()
          .smsTemplates(
              SmsTemplates.builder()
                  .template(
                      SmsTemplate.named("captcha")
                          .text("x")
                          .mapping("other", SmsMapping.builder().templateId("t")))
                  .build())
          .configuration(Map.of("notify.accounts.main.type", "text-box"))
          .build()
          .close();
    }

    @Test
    void are_the_own_affair_of_accounts_whose_type_is_not_known() {
      assertThat(logged(b -> b.smsTemplates(templates("my-vendor")))).hasSize(1);
    }
  }
}
