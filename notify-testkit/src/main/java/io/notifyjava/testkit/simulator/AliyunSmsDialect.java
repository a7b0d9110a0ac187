package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.testkit.internal.Hash64;
import io.notifyjava.testkit.wire.WireReply;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Speaks as Aliyun does: forms in, JSON with a request id out. Counts the codes that go out. */
final class AliyunSmsDialect implements Dialect {

  private static final String BIZ_ID = "900619746936498440^0";

  private final long seed;
  private final AtomicLong requests;
  private final Map<String, LongAdder> codes = new ConcurrentHashMap<>();

  AliyunSmsDialect(long seed) {
    this.seed = seed;
    this.requests = new AtomicLong(seed);
  }

  /** The fields of a form as one object. */
  @Override
  public JsonNode read(byte[] body) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    AliyunSmsForm.fields(body).forEach(fields::put);
    return fields;
  }

  @Override
  public Collection<String> people(JsonNode body) {
    if (body.has("PhoneNumberJson")) {
      return AliyunSmsForm.texts(body.path("PhoneNumberJson").asText());
    }
    String numbers = body.path("PhoneNumbers").asText(body.path("PhoneNumber").asText());
    return numbers.isEmpty() ? List.of() : List.of(numbers.split(",", -1));
  }

  /** Only for what is refused by number elsewhere: it is no call of this API. */
  @Override
  public SimulatorReply error(int errcode) {
    return AliyunSmsReply.error("InvalidAction.NotFound");
  }

  @Override
  public SimulatorReply success(SimulatedApi api) {
    return api == AliyunSmsApi.QUERY
        ? AliyunSmsReply.ok(",\"TotalCount\":\"0\",\"SmsSendDetailDTOs\":{\"SmsSendDetailDTO\":[]}")
        : AliyunSmsReply.accepted(BIZ_ID);
  }

  @Override
  public WireReply dress(SimulatorReply reply) {
    AliyunSmsReply answer = (AliyunSmsReply) reply;
    if (!answer.code().isEmpty() && !answer.code().equals("OK")) {
      codes.computeIfAbsent(answer.code(), none -> new LongAdder()).increment();
    }
    return WireReply.builder()
        .status(answer.status())
        .header("Content-Type", "application/json;charset=utf-8")
        .body(answer.render(requestId(), "dysmsapi.aliyuncs.com"))
        .build();
  }

  private String requestId() {
    long number = requests.incrementAndGet();
    long high = Hash64.mix(number);
    long low = Hash64.mix(high + seed);
    return new java.util.UUID(high, low).toString().toUpperCase(Locale.ROOT);
  }

  Map<String, Long> errors() {
    return codes.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, code -> code.getValue().sum()));
  }

  void clear() {
    codes.clear();
    requests.set(seed);
  }
}
