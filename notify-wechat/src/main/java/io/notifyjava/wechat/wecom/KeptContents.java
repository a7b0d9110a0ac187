package io.notifyjava.wechat.wecom;

import io.notifyjava.outbox.StoredFields;
import java.util.List;
import java.util.Objects;

/** What an application sends, as an outbox keeps it. */
final class KeptContents {

  private KeptContents() {}

  static void write(WeComContent content, StoredFields.Builder fields) {
    fields.put("kind", content.msgType());
    if (content instanceof WeComContent.Text text) {
      fields.put("text", text.text());
    } else if (content instanceof WeComContent.Markdown markdown) {
      fields.put("text", markdown.text());
    } else if (content instanceof WeComContent.Video video) {
      fields.putIfGiven("title", video.title()).putIfGiven("description", video.description());
      Kept.put(fields, "media", video.media());
    } else if (content instanceof WeComContent.TextCard card) {
      fields.put("title", card.title()).put("description", card.description());
      fields.put("url", card.url()).putIfGiven("button", card.buttonText());
    } else if (content instanceof News news) {
      Kept.put(fields, news);
    } else if (content instanceof MpNews news) {
      news.articles().forEach(article -> fields.put("article", article(article)));
    } else if (content instanceof MiniProgramNotice notice) {
      write(notice, fields);
    } else if (content instanceof TaskCard card) {
      write(card, fields);
    } else if (content instanceof TemplateCard card) {
      Kept.put(fields, card);
    } else {
      // All that is left consists of media, so a kind that is added and forgotten fails loudly.
      Kept.put(fields, "media", Contents.media(content).get(0));
    }
  }

  private static StoredFields article(MpNews.Article article) {
    StoredFields.Builder fields =
        StoredFields.builder()
            .put("title", article.title())
            .putIfGiven("author", article.author())
            .putIfGiven("source", article.sourceUrl())
            .put("content", article.content())
            .putIfGiven("digest", article.digest());
    Kept.put(fields, "thumb", article.thumb());
    return fields.build();
  }

  private static void write(MiniProgramNotice notice, StoredFields.Builder fields) {
    Kept.put(fields, notice.miniProgram());
    fields
        .put("title", notice.title())
        .putIfGiven("description", notice.description())
        .put("emphasize", Boolean.toString(notice.emphasizeFirst()));
    notice
        .items()
        .forEach(
            item ->
                fields.put(
                    "item",
                    StoredFields.builder()
                        .put("key", item.key())
                        .put("value", item.value())
                        .build()));
  }

  private static void write(TaskCard card, StoredFields.Builder fields) {
    fields
        .put("title", card.title())
        .put("description", card.description())
        .putIfGiven("url", card.url())
        .put("task", card.taskId());
    for (TaskCard.Button button : card.buttons()) {
      fields.put(
          "button",
          StoredFields.builder()
              .put("key", button.key())
              .put("name", button.name())
              .putIfGiven("color", button.color())
              .put("bold", Boolean.toString(button.bold()))
              .build());
    }
  }

  static WeComContent read(StoredFields fields) {
    return switch (fields.get("kind")) {
      case "text" -> new WeComContent.Text(fields.get("text"));
      case "markdown" -> new WeComContent.Markdown(fields.get("text"));
      case "image" -> new WeComContent.Image(Kept.media(fields, "media"));
      case "voice" -> new WeComContent.Voice(Kept.media(fields, "media"));
      case "file" -> new WeComContent.File(Kept.media(fields, "media"));
      case "video" ->
          new WeComContent.Video(
              Kept.media(fields, "media"),
              Kept.optional(fields, "title"),
              Kept.optional(fields, "description"));
      case "textcard" ->
          new WeComContent.TextCard(
              fields.get("title"),
              fields.get("description"),
              fields.get("url"),
              Kept.optional(fields, "button"));
      case "news" -> Kept.news(fields);
      case "mpnews" ->
          new MpNews(fields.nested("article").stream().map(KeptContents::article).toList());
      case "miniprogram_notice" -> notice(fields);
      case "interactive_taskcard" -> taskCard(fields);
      case "template_card" -> Kept.card(fields);
      default -> throw Kept.unknownKind();
    };
  }

  private static MpNews.Article article(StoredFields fields) {
    return new MpNews.Article(
        fields.get("title"),
        Kept.media(fields, "thumb"),
        Kept.optional(fields, "author"),
        Kept.optional(fields, "source"),
        fields.get("content"),
        Kept.optional(fields, "digest"));
  }

  private static MiniProgramNotice notice(StoredFields fields) {
    String unused = fields.get("mini-program");
    return new MiniProgramNotice(
        Objects.requireNonNull(Kept.miniProgram(fields)),
        fields.get("title"),
        Kept.optional(fields, "description"),
        Boolean.parseBoolean(fields.get("emphasize")),
        fields.nested("item").stream()
            .map(item -> new MiniProgramNotice.Item(item.get("key"), item.get("value")))
            .toList());
  }

  private static TaskCard taskCard(StoredFields fields) {
    List<TaskCard.Button> buttons =
        fields.nested("button").stream()
            .map(
                button ->
                    new TaskCard.Button(
                        button.get("key"),
                        button.get("name"),
                        Kept.optional(button, "color"),
                        Boolean.parseBoolean(button.get("bold"))))
            .toList();
    return new TaskCard(
        fields.get("title"),
        fields.get("description"),
        Kept.optional(fields, "url"),
        fields.get("task"),
        buttons);
  }
}
