package io.notifyjava.sms.huawei;

import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.Secret;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.SendResult;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.RequestPreview;
import io.notifyjava.spi.SendContext;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.TestProviderContext;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import io.notifyjava.testkit.wire.WireServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes out with a call, and what of Huawei's words may come back from it. */
class CallsTest {

  private static final SmsTemplates TEMPLATES =
      SmsTemplates.builder()
          .template(template("captcha", "t1", "8824110605", null))
          .template(template("login", "t2", "8824110605", null))
          .template(template("abroad", "t1", "8824110606", null))
          .template(template("signed", "t1", "8824110605", "华为云"))
          .build();

  private static final Instant TIME = Instant.parse("2024-01-02T03:04:05Z");
  private static final SendContext CONTEXT =
      new SendContext("m-1", 1, Duration.ofSeconds(10), false);
  private static final String APP_KEY = "c8RWg3ggEcyd4D3p94bf3Y7x1Ile";

  private final AtomicReference<WireRequest> last = new AtomicReference<>();
  private volatile String description = "";
  private final WireServer server =
      WireServer.builder()
          .handler(
              request -> {
                last.set(request);
                return WireReply.json(
                    "{\"code\":\"E000503\",\"description\":\"%s\"}"
                        .formatted(echoed(request).replace("\"", "'")));
              })
          .start();

  private static SmsTemplate.Builder template(
      String name, String id, String from, @Nullable String sign) {
    SmsMapping.Builder mapping = SmsMapping.builder().templateId(id).setting("from", from);
    return SmsTemplate.named(name)
        .variable("code")
        .mapping("sms-huawei", sign == null ? mapping : mapping.signName(sign));
  }

  private String echoed(WireRequest request) {
    return description
        .replace("${Authorization}", request.header("Authorization").orElse(""))
        .replace("${X-WSSE}", request.header("X-WSSE").orElse(""));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private HuaweiSms.AccountBuilder account(Authentication authentication) {
    return HuaweiSms.account()
        .appKey(APP_KEY)
        .appSecret("s3cret-of-app")
        .authentication(authentication)
        .baseUrl(server.baseUrl().toString())
        .allowPlainHttp(true);
  }

  @SuppressWarnings("unchecked")
  private static Provider<SmsMessage> provider(HuaweiSms.AccountBuilder account) {
    return (Provider<SmsMessage>)
        account
            .build()
            .create(
                TestProviderContext.builder()
                    .smsTemplates(TEMPLATES)
                    .clock(ManualClock.at(TIME))
                    .build());
  }

  private static SmsMessage message(String template, String code) {
    return SmsMessage.to("+8613800138000").template(template).with("code", code).build();
  }

  private SendResult send(Authentication authentication, SmsMessage message) {
    try (Provider<SmsMessage> provider = provider(account(authentication))) {
      return provider.send(message, CONTEXT);
    }
  }

  private String sentHeader(String name) {
    return Objects.requireNonNull(last.get()).header(name).orElseThrow();
  }

  /** 64 hexadecimal digits in Base64, or 32 bytes. */
  @ParameterizedTest
  @CsvSource({"WSSE_HEX, 88", "WSSE_RAW, 44"})
  void eachFormOfTheDigest_isTheOneThatItsNameSays(Authentication authentication, int length) {
    send(authentication, message("captcha", "1"));
    Matcher digest = Pattern.compile("PasswordDigest=\"([^\"]*)\"").matcher(sentHeader("X-WSSE"));

    assertThat(digest.find()).isTrue();
    assertThat(digest.group(1)).hasSize(length);
    assertThat(sentHeader("X-WSSE")).contains("Created=\"2024-01-02T03:04:05Z\"");
  }

  @Test
  void pathOfTheBaseUrl_isSignedToo() {
    try (Provider<SmsMessage> provider =
        provider(account(Authentication.AK_SK).baseUrl(server.baseUrl() + "/gate/way/"))) {
      provider.send(message("captcha", "1"), CONTEXT);
    }
    WireRequest sent = Objects.requireNonNull(last.get());
    Map<String, String> expected =
        new AkSkSigner(
                APP_KEY, Secret.of("s3cret-of-app"), "127.0.0.1:" + server.baseUrl().getPort())
            .headers("/gate/way/sms/batchSendSms/v1", sent.body(), ManualClock.at(TIME).instant());

    assertThat(sent.path()).isEqualTo("/gate/way/sms/batchSendSms/v1");
    assertThat(sentHeader("Authorization")).isEqualTo(expected.get("Authorization"));
  }

  @Test
  void valuesThatHuaweiRepeats_areTakenOut_butNotSingleLetters() {
    description = "value wOrd9 of variable e is bad";

    assertThat(send(Authentication.AK_SK, message("captcha", "wOrd9")))
        .isRejected()
        .textContains("value *** of variable e is bad");
    assertThat(send(Authentication.AK_SK, message("captcha", "e")))
        .isRejected()
        .textContains("variable e is bad");
  }

  @ParameterizedTest
  @EnumSource(Authentication.class)
  void signaturesThatHuaweiRepeats_areTakenOut(Authentication authentication) {
    description = "refused: ${Authorization} ${X-WSSE}";
    SendResult result = send(authentication, message("captcha", "1"));
    String sent =
        sentHeader("Authorization")
            + Objects.requireNonNull(last.get()).header("X-WSSE").orElse("");

    assertThat(result).isRejected().textContains("refused: ");
    String shown = result.failure().orElseThrow().text();
    assertThat(Pattern.compile("[^\"=, ]{24,}").matcher(sent).results().map(MatchResult::group))
        .isNotEmpty()
        .allSatisfy(secret -> assertThat(shown).doesNotContain(secret));
    assertThat(sent).containsPattern("[A-Za-z0-9]{32}");
  }

  @ParameterizedTest
  @CsvSource({"AK_SK, X-Sdk-Date", "WSSE_HEX, X-WSSE", "WSSE_RAW, X-WSSE"})
  void preview_namesTheHeadersAndMasksThem(Authentication authentication, String header) {
    try (Provider<SmsMessage> provider = provider(account(authentication))) {
      RequestPreview preview = provider.preview(message("captcha", "1"));

      assertThat(preview.headers())
          .isEqualTo(
              Map.of(
                  "Content-Type",
                  "application/x-www-form-urlencoded",
                  "Authorization",
                  "***",
                  header,
                  "***"));
      assertThat(preview.toString()).doesNotContain("s3cret-of-app");
    }
  }

  /** A call has one channel, one template of the form, one sign and one mark. */
  @Test
  void messagesShareACall_onlyIfTemplateChannelSignAndMarkAreTheSame() {
    try (Provider<SmsMessage> provider =
        provider(account(Authentication.AK_SK).extend(Extend.CORRELATION_ID))) {
      SmsMessage one = message("captcha", "1");
      SmsMessage marked = one.toBuilder().correlationId("a").build();

      assertThat(provider.bulkKey(message("captcha", "2").toBuilder().build()))
          .isPresent()
          .isEqualTo(provider.bulkKey(one));
      assertThat(provider.bulkKey(message("login", "1")))
          .as("template")
          .isNotEqualTo(provider.bulkKey(one));
      assertThat(provider.bulkKey(message("abroad", "1")))
          .as("channel")
          .isNotEqualTo(provider.bulkKey(one));
      assertThat(provider.bulkKey(message("signed", "1")))
          .as("sign")
          .isNotEqualTo(provider.bulkKey(one));
      assertThat(provider.bulkKey(marked)).as("mark").isNotEqualTo(provider.bulkKey(one));
      assertThat(provider.bulkKey(marked.toBuilder().correlationId("b").build()))
          .as("other mark")
          .isNotEqualTo(provider.bulkKey(marked));
    }
  }

  @Test
  void correlationId_isNobodysBusiness_unlessItIsTheMark() {
    try (Provider<SmsMessage> provider = provider(account(Authentication.AK_SK))) {
      SmsMessage one = message("captcha", "1");
      SmsMessage marked = one.toBuilder().correlationId("{order}").build();

      assertThat(provider.problems(marked)).isEmpty();
      assertThat(provider.bulkKey(marked)).isEqualTo(provider.bulkKey(one));
      provider.send(marked, CONTEXT);
      assertThat(new String(Objects.requireNonNull(last.get()).body(), US_ASCII))
          .doesNotContain("extend");
    }
  }

  @ParameterizedTest
  @CsvSource({"'{order'", "'order}'"})
  void eachBraceInAMark_isRefused(String mark) {
    try (Provider<SmsMessage> provider =
        provider(account(Authentication.AK_SK).extend(Extend.CORRELATION_ID))) {
      assertThat(provider.problems(message("captcha", "1").toBuilder().correlationId(mark).build()))
          .singleElement()
          .asString()
          .contains("must hold neither { nor }");
    }
  }
}
