package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.MiniProgram;
import java.util.List;

/**
 * Writes the contents of applications' messages: fields in the order of "Send application message".
 */
final class Contents {

  private static final int TITLE = 128;
  private static final int DESCRIPTION = 512;
  private static final int URL = 2_048;

  private Contents() {}

  /** Returns the object that stands under the name of the kind. */
  static ObjectNode write(WeComContent content, Fields fields) {
    ObjectNode node = Json.object();
    if (content instanceof WeComContent.Text text) {
      fields.cut(node, "text.content", text.text(), 2_048);
    } else if (content instanceof WeComContent.Markdown markdown) {
      fields.limit(node, "markdown.content", markdown.text(), 2_048);
    } else if (content instanceof WeComContent.Video video) {
      node.put("media_id", video.media().id());
      fields.cut(node, "video.title", video.title(), TITLE);
      fields.cut(node, "video.description", video.description(), DESCRIPTION);
    } else if (content instanceof WeComContent.TextCard card) {
      textCard(node, card, fields);
    } else if (content instanceof News news) {
      news(node, news, fields);
    } else if (content instanceof MpNews news) {
      mpNews(node, news, fields);
    } else if (content instanceof MiniProgramNotice notice) {
      notice(node, notice);
    } else if (content instanceof TaskCard card) {
      taskCard(node, card, fields);
    } else if (content instanceof TemplateCard card) {
      return card.node();
    } else {
      // All that is left consists of media, so a kind that is added and forgotten fails loudly.
      node.put("media_id", media(content).get(0).id());
    }
    return node;
  }

  /** Returns what a content refers to and WeCom forgets after a while. */
  static List<Media> media(WeComContent content) {
    if (content instanceof WeComContent.Image image) {
      return List.of(image.media());
    }
    if (content instanceof WeComContent.Voice voice) {
      return List.of(voice.media());
    }
    if (content instanceof WeComContent.File file) {
      return List.of(file.media());
    }
    if (content instanceof WeComContent.Video video) {
      return List.of(video.media());
    }
    if (content instanceof MpNews news) {
      return news.articles().stream().map(MpNews.Article::thumb).toList();
    }
    return content instanceof TemplateCard card ? card.media() : List.of();
  }

  static void news(ObjectNode node, News news, Fields fields) {
    ArrayNode articles = node.putArray("articles");
    List<News.Article> given = news.articles();
    for (int i = 0; i < given.size(); i++) {
      News.Article article = given.get(i);
      ObjectNode one = articles.addObject();
      String path = "news.articles[" + i + "].";
      fields.cut(one, path + "title", article.title(), TITLE);
      fields.cut(one, path + "description", article.description(), DESCRIPTION);
      fields.limit(one, path + "url", article.url(), URL);
      fields.limit(one, path + "picurl", article.pictureUrl(), URL);
      MiniProgram program = article.miniProgram();
      if (program != null) {
        miniProgram(one, program);
      }
    }
  }

  static void miniProgram(ObjectNode node, MiniProgram program) {
    node.put("appid", program.appId());
    if (program.pagePath() != null) {
      node.put("pagepath", program.pagePath());
    }
  }

  private static void textCard(ObjectNode node, WeComContent.TextCard card, Fields fields) {
    fields.cut(node, "textcard.title", card.title(), TITLE);
    fields.cut(node, "textcard.description", card.description(), DESCRIPTION);
    fields.limit(node, "textcard.url", card.url(), URL);
    if (card.buttonText() != null) {
      node.put("btntxt", card.buttonText());
    }
  }

  private static void mpNews(ObjectNode node, MpNews news, Fields fields) {
    ArrayNode articles = node.putArray("articles");
    List<MpNews.Article> given = news.articles();
    for (int i = 0; i < given.size(); i++) {
      MpNews.Article article = given.get(i);
      ObjectNode one = articles.addObject();
      String path = "mpnews.articles[" + i + "].";
      fields.cut(one, path + "title", article.title(), TITLE);
      one.put("thumb_media_id", article.thumb().id());
      fields.limit(one, path + "author", article.author(), 64);
      fields.limit(one, path + "content_source_url", article.sourceUrl(), URL);
      fields.limit(one, path + "content", article.content(), 666 * 1_024);
      fields.cut(one, path + "digest", article.digest(), DESCRIPTION);
    }
  }

  private static void notice(ObjectNode node, MiniProgramNotice notice) {
    node.put("appid", notice.miniProgram().appId());
    if (notice.miniProgram().pagePath() != null) {
      node.put("page", notice.miniProgram().pagePath());
    }
    node.put("title", notice.title());
    if (notice.description() != null) {
      node.put("description", notice.description());
    }
    node.put("emphasis_first_item", notice.emphasizeFirst());
    if (!notice.items().isEmpty()) {
      ArrayNode items = node.putArray("content_item");
      notice
          .items()
          .forEach(item -> items.addObject().put("key", item.key()).put("value", item.value()));
    }
  }

  private static void taskCard(ObjectNode node, TaskCard card, Fields fields) {
    fields.cut(node, "taskcard.title", card.title(), TITLE);
    fields.cut(node, "taskcard.description", card.description(), DESCRIPTION);
    fields.limit(node, "taskcard.url", card.url(), URL);
    node.put("task_id", card.taskId());
    ArrayNode buttons = node.putArray("btn");
    for (TaskCard.Button button : card.buttons()) {
      ObjectNode one = buttons.addObject().put("key", button.key()).put("name", button.name());
      if (button.color() != null) {
        one.put("color", button.color());
      }
      if (button.bold()) {
        one.put("is_bold", true);
      }
    }
  }
}
