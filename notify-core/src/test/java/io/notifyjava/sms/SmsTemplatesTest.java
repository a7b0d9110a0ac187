package io.notifyjava.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One name, three vendors. */
class SmsTemplatesTest {

  private static final String ALIYUN = "sms-aliyun";
  private static final String HUAWEI = "sms-huawei";
  private static final String XUANWU = "sms-xuanwu";

  private final SmsTemplates templates =
      SmsTemplates.builder()
          .template(
              SmsTemplate.named("captcha")
                  .text("您的验证码是${code}，${minutes}分钟内有效。")
                  .variable(SmsVariable.of("code").withPattern("[0-9]{4,6}"))
                  .variable(SmsVariable.of("minutes").withDefault("5"))
                  .mapping(
                      ALIYUN,
                      SmsMapping.builder()
                          .templateId("SMS_154950909")
                          .signName("【示例】")
                          .parameter("code", "yzm")
                          .parameter("minutes", "fen"))
                  .mapping(
                      HUAWEI,
                      SmsMapping.builder()
                          .templateId("8ff55eac")
                          .order("minutes", "code")
                          .setting("from", "8824110605")))
          .template(
              SmsTemplate.named("plain").mapping(ALIYUN, SmsMapping.builder().templateId("SMS_1")))
          .build();

  private static SmsMessage.Builder captcha() {
    return SmsMessage.to("13800138000").template("captcha").with("code", "1234");
  }

  @Test
  void a_vendor_of_named_values_gets_them_by_its_own_names() {
    SmsContent content = templates.content(captcha().build(), "main", ALIYUN);

    assertThat(content.mapping().templateId()).contains("SMS_154950909");
    assertThat(content.mapping().signName()).contains("示例");
    assertThat(content.values()).containsExactly(Map.entry("yzm", "1234"), Map.entry("fen", "5"));
  }

  @Test
  void a_vendor_of_positions_gets_them_in_its_own_order() {
    SmsContent content = templates.content(captcha().with("minutes", "10").build(), "main", HUAWEI);

    assertThat(content.positional()).containsExactly("10", "1234");
    assertThat(content.mapping().setting("from")).contains("8824110605");
  }

  @Test
  void a_vendor_of_text_gets_it_filled() {
    assertThat(templates.text(captcha().build())).isEqualTo("您的验证码是1234，5分钟内有效。");
    assertThat(templates.text(captcha().with("minutes", "${code}").build()))
        .isEqualTo("您的验证码是1234，${code}分钟内有效。");
  }

  @Test
  void equal_contents_are_equal_whatever_the_order_of_the_calls() {
    SmsMessage one = captcha().with("minutes", "3").build();
    SmsMessage other =
        SmsMessage.to("13800138001")
            .template("captcha")
            .with("minutes", "3")
            .with("code", "1234")
            .build();

    assertThat(templates.content(one, "main", ALIYUN))
        .isEqualTo(templates.content(other, "main", ALIYUN))
        .hasSameHashCodeAs(templates.content(other, "main", ALIYUN))
        .isNotEqualTo(templates.content(captcha().build(), "main", ALIYUN));
  }

  @Test
  void contents_show_no_value() {
    assertThat(templates.content(captcha().build(), "main", ALIYUN).toString())
        .contains("yzm", "fen")
        .doesNotContain("1234");
  }

  @Test
  void a_message_that_keeps_every_rule_has_no_problems() {
    assertThat(templates.problems(captcha().build(), "main", ALIYUN)).isEmpty();
    assertThat(templates.textProblems(captcha().build())).isEmpty();
  }

  @Test
  void an_unknown_template_is_refused_with_the_nearest_name() {
    SmsMessage message = captcha().template("capcha").build();
    String problem =
        "Template 'capcha' is unknown. Closest known: 'captcha'. Correct the name in SmsMessage, or add the template to the SmsTemplates";

    assertThat(templates.problems(message, "main", ALIYUN)).containsExactly(problem);
    assertThat(templates.textProblems(message)).containsExactly(problem);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> templates.content(message, "main", ALIYUN))
        .withMessage(problem);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> templates.text(message))
        .withMessage(problem);
  }

  @Test
  void without_any_template_the_remedy_is_to_give_some() {
    assertThat(SmsTemplates.none().problems(captcha().build(), "main", ALIYUN))
        .containsExactly(
            "Template 'captcha' is unknown, for the notifier has no templates of short messages; give it some with NotifierBuilder.smsTemplates or notify.sms.templates");
  }

  @Test
  void a_missing_mapping_is_refused_beside_what_else_is_wrong() {
    SmsMessage message = captcha().with("code", "12").build();

    assertThat(templates.problems(message, "backup", XUANWU))
        .containsExactly(
            "Template 'captcha' has no mapping for account 'backup' or provider type 'sms-xuanwu', only for [sms-aliyun, sms-huawei]; add captcha.sms-xuanwu.template-id or SmsTemplate.mapping(\"sms-xuanwu\", ...)",
            "Template 'captcha', variable 'code': must match [0-9]{4,6}, but does not; correct the value");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> templates.content(message, "backup", XUANWU))
        .withMessageStartingWith("Template 'captcha' has no mapping for account 'backup'");
  }

  @Test
  void a_missing_text_is_refused() {
    SmsMessage message = SmsMessage.to("13800138000").template("plain").build();
    String problem =
        "Template 'plain' has no text, which this vendor needs; add plain.text or SmsTemplate.text(...)";

    assertThat(templates.textProblems(message)).containsExactly(problem);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> templates.text(message))
        .withMessage(problem);
  }

  @Test
  void a_provider_sees_the_mappings_that_are_for_it() {
    assertThat(templates.mappings("main", ALIYUN)).containsOnlyKeys("captcha", "plain");
    assertThat(templates.mappings("main", HUAWEI)).containsOnlyKeys("captcha");
    assertThat(templates.mappings("main", XUANWU)).isEmpty();
    assertThat(templates.names()).containsExactly("captcha", "plain");
    assertThat(templates).hasToString("SmsTemplates[captcha, plain]");
  }

  @Test
  void the_problems_of_all_templates_are_told_at_once() {
    SmsTemplates.Builder builder =
        SmsTemplates.builder()
            .template(SmsTemplate.named("a"))
            .template(SmsTemplate.named("b").text("${"))
            .template(SmsTemplate.named("c").text("c").build())
            .template(SmsTemplate.named("c").text("other"));

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(builder::build)
        .satisfies(
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        first -> assertThat(first).startsWith("Template 'a': has neither"),
                        second -> assertThat(second).startsWith("Template 'b', line 1"),
                        third ->
                            assertThat(third)
                                .isEqualTo("Template 'c' is there twice; take one of them out")));
  }
}
