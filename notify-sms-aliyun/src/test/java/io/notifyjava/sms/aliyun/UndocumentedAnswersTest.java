package io.notifyjava.sms.aliyun;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Answers that Aliyun does not document, to a single message, to one text for several numbers, and
 * to several texts: the class of each, and nothing of what they repeat.
 */
class UndocumentedAnswersTest {

  private static final SendContext CONTEXT =
      new SendContext("m-1", 1, Duration.ofSeconds(10), false);
  private static final SendContext FOR_TWO =
      new SendContext("m-1", List.of("m-1", "m-2"), 1, Duration.ofSeconds(10), false);

  /** Every answer repeats a number and a value, as people's proxies and vendors' errors do. */
  private static String body(String name) {
    return switch (name) {
      case "html" -> "<html>+8613900000000 13900000001 937164 Hall</html>";
      case "empty" -> "";
      case "truncated" -> "{\"Code\":\"OK\",\"Message\":\"13900000000 937164 Ha";
      case "code" -> code("Nobody.Names.This");
      case "code-of-isv" -> code("isv.NOBODY_NAMES_THIS");
      case "code-of-isp" -> code("isp.NOBODY_NAMES_THIS");
      case "list" -> "[\"13900000000\",\"937164\"]";
      case "code-of-another-shape" -> "{\"Code\":[\"OK\"],\"Message\":\"13900000000 937164\"}";
      case "no-code" -> "{\"Message\":\"13900000000 937164\",\"BizId\":\"1^0\"}";
      case "good" ->
          "{\"Code\":\"OK\",\"Message\":\"OK\",\"RequestId\":\"R-1\",\"BizId\":\"9006197469^0\"}";
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String code(String code) {
    return "{\"Code\":\"%s\",\"Message\":\"13900000000, +8613900000001: 937164, Hall 1\"}"
        .formatted(code);
  }

  @ParameterizedTest
  @CsvSource({
    "html, text/html, unknown",
    "empty, application/json, unknown",
    "truncated, application/json, unknown",
    "code, application/json, final",
    "code-of-isv, application/json, final",
    "code-of-isp, application/json, unknown",
    "list, application/json, unknown",
    "code-of-another-shape, application/json, unknown",
    "no-code, application/json, unknown",
    "good, text/html, accepted"
  })
  void answer_isOfItsClass_andShowsNobody(String name, String type, String outcome) {
    WireReply reply =
        WireReply.builder().status(200).header("Content-Type", type).body(body(name)).build();
    try (WireServer server = WireServer.builder().handler(request -> reply).start();
        Provider<SmsMessage> provider = provider(server)) {
      check(List.of(provider.send(Texts.captcha(Texts.phone(0)), CONTEXT)), outcome);
      check(provider.sendAll(Texts.same(2), FOR_TWO), outcome, outcome);
      check(provider.sendAll(Texts.different(2), FOR_TWO), outcome, outcome);
    }
  }

  @SuppressWarnings("unchecked")
  private static Provider<SmsMessage> provider(WireServer server) {
    return (Provider<SmsMessage>)
        AliyunSms.account()
            .accessKey("LTAI5tTestKey", "s3cret-of-key")
            .baseUrl(server.baseUrl().toString())
            .allowPlainHttp(true)
            .build()
            .create(TestProviderContext.builder().smsTemplates(Texts.templates()).build());
  }

  private static void check(List<SendResult> results, String... classes) {
    assertThat(results).extracting(UndocumentedAnswersTest::word).containsExactly(classes);
    assertThat(results.toString()).doesNotContain("13900000000", "13900000001");
    if (classes.length == 1) {
      assertThat(results.toString()).as("the value of the message").doesNotContain("937164");
    } else {
      assertThat(results.toString()).as("the values of the messages").doesNotContain("Hall 1");
    }
  }

  private static String word(SendResult result) {
    if (result instanceof Rejected rejected) {
      return rejected.cause().retryable() ? "may pass" : "final";
    }
    return result instanceof Unknown ? "unknown" : "accepted";
  }
}
