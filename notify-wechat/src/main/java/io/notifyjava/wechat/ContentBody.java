package io.notifyjava.wechat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * Makes the object that a customer-service request names after its {@code msgtype}; texts, which
 * are the most, are written by {@link Bodies} without one.
 */
final class ContentBody {

  private ContentBody() {}

  static ObjectNode of(CustomerContent content) {
    ObjectNode node = Json.object();
    write(content, node);
    return node;
  }

  private static void write(CustomerContent content, ObjectNode node) {
    if (content instanceof ImageContent image) {
      node.put("media_id", image.media().id());
    } else if (content instanceof VoiceContent voice) {
      node.put("media_id", voice.media().id());
    } else if (content instanceof MpNewsContent news) {
      node.put("media_id", news.media().id());
    } else if (content instanceof MpNewsArticleContent article) {
      node.put("article_id", article.articleId());
    } else if (content instanceof CardContent card) {
      node.put("card_id", card.cardId());
    } else {
      writeLarger(content, node);
    }
  }

  private static void writeLarger(CustomerContent content, ObjectNode node) {
    if (content instanceof VideoContent video) {
      video(video, node);
    } else if (content instanceof MusicContent music) {
      music(music, node);
    } else if (content instanceof NewsContent news) {
      news(news, node.putArray("articles").addObject());
    } else if (content instanceof MenuContent menu) {
      menu(menu, node);
    } else if (content instanceof MiniProgramPageContent page) {
      page(page, node);
    } else {
      // A cast, so that a kind that is added and forgotten here fails loudly.
      link((LinkContent) content, node);
    }
  }

  private static void video(VideoContent video, ObjectNode node) {
    node.put("media_id", video.media().id());
    node.put("thumb_media_id", video.thumb().id());
    optional(node, "title", video.title());
    optional(node, "description", video.description());
  }

  private static void music(MusicContent music, ObjectNode node) {
    node.put("title", music.title());
    node.put("description", music.description());
    node.put("musicurl", music.musicUrl());
    optional(node, "hqmusicurl", music.hqMusicUrl());
    node.put("thumb_media_id", music.thumb().id());
  }

  private static void news(NewsContent news, ObjectNode node) {
    node.put("title", news.title());
    optional(node, "description", news.description());
    node.put("url", news.url());
    optional(node, "picurl", news.pictureUrl());
  }

  private static void menu(MenuContent menu, ObjectNode node) {
    optional(node, "head_content", menu.head());
    ArrayNode list = node.putArray("list");
    for (MenuContent.Item item : menu.items()) {
      list.addObject().put("id", item.id()).put("content", item.content());
    }
    optional(node, "tail_content", menu.tail());
  }

  private static void page(MiniProgramPageContent page, ObjectNode node) {
    node.put("title", page.title());
    node.put("appid", page.appId());
    node.put("pagepath", page.pagePath());
    node.put("thumb_media_id", page.thumb().id());
  }

  private static void link(LinkContent link, ObjectNode node) {
    node.put("title", link.title());
    optional(node, "description", link.description());
    node.put("url", link.url());
    optional(node, "thumb_url", link.thumbUrl());
  }

  private static void optional(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, value);
    }
  }
}
