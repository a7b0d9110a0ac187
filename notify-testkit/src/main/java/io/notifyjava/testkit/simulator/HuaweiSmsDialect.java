package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.testkit.wire.WireReply;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Speaks as Huawei Cloud's short message service does, and counts the codes that it says. */
final class HuaweiSmsDialect implements Dialect {

  private final Clock clock;
  private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();

  HuaweiSmsDialect(Clock clock) {
    this.clock = clock;
  }

  /** For scripts that look whom a call is for; the platform itself reads more strictly. */
  @Override
  public JsonNode read(byte[] body) {
    if (body.length > 0 && body[0] == '{') {
      try {
        return JsonBody.tree(body);
      } catch (Refused unreadable) {
        return MissingNode.getInstance();
      }
    }
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    HuaweiForm.read(body).ifPresent(form -> form.forEach(fields::put));
    return fields;
  }

  @Override
  public Collection<String> people(JsonNode body) {
    String list = body.path("to").asText();
    if (!list.isEmpty()) {
      return List.of(list.split(",", -1));
    }
    List<String> people = new ArrayList<>();
    for (JsonNode content : body.path("smsContent")) {
      content.path("to").forEach(number -> people.add(number.asText()));
    }
    return people;
  }

  /** Only what all platforms refuse comes here: another method, or a compressed body. */
  @Override
  public SimulatorReply error(int errcode) {
    return HuaweiSmsReply.error("E000000");
  }

  @Override
  public SimulatorReply success(SimulatedApi api) {
    return HuaweiSmsReply.numbers(Map.of("+8613800138000", HuaweiSmsErrors.SUCCESS));
  }

  @Override
  public WireReply dress(SimulatorReply reply) {
    HuaweiSmsReply answer = (HuaweiSmsReply) reply;
    count(answer.code());
    answer.items().forEach(item -> count(item.status()));
    return WireReply.builder()
        .status(answer.status())
        .header("Content-Type", "application/json;charset=utf-8")
        .body(answer.render(clock.instant()))
        .build();
  }

  private void count(String code) {
    if (!code.isEmpty() && !code.equals(HuaweiSmsErrors.SUCCESS)) {
      errors.computeIfAbsent(code, none -> new LongAdder()).increment();
    }
  }

  Map<String, Long> errors() {
    return errors.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> e.getValue().sum()));
  }

  void clear() {
    errors.clear();
  }
}
