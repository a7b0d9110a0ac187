package io.notifyjava.wechat.wecom;

import io.notifyjava.message.MessageOptions;
import io.notifyjava.outbox.MessageCodec;
import io.notifyjava.outbox.StoredFields;

/**
 * Keeps messages of WeCom robots, of every kind, in an outbox. Found by {@code ServiceLoader}.
 *
 * @since 0.1.0
 */
public final class WeComRobotMessageCodec implements MessageCodec<WeComRobotMessage> {

  /** For {@code ServiceLoader}. */
  public WeComRobotMessageCodec() {}

  @Override
  public Class<WeComRobotMessage> messageType() {
    return WeComRobotMessage.class;
  }

  @Override
  public String type() {
    return WeComRobotMessage.TYPE;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public StoredFields write(WeComRobotMessage message) {
    StoredFields.Builder fields =
        StoredFields.builder()
            .put("group", message.recipient().value())
            .put("kind", message.content().msgType());
    write(message.content(), fields);
    return fields.build();
  }

  private static void write(RobotContent content, StoredFields.Builder fields) {
    if (content instanceof RobotContent.Text text) {
      fields.put("text", text.text());
      text.userIds().forEach(id -> fields.put("mention", id));
      text.mobiles().forEach(mobile -> fields.put("mention-mobile", mobile));
      if (text.mentionsAll()) {
        fields.put("mention-all", "true");
      }
    } else if (content instanceof RobotContent.MarkdownV2 markdown) {
      fields.put("text", markdown.text());
    } else if (content instanceof WeComContent.Markdown markdown) {
      fields.put("text", markdown.text());
    } else if (content instanceof RobotContent.Image image) {
      fields.put("bytes", image.bytes());
    } else if (content instanceof News news) {
      Kept.put(fields, news);
    } else if (content instanceof TemplateCard card) {
      Kept.put(fields, card);
    } else {
      // All that is left consists of media, so a kind that is added and forgotten fails loudly.
      Kept.put(fields, "media", RobotContents.media(content).get(0));
    }
  }

  @Override
  public WeComRobotMessage read(StoredFields fields, int version, MessageOptions options) {
    return WeComRobotMessage.to(fields.get("group"))
        .content(content(fields))
        .options(options)
        .build();
  }

  private static RobotContent content(StoredFields fields) {
    return switch (fields.get("kind")) {
      case "text" ->
          new RobotContent.Text(
              fields.get("text"),
              fields.all("mention"),
              fields.all("mention-mobile"),
              fields.find("mention-all").isPresent());
      case "markdown_v2" -> new RobotContent.MarkdownV2(fields.get("text"));
      case "markdown" -> new WeComContent.Markdown(fields.get("text"));
      case "image" -> RobotContent.Image.of(fields.bytes("bytes"));
      case "voice" -> new WeComContent.Voice(Kept.media(fields, "media"));
      case "file" -> new WeComContent.File(Kept.media(fields, "media"));
      case "news" -> Kept.news(fields);
      case "template_card" -> Kept.card(fields);
      default -> throw Kept.unknownKind();
    };
  }
}
