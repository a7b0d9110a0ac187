package io.notifyjava.wechat;

import io.notifyjava.message.MessageOptions;
import io.notifyjava.outbox.MessageCodec;
import io.notifyjava.outbox.StoredFields;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keeps customer-service messages, of every kind, in an outbox. Found by {@code ServiceLoader}.
 *
 * @since 0.1.0
 */
public final class CustomerMessageCodec implements MessageCodec<CustomerMessage> {

  /** For {@code ServiceLoader}. */
  public CustomerMessageCodec() {}

  @Override
  public Class<CustomerMessage> messageType() {
    return CustomerMessage.class;
  }

  @Override
  public String type() {
    return CustomerMessage.TYPE;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public StoredFields write(CustomerMessage message) {
    StoredFields.Builder fields =
        StoredFields.builder()
            .put("openid", message.recipient().value())
            .put("kf-account", message.kfAccount())
            .put("kind", message.content().msgType());
    write(message.content(), fields);
    return fields.build();
  }

  private static void write(CustomerContent content, StoredFields.Builder fields) {
    if (content instanceof TextContent text) {
      fields.put("text", text.text());
    } else if (content instanceof ImageContent image) {
      Kept.put(fields, "media", image.media());
    } else if (content instanceof VoiceContent voice) {
      Kept.put(fields, "media", voice.media());
    } else if (content instanceof MpNewsContent news) {
      Kept.put(fields, "media", news.media());
    } else if (content instanceof MpNewsArticleContent article) {
      fields.put("article", article.articleId());
    } else if (content instanceof CardContent card) {
      fields.put("card", card.cardId());
    } else if (content instanceof MenuContent menu) {
      fields.putIfGiven("head", menu.head()).putIfGiven("tail", menu.tail());
      menu.items().forEach(item -> fields.put("item", item.id()).put("item-text", item.content()));
    } else {
      described(content, fields);
    }
  }

  private static void described(CustomerContent content, StoredFields.Builder fields) {
    if (content instanceof VideoContent video) {
      fields.putIfGiven("title", video.title()).putIfGiven("description", video.description());
      Kept.put(fields, "media", video.media());
      Kept.put(fields, "thumb", video.thumb());
    } else if (content instanceof MusicContent music) {
      fields.put("title", music.title()).put("description", music.description());
      fields.put("url", music.musicUrl()).putIfGiven("hq-url", music.hqMusicUrl());
      Kept.put(fields, "thumb", music.thumb());
    } else if (content instanceof NewsContent news) {
      fields.put("title", news.title()).putIfGiven("description", news.description());
      fields.put("url", news.url()).putIfGiven("picture", news.pictureUrl());
    } else if (content instanceof LinkContent link) {
      fields.put("title", link.title()).putIfGiven("description", link.description());
      fields.put("url", link.url()).putIfGiven("thumb-url", link.thumbUrl());
    } else {
      // The last kind, so that one that is added and forgotten fails loudly.
      MiniProgramPageContent page = (MiniProgramPageContent) content;
      fields.put("title", page.title()).put("app", page.appId()).put("page", page.pagePath());
      Kept.put(fields, "thumb", page.thumb());
    }
  }

  @Override
  public CustomerMessage read(StoredFields fields, int version, MessageOptions options) {
    CustomerMessage.Builder message =
        CustomerMessage.to(fields.get("openid")).options(options).content(content(fields));
    fields.find("kf-account").ifPresent(message::kfAccount);
    return message.build();
  }

  private static CustomerContent content(StoredFields fields) {
    String kind = fields.get("kind");
    return switch (kind) {
      case "text" -> new TextContent(fields.get("text"));
      case "image" -> new ImageContent(Kept.media(fields, "media"));
      case "voice" -> new VoiceContent(Kept.media(fields, "media"));
      case "mpnews" -> new MpNewsContent(Kept.media(fields, "media"));
      case "mpnewsarticle" -> new MpNewsArticleContent(fields.get("article"));
      case "wxcard" -> new CardContent(fields.get("card"));
      case "msgmenu" -> menu(fields);
      case "video", "music", "news", "link", "miniprogrampage" -> described(kind, fields);
      default ->
          throw new IllegalArgumentException(
              "Field kind names a content that this version does not know");
    };
  }

  private static CustomerContent described(String kind, StoredFields fields) {
    String description = Kept.optional(fields, "description");
    return switch (kind) {
      case "video" ->
          new VideoContent(
              Kept.media(fields, "media"),
              Kept.media(fields, "thumb"),
              Kept.optional(fields, "title"),
              description);
      case "music" ->
          new MusicContent(
              fields.get("title"),
              fields.get("description"),
              fields.get("url"),
              Kept.optional(fields, "hq-url"),
              Kept.media(fields, "thumb"));
      case "news" ->
          new NewsContent(
              fields.get("title"),
              description,
              fields.get("url"),
              Kept.optional(fields, "picture"));
      case "link" ->
          new LinkContent(
              fields.get("title"),
              description,
              fields.get("url"),
              Kept.optional(fields, "thumb-url"));
      default ->
          new MiniProgramPageContent(
              fields.get("title"),
              fields.get("app"),
              fields.get("page"),
              Kept.media(fields, "thumb"));
    };
  }

  private static MenuContent menu(StoredFields fields) {
    List<String> ids = fields.all("item");
    List<String> texts = fields.all("item-text");
    if (ids.size() != texts.size()) {
      throw new IllegalArgumentException(
          "There are %s fields item, but %s fields item-text".formatted(ids.size(), texts.size()));
    }
    return new MenuContent(
        Kept.optional(fields, "head"),
        IntStream.range(0, ids.size())
            .mapToObj(i -> new MenuContent.Item(ids.get(i), texts.get(i)))
            .toList(),
        Kept.optional(fields, "tail"));
  }
}
