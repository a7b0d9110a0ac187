package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.http.Json;
import io.notifyjava.wechat.MiniProgram;
import io.notifyjava.wechat.internal.Checks;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What opens from a template card: a page or a mini program. Immutable.
 *
 * @since 0.1.0
 */
public final class CardLink {

  private final @Nullable String url;
  private final @Nullable MiniProgram miniProgram;

  private CardLink(@Nullable String url, @Nullable MiniProgram miniProgram) {
    this.url = url;
    this.miniProgram = miniProgram;
  }

  /** Returns a link to a page. */
  public static CardLink url(String url) {
    return new CardLink(Checks.webLink("url", url), null);
  }

  /** Returns a link to a mini program that is linked to the application. */
  public static CardLink miniProgram(MiniProgram miniProgram) {
    return new CardLink(null, Objects.requireNonNull(miniProgram, "miniProgram"));
  }

  int type() {
    return url == null ? 2 : 1;
  }

  ObjectNode typed() {
    return putTarget(Json.object().put("type", type()));
  }

  ObjectNode putTarget(ObjectNode node) {
    if (url != null) {
      return node.put("url", url);
    }
    Contents.miniProgram(node, Objects.requireNonNull(miniProgram));
    return node;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CardLink that
        && Objects.equals(url, that.url)
        && Objects.equals(miniProgram, that.miniProgram);
  }

  @Override
  public int hashCode() {
    return Objects.hash(url, miniProgram);
  }

  @Override
  public String toString() {
    return "CardLink[" + (url == null ? "mini program" : "page") + "]";
  }
}
