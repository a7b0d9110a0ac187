package io.notifyjava.sms.xuanwu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.result.ConfigurationException;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.Provider;
import io.notifyjava.testkit.TestProviderContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What settings are refused, and with which words. */
class ConfigTest {

  private static XuanwuSms.MosBuilder mos() {
    return XuanwuSms.mos()
        .account(Samples.ACCOUNT)
        .password(Samples.PASSWORD)
        .baseUrl("https://mos.wxchina.com:9100");
  }

  private static XuanwuSms.CgiBuilder cgi() {
    return XuanwuSms.cgi()
        .account(Samples.ACCOUNT)
        .password(Samples.PASSWORD)
        .baseUrl("http://211.147.239.62:9050");
  }

  private static List<String> problems(XuanwuAccountBuilder<?> builder) {
    try {
      builder.build();
    } catch (ConfigurationException e) {
      return e.problems();
    }
    return List.of();
  }

  @Test
  void everythingThatIsMissing_isToldAtOnce() {
    assertThat(problems(XuanwuSms.cgi().maxNumbers(0).maxTextLength(1_001).signName(" ")))
        .containsExactly(
            "account: expected the account's name, but found none",
            "password: expected the account's password, but found none",
            "base-url: expected the address that the provider names, such as"
                + " https://api.example.com, but found none",
            "sign-name: signName must not be blank",
            "max-numbers: expected 1 to 10000, but found 0",
            "max-text-length: expected 1 to 1000, but found 1001");
  }

  @Test
  void plainHttp_isRefusedUntilTheCallerSaysTheWord() {
    String problem =
        "base-url: expected https, but found http for 211.147.239.62; use https, or accept with"
            + " allow-plain-http that everybody on the way can read what is sent";

    assertThat(problems(cgi())).containsExactly(problem);
    assertThat(problems(mos().baseUrl("http://211.147.239.62:9050"))).containsExactly(problem);
    assertThat(problems(cgi().allowPlainHttp(true))).isEmpty();
    assertThat(problems(mos())).isEmpty();
  }

  /** All of them and their texts are tested in notify-http. */
  @Test
  void connection_isCheckedAsEveryones() {
    assertThat(
            problems(
                mos()
                    .backupUrls(List.of("https://ok.example.com", "nonsense"))
                    .readTimeout(Duration.ZERO)
                    .maxIdleConnections(-1)))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("backup-urls[1]: expected a URL such as"),
            second -> assertThat(second).startsWith("read-timeout: expected 1 ms to 1 h"),
            third -> assertThat(third).startsWith("max-idle-connections: expected 0 to 100000"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b", "a b", "a\nb"})
  void accountThatCannotBeOne_isRefused(String account) {
    assertThat(problems(mos().account(account)))
        .containsExactly(
            "account: expected 1 to 128 characters without blanks and colons, but found something"
                + " else; the part before the enterprise and the part behind it are joined by @");
  }

  @Test
  void passwordWithANewline_isRefusedAndNotRepeated() {
    assertThat(problems(mos().password("hunter2\n")))
        .containsExactly(
            "password: Secret must not begin or end with white space; was it copied with a"
                + " newline?");
  }

  @Test
  void settingsOfMos_areChecked() {
    assertThat(problems(mos().bizType("retail").extendCodeField("to")))
        .containsExactly(
            "biz-type: expected a number such as 100, but found something else",
            "extend-code-field: expected the name of a field such as customNum, but found something"
                + " else");
  }

  @Test
  void templatesOfTheAccount_areCheckedWhenTheNotifierIsBuilt() {
    SmsTemplates templates =
        SmsTemplates.builder()
            .template(
                SmsTemplate.named("textless")
                    .mapping(XuanwuSms.TYPE, SmsMapping.builder().signName("店")))
            .template(
                SmsTemplate.named("emoji")
                    .text("Hi 😀 there")
                    .mapping("test", SmsMapping.builder().setting("biz-type", "7")))
            .template(
                SmsTemplate.named("others")
                    .mapping("sms-aliyun", SmsMapping.builder().templateId("SMS_1")))
            .build();

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                cgi()
                    .allowPlainHttp(true)
                    .signPlacement(SignPlacement.PREFIX)
                    .build()
                    .create(Samples.context(templates)))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "template textless: it has no text, and Xuanwu takes finished texts only;"
                            + " give it one",
                        "template emoji: its text holds a character that GBK lacks, at position 4"
                            + " counted from 1; leave it out, or set encode to utf-8",
                        "template emoji: it has no sign name, but sign-placement is PREFIX; give"
                            + " its mapping for this account one, or set sign-name",
                        "template emoji: setting biz-type means nothing to cgi-bin"));
  }

  @Test
  void mappingsForMos_knowBusinessTypesAndNothingElse() {
    SmsTemplates templates =
        SmsTemplates.builder()
            .template(
                SmsTemplate.named("one")
                    .text("Hi")
                    .mapping(
                        XuanwuSms.TYPE,
                        SmsMapping.builder().setting("biz-type", "x").setting("from", "1")))
            .build();

    assertThatThrownBy(() -> mos().build().create(Samples.context(templates)))
        .hasMessageContaining("template one: biz-type: expected a number such as 100")
        .hasMessageContaining(
            "template one: setting from means nothing to MOS REST; it knows biz-type");
  }

  @Test
  void nothingShowsCredentials() {
    var setup = cgi().allowPlainHttp(true).build();
    try (Provider<?> provider = setup.create(Samples.context())) {
      assertThat(setup).hasToString("CgiConfig[http://211.147.239.62:9050]");
      assertThat(provider).hasToString("XuanwuProvider[" + setup + "]");
    }
    assertThat(mos().build()).hasToString("MosConfig[https://mos.wxchina.com:9100]");
    assertThat(new Credentials("a", io.notifyjava.message.Secret.of("p")))
        .hasToString("Credentials[***]");
  }

  private static Map<String, String> settings(String wire) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("interface", wire);
    settings.put("account", Samples.ACCOUNT);
    settings.put("password", Samples.PASSWORD);
    settings.put("base-url", "https://127.0.0.1:1");
    return settings;
  }

  private static Provider<?> create(Map<String, String> settings) {
    TestProviderContext.Builder context = TestProviderContext.builder();
    settings.forEach(context::setting);
    return new XuanwuSmsProviderFactory().create(context.build());
  }

  @Test
  void configuration_makesBothInterfaces() {
    Map<String, String> mos = settings("mos");
    mos.put("batch-name", "n1");
    mos.put("biz-type", "100");
    mos.put("extend-code-field", "customNum");
    Map<String, String> cgi = settings("cgi");
    cgi.put("password-form", "plain");
    cgi.put("encode", "utf-8");
    cgi.put("method", "post");
    cgi.put("message-type", "by-length");
    cgi.put("number-separator", "comma");
    cgi.put("sign-placement", "suffix");
    cgi.put("sign-name", "店");

    try (Provider<?> one = create(mos);
        Provider<?> other = create(cgi)) {
      assertThat(one).hasToString("XuanwuProvider[MosConfig[https://127.0.0.1:1]]");
      assertThat(other).hasToString("XuanwuProvider[CgiConfig[https://127.0.0.1:1]]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mos", "cgi"})
  void connection_isReadFromTheKeysOfEveryone(String wire) {
    Map<String, String> settings = settings(wire);
    settings.put("base-url", "http://plain.example.com");
    settings.put("backup-urls", "https://ok.example.com,nonsense");
    settings.put("max-idle-connections", "-1");

    assertThatThrownBy(() -> create(settings))
        .hasMessageContaining("base-url: expected https, but found http for plain.example.com")
        .hasMessageContaining("backup-urls[1]: expected a URL such as")
        .hasMessageContaining("max-idle-connections: expected 0 to 100000, but found -1");
  }

  @Test
  void configurationOfTheOtherInterface_isRefused() {
    Map<String, String> settings = settings("mos");
    settings.put("encode", "gbk");
    settings.put("sign-placement", "left");
    settings.put("batch-name", "x".repeat(65));

    assertThatThrownBy(() -> create(settings))
        .hasMessageContaining("encode: means nothing to the interface mos; leave it out")
        .hasMessageContaining(
            "sign-placement: expected one of none, prefix, suffix, but found left")
        .hasMessageContaining("batch-name: batchName must have at most 64 characters, but had 65");
    assertThatThrownBy(() -> create(settings("soap")))
        .hasMessageContaining("interface: expected mos or cgi, but found soap");
  }
}
