package io.notifyjava.wechat;

import io.notifyjava.message.Masking;
import io.notifyjava.message.Texts;
import io.notifyjava.wechat.internal.Checks;

/**
 * Text, in which {@code <a href="…">} makes a link. The attributes {@code data-miniprogram-appid}
 * and {@code data-miniprogram-path} beside it open a page of a mini program instead, and the link
 * is for clients that cannot. The text goes out as it is: WeChat refuses a link (40213, 40214) or
 * attribute (45086) that it does not like by rules of its own.
 *
 * @param text not blank, at most 65,536 characters, which is only our own guard against mistakes.
 *     WeChat's limit is lower (error 45002) and not published; the account setting {@code
 *     max-text-bytes} checks one before sending.
 * @since 0.1.0
 */
public record TextContent(String text) implements CustomerContent {

  public TextContent {
    Checks.wellFormed("text", Texts.content("text", text, Checks.MAX_TEXT));
  }

  @Override
  public String msgType() {
    return "text";
  }

  /** Shows how long the text is, and nothing of it. */
  @Override
  public String toString() {
    return "TextContent[" + Masking.length(text) + "]";
  }
}
