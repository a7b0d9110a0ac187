package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Checks a customer-service message: content, recipient, window. Thread-safe. */
final class CustomerRules {

  /**
   * The fields that each kind of message must have, from the vendor's page "Send customer-service
   * message"; text, news and msgmenu have rules of their own below.
   */
  private static final Map<String, List<String>> REQUIRED =
      Map.ofEntries(
          Map.entry("text", List.of()),
          Map.entry("news", List.of()),
          Map.entry("msgmenu", List.of()),
          Map.entry("image", List.of("media_id")),
          Map.entry("voice", List.of("media_id")),
          Map.entry("video", List.of("media_id", "thumb_media_id")),
          Map.entry("music", List.of("title", "description", "musicurl", "thumb_media_id")),
          Map.entry("mpnews", List.of("media_id")),
          Map.entry("mpnewsarticle", List.of("article_id")),
          Map.entry("wxcard", List.of("card_id")),
          Map.entry("miniprogrampage", List.of("title", "pagepath", "thumb_media_id")));

  private final Recipients recipients;
  private final WindowBook windows;
  private final DeliveryLedger ledger;
  private final SendLimits limits;

  CustomerRules(
      Recipients recipients, WindowBook windows, DeliveryLedger ledger, SendLimits limits) {
    this.recipients = recipients;
    this.windows = windows;
    this.ledger = ledger;
    this.limits = limits;
  }

  WeChatReply send(Call call) {
    JsonNode body = call.json();
    String openId = body.path("touser").textValue();
    Follower follower = recipients.standing(openId);
    checkContent(body);
    checkStanding(follower);
    windows.use(openId);
    ledger.customer(call.body());
    return WeChatReply.ok();
  }

  private void checkContent(JsonNode body) {
    String type = body.path("msgtype").textValue();
    if ("link".equals(type)) {
      // Documented for mini programs only.
      throw new Refused(45050);
    }
    List<String> required = type == null ? null : REQUIRED.get(type);
    JsonNode content = type == null ? null : body.path(type);
    if (required == null || content == null || !content.isObject()) {
      throw new Refused(40008);
    }
    for (String field : required) {
      if (content.path(field).asText().isEmpty()) {
        throw new Refused(field.endsWith("media_id") ? 40007 : 47001);
      }
    }
    switch (type) {
      case "text" -> checkText(content.path("content"));
      case "news" -> checkNews(content.path("articles"));
      case "msgmenu" -> checkMenu(content.path("list"));
      case "miniprogrampage" -> limits.requireBound(content.path("appid").textValue());
      default -> {
        // the required fields are all that is documented
      }
    }
  }

  private void checkText(JsonNode text) {
    if (text.asText().isEmpty()) {
      throw new Refused(44004);
    }
    if (!text.isTextual()) {
      throw new Refused(47001);
    }
    if (text.textValue().getBytes(UTF_8).length > limits.textBytes()) {
      throw new Refused(45002);
    }
  }

  private static void checkNews(JsonNode articles) {
    if (articles.isObject()) {
      throw new Refused(45162);
    }
    if (articles.isEmpty()) {
      throw new Refused(44003);
    }
    if (articles.size() > 1) {
      throw new Refused(45008);
    }
  }

  private static void checkMenu(JsonNode items) {
    boolean complete = items.isArray() && !items.isEmpty();
    for (JsonNode item : items) {
      complete &= !item.path("id").asText().isEmpty() && !item.path("content").asText().isEmpty();
    }
    if (!complete) {
      throw new Refused(47001);
    }
  }

  private static void checkStanding(Follower follower) {
    switch (follower) {
      case NOT_FOLLOWING -> throw new Refused(45015);
      case BLACKLISTED -> throw new Refused(43019);
      case MUTED -> throw new Refused(48002);
      case MINOR -> throw new Refused(70000);
      case FOLLOWING, FOREIGN -> {
        // a foreign open id was refused before the content was read
      }
    }
  }
}
