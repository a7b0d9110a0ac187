package io.notifyjava.testkit.simulator;

import static io.notifyjava.testkit.simulator.AliyunSmsForm.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a call asks to send, read from its parameters but not yet judged.
 *
 * @param items one for each number
 */
record AliyunSmsOrder(List<Item> items, String template, String outId) {

  private static final int MOST_SEND = 1000;
  private static final int MOST_BATCH = 100;

  /**
   * One number with what it is to get.
   *
   * @param values the JSON text of the values; empty if there are none
   * @param extendCode empty if there is none
   */
  record Item(
      String number, String sign, String values, Map<String, String> named, String extendCode) {}

  /** Reads {@code SendSms}. */
  static AliyunSmsOrder one(SortedMap<String, String> parameters) {
    String numbers = required(parameters, "PhoneNumbers");
    String sign = required(parameters, "SignName");
    String template = required(parameters, "TemplateCode");
    String values = parameters.getOrDefault("TemplateParam", "");
    Map<String, String> named = values.isEmpty() ? Map.of() : named(AliyunSmsForm.json(values));
    String extendCode = parameters.getOrDefault("SmsUpExtendCode", "");
    List<Item> items = new ArrayList<>();
    for (String number : numbers.split(",", -1)) {
      items.add(new Item(number, sign, values, named, extendCode));
    }
    return new AliyunSmsOrder(atMost(MOST_SEND, items), template, outId(parameters));
  }

  /** Reads {@code SendBatchSms}. */
  static AliyunSmsOrder many(SortedMap<String, String> parameters) {
    List<String> numbers = AliyunSmsForm.texts(required(parameters, "PhoneNumberJson"));
    List<String> signs = AliyunSmsForm.texts(required(parameters, "SignNameJson"));
    String template = required(parameters, "TemplateCode");
    String values = parameters.getOrDefault("TemplateParamJson", "");
    String extendCodes = parameters.getOrDefault("SmsUpExtendCodeJson", "");
    JsonNode all = values.isEmpty() ? null : AliyunSmsForm.json(values);
    List<String> codes = extendCodes.isEmpty() ? List.of() : AliyunSmsForm.texts(extendCodes);
    if (signs.size() != numbers.size()
        || (all != null && (!all.isArray() || all.size() != numbers.size()))
        || (!codes.isEmpty() && codes.size() != numbers.size())) {
      throw refused("isv.INVALID_JSON_PARAM");
    }
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      JsonNode its = all == null ? null : all.get(i);
      items.add(
          new Item(
              numbers.get(i),
              signs.get(i),
              its == null ? "" : its.toString(),
              its == null ? Map.of() : named(its),
              codes.isEmpty() ? "" : codes.get(i)));
    }
    return new AliyunSmsOrder(atMost(MOST_BATCH, items), template, outId(parameters));
  }

  private static List<Item> atMost(int most, List<Item> items) {
    if (items.size() > most) {
      throw refused("isv.MOBILE_COUNT_OVER_LIMIT");
    }
    return items;
  }

  private static Map<String, String> named(JsonNode object) {
    if (!object.isObject()) {
      throw refused("isv.INVALID_JSON_PARAM");
    }
    Map<String, String> named = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().isTextual()) {
                throw refused("isv.INVALID_JSON_PARAM");
              }
              named.put(field.getKey(), field.getValue().textValue());
            });
    return named;
  }

  private static String outId(SortedMap<String, String> parameters) {
    String outId = parameters.getOrDefault("OutId", "");
    if (outId.length() > 255) {
      throw refused("InvalidParameter");
    }
    return outId;
  }

  static String required(SortedMap<String, String> parameters, String name) {
    String value = parameters.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new Refused(
          AliyunSmsReply.error("MissingParameter", name + " is mandatory for this action."));
    }
    return value;
  }

  /** Shows no number and no value. */
  @Override
  public String toString() {
    return template + " to " + items.size() + " numbers";
  }
}
