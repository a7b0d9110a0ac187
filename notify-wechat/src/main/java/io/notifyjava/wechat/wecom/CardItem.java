package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * One line of a template card: a name, a value and perhaps what opens from it. Immutable.
 *
 * @since 0.1.0
 */
public final class CardItem {

  private final ObjectNode node;
  private final @Nullable Media media;

  private CardItem(ObjectNode node, @Nullable Media media) {
    this.node = node;
    this.media = media;
  }

  /** Returns a line of words. */
  public static CardItem text(String name, String value) {
    return new CardItem(line(Json.object(), name, value), null);
  }

  /** Returns a line from which a page opens. */
  public static CardItem link(String name, String value, String url) {
    ObjectNode node = line(Json.object().put("type", 1), name, value);
    return new CardItem(node.put("url", Checks.webLink("item.url", url)), null);
  }

  /**
   * Returns a line from which a file opens.
   *
   * @param value the file's name with its extension
   */
  public static CardItem file(String name, String value, Media media) {
    ObjectNode node = line(Json.object().put("type", 2), name, value);
    return new CardItem(node.put("media_id", media.id()), media);
  }

  /** Returns a line from which a member's page opens. */
  public static CardItem member(String name, String value, String userId) {
    ObjectNode node = line(Json.object().put("type", 3), name, value);
    return new CardItem(node.put("userid", Ids.user(userId)), null);
  }

  private static ObjectNode line(ObjectNode node, String name, String value) {
    return node.put("keyname", Parts.text("item.keyname", name))
        .put("value", Parts.text("item.value", value));
  }

  ObjectNode node() {
    return node;
  }

  @Nullable Media media() {
    return media;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CardItem that && node.equals(that.node);
  }

  @Override
  public int hashCode() {
    return node.hashCode();
  }

  @Override
  public String toString() {
    return "CardItem[***]";
  }
}
