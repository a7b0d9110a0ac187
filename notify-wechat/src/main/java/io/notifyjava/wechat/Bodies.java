package io.notifyjava.wechat;

import io.notifyjava.http.Json;
import io.notifyjava.http.JsonWriter;

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
    JsonWriter body = new JsonWriter();
    body.put("touser", message.recipient().value());
    body.put("template_id", message.templateId());
    message.url().ifPresent(url -> body.put("url", url));
    message.miniProgram().ifPresent(program -> miniProgram(body, program));
    message.options().idempotencyKey().ifPresent(key -> body.put("client_msg_id", key.value()));
    body.begin("data");
    message.data().forEach((key, value) -> value(body, key, value));
    return body.end().finish();
  }

  static byte[] customer(CustomerMessage message) {
    JsonWriter body = new JsonWriter();
    body.put("touser", message.recipient().value());
    body.put("msgtype", message.content().msgType());
    if (message.content() instanceof TextContent text) {
      body.begin(text.msgType()).put("content", text.text()).end();
    } else {
      body.put(message.content().msgType(), ContentBody.of(message.content()));
    }
    message
        .kfAccount()
        .ifPresent(account -> body.begin("customservice").put("kf_account", account).end());
    return body.finish();
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

  static void miniProgram(JsonWriter body, MiniProgram program) {
    body.begin("miniprogram").put("appid", program.appId());
    if (program.pagePath() != null) {
      body.put("pagepath", program.pagePath());
    }
    body.end();
  }

  static void value(JsonWriter data, String key, TemplateValue value) {
    data.begin(key).put("value", value.value());
    if (value.color() != null) {
      data.put("color", value.color());
    }
    data.end();
  }
}
