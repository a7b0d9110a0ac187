package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the builders of the two notices share. Not thread-safe.
 *
 * @param <B> the builder itself, so that calls chain
 * @since 0.1.0
 */
public abstract sealed class NoticeBuilder<B extends NoticeBuilder<B>> extends LinkedCardBuilder<B>
    permits TextNoticeBuilder, NewsNoticeBuilder {

  NoticeBuilder(String cardType) {
    super(cardType);
  }

  /**
   * One more line at the foot; at most 3.
   *
   * @param link what opens from it; null for nothing
   */
  public B jump(String title, @Nullable CardLink link) {
    ObjectNode node = Json.object().put("type", link == null ? 0 : link.type());
    node.put("title", Parts.text("jump.title", title));
    if (link != null) {
      link.putTarget(node);
    }
    return add("jump_list", node);
  }

  @Override
  void check(List<String> problems) {
    super.check(problems);
    need("card_action", "action(link)", problems);
    most("jump_list", 3, problems);
  }
}
