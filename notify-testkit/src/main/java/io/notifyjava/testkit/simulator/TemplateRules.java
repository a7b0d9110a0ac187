package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Checks a template message as the platform does, in the order of its fields. Thread-safe. */
final class TemplateRules {

  private final Recipients recipients;
  private final DeliveryLedger ledger;
  private final SendLimits limits;
  private final ValueRules values = ValueRules.standard();
  private final Map<String, Set<String>> registered = new ConcurrentHashMap<>();
  private final Set<String> banned = ConcurrentHashMap.newKeySet();

  TemplateRules(Recipients recipients, DeliveryLedger ledger, SendLimits limits) {
    this.recipients = recipients;
    this.ledger = ledger;
    this.limits = limits;
  }

  void register(String templateId, Set<String> keys) {
    registered.put(templateId, Set.copyOf(keys));
  }

  void ban(String templateId) {
    banned.add(templateId);
  }

  void clear() {
    registered.clear();
    banned.clear();
  }

  WeChatReply send(Call call) {
    JsonNode body = call.json();
    String openId = body.path("touser").textValue();
    Follower follower = recipients.standing(openId);
    Set<String> required = template(body.path("template_id").textValue());
    checkLinks(body);
    checkData(body.path("data"), required);
    if (follower == Follower.NOT_FOLLOWING) {
      throw new Refused(43004);
    }
    if (follower == Follower.BLACKLISTED) {
      throw new Refused(43019);
    }
    String clientMsgId = clientMsgId(body.path("client_msg_id"));
    boolean arrives = follower != Follower.MUTED;
    DeliveryLedger.Outcome outcome = ledger.template(openId, clientMsgId, call.body(), arrives);
    if (outcome.suppressed() && limits.duplicateReply() == DuplicateReply.ERROR_40241) {
      throw new Refused(40241);
    }
    return WeChatReply.accepted(outcome.msgid());
  }

  private Set<String> template(@Nullable String templateId) {
    if (templateId == null || templateId.isEmpty()) {
      throw new Refused(40036);
    }
    if (banned.contains(templateId)) {
      throw new Refused(43116);
    }
    if (registered.isEmpty()) {
      return Set.of();
    }
    Set<String> keys = registered.get(templateId);
    if (keys == null) {
      throw new Refused(40037);
    }
    return keys;
  }

  private void checkLinks(JsonNode body) {
    JsonNode url = body.path("url");
    if (!url.isMissingNode() && !url.isNull()) {
      if (!url.isTextual()) {
        throw new Refused(47001);
      }
      if (url.textValue().getBytes(UTF_8).length > limits.urlBytes()) {
        throw new Refused(40039);
      }
    }
    JsonNode program = body.path("miniprogram");
    if (!program.isMissingNode() && !program.isNull()) {
      limits.requireBound(program.path("appid").textValue());
    }
  }

  private void checkData(JsonNode data, Set<String> required) {
    if (!data.isObject()) {
      throw new Refused(47001);
    }
    for (Map.Entry<String, JsonNode> field : data.properties()) {
      checkValue(field.getKey(), field.getValue().path("value"));
    }
    for (String key : required) {
      if (!data.has(key)) {
        throw empty(key);
      }
    }
  }

  private void checkValue(String key, JsonNode value) {
    if (!value.isTextual()) {
      throw invalid(key);
    }
    if (!values.typed(key)) {
      return;
    }
    if (value.textValue().isEmpty()) {
      throw empty(key);
    }
    if (!values.accepts(key, value.textValue())) {
      throw invalid(key);
    }
  }

  private static @Nullable String clientMsgId(JsonNode node) {
    if (node.isMissingNode() || node.isNull() || node.asText().isEmpty()) {
      return null;
    }
    if (!node.isTextual()) {
      throw new Refused(47001);
    }
    return node.textValue();
  }

  private static Refused invalid(String key) {
    return argument("data." + key + ".value invalid");
  }

  /** The misspelling is the vendor's. */
  private static Refused empty(String key) {
    return argument("data." + key + ".value is emtpy");
  }

  private static Refused argument(String what) {
    return new Refused(WeChatReply.error(47003, "argument invalid! " + what));
  }
}
