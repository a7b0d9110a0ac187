package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import io.notifyjava.wechat.Media;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Writes the contents of robots' messages: fields in the order of "Group robot". */
final class RobotContents {

  private RobotContents() {}

  /** Returns the object that stands under the name of the kind. */
  static ObjectNode write(RobotContent content, Fields fields) {
    ObjectNode node = Json.object();
    if (content instanceof RobotContent.Text text) {
      fields.limit(node, "text.content", text.text(), 2_048);
      mentions(node, text);
    } else if (content instanceof WeComContent.Markdown markdown) {
      fields.limit(node, "markdown.content", markdown.text(), 4_096);
    } else if (content instanceof RobotContent.MarkdownV2 markdown) {
      fields.limit(node, "markdown_v2.content", markdown.text(), 4_096);
    } else if (content instanceof RobotContent.Image image) {
      byte[] bytes = image.bytes();
      node.put("base64", Base64.getEncoder().encodeToString(bytes)).put("md5", md5(bytes));
    } else if (content instanceof News news) {
      Contents.news(node, news, fields);
    } else if (content instanceof TemplateCard card) {
      return card.node();
    } else {
      // All that is left consists of media, so a kind that is added and forgotten fails loudly.
      node.put("media_id", media(content).get(0).id());
    }
    return node;
  }

  /** Returns what a content refers to and WeCom forgets after a while. */
  static List<Media> media(RobotContent content) {
    if (content instanceof WeComContent.Voice voice) {
      return List.of(voice.media());
    }
    if (content instanceof WeComContent.File file) {
      return List.of(file.media());
    }
    return content instanceof TemplateCard card ? card.media() : List.of();
  }

  private static void mentions(ObjectNode node, RobotContent.Text text) {
    boolean byMobile = text.userIds().isEmpty() && !text.mobiles().isEmpty();
    if (!text.userIds().isEmpty() || (text.mentionsAll() && !byMobile)) {
      ArrayNode list = node.putArray("mentioned_list");
      text.userIds().forEach(list::add);
      if (text.mentionsAll()) {
        list.add(WeComAudience.EVERYBODY);
      }
    }
    if (!text.mobiles().isEmpty()) {
      ArrayNode list = node.putArray("mentioned_mobile_list");
      text.mobiles().forEach(list::add);
      if (text.mentionsAll()) {
        list.add(WeComAudience.EVERYBODY);
      }
    }
  }

  /** WeCom asks for MD5, as a checksum of what it received and not as a signature. */
  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform must have MD5", e);
    }
  }
}
