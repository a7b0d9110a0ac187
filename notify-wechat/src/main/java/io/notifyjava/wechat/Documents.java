package io.notifyjava.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.message.MessageOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages out of filled JSON documents, which have the shape of WeChat's request bodies.
 *
 * <p>Strict, because a stored document is written by people: a misspelt field would otherwise
 * silently not be sent.
 */
final class Documents {

  private static final Set<String> TEMPLATE_FIELDS =
      fields("touser", "template_id", "url", "miniprogram", "client_msg_id", "data");

  private Documents() {}

  /**
   * Returns the message that a template document describes.
   *
   * @throws IllegalArgumentException with every problem and its path
   */
  static TemplateMessage template(String content, String openId, MessageOptions options) {
    ObjectNode root = DocumentReader.parse(content);
    DocumentReader reader = new DocumentReader();
    TemplateMessage.Builder builder = TemplateMessage.to(openId).options(options);
    reader.refuseOthers(root, "", TEMPLATE_FIELDS);
    sameRecipient(reader, root, openId);
    set(reader, "template_id", reader.requiredText(root, "", "template_id"), builder::templateId);
    set(reader, "url", reader.text(root, "", "url"), builder::url);
    miniProgram(reader, root, builder::miniProgram);
    set(reader, "client_msg_id", reader.text(root, "", "client_msg_id"), builder::clientMsgId);
    data(reader, root, builder);
    reader.finish();
    return builder.build();
  }

  /**
   * Returns the message that a customer-service document describes.
   *
   * @throws IllegalArgumentException with every problem and its path
   */
  static CustomerMessage customer(String content, String openId, MessageOptions options) {
    ObjectNode root = DocumentReader.parse(content);
    DocumentReader reader = new DocumentReader();
    CustomerMessage.Builder builder = CustomerMessage.to(openId).options(options);
    sameRecipient(reader, root, openId);
    content(reader, root, builder);
    ObjectNode service = reader.object(root, "", "customservice");
    if (service != null) {
      reader.refuseOthers(service, "customservice", fields("kf_account"));
      String account = reader.requiredText(service, "customservice", "kf_account");
      set(reader, "customservice.kf_account", account, builder::kfAccount);
    }
    reader.finish();
    return builder.build();
  }

  /** What else may stand there depends on the kind, so an unknown kind is the only problem told. */
  private static void content(
      DocumentReader reader, ObjectNode root, CustomerMessage.Builder builder) {
    String type = reader.requiredText(root, "", "msgtype");
    if (type == null) {
      return;
    }
    if (!ContentDocument.knows(type)) {
      reader.problem("msgtype must be one of " + ContentDocument.kinds());
      return;
    }
    reader.refuseOthers(root, "", fields("touser", "msgtype", type, "customservice"));
    CustomerContent content = ContentDocument.read(reader, root, type);
    if (content != null) {
      builder.content(content);
    }
  }

  /**
   * Tells whether a text is a JSON object with a {@code msgtype}, which nobody says to a person.
   */
  static boolean looksLikeOne(String content) {
    if (!content.stripLeading().startsWith("{") || !content.contains("\"msgtype\"")) {
      return false;
    }
    try {
      return DocumentReader.parse(content).has("msgtype");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static void sameRecipient(DocumentReader reader, ObjectNode root, String openId) {
    String toUser = reader.text(root, "", "touser");
    if (toUser != null && !toUser.equals(openId)) {
      reader.problem("touser must be the message's recipient; put ${OPENID} there or leave it out");
    }
  }

  static void miniProgram(DocumentReader reader, ObjectNode root, Consumer<MiniProgram> setter) {
    ObjectNode program = reader.object(root, "", "miniprogram");
    if (program == null) {
      return;
    }
    reader.refuseOthers(program, "miniprogram", fields("appid", "pagepath"));
    String appId = reader.requiredText(program, "miniprogram", "appid");
    String pagePath = reader.text(program, "miniprogram", "pagepath");
    if (appId != null) {
      reader.attempt(
          "miniprogram", () -> setter.accept(new MiniProgram(appId, blankAsNone(pagePath))));
    }
  }

  private static void data(
      DocumentReader reader, ObjectNode root, TemplateMessage.Builder builder) {
    ObjectNode data = reader.requiredObject(root, "", "data");
    if (data == null) {
      return;
    }
    if (data.isEmpty()) {
      reader.problem("data must have a field for each key of the template, but is empty");
    }
    for (Map.Entry<String, JsonNode> entry : data.properties()) {
      value(reader, data, entry.getKey(), builder::data);
    }
  }

  static void value(
      DocumentReader reader,
      ObjectNode data,
      String key,
      BiConsumer<String, TemplateValue> setter) {
    ObjectNode node = reader.object(data, "data", key);
    if (node == null) {
      return;
    }
    String path = DocumentReader.join("data", key);
    reader.refuseOthers(node, path, fields("value", "color"));
    String value = reader.requiredText(node, path, "value");
    String color = reader.text(node, path, "color");
    if (value != null) {
      reader.attempt(path, () -> setter.accept(key, new TemplateValue(value, blankAsNone(color))));
    }
  }

  /** Old documents carry {@code "color":""} and {@code "pagepath":""}; both mean "none". */
  static @Nullable String blankAsNone(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  static void set(
      DocumentReader reader, String path, @Nullable String value, Consumer<String> setter) {
    if (value != null) {
      reader.attempt(path, () -> setter.accept(value));
    }
  }

  /** Sorted, so that errors read the same every time. */
  static Set<String> fields(String... names) {
    return new TreeSet<>(List.of(names));
  }
}
