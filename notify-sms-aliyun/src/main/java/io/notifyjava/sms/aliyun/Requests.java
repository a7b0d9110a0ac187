package io.notifyjava.sms.aliyun;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import io.notifyjava.message.PhoneNumber;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.sms.SmsContent;
import io.notifyjava.sms.SmsMapping;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes messages as parameters of Aliyun's actions. */
final class Requests {

  /** Most rows that one page of details may have. */
  static final int PAGE = 50;

  /** A value of one character is no secret, and hiding it would make every text unreadable. */
  private static final int SHORTEST_PERSONAL = 2;

  private final String foreignPrefix;

  /**
   * Writes requests for one account.
   *
   * @param foreignPrefix what stands before the country code of numbers abroad; may be empty
   */
  Requests(String foreignPrefix) {
    this.foreignPrefix = foreignPrefix;
  }

  /** One message on its way: what is sent, and to whom. */
  record Item(SmsMessage message, SmsContent content) {

    /** Shows neither number nor values. */
    @Override
    public String toString() {
      return "Item[" + message.template() + "]";
    }
  }

  /** {@code SendSms}: the same values to all; 1 to 1,000 items with equal contents. */
  ApiRequest same(List<Item> items, String outId) {
    Item first = items.get(0);
    SmsMapping mapping = first.content().mapping();
    SortedMap<String, String> parameters = new TreeMap<>();
    parameters.put("PhoneNumbers", String.join(",", items.stream().map(this::number).toList()));
    parameters.put("SignName", mapping.signName().orElseThrow());
    parameters.put("TemplateCode", mapping.templateId().orElseThrow());
    if (!first.content().values().isEmpty()) {
      parameters.put("TemplateParam", json(object(first.content().values())));
    }
    first.message().extendCode().ifPresent(code -> parameters.put("SmsUpExtendCode", code));
    parameters.put("OutId", outId);
    return new ApiRequest(Action.SEND, parameters, () -> personal(items));
  }

  /** {@code SendBatchSms}: each with its own values; 1 to 100 items of one template. */
  ApiRequest different(List<Item> items, String outId) {
    Item first = items.get(0);
    SmsMapping mapping = first.content().mapping();
    ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
    ArrayNode signs = JsonNodeFactory.instance.arrayNode();
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    ArrayNode extendCodes = JsonNodeFactory.instance.arrayNode();
    for (Item item : items) {
      numbers.add(number(item));
      signs.add(mapping.signName().orElseThrow());
      values.add(object(item.content().values()));
      item.message().extendCode().ifPresent(extendCodes::add);
    }
    SortedMap<String, String> parameters = new TreeMap<>();
    parameters.put("PhoneNumberJson", json(numbers));
    parameters.put("SignNameJson", json(signs));
    parameters.put("TemplateCode", mapping.templateId().orElseThrow());
    parameters.put("TemplateParamJson", json(values));
    if (extendCodes.size() == items.size()) {
      parameters.put("SmsUpExtendCodeJson", json(extendCodes));
    }
    parameters.put("OutId", outId);
    return new ApiRequest(Action.SEND_BATCH, parameters, () -> personal(items));
  }

  /**
   * {@code QuerySendDetails}: one page of what a number was sent on a day.
   *
   * @param page from 1
   */
  ApiRequest details(Item item, LocalDate date, int page) {
    SortedMap<String, String> parameters = new TreeMap<>();
    parameters.put("PhoneNumber", number(item));
    parameters.put("SendDate", DateTimeFormatter.BASIC_ISO_DATE.format(date));
    parameters.put("PageSize", Integer.toString(PAGE));
    parameters.put("CurrentPage", Integer.toString(page));
    return new ApiRequest(Action.QUERY, parameters, () -> personal(List.of(item)));
  }

  /** Mainland numbers without country code, others with it and without a plus. */
  private String number(Item item) {
    PhoneNumber phone = item.message().phone();
    return phone.isMainlandMobile() ? phone.national() : foreignPrefix + phone.digits();
  }

  private static ObjectNode object(Map<String, String> values) {
    ObjectNode object = Json.object();
    values.forEach(object::put);
    return object;
  }

  private static String json(JsonNode document) {
    return new String(Json.write(document), UTF_8);
  }

  private static List<String> personal(List<Item> items) {
    List<String> personal = new ArrayList<>();
    for (Item item : items) {
      PhoneNumber phone = item.message().phone();
      personal.add(phone.e164());
      personal.add(phone.digits());
      if (phone.isMainlandMobile()) {
        personal.add(phone.national());
      }
      for (String value : item.content().values().values()) {
        if (value.length() >= SHORTEST_PERSONAL) {
          personal.add(value);
        }
      }
    }
    return personal;
  }
}
