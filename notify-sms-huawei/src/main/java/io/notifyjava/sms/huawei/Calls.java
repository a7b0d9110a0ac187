package io.notifyjava.sms.huawei;

import io.notifyjava.http.HttpAnswer;
import io.notifyjava.http.HttpCall;
import io.notifyjava.http.HttpExchange;
import io.notifyjava.http.HttpMaybeSent;
import io.notifyjava.http.HttpNotSent;
import io.notifyjava.http.HttpOutcome;
import io.notifyjava.message.Masking;
import io.notifyjava.message.PhoneNumber;
import io.notifyjava.message.Redactor;
import io.notifyjava.result.SendResult;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes single, signed calls and says what became of each number. Thread-safe. */
final class Calls implements AutoCloseable {

  /** Huawei's texts may echo numbers, with or without their country, and codes. */
  private static final Pattern DIGITS = Pattern.compile("(?<![A-Za-z0-9])\\+?[0-9]{4,}");

  /** Keys, nonces and signatures in headers; times and names of algorithms are shorter. */
  private static final Pattern SIGNATURE = Pattern.compile("[^\"=, ]{24,}");

  private final HttpExchange exchange;
  private final Signer signer;
  private final String basePath;
  private final Clock clock;
  private final Redactor redactor;
  private final Answers answers;

  /**
   * Makes the calls of one account.
   *
   * @param basePath what stands before each call's own path; may be empty
   */
  Calls(HttpExchange exchange, Signer signer, String basePath, Clock clock, Redactor redactor) {
    this.exchange = exchange;
    this.signer = signer;
    this.basePath = basePath;
    this.clock = clock;
    this.redactor = redactor;
    this.answers = new Answers(clock);
  }

  /**
   * Makes a call.
   *
   * @param values what the messages say, which no text of a failure may repeat
   * @return a result for each number, in their order
   */
  List<SendResult> call(
      Request request, List<PhoneNumber> numbers, Collection<String> values, Duration timeLimit) {
    Map<String, String> headers =
        signer.headers(basePath + request.path(), request.body(), clock.instant());
    HttpOutcome outcome = exchange.execute(signed(request, headers), timeLimit);
    if (outcome instanceof HttpNotSent notSent) {
      return Answers.same(numbers, SendResult.rejected(notSent.failure()));
    }
    if (outcome instanceof HttpMaybeSent maybeSent) {
      return Answers.same(numbers, SendResult.unknown(maybeSent.failure()));
    }
    return answers.results((HttpAnswer) outcome, numbers, text -> redacted(text, values, headers));
  }

  private static HttpCall signed(Request request, Map<String, String> headers) {
    return HttpCall.post(request.path())
        .body(request.body(), request.contentType())
        .secretHeaders(headers);
  }

  private String redacted(String text, Collection<String> values, Map<String, String> headers) {
    String shown = redactor.redact(text);
    for (String value : values) {
      // One or two characters tell nothing, and would blot out half of every text.
      shown = value.length() > 2 ? shown.replace(value, Masking.MASK) : shown;
    }
    for (String header : headers.values()) {
      Matcher signatures = SIGNATURE.matcher(header);
      while (signatures.find()) {
        shown = shown.replace(signatures.group(), Masking.MASK);
      }
    }
    return DIGITS.matcher(shown).replaceAll(Masking.MASK);
  }

  @Override
  public void close() {
    exchange.close();
  }
}
