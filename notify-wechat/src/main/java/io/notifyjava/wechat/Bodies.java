package io.notifyjava.wechat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Writes request bodies: fields in the order of WeChat's documentation, raw UTF-8.
 *
 * <p>Equal messages give equal bytes, so that a repeated request is the same request. Nothing is
 * written as {@code \}{@code uXXXX} but control characters, for which JSON knows no other form:
 * recipients have seen literal escapes, and WeChat has refused them with 47002. Hence the generator
 * over a {@link java.io.Writer}: Jackson's one over bytes writes an emoji as two escapes.
 */
final class Bodies {

  /** Configured once and immutable, so it may be shared. */
  private static final JsonFactory JSON = new JsonFactory();

  private Bodies() {}

  static String template(TemplateMessage message) {
    return write(
        json -> {
          json.writeStringField("touser", message.recipient().value());
          json.writeStringField("template_id", message.templateId());
          if (message.url().isPresent()) {
            json.writeStringField("url", message.url().get());
          }
          if (message.miniProgram().isPresent()) {
            miniProgram(json, message.miniProgram().get());
          }
          if (message.options().idempotencyKey().isPresent()) {
            json.writeStringField(
                "client_msg_id", message.options().idempotencyKey().get().value());
          }
          data(json, message.data());
        });
  }

  static String customer(CustomerMessage message) {
    return write(
        json -> {
          json.writeStringField("touser", message.recipient().value());
          json.writeStringField("msgtype", message.content().msgType());
          content(json, message.content());
          if (message.kfAccount().isPresent()) {
            json.writeObjectFieldStart("customservice");
            json.writeStringField("kf_account", message.kfAccount().get());
            json.writeEndObject();
          }
        });
  }

  /** The request for a stable token. Holds the secret: never log it. */
  static String stableToken(String appId, String appSecret) {
    return write(
        json -> {
          json.writeStringField("grant_type", "client_credential");
          json.writeStringField("appid", appId);
          json.writeStringField("secret", appSecret);
          json.writeBooleanField("force_refresh", false);
        });
  }

  private static void content(JsonGenerator json, CustomerContent content) throws IOException {
    json.writeObjectFieldStart(content.msgType());
    if (content instanceof TextContent text) {
      json.writeStringField("content", text.text());
    }
    json.writeEndObject();
  }

  private static void miniProgram(JsonGenerator json, MiniProgram program) throws IOException {
    json.writeObjectFieldStart("miniprogram");
    json.writeStringField("appid", program.appId());
    if (program.pagePath() != null) {
      json.writeStringField("pagepath", program.pagePath());
    }
    json.writeEndObject();
  }

  private static void data(JsonGenerator json, Map<String, TemplateValue> data) throws IOException {
    json.writeObjectFieldStart("data");
    for (Map.Entry<String, TemplateValue> entry : data.entrySet()) {
      json.writeObjectFieldStart(entry.getKey());
      json.writeStringField("value", entry.getValue().value());
      if (entry.getValue().color() != null) {
        json.writeStringField("color", entry.getValue().color());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static String write(Fields fields) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      // A StringWriter does no I/O.
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** What stands between the braces. */
  @FunctionalInterface
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }
}
