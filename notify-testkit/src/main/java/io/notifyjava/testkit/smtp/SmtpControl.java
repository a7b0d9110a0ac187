package io.notifyjava.testkit.smtp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notifyjava.testkit.wire.WireHandler;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The paths under {@code /_sim/}, by which a client in another process steers the simulator. */
final class SmtpControl implements WireHandler {

  static final String HELP =
      """
      GET  /_sim/                                               this
      GET  /_sim/counts                                         what was seen and done, as JSON
      GET  /_sim/last-mail                                      the last mail that was taken
      GET  /_sim/authority                                      who signs the certificate, as PEM
      POST /_sim/answer?stage=rcpt&code=550&text=T&to=A&next=1  answers so; to and next optional
      POST /_sim/fault?stage=end&fault=close&kept=true&next=1   breaks so; kept and next optional
      POST /_sim/clear-rules                                    takes answers and faults back
      POST /_sim/drop-connections                               closes every connection
      POST /_sim/reset                                          forgets everything
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SmtpSimulator smtp;

  SmtpControl(SmtpSimulator smtp) {
    this.smtp = smtp;
  }

  @Override
  public WireReply handle(WireRequest request) {
    try {
      return switch (request.method() + " " + request.path()) {
        case "GET /_sim/" -> text(200, HELP);
        case "GET /_sim/counts" -> counts();
        case "GET /_sim/last-mail" -> lastMail();
        case "GET /_sim/authority" -> text(200, smtp.authority().pem());
        case "POST /_sim/answer" -> {
          script(request).answer(number(request, "code"), needed(request, "text"));
          yield done();
        }
        case "POST /_sim/fault" -> fault(request);
        case "POST /_sim/clear-rules" -> done(smtp::clearRules);
        case "POST /_sim/drop-connections" -> done(smtp::dropConnections);
        case "POST /_sim/reset" -> done(smtp::reset);
        default -> text(404, "expected one of these:\n" + HELP);
      };
    } catch (IllegalArgumentException wrong) {
      return text(400, wrong.getMessage() + "\n");
    }
  }

  private WireReply counts() {
    try {
      return WireReply.json(JSON.writeValueAsString(smtp.counts()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a record of numbers was not written", impossible);
    }
  }

  private WireReply lastMail() {
    List<SmtpMail> mails = smtp.mails();
    if (mails.isEmpty()) {
      return text(404, "there was no mail among the last ones\n");
    }
    return WireReply.builder()
        .header("Content-Type", "message/rfc822")
        .body(mails.get(mails.size() - 1).raw())
        .build();
  }

  private WireReply fault(WireRequest request) {
    SmtpFault.Kind kind = one(SmtpFault.Kind.class, needed(request, "fault"));
    if (kind == SmtpFault.Kind.DRIP || kind == SmtpFault.Kind.HUGE_ANSWER) {
      throw new IllegalArgumentException("fault=" + written(kind) + " needs a script in the JVM");
    }
    SmtpFault fault = new SmtpFault(kind, Duration.ZERO, 0);
    SmtpScript script = script(request);
    if (request.query("kept").orElse("false").equals("true")) {
      script.actThen(fault);
    } else {
      script.fault(fault);
    }
    return done();
  }

  private SmtpScript script(WireRequest request) {
    SmtpScript script = smtp.on(one(SmtpStage.class, needed(request, "stage")));
    if (request.query("to").isPresent()) {
      script = script.to(needed(request, "to"));
    }
    return request.query("next").isPresent() ? script.next(number(request, "next")) : script;
  }

  private static int number(WireRequest request, String name) {
    String value = needed(request, name);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException notNumber) {
      throw new IllegalArgumentException(
          name + " needs a number, but was \"" + value + "\"", notNumber);
    }
  }

  private static String needed(WireRequest request, String name) {
    return request
        .query(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(
            () -> new IllegalArgumentException("the query needs " + name + "=...; see /_sim/"));
  }

  private static <E extends Enum<E>> E one(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (written(constant).equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "expected one of "
            + String.join(
                ", ", List.of(type.getEnumConstants()).stream().map(SmtpControl::written).toList())
            + ", but was "
            + text);
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static WireReply done(Runnable event) {
    event.run();
    return done();
  }

  private static WireReply done() {
    return WireReply.json("{\"done\":true}");
  }

  private static WireReply text(int status, String text) {
    return WireReply.builder()
        .status(status)
        .header("Content-Type", "text/plain; charset=utf-8")
        .body(text)
        .build();
  }
}
