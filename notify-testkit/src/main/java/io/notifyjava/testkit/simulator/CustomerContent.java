package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks the body of a customer-service message by its kind. Thread-safe.
 *
 * <p>Source: the vendor's pages "Send customer-service message" for official accounts and for mini
 * programs. Not documented and therefore not modelled: from when on an account's {@code mpnews} are
 * refused because it publishes drafts. Not documented but needed: 47001 for a required text that is
 * missing, 45050 for a kind that exists but not for this kind of account.
 */
final class CustomerContent {

  /** The texts that each kind must have; those with rules of their own are below. */
  private static final Map<String, List<String>> REQUIRED =
      Map.ofEntries(
          Map.entry("text", List.of()),
          Map.entry("news", List.of()),
          Map.entry("msgmenu", List.of()),
          Map.entry("image", List.of("media_id")),
          Map.entry("voice", List.of("media_id")),
          Map.entry("video", List.of("media_id", "thumb_media_id")),
          Map.entry("music", List.of("title", "description", "musicurl", "thumb_media_id")),
          Map.entry("mpnews", List.of("media_id")),
          Map.entry("mpnewsarticle", List.of("article_id")),
          Map.entry("wxcard", List.of("card_id")),
          Map.entry("miniprogrampage", List.of("title", "pagepath", "thumb_media_id")),
          Map.entry("link", List.of("title", "description", "url", "thumb_url")));

  private static final Set<String> OF_MINI_PROGRAMS =
      Set.of("text", "image", "link", "miniprogrampage");

  /** What an id in the field {@code media_id} must be; any material for mpnews. */
  private static final Map<String, Set<MediaType>> MEDIA =
      Map.of(
          "image", EnumSet.of(MediaType.IMAGE),
          "voice", EnumSet.of(MediaType.VOICE),
          "video", EnumSet.of(MediaType.VIDEO),
          "mpnews", Set.of());

  /** An image serves as a thumbnail too, as on the cards of mini programs. */
  private static final Set<MediaType> THUMBS = EnumSet.of(MediaType.THUMB, MediaType.IMAGE);

  private final MediaShelf media;
  private final SendLimits limits;

  CustomerContent(MediaShelf media, SendLimits limits) {
    this.media = media;
    this.limits = limits;
  }

  /**
   * Checks everything but the recipient.
   *
   * @throws Refused with the error of what is wrong first
   */
  void check(JsonNode body, AccountKind account) {
    String type = body.path("msgtype").asText();
    List<String> required = REQUIRED.get(type);
    JsonNode content = body.path(type);
    if (required == null || !content.isObject() || !body.path("msgtype").isTextual()) {
      throw new Refused(40008);
    }
    checkAccount(type, account);
    for (String field : required) {
      JsonFields.requiredText(content, field, field.endsWith("media_id") ? 40007 : 47001);
    }
    checkMedia(type, content);
    switch (type) {
      case "text" -> checkText(content.path("content"));
      case "news" -> checkNews(content.path("articles"));
      case "msgmenu" -> checkMenu(content);
      case "miniprogrampage" -> checkPage(content, account);
      default -> {
        // the required fields are all that is documented
      }
    }
  }

  private static void checkAccount(String type, AccountKind account) {
    boolean miniProgram = account == AccountKind.MINI_PROGRAM;
    if (miniProgram ? !OF_MINI_PROGRAMS.contains(type) : type.equals("link")) {
      throw new Refused(45050);
    }
    if (type.equals("msgmenu") && account != AccountKind.SERVICE) {
      throw new Refused(40200);
    }
  }

  private void checkMedia(String type, JsonNode content) {
    Set<MediaType> wanted = MEDIA.get(type);
    if (wanted != null) {
      media.require(content.path("media_id").asText(), wanted);
    }
    if (content.hasNonNull("thumb_media_id")) {
      media.require(content.path("thumb_media_id").asText(), THUMBS);
    }
  }

  private void checkText(JsonNode text) {
    if (text.asText().isEmpty()) {
      throw new Refused(44004);
    }
    if (!text.isTextual()) {
      throw new Refused(47001);
    }
    if (bytes(text.textValue()) > limits.textBytes()) {
      throw new Refused(45002);
    }
    TextLinks.check(text.textValue(), limits::bound);
  }

  private static void checkNews(JsonNode articles) {
    if (articles.isMissingNode() || articles.isNull()) {
      throw new Refused(44003);
    }
    if (!articles.isArray()) {
      throw new Refused(45162);
    }
    if (articles.isEmpty()) {
      throw new Refused(44003);
    }
    if (articles.size() > 1) {
      throw new Refused(45008);
    }
    JsonNode article = articles.get(0);
    if (!article.isObject()) {
      throw new Refused(47001);
    }
    for (String field : List.of("title", "description", "url", "picurl")) {
      JsonFields.optionalText(article, field);
    }
  }

  private void checkMenu(JsonNode menu) {
    JsonFields.optionalText(menu, "head_content");
    JsonFields.optionalText(menu, "tail_content");
    JsonNode items = menu.path("list");
    if (!items.isArray()) {
      throw new Refused(47001);
    }
    if (items.isEmpty() || items.size() > limits.menuItems()) {
      throw new Refused(45098);
    }
    for (JsonNode item : items) {
      JsonFields.requiredText(item, "id", 47001);
      checkMenuText(item.path("content"));
    }
  }

  private void checkMenuText(JsonNode text) {
    if (!text.isTextual()) {
      throw new Refused(47001);
    }
    int length = bytes(text.textValue());
    if (length == 0 || length > limits.menuItemBytes()) {
      throw new Refused(45099);
    }
  }

  private void checkPage(JsonNode page, AccountKind account) {
    // A mini program links to itself, so its messages name none.
    if (account != AccountKind.MINI_PROGRAM || JsonFields.has(page, "appid")) {
      limits.requireBound(JsonFields.optionalText(page, "appid"));
    }
    limits.requirePage(JsonFields.optionalText(page, "pagepath"), 40165);
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
