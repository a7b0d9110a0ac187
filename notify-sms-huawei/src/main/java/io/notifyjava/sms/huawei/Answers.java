package io.notifyjava.sms.huawei;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.http.HttpAnswer;
import io.notifyjava.http.HttpStatus;
import io.notifyjava.http.Json;
import io.notifyjava.message.PhoneNumber;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says what an answer means for each number of its call.
 *
 * <p>The body is read whatever the HTTP status is, because Huawei pairs its codes with several. The
 * code at the top is not enough: with E000510, and in principle with any other, each number has a
 * status of its own, and one that was taken stays taken.
 */
final class Answers {

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7E]{1,256}");

  /** A word, but no number of somebody's. */
  private static final Pattern CODE = Pattern.compile("(?!.*[0-9]{7})[A-Za-z0-9._:-]{1,32}");

  private final Clock clock;

  Answers(Clock clock) {
    this.clock = clock;
  }

  /**
   * Reads an answer.
   *
   * @param redaction takes what is secret or personal out of Huawei's words
   * @return a result for each number, in their order
   */
  List<SendResult> results(
      HttpAnswer answer, List<PhoneNumber> numbers, UnaryOperator<String> redaction) {
    Optional<JsonNode> body = Json.parseObject(answer.body());
    String code = body.flatMap(object -> Json.textAt(object, "code")).orElse("");
    int family = answer.status() / 100;
    boolean spoken = CODE.matcher(code).matches() && (family == 2 || family >= 4);
    if (!spoken) {
      return same(
          numbers,
          answer.isSuccess()
              ? SendResult.unknown(garbage(body.isPresent()))
              : HttpStatus.unsuccessful(answer, clock));
    }
    JsonNode object = body.orElseThrow();
    Map<String, SendResult> told = told(object.path("result"));
    @Nullable SendResult rest = null;
    List<SendResult> results = new ArrayList<>(numbers.size());
    for (PhoneNumber number : numbers) {
      @Nullable SendResult result = told.get(number.e164());
      if (result == null) {
        rest = rest == null ? rest(answer, code, object, redaction) : rest;
        result = rest;
      }
      results.add(result);
    }
    return results;
  }

  /** What became of numbers of which nothing is said. */
  private SendResult rest(
      HttpAnswer answer, String code, JsonNode object, UnaryOperator<String> redaction) {
    if (code.equals(Errors.SUCCESS) || Errors.SEE_NUMBERS.contains(code) || object.has("result")) {
      return SendResult.unknown(
          Failure.transientFailure(
              FailureReason.PROTOCOL,
              code,
              "expected a status for each number, but found none for this one; look at the"
                  + " console's sending records"));
    }
    String words = redaction.apply(Json.textAt(object, "description").orElse(""));
    Failure failure = Errors.call(code).failure(code, CONTROL.matcher(words).replaceAll(" "));
    if (answer.status() >= 500
        && (code.equals(Errors.SYSTEM_ERROR) || !Errors.isDocumented(code))) {
      return SendResult.unknown(
          Failure.transientFailure(FailureReason.UNAVAILABLE, code, failure.text()));
    }
    if (answer.status() == 429 && !Errors.isDocumented(code)) {
      return HttpStatus.unsuccessful(answer, clock);
    }
    return SendResult.rejected(failure);
  }

  /** By number in E.164 form. */
  private Map<String, SendResult> told(JsonNode list) {
    Map<String, SendResult> told = new HashMap<>();
    for (JsonNode item : list) {
      e164(Json.textAt(item, "originTo").orElse(""))
          .ifPresent(number -> told.merge(number, result(item), Answers::likelierSent));
    }
    return told;
  }

  /** Should a number be told of twice, the better news counts: it may have been sent. */
  private static SendResult likelierSent(SendResult one, SendResult other) {
    boolean first = one.isAccepted() || (one instanceof Unknown && !other.isAccepted());
    return first ? one : other;
  }

  private SendResult result(JsonNode item) {
    String status = Json.textAt(item, "status").orElse("");
    if (status.equals(Errors.SUCCESS)) {
      return Json.textAt(item, "smsMsgId")
          .filter(id -> ID.matcher(id).matches())
          .<SendResult>map(id -> SendResult.accepted(Receipt.of(id, clock.instant())))
          .orElseGet(() -> SendResult.unknown(bad("a number that was taken without smsMsgId")));
    }
    if (!CODE.matcher(status).matches()) {
      return SendResult.unknown(bad("a number without status"));
    }
    return SendResult.rejected(Errors.number(status).failure(status, ""));
  }

  /** Huawei repeats numbers as they were written, or without the country if that is China's. */
  private static Optional<String> e164(String number) {
    try {
      return Optional.of(PhoneNumber.of(number).e164());
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  private static Failure garbage(boolean isObject) {
    return bad(isObject ? "an object without code" : "something that is not one JSON object");
  }

  private static Failure bad(String found) {
    return Failure.transientFailure(
        FailureReason.PROTOCOL,
        "bad-answer",
        "expected Huawei's JSON answer with a code and a status for each number, but found "
            + found
            + "; check what answers at base-url");
  }

  static List<SendResult> same(List<PhoneNumber> numbers, SendResult result) {
    return Collections.nCopies(numbers.size(), result);
  }
}
