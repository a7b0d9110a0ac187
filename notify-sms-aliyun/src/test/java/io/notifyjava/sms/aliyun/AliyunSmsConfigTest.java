package io.notifyjava.sms.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.aliyuncs.auth.BasicCredentials;
import com.aliyuncs.auth.StaticCredentialsProvider;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderFactory;
import io.notifyjava.testkit.TestProviderContext;
import io.notifyjava.testkit.simulator.AliyunSmsSimulator;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AliyunSmsConfigTest {

  private static List<String> problems(ThrowingCallable build) {
    return assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(build)
        .actual()
        .problems();
  }

  private static AliyunSms.AccountBuilder valid() {
    return AliyunSms.account().accessKey("LTAI5tConfigKey", "s3cret-value");
  }

  @Test
  void accountWithoutAKey_saysSo() {
    assertThat(problems(() -> AliyunSms.account().build()))
        .containsExactly(
            "access-key-id, access-key-secret: expected both, or a credentials provider, but found"
                + " neither or one");
  }

  @Test
  void everythingWrong_isNamedAtOnceWithoutTheSecret() {
    assertThat(
            problems(
                () ->
                    AliyunSms.account()
                        .accessKey("LTAI5tConfigKey", "s3cret-value\n")
                        .maxBulk(1001)
                        .maxValueLength(501)
                        .foreignPrefix("+")
                        .baseUrl("http://plain")
                        .connectTimeout(Duration.ZERO)
                        .build()))
        .hasSize(6)
        .noneMatch(problem -> problem.contains("s3cret"))
        .contains(
            "max-bulk: expected 1 to 1000, but found 1001",
            "max-value-length: expected 0 (no check) to 500, but found 501",
            "foreign-prefix: expected nothing or 00, but found +")
        .anyMatch(problem -> problem.startsWith("access-key-secret: Secret must not begin"))
        .anyMatch(problem -> problem.startsWith("base-url: "))
        .anyMatch(problem -> problem.startsWith("connect-timeout: "));
  }

  @Test
  void keyAndCredentialsProvider_areOneTooMany() {
    assertThat(
            problems(
                () ->
                    valid()
                        .credentials(new StaticCredentialsProvider(new BasicCredentials("a", "b")))
                        .build()))
        .singleElement()
        .asString()
        .contains("expected either an access key or a credentials provider, but found both");
  }

  /** All of them and their texts are tested in notify-http. */
  @Test
  void connection_isCheckedAsEveryones() {
    assertThat(
            problems(
                () ->
                    valid()
                        .signature(AliyunSignature.V1)
                        .backupUrls(List.of("https://ok.example.com", "nonsense"))
                        .readTimeout(Duration.ZERO)
                        .maxIdleConnections(-1)
                        .build()))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("backup-urls[1]: expected a URL such as"),
            second -> assertThat(second).startsWith("read-timeout: expected 1 ms to 1 h"),
            third -> assertThat(third).startsWith("max-idle-connections: expected 0 to 100000"));
  }

  @Test
  void connection_isReadFromTheKeysOfEveryone() {
    ProviderFactory factory = new AliyunSmsProviderFactory();
    TestProviderContext context =
        TestProviderContext.builder()
            .setting("access-key-id", "k")
            .setting("access-key-secret", "s")
            .setting("base-url", "http://plain.example.com")
            .setting("max-idle-connections", "-1")
            .defaultsOf(factory)
            .build();

    assertThat(problems(() -> factory.create(context)))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("base-url: expected https, but found http for"),
            second -> assertThat(second).startsWith("max-idle-connections: expected 0 to 100000"));
  }

  @Test
  void backups_areForSignaturesThatNameNoHost() {
    List<String> backups = List.of("https://other.example.com");

    assertThat(problems(() -> valid().backupUrls(backups).build()))
        .containsExactly(
            "backup-urls: expected none, since signature v3 is for one host, but found 1; leave"
                + " them out");
    assertThat(valid().signature(AliyunSignature.V1).backupUrls(backups).build()).isNotNull();
  }

  @Test
  void hostThatIsDown_isReplacedByItsBackup() {
    try (Bench bench = new Bench();
        AliyunSmsSimulator down = AliyunSmsSimulator.start();
        Provider<SmsMessage> backed =
            bench.provider(
                account ->
                    account
                        .signature(AliyunSignature.V1)
                        .baseUrl(down.baseUrl().toString())
                        .backupUrls(List.of(bench.aliyun.baseUrl().toString())))) {
      down.refuseConnections();

      assertThat(backed.send(Texts.captcha(), bench.context(Duration.ofSeconds(10))).isAccepted())
          .isTrue();
    }
  }

  @Test
  void mappings_areCheckedWhenTheNotifierIsBuilt() {
    SmsTemplates templates =
        SmsTemplates.builder()
            .template(
                SmsTemplate.named("first")
                    .mapping("sms-aliyun", SmsMapping.builder().templateId("8ff55eac")))
            .template(
                SmsTemplate.named("second")
                    .mapping("sms-aliyun", SmsMapping.builder().signName("衣云")))
            .template(
                SmsTemplate.named("others")
                    .mapping("sms-huawei", SmsMapping.builder().templateId("x")))
            .build();

    assertThat(
            problems(
                () ->
                    valid()
                        .build()
                        .create(TestProviderContext.builder().smsTemplates(templates).build())))
        .containsExactlyInAnyOrder(
            "template 'first' for Aliyun: expected a template id such as SMS_1234567, but found"
                + " 8ff55eac",
            "template 'first' for Aliyun: expected a sign name, approved by Aliyun, but found none",
            "template 'second' for Aliyun: expected a template id such as SMS_1234567, but found"
                + " none");
  }

  @Test
  void messageOfAnUnknownTemplate_isRefusedBeforeACall() {
    try (Provider<SmsMessage> provider = provider()) {
      SmsMessage message = SmsMessage.to("+8613800138000").template("nobodys").build();

      assertThat(provider.problems(message)).singleElement().asString().contains("nobodys");
      assertThat(provider.problems(Texts.captcha())).isEmpty();
    }
  }

  @SuppressWarnings("unchecked") // it sends nothing else
  private static Provider<SmsMessage> provider() {
    return (Provider<SmsMessage>)
        valid()
            .build()
            .create(TestProviderContext.builder().smsTemplates(Texts.templates()).build());
  }

  @Test
  void publishedRate_isTheDefault() {
    try (Provider<SmsMessage> provider = provider()) {
      assertThat(provider.rateLimit()).contains(RateLimit.of(5_000, Duration.ofSeconds(1)));
    }
  }

  @Test
  void factory_isFoundAndMakesAccountsOfEverySetting() {
    ProviderFactory factory =
        ServiceLoader.load(ProviderFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(one -> one.type().equals("sms-aliyun"))
            .findFirst()
            .orElseThrow();
    TestProviderContext context =
        TestProviderContext.builder()
            .setting("access-key-id", "STS.Key")
            .setting("access-key-secret", "s3cret-value")
            .setting("security-token", "t0ken-value")
            .setting("signature", "v1")
            .setting("foreign-prefix", "00")
            .setting("max-bulk", "7")
            .defaultsOf(factory)
            .smsTemplates(Texts.templates())
            .build();
    try (Provider<?> provider = factory.create(context)) {
      assertThat(provider.toString())
          .isEqualTo("AliyunSmsProvider[AliyunSmsConfig[https://dysmsapi.aliyuncs.com]]");
      assertThat(provider.capabilities().byType().get(SmsMessage.class).maxBulk()).isEqualTo(7);
    }
  }

  @Test
  void factory_refusesASignatureThatIsNone() {
    ProviderFactory factory = new AliyunSmsProviderFactory();
    TestProviderContext context =
        TestProviderContext.builder()
            .setting("access-key-id", "k")
            .setting("access-key-secret", "s")
            .setting("signature", "v2")
            .defaultsOf(factory)
            .build();

    assertThat(problems(() -> factory.create(context)))
        .containsExactly("signature: expected v3 or v1, but found v2");
  }

  @Test
  void nothingOfAKey_isShown() {
    assertThat(new Keys("LTAI5t", "s3cret", "t0ken").toString())
        .isEqualTo("Keys[*** with a token]");
    assertThat(new Keys("LTAI5t", "s3cret", null).toString()).isEqualTo("Keys[***]");
    assertThat(valid().build().toString()).doesNotContain("s3cret").doesNotContain("LTAI5t");
  }
}
