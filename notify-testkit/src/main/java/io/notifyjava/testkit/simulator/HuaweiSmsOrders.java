package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of both calls, as strictly as the vendor's pages "Sending SMSs" (sms_05_0001)
 * and "Sending SMSs in batches" (sms_05_0002) say.
 *
 * <p>Template values are a text that holds a JSON list in the form, and a real list in the JSON
 * body; each in the other's place is E000000, "system error" (feiyu563/PrometheusAlert, issue 143).
 */
final class HuaweiSmsOrders {

  private static final ObjectReader READER =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int LONGEST_CALLBACK = 1_024;
  private static final int LONGEST_EXTEND = 128;
  private static final int LONGEST_FROM = 21;
  private static final int LONGEST_TEMPLATE = 32;

  private HuaweiSmsOrders() {}

  /** The refusal of a parameter. */
  static Refused wrong() {
    return new Refused(HuaweiSmsReply.error("E000503"));
  }

  /** The refusal of a body that can't be read. */
  static Refused unreadable() {
    return new Refused(HuaweiSmsReply.error("E000000"));
  }

  static HuaweiSmsOrder form(byte[] body) {
    Map<String, String> fields = HuaweiForm.read(body).orElseThrow(HuaweiSmsOrders::unreadable);
    String list = fields.getOrDefault("to", "");
    if (list.isEmpty() || list.length() > HuaweiNumbers.LONGEST_LIST) {
      throw wrong();
    }
    checkExtras(fields.get("statusCallback"), fields.get("extend"));
    HuaweiSmsOrder.Content content =
        new HuaweiSmsOrder.Content(
            Arrays.asList(list.split(",", -1)),
            templateId(fields.get("templateId")),
            listInText(fields.getOrDefault("templateParas", "")),
            fields.get("signature"));
    return checked(new HuaweiSmsOrder(from(fields.get("from")), List.of(content)));
  }

  static HuaweiSmsOrder json(byte[] body) {
    JsonNode tree = tree(body);
    checkExtras(text(tree, "statusCallback"), text(tree, "extend"));
    JsonNode list = tree.path("smsContent");
    if (!list.isArray() && !list.isMissingNode()) {
      throw unreadable();
    }
    List<HuaweiSmsOrder.Content> contents = new ArrayList<>();
    for (JsonNode one : list) {
      if (!one.isObject()) {
        throw unreadable();
      }
      contents.add(
          new HuaweiSmsOrder.Content(
              texts(one.path("to")),
              templateId(text(one, "templateId")),
              texts(one.path("templateParas")),
              text(one, "signature")));
    }
    return checked(new HuaweiSmsOrder(from(text(tree, "from")), contents));
  }

  private static JsonNode tree(byte[] body) {
    try {
      return JsonBody.tree(body);
    } catch (Refused notJson) {
      throw unreadable();
    }
  }

  private static @Nullable String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw unreadable();
    }
    return value.textValue();
  }

  private static List<String> listInText(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    try {
      JsonNode list = READER.readTree(text);
      if (!list.isArray()) {
        throw unreadable();
      }
      return texts(list);
    } catch (JsonProcessingException notJson) {
      throw unreadable();
    }
  }

  private static List<String> texts(JsonNode list) {
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode one : list) {
      if (!one.isTextual()) {
        throw unreadable();
      }
      texts.add(one.textValue());
    }
    if (!list.isArray()) {
      throw unreadable();
    }
    return texts;
  }

  private static HuaweiSmsOrder checked(HuaweiSmsOrder order) {
    if (order.contents().isEmpty()) {
      throw wrong();
    }
    order.contents().forEach(content -> requireSome(content.to()));
    HuaweiNumbers.check(order.numbers());
    return order;
  }

  private static void requireSome(List<String> numbers) {
    if (numbers.isEmpty()) {
      throw wrong();
    }
  }

  private static String from(@Nullable String from) {
    return required(from, LONGEST_FROM);
  }

  private static String templateId(@Nullable String templateId) {
    return required(templateId, LONGEST_TEMPLATE);
  }

  private static String required(@Nullable String value, int longest) {
    if (value == null || value.isEmpty() || value.length() > longest) {
      throw wrong();
    }
    return value;
  }

  /** An empty callback is none: the vendor's own samples send it so. An empty mark is not. */
  private static void checkExtras(@Nullable String callback, @Nullable String extend) {
    if (callback != null && !callback.isEmpty() && !isAddress(callback)) {
      throw wrong();
    }
    if (extend != null
        && (extend.isEmpty()
            || extend.length() > LONGEST_EXTEND
            || extend.indexOf('{') >= 0
            || extend.indexOf('}') >= 0)) {
      throw wrong();
    }
  }

  private static boolean isAddress(String text) {
    try {
      URI uri = new URI(text);
      return text.length() <= LONGEST_CALLBACK
          && uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (URISyntaxException notOne) {
      return false;
    }
  }
}
