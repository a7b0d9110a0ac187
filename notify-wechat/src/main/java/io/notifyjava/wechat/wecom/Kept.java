package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import io.notifyjava.outbox.StoredFields;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.MiniProgram;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Parts of contents as an outbox keeps them. */
final class Kept {

  private Kept() {}

  static void put(StoredFields.Builder fields, String name, Media media) {
    fields.put(
        name,
        StoredFields.builder()
            .put("id", media.id())
            .put("expires", media.expiresAt().map(Instant::toString))
            .build());
  }

  static Media media(StoredFields fields, String name) {
    return media(one(fields, name));
  }

  static Media media(StoredFields media) {
    String id = media.get("id");
    return media
        .find("expires")
        .map(text -> Media.until(id, instant(text)))
        .orElseGet(() -> Media.of(id));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("Field expires is not an instant", e);
    }
  }

  static void put(StoredFields.Builder fields, MiniProgram program) {
    fields.put(
        "mini-program",
        StoredFields.builder()
            .put("app", program.appId())
            .putIfGiven("page", program.pagePath())
            .build());
  }

  static @Nullable MiniProgram miniProgram(StoredFields fields) {
    if (fields.find("mini-program").isEmpty()) {
      return null;
    }
    StoredFields program = one(fields, "mini-program");
    return new MiniProgram(program.get("app"), optional(program, "page"));
  }

  /** A card is kept as the JSON that is sent, which is all that it is. */
  static void put(StoredFields.Builder fields, TemplateCard card) {
    fields
        .put("card", card.cardType())
        .put("task", card.taskId())
        .put("answers", Boolean.toString(card.canBeAnswered()))
        .put("json", new String(Json.write(card.node()), StandardCharsets.UTF_8));
    card.media().forEach(media -> put(fields, "media", media));
  }

  static TemplateCard card(StoredFields fields) {
    return new TemplateCard(
        fields.get("card"),
        optional(fields, "task"),
        Boolean.parseBoolean(fields.get("answers")),
        fields.nested("media").stream().map(Kept::media).toList(),
        Json.parseObject(fields.get("json").getBytes(StandardCharsets.UTF_8))
            .map(node -> (ObjectNode) node)
            .orElseThrow(() -> new IllegalArgumentException("Field json is not a JSON object")));
  }

  static void put(StoredFields.Builder fields, News news) {
    for (News.Article article : news.articles()) {
      StoredFields.Builder one =
          StoredFields.builder()
              .put("title", article.title())
              .putIfGiven("description", article.description())
              .putIfGiven("url", article.url())
              .putIfGiven("picture", article.pictureUrl());
      if (article.miniProgram() != null) {
        put(one, article.miniProgram());
      }
      fields.put("article", one.build());
    }
  }

  static News news(StoredFields fields) {
    return new News(
        fields.nested("article").stream()
            .map(
                article ->
                    new News.Article(
                        article.get("title"),
                        optional(article, "description"),
                        optional(article, "url"),
                        optional(article, "picture"),
                        miniProgram(article)))
            .toList());
  }

  static StoredFields one(StoredFields fields, String name) {
    String unused = fields.get(name);
    return fields.nested(name).get(0);
  }

  static @Nullable String optional(StoredFields fields, String name) {
    return fields.find(name).orElse(null);
  }

  static IllegalArgumentException unknownKind() {
    return new IllegalArgumentException(
        "Field kind names a content that this version does not know");
  }
}
