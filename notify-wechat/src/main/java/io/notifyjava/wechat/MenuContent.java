package io.notifyjava.wechat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question with answers to tap ({@code msgmenu}). A tap reaches the account as a text message
 * with the item's id; it counts as a menu tap, and opens the window for three messages within a
 * minute.
 *
 * <p>Refused from unverified, subscription and test accounts (40200). WeChat limits how many items
 * there may be and how long they are (45098, 45099), and publishes neither.
 *
 * @param head what stands above the items; null for nothing
 * @param items what can be tapped, in order; at least one, with ids that differ
 * @param tail what stands below the items; null for nothing
 * @since 0.1.0
 */
public record MenuContent(@Nullable String head, List<Item> items, @Nullable String tail)
    implements CustomerContent {

  public MenuContent {
    Parts.optional(Parts::prose, "head", head);
    Parts.optional(Parts::prose, "tail", tail);
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new IllegalArgumentException(
          "items must not be empty; a menu needs something that can be tapped");
    }
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      if (!ids.add(items.get(i).id())) {
        throw new IllegalArgumentException(
            "items["
                + i
                + "].id must differ from those before it, or nobody knows what was tapped");
      }
    }
  }

  /**
   * Returns a menu with one item; {@link #and} adds others.
   *
   * @param head what stands above the items
   * @param id of the first item
   * @param content of the first item
   */
  public static MenuContent of(String head, String id, String content) {
    return new MenuContent(head, List.of(new Item(id, content)), null);
  }

  /** Returns this menu with one more item at its end. */
  public MenuContent and(String id, String content) {
    List<Item> more = new ArrayList<>(items);
    more.add(new Item(id, content));
    return new MenuContent(head, more, tail);
  }

  /** Returns this menu with that text below its items. */
  public MenuContent withTail(String text) {
    return new MenuContent(head, items, text);
  }

  @Override
  public String msgType() {
    return "msgmenu";
  }

  /** Shows how many items there are, and no text. */
  @Override
  public String toString() {
    return "MenuContent[head=%s, items=%d, tail=%s]"
        .formatted(Parts.shown(head), items.size(), Parts.shown(tail));
  }

  /**
   * What can be tapped.
   *
   * @param id what the account is told when it is tapped; 1 to 512 characters without blanks
   * @param content what the recipient reads; one line
   * @since 0.1.0
   */
  public record Item(String id, String content) {

    public Item {
      Parts.id("id", id);
      Parts.line("content", content);
    }

    /** Shows the id, and no text. */
    @Override
    public String toString() {
      return "Item[id=" + id + "]";
    }
  }
}
