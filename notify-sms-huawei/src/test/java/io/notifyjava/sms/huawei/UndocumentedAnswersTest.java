package io.notifyjava.sms.huawei;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.SendContext;
import io.notifyjava.testkit.TestProviderContext;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Answers that Huawei does not document, to a single message, to one text for several numbers, and
 * to several texts: the class of each, and nothing of what they repeat.
 */
class UndocumentedAnswersTest {

  private static final String ADA = HuaweiFixture.NUMBERS.get(0);
  private static final String BOB = HuaweiFixture.NUMBERS.get(1);
  private static final String ID = "2ea20735-f856-4376-afbf-570bd70a46ee_1";
  private static final SendContext CONTEXT =
      new SendContext("m-1", 1, Duration.ofSeconds(10), false);

  private final AtomicInteger calls = new AtomicInteger();

  /** Every answer repeats a number and a code, as people's proxies and vendors' errors do. */
  private static String body(String name) {
    return switch (name) {
      case "html" -> "<html>+8613800138000 13800138000 937164</html>";
      case "empty" -> "";
      case "truncated" ->
          "{\"code\":\"000000\",\"result\":[{\"originTo\":\"+8613800138000\",\"smsMs";
      case "code" -> "{\"code\":\"E999999\",\"description\":\"+8613800138000 got 937164\"}";
      case "number-as-code" -> "{\"code\":\"13800138000\",\"description\":\"937164\"}";
      case "list" -> "[\"+8613800138000\",\"937164\"]";
      case "code-of-another-shape" -> "{\"code\":{\"13800138000\":\"937164\"}}";
      case "result-of-another-shape" ->
          "{\"code\":\"000000\",\"result\":{\"+8613800138000\":\"937164\"}}";
      case "no-items" -> "{\"code\":\"000000\",\"result\":[],\"description\":\"937164\"}";
      case "one-item" -> "{\"code\":\"000000\",\"result\":[" + taken(ADA) + "]}";
      case "good" -> "{\"code\":\"000000\",\"result\":[" + taken(ADA) + "," + taken(BOB) + "]}";
      case "one-more" ->
          "{\"code\":\"000000\",\"result\":[%s,%s,%s]}"
              .formatted(taken("+8613999999999"), taken(ADA), taken(BOB));
      case "others-only" -> "{\"code\":\"000000\",\"result\":[" + taken("+8613999999999") + "]}";
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String taken(String number) {
    return HuaweiFixture.item(number, "000000", ID);
  }

  @ParameterizedTest
  @CsvSource({
    "html, text/html, unknown, unknown",
    "empty, application/json, unknown, unknown",
    "truncated, application/json, unknown, unknown",
    "code, application/json, final, final",
    "number-as-code, application/json, unknown, unknown",
    "list, application/json, unknown, unknown",
    "code-of-another-shape, application/json, unknown, unknown",
    "result-of-another-shape, application/json, unknown, unknown",
    "no-items, application/json, unknown, unknown",
    "one-item, application/json, accepted, unknown",
    "good, text/html, accepted, accepted",
    "one-more, application/json, accepted, accepted",
    "others-only, application/json, unknown, unknown"
  })
  void answer_isOfItsClass_andShowsNobody(String name, String type, String ada, String bob) {
    WireReply reply =
        WireReply.builder().status(200).header("Content-Type", type).body(body(name)).build();
    try (WireServer server =
            WireServer.builder()
                .handler(
                    request -> {
                      calls.incrementAndGet();
                      return reply;
                    })
                .start();
        Provider<SmsMessage> provider = provider(server)) {
      SmsMessage toAda = HuaweiFixture.message(ADA, "937164");

      check(List.of(provider.send(toAda, CONTEXT)), ada);
      check(
          provider.sendAll(List.of(toAda, HuaweiFixture.message(BOB, "937164")), CONTEXT),
          ada,
          bob);
      check(
          provider.sendAll(List.of(toAda, HuaweiFixture.message(BOB, "937165")), CONTEXT),
          ada,
          bob);
    }
    assertThat(calls).as("nobody is written to twice").hasValue(3);
  }

  @SuppressWarnings("unchecked")
  private static Provider<SmsMessage> provider(WireServer server) {
    return (Provider<SmsMessage>)
        HuaweiSms.account()
            .appKey("c8RWg3ggEcyd4D3p94bf3Y7x1Ile")
            .appSecret("s3cret-of-app")
            .baseUrl(server.baseUrl().toString())
            .allowPlainHttp(true)
            .build()
            .create(TestProviderContext.builder().smsTemplates(HuaweiFixture.TEMPLATES).build());
  }

  private static void check(List<SendResult> results, String... classes) {
    assertThat(results).extracting(UndocumentedAnswersTest::word).containsExactly(classes);
    assertThat(results.toString())
        .doesNotContain("13800138000", "13900139000", "13999999999", "937164", "937165");
  }

  private static String word(SendResult result) {
    if (result instanceof Rejected rejected) {
      return rejected.cause().retryable() ? "may pass" : "final";
    }
    return result instanceof Unknown ? "unknown" : "accepted";
  }
}
