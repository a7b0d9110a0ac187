package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * Checks what an application sends, kind by kind, as the vendor's page "Send application message"
 * says. Texts that the page says are cut are cut silently; others are refused. Thread-safe.
 */
final class WeComContent {

  private static final int TITLE = 128;
  private static final int DESCRIPTION = 512;
  private static final int TEXT = 2048;
  private static final int LONGEST_ARTICLE = 666 * 1024;
  private static final Set<String> COLORS = Set.of("", "red", "blue");

  private final WeComSender sender;
  private final Set<String> miniPrograms;

  WeComContent(WeComMedia media, Set<String> miniPrograms) {
    this.sender = new WeComSender(media, WeComMedia.CORPORATION, false);
    this.miniPrograms = miniPrograms;
  }

  /**
   * What a message turned out to be.
   *
   * @param taskId of a card or task; empty without one
   * @param interactive whether it can be changed later
   */
  record Checked(String taskId, boolean interactive) {
    static final Checked PLAIN = new Checked("", false);
  }

  /**
   * Checks the content of this kind.
   *
   * @throws Refused 40008 for a kind that is unknown, else for what is wrong with the content
   */
  Checked check(LenientBody body, String type) {
    JsonNode content = body.object(body.root(), type);
    switch (type) {
      case "text" -> checkText(body, content);
      case "markdown" -> checkMarkdown(body, content);
      case "image" -> sender.require(body.text(content, "media_id"), SealedIds.Kind.IMAGE);
      case "voice" -> sender.require(body.text(content, "media_id"), SealedIds.Kind.VOICE);
      case "file" -> sender.require(body.text(content, "media_id"), SealedIds.Kind.FILE);
      case "video" -> checkVideo(body, content);
      case "textcard" -> checkTextCard(body, content);
      case "news" -> checkNews(body, content);
      case "mpnews" -> checkMpNews(body, content);
      case "miniprogram_notice" -> checkMiniProgram(body, content);
      case "template_card" -> {
        WeComCards card = new WeComCards(body, sender);
        card.check();
        return new Checked(card.taskId(), card.interactive());
      }
      case "taskcard", "interactive_taskcard" -> {
        return new Checked(checkTask(body, content, type), true);
      }
      default -> throw new Refused(40008);
    }
    return Checked.PLAIN;
  }

  private static void checkText(LenientBody body, JsonNode text) {
    String content = body.text(text, "content");
    if (content.isEmpty()) {
      throw new Refused(44004);
    }
    body.cutAt(content, TEXT);
  }

  private static void checkMarkdown(LenientBody body, JsonNode markdown) {
    String content = body.text(markdown, "content");
    if (content.isEmpty()) {
      throw new Refused(44004);
    }
    if (LenientBody.bytes(content) > TEXT) {
      throw new Refused(45002);
    }
  }

  private void checkVideo(LenientBody body, JsonNode video) {
    sender.require(body.text(video, "media_id"), SealedIds.Kind.VIDEO);
    body.cutAt(body.text(video, "title"), TITLE);
    body.cutAt(body.text(video, "description"), DESCRIPTION);
  }

  private static void checkTextCard(LenientBody body, JsonNode card) {
    requireTitle(body, card);
    String description = WeComFields.requireText(body, card, "textcard", "description");
    body.cutAt(description, DESCRIPTION);
    if (!WeComFields.isLink(WeComFields.requireText(body, card, "textcard", "url"))) {
      throw WeComFields.invalid("field `textcard.url` invalid");
    }
    body.cutAtCharacters(body.text(card, "btntxt"), 4);
  }

  private static void checkNews(LenientBody body, JsonNode news) {
    for (JsonNode article : articles(body, news)) {
      requireTitle(body, article);
      body.cutAt(body.text(article, "description"), DESCRIPTION);
      boolean program =
          !body.text(article, "appid").isEmpty() && !body.text(article, "pagepath").isEmpty();
      if (!program) {
        WeComFields.requireText(body, article, "news.articles", "url");
      }
    }
  }

  private void checkMpNews(LenientBody body, JsonNode news) {
    for (JsonNode article : articles(body, news)) {
      requireTitle(body, article);
      sender.require(body.text(article, "thumb_media_id"), SealedIds.Kind.IMAGE);
      if (LenientBody.bytes(body.text(article, "author")) > 64) {
        throw new Refused(45032);
      }
      String content = WeComFields.requireText(body, article, "mpnews.articles", "content");
      if (LenientBody.bytes(content) > LONGEST_ARTICLE) {
        throw new Refused(45002);
      }
      body.cutAt(body.text(article, "digest"), DESCRIPTION);
    }
  }

  private void checkMiniProgram(LenientBody body, JsonNode notice) {
    String path = "miniprogram_notice";
    String appId = WeComFields.requireText(body, notice, path, "appid");
    if (!miniPrograms.isEmpty() && !miniPrograms.contains(appId)) {
      throw WeComFields.invalid("field `miniprogram_notice.appid` not linked");
    }
    WeComFields.requireBytes(body.text(notice, "page"), path + ".page", 1024);
    String title = WeComFields.requireText(body, notice, path, "title");
    WeComFields.requireCharacters(title, path + ".title", 4, 12);
    String description = body.text(notice, "description");
    if (!description.isEmpty()) {
      WeComFields.requireCharacters(description, path + ".description", 4, 12);
    }
    List<JsonNode> items = body.list(notice, "content_item");
    WeComFields.requireSize(items, path + ".content_item", 0, 10);
    for (JsonNode item : items) {
      String key = WeComFields.requireText(body, item, path + ".content_item", "key");
      String value = WeComFields.requireText(body, item, path + ".content_item", "value");
      WeComFields.requireCharacters(key, path + ".content_item.key", 1, 10);
      WeComFields.requireCharacters(value, path + ".content_item.value", 1, 30);
    }
  }

  private static String checkTask(LenientBody body, JsonNode task, String path) {
    requireTitle(body, task);
    body.cutAt(WeComFields.requireText(body, task, path, "description"), DESCRIPTION);
    String taskId = WeComFields.requireText(body, task, path, "task_id");
    WeComFields.requireTaskId(taskId, path + ".task_id");
    List<JsonNode> buttons = body.list(task, "btn");
    WeComFields.requireSize(buttons, path + ".btn", 1, 2);
    for (JsonNode button : buttons) {
      WeComFields.requireText(body, button, path + ".btn", "name");
      String key = WeComFields.requireText(body, button, path + ".btn", "key");
      WeComFields.requireTaskId(key, path + ".btn.key");
      if (!COLORS.contains(body.text(button, "color"))) {
        throw WeComFields.invalid("field `" + path + ".btn.color` expect red or blue");
      }
    }
    return taskId;
  }

  private static List<JsonNode> articles(LenientBody body, JsonNode news) {
    List<JsonNode> articles = body.list(news, "articles");
    if (articles.isEmpty() || articles.size() > 8) {
      throw new Refused(45008);
    }
    return articles;
  }

  private static void requireTitle(LenientBody body, JsonNode object) {
    String title = body.text(object, "title");
    if (title.isEmpty()) {
      throw new Refused(41016);
    }
    body.cutAt(title, TITLE);
  }
}
