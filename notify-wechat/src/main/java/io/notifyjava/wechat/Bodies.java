package io.notifyjava.wechat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;

/**
 * Writes request bodies: fields in the order of WeChat's documentation, raw UTF-8.
 *
 * <p>A message gives the same bytes whenever it is written, so that a repeated request is the same
 * request. Nothing is written as {@code \}{@code uXXXX} but control characters, for which JSON
 * knows no other form: recipients have seen literal escapes, and WeChat has refused them with
 * 47002.
 */
final class Bodies {

  private Bodies() {}

  static byte[] template(TemplateMessage message) {
    ObjectNode body = Json.object();
    body.put("touser", message.recipient().value());
    body.put("template_id", message.templateId());
    message.url().ifPresent(url -> body.put("url", url));
    message.miniProgram().ifPresent(program -> miniProgram(body, program));
    message.options().idempotencyKey().ifPresent(key -> body.put("client_msg_id", key.value()));
    ObjectNode data = body.putObject("data");
    message.data().forEach((key, value) -> value(data.putObject(key), value));
    return Json.write(body);
  }

  static byte[] customer(CustomerMessage message) {
    ObjectNode body = Json.object();
    body.put("touser", message.recipient().value());
    body.put("msgtype", message.content().msgType());
    ContentBody.write(message.content(), body.putObject(message.content().msgType()));
    message
        .kfAccount()
        .ifPresent(account -> body.putObject("customservice").put("kf_account", account));
    return Json.write(body);
  }

  /** The request for a stable token. Holds the secret: never log it. */
  static byte[] stableToken(String appId, String appSecret) {
    return Json.write(
        Json.object()
            .put("grant_type", "client_credential")
            .put("appid", appId)
            .put("secret", appSecret)
            // Forced renewals are 20 a day, and each kills the token that other nodes use.
            .put("force_refresh", false));
  }

  static void miniProgram(ObjectNode body, MiniProgram program) {
    ObjectNode node = body.putObject("miniprogram").put("appid", program.appId());
    if (program.pagePath() != null) {
      node.put("pagepath", program.pagePath());
    }
  }

  static void value(ObjectNode node, TemplateValue value) {
    node.put("value", value.value());
    if (value.color() != null) {
      node.put("color", value.color());
    }
  }
}
