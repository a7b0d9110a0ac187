package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.testkit.simulator.XuanwuSmsLedger.Sms;
import io.notifyjava.testkit.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Judges calls to MOS REST: headers, account, password, and the pack of messages.
 *
 * <p>Sources: public clients, for want of a vendor's page. They agree on headers, fields and most
 * codes.
 */
final class XuanwuSmsMos {

  private static final Pattern NUMBER = Pattern.compile("1[3-9][0-9]{9}");
  private static final Pattern JSON_TYPE =
      Pattern.compile("application/json; ?charset=\"?utf-8\"?");

  private final Map<String, XuanwuSmsAccount> accounts;
  private final XuanwuSmsChoices choices;

  XuanwuSmsMos(Map<String, XuanwuSmsAccount> accounts, XuanwuSmsChoices choices) {
    this.accounts = accounts;
    this.choices = choices;
  }

  /**
   * Reads and judges a call.
   *
   * @throws Refused with the documented code
   */
  XuanwuSmsCgi.Order judge(Call call) {
    XuanwuSmsAccount account = account(call.request());
    JsonNode pack = call.json();
    if (!pack.path("msgType").asText().equals("sms") || !bizType(pack.path("bizType"))) {
      throw new Refused(XuanwuSmsReply.mos(-2));
    }
    JsonNode items = pack.path("items");
    if (!items.isArray() || items.isEmpty()) {
      throw new Refused(XuanwuSmsReply.mos(-2));
    }
    if (items.size() > choices.maxNumbers()) {
      throw new Refused(XuanwuSmsReply.mos(-11));
    }
    boolean mass = call.api() == XuanwuSmsApi.MASS;
    if (mass && !isText(pack.path("content"))) {
      throw new Refused(XuanwuSmsReply.mos(-2));
    }
    List<Sms> all = new ArrayList<>();
    for (JsonNode item : items) {
      all.add(sms(item, mass ? pack.path("content") : item.path("content")));
    }
    return new XuanwuSmsCgi.Order(account, all);
  }

  private XuanwuSmsAccount account(WireRequest request) {
    String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    String accept = request.header("Accept").orElse("").toLowerCase(Locale.ROOT);
    String authorization = request.header("Authorization").orElse("");
    if (!request.method().equals("POST")
        || !JSON_TYPE.matcher(type).matches()
        || !accept.startsWith("application/json")) {
      throw new Refused(XuanwuSmsReply.mos(-3));
    }
    XuanwuSmsAccount account = accounts.get(name(authorization));
    if (account == null) {
      throw new Refused(XuanwuSmsReply.mos(-1));
    }
    if (!account.authorizes(authorization)) {
      throw new Refused(XuanwuSmsReply.mos(-6));
    }
    account.requireMos();
    return account;
  }

  /** The account that a header names; a prefix such as {@code Basic} makes it no header of ours. */
  private static String name(String authorization) {
    try {
      byte[] bytes = Base64.getDecoder().decode(authorization);
      String text = new String(bytes, StandardCharsets.UTF_8);
      int colon = text.lastIndexOf(':');
      if (colon > 0) {
        return text.substring(0, colon);
      }
    } catch (IllegalArgumentException notBase64) {
      // Told below, as a header that is missing is.
    }
    throw new Refused(XuanwuSmsReply.mos(-3));
  }

  private boolean bizType(JsonNode type) {
    return type.isMissingNode()
        || ((type.isTextual() || type.isIntegralNumber())
            && type.asText().matches("[0-9]+")
            && (choices.bizTypes().isEmpty() || choices.bizTypes().contains(type.asText())));
  }

  private static Sms sms(JsonNode item, JsonNode content) {
    JsonNode id = item.path("customMsgID");
    if (!NUMBER.matcher(item.path("to").asText()).matches()
        || !isText(content)
        || !(id.isMissingNode() || id.isTextual())) {
      throw new Refused(XuanwuSmsReply.mos(-5));
    }
    return new Sms(item.path("to").asText(), content.textValue());
  }

  private static boolean isText(JsonNode node) {
    return node.isTextual() && !node.textValue().isBlank();
  }
}
