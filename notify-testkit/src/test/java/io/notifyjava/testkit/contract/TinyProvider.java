package io.notifyjava.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.message.IdempotencyKey;
import io.notifyjava.message.Masking;
import io.notifyjava.message.Redactor;
import io.notifyjava.message.Secret;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.Capabilities.Support;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.RequestPreview;
import io.notifyjava.spi.SendContext;
import io.notifyjava.testkit.TestMessage;
import io.notifyjava.token.TokenException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small provider that keeps the contract, unless it is given a flaw. Its vendor takes {@code
 * {"to","text","key"}} with a token in a header and answers {@code {"code","id","text"}}.
 */
final class TinyProvider implements Provider<TestMessage> {

  private static final Logger LOGGER = LoggerFactory.getLogger(TinyProvider.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TOKEN_EXPIRED = 42001;

  private final ProviderContext context;
  private final URI baseUrl;
  private final Secret secret;
  private final Redactor redactor;
  private final TinyHttp http;
  private final TinyTokens tokens;
  private final Flaw flaw;
  private volatile boolean closed;
  private volatile boolean broken;

  /** Good enough for a provider whose bulk calls come one after the other, as in the contract. */
  private volatile String lastUnreached = "";

  TinyProvider(ProviderContext context, URI baseUrl, Secret secret) {
    this(context, baseUrl, secret, Flaw.NONE);
  }

  TinyProvider(ProviderContext context, URI baseUrl, Secret secret, Flaw flaw) {
    this.context = context;
    this.baseUrl = baseUrl;
    this.secret = secret;
    this.redactor = new Redactor(List.of(secret));
    this.http = new TinyHttp(baseUrl, context.ticker(), flaw);
    this.tokens = new TinyTokens(http, secret, context.ticker(), flaw);
    this.flaw = flaw;
    if (flaw == Flaw.CONNECTS_WHEN_IT_IS_BUILT) {
      connect();
    }
  }

  @Override
  public Capabilities capabilities() {
    boolean other = flaw == Flaw.CHANGES_ITS_CAPABILITIES && closed;
    return Capabilities.of(
        TestMessage.class,
        other ? Support.plain() : new Support(100, Duration.ofMinutes(10), false));
  }

  @Override
  public Optional<Object> bulkKey(TestMessage message) {
    return Optional.of(
        flaw == Flaw.GIVES_EACH_MESSAGE_A_KEY_OF_ITS_OWN ? message : message.content());
  }

  /** The vendor takes recipients with commas between, and names the one that it did not reach. */
  @Override
  public List<SendResult> sendAll(List<TestMessage> messages, SendContext call) {
    if (flaw == Flaw.MAKES_A_CALL_FOR_EACH_OF_MANY) {
      return Provider.super.sendAll(messages, call);
    }
    List<String> names =
        new ArrayList<>(messages.stream().map(message -> message.recipient().value()).toList());
    if (flaw == Flaw.NAMES_A_RECIPIENT_TWICE) {
      names.add(names.get(0));
    }
    TestMessage together = TestMessage.of(String.join(",", names), messages.get(0).content());
    SendResult forAll = send(together, call);
    String unreached = flaw == Flaw.HIDES_A_PARTIAL_FAILURE ? "" : lastUnreached;
    List<SendResult> results = new ArrayList<>();
    for (TestMessage message : messages) {
      boolean isReached = !forAll.isAccepted() || !message.recipient().value().equals(unreached);
      results.add(
          isReached
              ? forAll
              : rejected(
                  Failure.permanent(FailureReason.INVALID_RECIPIENT, "unreached", "Not reached")));
    }
    if (flaw == Flaw.BLAMES_THE_NEXT_FOR_A_PARTIAL_FAILURE) {
      Collections.rotate(results, 1);
    }
    if (flaw == Flaw.LOSES_A_RESULT_OF_MANY) {
      results.remove(1);
    }
    if (flaw == Flaw.CALLS_ALL_BUT_THE_FIRST_OF_MANY_REJECTED && !forAll.isAccepted()) {
      results.replaceAll(result -> rejected(result.failure().orElseThrow()));
      results.set(0, forAll);
    }
    return results;
  }

  @Override
  public List<String> problems(TestMessage message) {
    return flaw == Flaw.FINDS_PROBLEMS_IN_GOOD_MESSAGES ? List.of("too nice") : List.of();
  }

  @Override
  public SendResult send(TestMessage message, SendContext call) {
    if (closed && flaw == Flaw.THROWS_AFTER_CLOSE) {
      throw new IllegalStateException("closed");
    }
    if (closed && flaw != Flaw.SENDS_AFTER_CLOSE) {
      return rejected(Failure.permanent(FailureReason.UNAVAILABLE, "closed", "It was closed"));
    }
    log(message, call);
    long end = context.ticker().getAsLong() + call.timeLimit().toNanos();
    try {
      return sendWithToken(message, call, end);
    } catch (TokenException none) {
      return flaw == Flaw.CALLS_A_MISSING_TOKEN_UNKNOWN
          ? SendResult.unknown(none.failure())
          : rejected(none.failure());
    }
  }

  private SendResult sendWithToken(TestMessage message, SendContext call, long end) {
    String token = tokens.current(end);
    SendResult result = once(message, call, token, end);
    int renewals = flaw == Flaw.RENEWS_WITHOUT_END ? 5 : 1;
    while (refusesToken(result) && renewals > 0 && flaw != Flaw.NEVER_RENEWS) {
      renewals--;
      String newer = tokens.renew(token, end);
      if (!newer.isEmpty()) {
        token = newer;
        result = once(message, call, token, end);
      }
    }
    if (flaw == Flaw.RETRIES_WHEN_THROTTLED && hasReason(result, FailureReason.THROTTLED)) {
      return once(message, call, tokens.current(end), end);
    }
    return result;
  }

  private SendResult once(TestMessage message, SendContext call, String token, long end) {
    if (broken) {
      return SendResult.unknown(
          Failure.transientFailure(FailureReason.UNAVAILABLE, "spoiled", "by the call before"));
    }
    try {
      byte[] answer = http.post("/send", "X-Token", token, body(message), end);
      return read(answer, message, call, token);
    } catch (TinyHttp.NoAnswerException none) {
      broken = flaw == Flaw.SPOILED_BY_A_BROKEN_CALL;
      Failure failure = none.failure();
      if (flaw == Flaw.SHOWS_THE_TOKEN_IN_FAILURES) {
        failure = Failure.transientFailure(failure.reason(), failure.code(), "X-Token " + token);
      }
      return none.maybeSent() ? SendResult.unknown(failure) : rejected(failure);
    }
  }

  private SendResult read(byte[] answer, TestMessage message, SendContext call, String token) {
    JsonNode json;
    try {
      json = JSON.readTree(answer);
    } catch (IOException notJson) {
      json = JSON.missingNode();
    }
    if (flaw == Flaw.TAKES_ANY_200_FOR_YES && json.path("code").asInt() == 0) {
      return accepted(json);
    }
    if (!json.path("code").isInt() || !json.path("id").isTextual()) {
      return SendResult.unknown(
          Failure.transientFailure(
              FailureReason.PROTOCOL, "answer", "Expected code and id, but found something else"));
    }
    int code = json.path("code").asInt();
    if (code == 0) {
      return accepted(json);
    }
    if (code == 40241 && call.resend() && flaw != Flaw.REJECTS_A_RESENT_DUPLICATE) {
      return SendResult.accepted(Receipt.of(null, context.clock().instant()).asRepeated());
    }
    return refused(code, shown(json.path("text").asText(), message, token), json);
  }

  private SendResult accepted(JsonNode json) {
    lastUnreached = json.path("unreached").asText();
    Instant now = flaw == Flaw.READS_THE_SYSTEM_CLOCK ? Instant.now() : context.clock().instant();
    return SendResult.accepted(
        switch (flaw) {
          case LOSES_THE_ID -> Receipt.of(null, now);
          case GIVES_ONE_ID_TO_ALL -> Receipt.of("1", now);
          default -> Receipt.of(json.path("id").asText(null), now);
        });
  }

  private SendResult refused(int number, String text, JsonNode json) {
    String code = Integer.toString(number);
    return switch (number) {
      case TOKEN_EXPIRED -> rejected(Failure.permanent(FailureReason.AUTHENTICATION, code, text));
      case 40003 -> {
        boolean wrong = flaw == Flaw.CALLS_A_BAD_RECIPIENT_RETRYABLE;
        yield rejected(failure(FailureReason.INVALID_RECIPIENT, code, text, wrong));
      }
      case 40037 -> {
        boolean wrong = flaw == Flaw.CALLS_A_BAD_TEMPLATE_A_BAD_MESSAGE;
        FailureReason reason = wrong ? FailureReason.INVALID_MESSAGE : FailureReason.TEMPLATE;
        yield rejected(failure(reason, code, text, false));
      }
      case 40164 -> {
        Failure failure = failure(FailureReason.AUTHENTICATION, code, text, false);
        boolean wrong = flaw == Flaw.CALLS_A_BAD_ACCOUNT_UNKNOWN;
        yield wrong ? SendResult.unknown(failure) : rejected(failure);
      }
      case 45009 -> {
        boolean wrong = flaw == Flaw.CALLS_A_SPENT_QUOTA_RETRYABLE;
        yield rejected(failure(FailureReason.QUOTA, code, text, wrong));
      }
      case 45011 -> rejected(failure(FailureReason.THROTTLED, code, text, true));
      case 40241 ->
          flaw == Flaw.ACCEPTS_A_FRESH_DUPLICATE
              ? accepted(json)
              : rejected(failure(FailureReason.SUPPRESSED, code, text, false));
      default ->
          flaw == Flaw.TAKES_UNKNOWN_CODES_FOR_YES
              ? accepted(json)
              : rejected(
                  failure(FailureReason.PROTOCOL, code, text, flaw == Flaw.RETRIES_UNKNOWN_CODES));
    };
  }

  private static Failure failure(
      FailureReason reason, String code, String text, boolean retryable) {
    return retryable
        ? Failure.transientFailure(reason, code, text)
        : Failure.permanent(reason, code, text);
  }

  private String shown(String text, TestMessage message, String token) {
    if (flaw == Flaw.SHOWS_WHAT_THE_VENDOR_REPEATS) {
      return text;
    }
    String recipient = message.recipient().value();
    return redactor.redact(text, token).replace(recipient, Masking.middle(recipient));
  }

  private String body(TestMessage message) {
    ObjectNode json = JSON.createObjectNode();
    json.put("to", message.recipient().value());
    json.put("text", message.content());
    if (flaw == Flaw.SENDS_AN_UNDOCUMENTED_FIELD) {
      json.put("by", "tiny");
    }
    message
        .options()
        .idempotencyKey()
        .map(IdempotencyKey::value)
        .map(
            key ->
                flaw == Flaw.MAKES_A_NEW_KEY_FOR_EVERY_REQUEST ? UUID.randomUUID().toString() : key)
        .ifPresent(key -> json.put("key", key));
    return json.toString();
  }

  private void log(TestMessage message, SendContext call) {
    LOGGER.trace("Message {}, attempt {}", call.messageId(), call.attempt());
    switch (flaw) {
      case LOGS_THE_TOKEN_AT_TRACE -> LOGGER.trace("X-Token: {}", tokens.last());
      case LOGS_THE_SECRET_IN_BASE64 -> {
        byte[] pair = ("me:" + secret.reveal()).getBytes(UTF_8);
        LOGGER.debug("Authorization: {}", Base64.getEncoder().encodeToString(pair));
      }
      case LOGS_THE_RECIPIENT -> LOGGER.debug("To {}", message.recipient().value());
      case LOGS_THE_SECRET_WITH_AN_EXCEPTION ->
          LOGGER.debug(
              "Call failed",
              new IOException("wrapped", new IOException("bad header " + secret.reveal())));
      default -> {}
    }
  }

  @Override
  public RequestPreview preview(TestMessage message) {
    String shown = flaw == Flaw.SHOWS_THE_SECRET_IN_PREVIEW ? tokens.last() : Masking.MASK;
    String body = flaw == Flaw.PREVIEWS_ANOTHER_REQUEST ? "{}" : body(message);
    return new RequestPreview(
        "POST", baseUrl.resolve("/send").toString(), Map.of("X-Token", shown), body);
  }

  @Override
  public void close() {
    if (closed && flaw == Flaw.THROWS_WHEN_CLOSED_AGAIN) {
      throw new IllegalStateException("closed already");
    }
    closed = true;
  }

  @Override
  public String toString() {
    return "TinyProvider["
        + (flaw == Flaw.SHOWS_THE_SECRET_IN_TO_STRING ? secret.reveal().substring(3, 20) : secret)
        + "]";
  }

  private void connect() {
    try {
      http.post("/hello", "X-Hello", "1", "", context.ticker().getAsLong() + 100_000_000);
    } catch (TinyHttp.NoAnswerException nobodyThere) {
      LOGGER.debug("Nobody there");
    }
  }

  private static SendResult rejected(Failure failure) {
    return SendResult.rejected(failure);
  }

  private static boolean refusesToken(SendResult result) {
    return result
        .failure()
        .filter(failure -> failure.code().equals(Integer.toString(TOKEN_EXPIRED)))
        .isPresent();
  }

  private static boolean hasReason(SendResult result, FailureReason reason) {
    return result.failure().filter(failure -> failure.reason() == reason).isPresent();
  }
}
