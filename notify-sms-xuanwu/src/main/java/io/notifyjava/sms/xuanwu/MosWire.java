package io.notifyjava.sms.xuanwu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.HttpAnswer;
import io.notifyjava.http.HttpCall;
import io.notifyjava.http.HttpStatus;
import io.notifyjava.http.Json;
import io.notifyjava.message.Masking;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.spi.RequestPreview;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * MOS REST: {@code mass/send} for messages with one text, {@code group/send} for different ones.
 */
final class MosWire implements Wire {

  private static final String MASS = "/api/v1.0.0/message/mass/send";
  private static final String GROUP = "/api/v1.0.0/message/group/send";

  /** To the letter: with other headers the platform answers -3. */
  private static final String CONTENT_TYPE = "application/json;charset=utf-8";

  private static final String ACCEPT = "application/json";
  private static final String EXPECTED = "Xuanwu's JSON answer with a code and a uuid";
  private static final Pattern UUID = Pattern.compile("[\\x21-\\x7E]{1,128}");

  /** Not sent, whatever the body says; for the rest of them Xuanwu's clients know no rule. */
  private static final Set<Integer> CERTAIN = Set.of(401, 403, 407, 429);

  private final MosConfig config;

  MosWire(MosConfig config) {
    this.config = config;
  }

  @Override
  public Optional<String> problem(SmsMessage message) {
    return message.extendCode().isPresent() && config.extendCodeField == null
        ? Optional.of(
            "it has an extend code, for which MOS REST has no known field; leave it out, or name"
                + " the field in extend-code-field")
        : Optional.empty();
  }

  /**
   * Texts may differ, so the template stands for all: what is wrong with one is with the others.
   */
  @Override
  public Object bulkKey(SmsMessage message) {
    return new Key(message.template());
  }

  private record Key(String template) {}

  @Override
  public HttpCall call(List<Outgoing> messages, @Nullable SmsMapping mapping) {
    boolean oneText = hasOneText(messages);
    return HttpCall.post(oneText ? MASS : GROUP)
        .header("Accept", ACCEPT)
        .secretHeader("Authorization", config.credentials().authorization())
        .body(body(messages, oneText, mapping), CONTENT_TYPE);
  }

  private static boolean hasOneText(List<Outgoing> messages) {
    String first = messages.get(0).text();
    return messages.stream().allMatch(message -> message.text().equals(first));
  }

  private byte[] body(List<Outgoing> messages, boolean oneText, @Nullable SmsMapping mapping) {
    ObjectNode pack = Json.object();
    if (config.batchName != null) {
      pack.put("batchName", config.batchName);
    }
    ArrayNode items = pack.putArray("items");
    for (Outgoing message : messages) {
      ObjectNode item = items.addObject();
      item.put("to", message.number());
      if (!oneText) {
        item.put("content", message.text());
      }
      item.put("customMsgID", message.id());
      String field = config.extendCodeField;
      if (field != null) {
        message.extendCode().ifPresent(digits -> item.put(field, digits));
      }
    }
    if (oneText) {
      pack.put("content", messages.get(0).text());
    }
    pack.put("msgType", "sms");
    String bizType = bizType(mapping);
    if (bizType != null) {
      pack.put("bizType", bizType);
    }
    return Json.write(pack);
  }

  private @Nullable String bizType(@Nullable SmsMapping mapping) {
    return mapping == null
        ? config.bizType
        : mapping.setting(MosConfig.BIZ_TYPE).orElse(config.bizType);
  }

  @Override
  public RequestPreview preview(Outgoing message, @Nullable SmsMapping mapping) {
    return new RequestPreview(
        "POST",
        config.connection.address() + MASS,
        Map.of("Accept", ACCEPT, "Authorization", Masking.MASK, "Content-Type", CONTENT_TYPE),
        new String(body(List.of(message), true, mapping), StandardCharsets.UTF_8));
  }

  @Override
  public Reply read(HttpAnswer answer, Clock clock) {
    if (!answer.isSuccess()) {
      return new Reply.Foreign(unsuccessful(answer, clock));
    }
    Optional<JsonNode> object = Json.parseObject(answer.body());
    if (object.isEmpty()) {
      return new Reply.Garbage(
          EXPECTED, answer.body().length + " bytes that are not one whole JSON object");
    }
    OptionalLong code = Json.longAt(object.get(), "code");
    if (code.isEmpty() || code.getAsLong() != (int) code.getAsLong()) {
      return new Reply.Garbage(EXPECTED, "an object without a whole number as its code");
    }
    if (code.getAsLong() != 0) {
      String words = Json.textAt(object.get(), "msg").orElse("");
      return new Reply.Code((int) code.getAsLong(), words);
    }
    // Gateways say {"code":0} too; only Xuanwu gives an id.
    return Json.textAt(object.get(), "uuid")
        .filter(uuid -> UUID.matcher(uuid).matches())
        .<Reply>map(Reply.Taken::new)
        .orElseGet(() -> new Reply.Garbage(EXPECTED, "code 0 without a uuid"));
  }

  /** What Xuanwu says under another status than 200 no client knows, so it proves nothing. */
  private static SendResult unsuccessful(HttpAnswer answer, Clock clock) {
    SendResult usual = HttpStatus.unsuccessful(answer, clock);
    if (CERTAIN.contains(answer.status())
        || answer.body().length == 0
        || usual instanceof Unknown) {
      return usual;
    }
    return SendResult.unknown(
        Failure.transientFailure(
            FailureReason.PROTOCOL,
            "http-" + answer.status(),
            "expected an answer with status 200, but found "
                + answer.status()
                + " with a body, of which no source says what it means; check base-url"));
  }

  @Override
  public Map<Integer, ReplyRule> codes() {
    return ReplyCodes.MOS;
  }
}
