package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The group robots and what they send, as the vendor's page "Group robots" says: unlike an
 * application's, their long texts are refused, not cut. Thread-safe.
 */
final class WeComRobots {

  private static final int LARGEST_IMAGE = 2 * 1024 * 1024;
  private static final int MARKDOWN = 4096;

  private final Map<String, WeComRobot> robots = new LinkedHashMap<>();
  private final WeComMedia media;
  private final WeComLedger ledger;
  private final int textBytes;

  WeComRobots(
      Set<String> keys, LongSupplier ticker, WeComMedia media, WeComLedger ledger, int textBytes) {
    keys.forEach(key -> robots.put(key, new WeComRobot(key, ticker)));
    this.media = media;
    this.ledger = ledger;
    this.textBytes = textBytes;
  }

  WeComRobot first() {
    return robots.values().iterator().next();
  }

  WeComRobot named(String key) {
    WeComRobot robot = robots.get(key);
    if (robot == null) {
      throw new IllegalArgumentException(
          "no robot has this key; name it with robot(key) when building the simulator");
    }
    return robot;
  }

  long accepted() {
    return robots.values().stream().mapToLong(WeComRobot::accepted).sum();
  }

  void reset() {
    robots.values().forEach(WeComRobot::reset);
  }

  /**
   * The robot of a call, if it works.
   *
   * @throws Refused 93000 for a key that no robot has, 93004 or 93008
   */
  WeComRobot of(Call call) {
    WeComRobot robot = robots.get(call.request().query("key").orElse(""));
    if (robot == null) {
      throw new Refused(93000);
    }
    robot.requireWorking();
    return robot;
  }

  WeComReply upload(Call call) {
    return media.upload(call.request(), of(call).owner());
  }

  WeComReply send(WeComRobot robot, LenientBody body) {
    robot.charge();
    check(body, new WeComSender(media, robot.owner(), true));
    robot.accept();
    ledger.noteCut(body);
    return WeComReply.ok();
  }

  private void check(LenientBody body, WeComSender sender) {
    String type = body.text(body.root(), "msgtype");
    JsonNode content = body.object(body.root(), type);
    switch (type) {
      case "text" -> {
        checkText(body, content, "text", textBytes);
        body.texts(content, "mentioned_list");
        body.texts(content, "mentioned_mobile_list");
      }
      case "markdown", "markdown_v2" -> checkText(body, content, type, MARKDOWN);
      case "image" -> checkImage(body, content);
      case "news" -> checkNews(body, content);
      case "file" -> sender.require(body.text(content, "media_id"), SealedIds.Kind.FILE);
      case "voice" -> sender.require(body.text(content, "media_id"), SealedIds.Kind.VOICE);
      case "template_card" -> new WeComCards(body, sender).check();
      default -> throw new Refused(40008);
    }
  }

  private static void checkText(LenientBody body, JsonNode content, String type, int most) {
    String text = body.text(content, "content");
    if (text.isEmpty()) {
      throw new Refused(44004);
    }
    WeComFields.requireBytes(text, type + ".content", most);
  }

  private static void checkImage(LenientBody body, JsonNode image) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(WeComFields.requireText(body, image, "image", "base64"));
    } catch (IllegalArgumentException notBase64) {
      throw WeComFields.invalid("field `image.base64` invalid");
    }
    if (bytes.length > LARGEST_IMAGE) {
      throw new Refused(40009);
    }
    String md5 = WeComFields.requireText(body, image, "image", "md5");
    if (!md5.toLowerCase(Locale.ROOT).equals(md5(bytes))) {
      throw new Refused(301019);
    }
    WeComMedia.requireImage(bytes);
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has MD5", impossible);
    }
  }

  private static void checkNews(LenientBody body, JsonNode news) {
    List<JsonNode> articles = body.list(news, "articles");
    WeComFields.requireSize(articles, "articles", 1, 8);
    for (JsonNode article : articles) {
      String title = body.text(article, "title");
      if (title.isEmpty()) {
        throw new Refused(41016);
      }
      body.cutAt(title, 128);
      body.cutAt(body.text(article, "description"), 512);
      WeComFields.requireText(body, article, "articles", "url");
    }
  }
}
