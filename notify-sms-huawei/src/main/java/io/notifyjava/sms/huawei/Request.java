package io.notifyjava.sms.huawei;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import io.notifyjava.http.PercentEncoding;
import io.notifyjava.message.PhoneNumber;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The path, type and body of one call.
 *
 * @param body exactly as it goes out, for signing
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared: it lives for one call.
record Request(String path, String contentType, byte[] body) {

  /** "Sending SMSs" (sms_05_0001). */
  static final String SAME_PATH = "/sms/batchSendSms/v1";

  /** "Sending SMSs in batches" (sms_05_0002). */
  static final String DIFFERENT_PATH = "/sms/batchSendDiffSms/v1";

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json;charset=utf-8";

  /**
   * What is said of a whole call.
   *
   * @param statusCallback where reports go; null for the application's address
   * @param extend what reports repeat; null for nothing
   */
  record Extras(@Nullable String statusCallback, @Nullable String extend) {}

  /** One text to many numbers. */
  static Request same(Content content, List<PhoneNumber> numbers, Extras extras) {
    StringBuilder form = new StringBuilder(numbers.size() * 20 + 384);
    field(form, "from", content.from());
    field(form, "to", e164(numbers));
    field(form, "templateId", content.templateId());
    if (!content.values().isEmpty()) {
      field(form, "templateParas", new String(Json.write(list(content.values())), UTF_8));
    }
    field(form, "statusCallback", extras.statusCallback());
    field(form, "extend", extras.extend());
    field(form, "signature", content.signature());
    return new Request(SAME_PATH, FORM, form.toString().getBytes(US_ASCII));
  }

  /** Several texts of one channel, each to the numbers that get it. */
  static Request different(Map<Content, List<PhoneNumber>> texts, Extras extras) {
    ObjectNode body = Json.object();
    body.put("from", texts.keySet().iterator().next().from());
    put(body, "statusCallback", extras.statusCallback());
    put(body, "extend", extras.extend());
    ArrayNode contents = body.putArray("smsContent");
    texts.forEach(
        (content, numbers) -> {
          ObjectNode one = contents.addObject();
          one.set("to", list(numbers.stream().map(PhoneNumber::e164).toList()));
          one.put("templateId", content.templateId());
          if (!content.values().isEmpty()) {
            one.set("templateParas", list(content.values()));
          }
          put(one, "signature", content.signature());
        });
    return new Request(DIFFERENT_PATH, JSON, Json.write(body));
  }

  private static String e164(List<PhoneNumber> numbers) {
    if (numbers.size() == 1) {
      return numbers.get(0).e164();
    }
    StringBuilder all = new StringBuilder(numbers.size() * 15);
    for (PhoneNumber number : numbers) {
      all.append(all.isEmpty() ? "" : ",").append(number.e164());
    }
    return all.toString();
  }

  /** Empty fields are left out: Huawei refuses an empty mark. */
  private static void field(StringBuilder form, String name, @Nullable String value) {
    if (value != null) {
      form.append(form.isEmpty() ? "" : "&").append(name).append('=');
      PercentEncoding.append(form, value);
    }
  }

  private static void put(ObjectNode object, String name, @Nullable String value) {
    if (value != null) {
      object.put(name, value);
    }
  }

  private static ArrayNode list(List<String> texts) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode(texts.size());
    texts.forEach(list::add);
    return list;
  }
}
