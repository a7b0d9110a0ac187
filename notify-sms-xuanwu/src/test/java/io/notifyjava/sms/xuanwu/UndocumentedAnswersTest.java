package io.notifyjava.sms.xuanwu;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import io.notifyjava.spi.Provider;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireServer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Answers that no source of Xuanwu's interfaces shows, to a single message, to one text for several
 * numbers, and to several texts: the class of each, and nothing of what they repeat.
 */
class UndocumentedAnswersTest {

  /** Every answer repeats a number and a code, as people's proxies and vendors' errors do. */
  private static String body(String name) {
    return switch (name) {
      case "html" -> "<html>+8613800000000 13800000001 P937164</html>";
      case "empty" -> "";
      case "truncated" -> "{\"code\":\"0\",\"msg\":\"13800000000 P937164";
      case "code" -> "{\"code\":\"-98\",\"msg\":\"13800000000: P937164\"}";
      case "number-as-code" -> "{\"code\":\"13800000000\",\"msg\":\"P937164\"}";
      case "list" -> "[0,\"13800000000\",\"P937164\"]";
      case "code-of-another-shape" -> "{\"code\":[\"0\"],\"msg\":\"13800000000 P937164\"}";
      case "good" -> "{\"code\":\"0\",\"msg\":\"ok\",\"uuid\":\"u-1\"}";
      case "cgi-code" -> "-98";
      case "cgi-number" -> "13800000000";
      case "cgi-words" -> "0 13800000000 P937164";
      case "cgi-good" -> "0";
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "html, text/html, unknown",
    "empty, application/json, unknown",
    "truncated, application/json, unknown",
    "code, application/json, unknown",
    "number-as-code, application/json, unknown",
    "list, application/json, unknown",
    "code-of-another-shape, application/json, unknown",
    "good, text/html, accepted"
  })
  void answerOfMos_isOfItsClass_andShowsNobody(String name, String type, String outcome) {
    check(XuanwuSms.mos().account(Samples.ACCOUNT).password(Samples.PASSWORD), name, type, outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "html, text/html, unknown",
    "empty, text/plain, unknown",
    "good, application/json, unknown",
    "cgi-code, text/plain, unknown",
    "cgi-number, text/plain, unknown",
    "cgi-words, text/plain, unknown",
    "cgi-good, text/html, accepted"
  })
  void answerOfCgi_isOfItsClass_andShowsNobody(String name, String type, String outcome) {
    check(XuanwuSms.cgi().account(Samples.ACCOUNT).password(Samples.PASSWORD), name, type, outcome);
  }

  private static void check(
      XuanwuAccountBuilder<?> account, String name, String type, String outcome) {
    WireReply reply =
        WireReply.builder().status(200).header("Content-Type", type).body(body(name)).build();
    try (WireServer server = WireServer.builder().handler(request -> reply).start();
        Provider<SmsMessage> provider =
            Samples.provider(
                account.baseUrl(server.baseUrl().toString()).allowPlainHttp(true).build())) {
      SmsMessage one = Samples.parcel(Samples.phone(0), "P937164");
      SmsMessage same = Samples.parcel(Samples.phone(1), "P937164");
      SmsMessage other = Samples.parcel(Samples.phone(1), "P937165");

      check(List.of(provider.send(one, Samples.sending())), outcome);
      check(provider.sendAll(List.of(one, same), Samples.sending()), outcome, outcome);
      if (provider.bulkKey(one).equals(provider.bulkKey(other))) {
        check(provider.sendAll(List.of(one, other), Samples.sending()), outcome, outcome);
      }
    }
  }

  private static void check(List<SendResult> results, String... classes) {
    assertThat(results).extracting(UndocumentedAnswersTest::word).containsExactly(classes);
    assertThat(results.toString()).doesNotContain("13800000000", "13800000001", "P93716");
  }

  private static String word(SendResult result) {
    if (result instanceof Rejected rejected) {
      return rejected.cause().retryable() ? "may pass" : "final";
    }
    return result instanceof Unknown ? "unknown" : "accepted";
  }
}
