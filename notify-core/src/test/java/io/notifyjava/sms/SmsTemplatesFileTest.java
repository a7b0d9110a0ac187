package io.notifyjava.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.notifyjava.result.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmsTemplatesFileTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("sms.properties");
  }

  private SmsTemplates load(String... lines) throws IOException {
    Files.writeString(file, String.join("\n", lines));
    return SmsTemplates.load(file);
  }

  private List<String> problems(String... lines) {
    return catchThrowableOfType(ConfigurationException.class, () -> load(lines)).problems();
  }

  private List<String> problemsOf(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    return catchThrowableOfType(ConfigurationException.class, () -> SmsTemplates.load(file))
        .problems();
  }

  @Test
  void says_the_same_as_the_builders() throws IOException {
    SmsTemplates templates =
        load(
            "# of the shop",
            "captcha.text=您的验证码是${code}，${minutes}分钟内有效。",
            "captcha.variables = code, minutes, shop",
            "captcha.variables.code.pattern=[0-9]{4,6}",
            "captcha.variables.code.max-length=6",
            "captcha.variables.minutes.default=5",
            "captcha.variables.shop.required=false",
            "captcha.variables.shop.forbidden=<>",
            "captcha.sms-aliyun.template-id=SMS_154950909",
            "captcha.sms-aliyun.sign-name=【示例】",
            "captcha.sms-aliyun.order=code:yzm, minutes",
            "captcha.huawei-main.template-id=8ff55eac",
            "captcha.huawei-main.order=minutes, code",
            "captcha.huawei-main.from=8824110605",
            "plain.sms-aliyun.template-id=SMS_1");

    SmsTemplate captcha = templates.find("captcha").orElseThrow();
    assertThat(captcha.text()).contains("您的验证码是${code}，${minutes}分钟内有效。");
    assertThat(captcha.variables())
        .containsExactly(
            SmsVariable.of("code").withPattern("[0-9]{4,6}").withMaxLength(6),
            SmsVariable.of("minutes").withDefault("5"),
            SmsVariable.of("shop").withForbidden("<>").optional());
    assertThat(captcha.mapping("main", "sms-aliyun"))
        .contains(
            SmsMapping.builder()
                .templateId("SMS_154950909")
                .signName("示例")
                .parameter("code", "yzm")
                .parameter("minutes", "minutes")
                .build());
    assertThat(captcha.mapping("huawei-main", "sms-huawei"))
        .contains(
            SmsMapping.builder()
                .templateId("8ff55eac")
                .order("minutes", "code")
                .setting("from", "8824110605")
                .build());
    assertThat(templates.names()).containsExactly("captcha", "plain");
  }

  @Test
  void properties_say_the_same_as_a_file() {
    Properties properties = new Properties();
    properties.setProperty("a.text", "${b}");
    properties.setProperty("a.sms-aliyun.template-id", "SMS_1");

    SmsTemplate template = SmsTemplates.of(properties).find("a").orElseThrow();

    assertThat(template.variables()).containsExactly(SmsVariable.of("b"));
    assertThat(template.mappings()).containsOnlyKeys("sms-aliyun");
  }

  @Test
  void a_byte_order_mark_is_not_part_of_the_first_key() throws IOException {
    assertThat(load("\uFEFFa.text=b").names()).containsExactly("a");
  }

  @Test
  void every_problem_is_told_at_once_with_file_and_key() {
    assertThat(
            problems(
                "captcha.txt=x",
                "a..b=x",
                "1st.text=x",
                "a.text=",
                "a.variables=code,,minutes",
                "b.text=b",
                "b.variables=code, to o",
                "b.variables.code.max-length=six",
                "b.variables.code.maxlength=6",
                "b.variables.code.required=yes",
                "b.variables.cdoe.pattern=[0-9]",
                "b.sms-aliyun.template-id=",
                "b.sms-aliyun.order=code, code",
                "b.sms-aliyun.templateId=1",
                "b.Sms.template-id=1"))
        .containsExactly(
            "sms.properties: captcha.txt: must be <template>.text, <template>.variables, <template>.variables.<name>.<rule> or <template>.<account or type>.<setting>",
            "sms.properties: a..b: must be <template>.text, <template>.variables, <template>.variables.<name>.<rule> or <template>.<account or type>.<setting>",
            "sms.properties: 1st: Template name must be 1 to 64 characters: letters, digits, _ and -, beginning with a letter; but was: 1st",
            "sms.properties: a.text: text must not be blank",
            "sms.properties: a.variables: must be names separated by commas with none empty, but was: code,,minutes",
            "sms.properties: b.variables.code.max-length: must be a whole number, but was: six",
            "sms.properties: b.variables.code.maxlength: is not a rule of a variable. Closest known: 'max-length'.",
            "sms.properties: b.variables.code.required: must be true or false, but was: yes",
            "sms.properties: b.variables: Variable name must be 1 to 64 characters: letters, digits, _ and -, beginning with a letter or _; but was: to o",
            "sms.properties: b.variables.cdoe: has rules but is not in b.variables; add it there",
            "sms.properties: b.sms-aliyun.template-id: templateId must not be blank",
            "sms.properties: b.sms-aliyun.order: must hold no name twice, but was: code, code",
            "sms.properties: b.sms-aliyun.templateId: Setting name must be 1 to 64 characters: lower-case words joined by hyphens; but was: templateId",
            "sms.properties: b.Sms: Account name or provider type must be 1 to 64 characters: lower-case letters, digits and hyphens; but was: Sms");
  }

  @Test
  void what_the_templates_themselves_refuse_is_told_too() {
    assertThat(problems("a.variables=b", "c.text=${", "d.text=${x}", "d.variables=y"))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("sms.properties: Template 'a': has neither"),
            second -> assertThat(second).startsWith("sms.properties: Template 'c', line 1"),
            third ->
                assertThat(third)
                    .startsWith(
                        "sms.properties: Template 'd': the text names ${x}, which is none"));
  }

  @Test
  void a_key_that_is_there_twice_is_refused() {
    assertThat(problems("a.text=one", "a.text=two"))
        .containsExactly("sms.properties: a.text: is there twice; take one of them out");
  }

  @Test
  void a_file_that_is_not_utf8_is_refused() throws IOException {
    assertThat(problemsOf("a.text=验证码".getBytes(java.nio.charset.Charset.forName("GBK"))))
        .containsExactly("sms.properties: must be a file in UTF-8, but is not; save it as UTF-8");
  }

  @Test
  void a_broken_escape_is_refused() {
    assertThat(problems("a.text=\\u12zz"))
        .singleElement()
        .asString()
        .startsWith("sms.properties: ");
  }

  @Test
  void a_file_that_is_not_there_or_too_large_is_refused() throws IOException {
    assertThat(
            catchThrowableOfType(
                    ConfigurationException.class,
                    () -> SmsTemplates.load(folder.resolve("absent.properties")))
                .problems())
        .containsExactly(
            "absent.properties: must be a properties file, but cannot be read (NoSuchFileException); correct the path or its permissions");
    assertThat(problemsOf("#".repeat((1 << 20) + 1).getBytes(StandardCharsets.UTF_8)))
        .containsExactly("sms.properties: must have at most 1 MiB, but has more; split it");
  }
}
