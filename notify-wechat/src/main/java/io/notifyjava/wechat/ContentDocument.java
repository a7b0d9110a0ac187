package io.notifyjava.wechat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.wechat.internal.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the content of a customer-service document: the object named after its msgtype. */
final class ContentDocument {

  /** Reads one kind; null after a problem. */
  private interface Kind {
    @Nullable CustomerContent read(DocumentReader reader, ObjectNode node);
  }

  // Sorted, so that errors read the same every time.
  private static final Map<String, Kind> KINDS = new TreeMap<>();

  static {
    KINDS.put("text", ContentDocument::text);
    KINDS.put("image", (reader, node) -> media(reader, node, "image"));
    KINDS.put("voice", (reader, node) -> media(reader, node, "voice"));
    KINDS.put("video", ContentDocument::video);
    KINDS.put("music", ContentDocument::music);
    KINDS.put("news", ContentDocument::news);
    KINDS.put("mpnews", (reader, node) -> media(reader, node, "mpnews"));
    KINDS.put("mpnewsarticle", ContentDocument::article);
    KINDS.put("msgmenu", ContentDocument::menu);
    KINDS.put("wxcard", ContentDocument::card);
    KINDS.put("miniprogrampage", ContentDocument::page);
    KINDS.put("link", ContentDocument::link);
  }

  private ContentDocument() {}

  /** Tells whether a msgtype is one that WeChat documents. */
  static boolean knows(String msgType) {
    return KINDS.containsKey(msgType);
  }

  /** Returns all kinds, for errors. */
  static String kinds() {
    return String.join(", ", KINDS.keySet());
  }

  /** Returns the content; null after a problem. */
  static @Nullable CustomerContent read(DocumentReader reader, ObjectNode root, String msgType) {
    @Nullable Kind kind = KINDS.get(msgType);
    ObjectNode node = reader.requiredObject(root, "", msgType);
    return kind == null || node == null ? null : kind.read(reader, node);
  }

  private static @Nullable CustomerContent text(DocumentReader reader, ObjectNode node) {
    DocumentFields fields = new DocumentFields(reader, node, "text");
    String content = fields.text("content", (name, value) -> new TextContent(value).text());
    return fields.end() ? new TextContent(content) : null;
  }

  private static @Nullable CustomerContent media(
      DocumentReader reader, ObjectNode node, String kind) {
    DocumentFields fields = new DocumentFields(reader, node, kind);
    Media media = fields.media("media_id");
    if (!fields.end() || media == null) {
      return null;
    }
    return switch (kind) {
      case "image" -> new ImageContent(media);
      case "voice" -> new VoiceContent(media);
      default -> new MpNewsContent(media);
    };
  }

  private static @Nullable CustomerContent video(DocumentReader reader, ObjectNode node) {
    DocumentFields fields = new DocumentFields(reader, node, "video");
    Media media = fields.media("media_id");
    Media thumb = fields.media("thumb_media_id");
    @Nullable String title = fields.optional("title", Parts::line);
    @Nullable String description = fields.optional("description", Parts::prose);
    return fields.end() && media != null && thumb != null
        ? new VideoContent(media, thumb, title, description)
        : null;
  }

  private static @Nullable CustomerContent music(DocumentReader reader, ObjectNode node) {
    DocumentFields fields = new DocumentFields(reader, node, "music");
    String title = fields.text("title", Parts::line);
    String description = fields.text("description", Parts::prose);
    String url = fields.text("musicurl", Checks::webLink);
    @Nullable String better = fields.optional("hqmusicurl", Checks::webLink);
    Media thumb = fields.media("thumb_media_id");
    return fields.end() && thumb != null
        ? new MusicContent(title, description, url, better, thumb)
        : null;
  }

  private static @Nullable CustomerContent news(DocumentReader reader, ObjectNode node) {
    DocumentFields news = new DocumentFields(reader, node, "news");
    List<ObjectNode> articles = news.objects("articles");
    if (!news.end()) {
      return null;
    }
    if (articles.size() != 1) {
      reader.problem(
          "news.articles must have one article, which is all that WeChat takes, but had "
              + articles.size());
      return null;
    }
    DocumentFields fields = new DocumentFields(reader, articles.get(0), "news.articles[0]");
    String title = fields.text("title", Parts::line);
    @Nullable String description = fields.optional("description", Parts::prose);
    String url = fields.text("url", Checks::webLink);
    @Nullable String picture = fields.optional("picurl", Checks::webLink);
    return fields.end() ? new NewsContent(title, description, url, picture) : null;
  }

  private static @Nullable CustomerContent article(DocumentReader reader, ObjectNode node) {
    DocumentFields fields = new DocumentFields(reader, node, "mpnewsarticle");
    String id = fields.text("article_id", Parts::id);
    return fields.end() ? new MpNewsArticleContent(id) : null;
  }

  private static @Nullable CustomerContent card(DocumentReader reader, ObjectNode node) {
    DocumentFields fields = new DocumentFields(reader, node, "wxcard");
    String id = fields.text("card_id", Parts::id);
    return fields.end() ? new CardContent(id) : null;
  }

  private static @Nullable CustomerContent page(DocumentReader reader, ObjectNode node) {
    DocumentFields fields = new DocumentFields(reader, node, "miniprogrampage");
    String title = fields.text("title", Parts::line);
    String appId = fields.text("appid", Parts::appId);
    String path = fields.text("pagepath", Parts::page);
    Media thumb = fields.media("thumb_media_id");
    return fields.end() && thumb != null
        ? new MiniProgramPageContent(title, appId, path, thumb)
        : null;
  }

  private static @Nullable CustomerContent link(DocumentReader reader, ObjectNode node) {
    DocumentFields fields = new DocumentFields(reader, node, "link");
    String title = fields.text("title", Parts::line);
    @Nullable String description = fields.optional("description", Parts::prose);
    String url = fields.text("url", Checks::webLink);
    @Nullable String thumb = fields.optional("thumb_url", Checks::webLink);
    return fields.end() ? new LinkContent(title, description, url, thumb) : null;
  }

  private static @Nullable CustomerContent menu(DocumentReader reader, ObjectNode node) {
    DocumentFields fields = new DocumentFields(reader, node, "msgmenu");
    @Nullable String head = fields.optional("head_content", Parts::prose);
    List<MenuContent.Item> items = items(reader, fields.objects("list"));
    @Nullable String tail = fields.optional("tail_content", Parts::prose);
    if (!fields.end()) {
      return null;
    }
    List<MenuContent> made = new ArrayList<>(1);
    reader.attempt("msgmenu", () -> made.add(new MenuContent(head, items, tail)));
    return made.isEmpty() ? null : made.get(0);
  }

  private static List<MenuContent.Item> items(DocumentReader reader, List<ObjectNode> list) {
    List<MenuContent.Item> items = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      DocumentFields fields = new DocumentFields(reader, list.get(i), "msgmenu.list[" + i + "]");
      String id = fields.text("id", Parts::id);
      String content = fields.text("content", Parts::line);
      if (fields.end()) {
        items.add(new MenuContent.Item(id, content));
      }
    }
    return items;
  }
}
