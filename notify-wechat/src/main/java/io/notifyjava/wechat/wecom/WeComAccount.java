package io.notifyjava.wechat.wecom;

import io.notifyjava.message.Recipient;
import io.notifyjava.result.OperationFailedException;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.MediaFile;
import java.util.List;

/**
 * What a WeCom application offers beside sending; reached through {@code
 * notifier.extension("account", WeComAccount.class)}.
 *
 * <p>Thread-safe. Each method makes one call (a second one if the token had expired), in the
 * caller's thread, within the notifier's time limit for one attempt, and repeats nothing by itself.
 *
 * @since 0.1.0
 */
public interface WeComAccount {

  /**
   * Takes a message back, in WeCom's own clients, up to 24 hours after it was sent.
   *
   * @param msgid {@code receipt.providerMessageId()} of the message
   * @throws OperationFailedException if WeCom refused it, or nobody knows
   * @see <a href="https://developer.work.weixin.qq.com/document/path/94867">Recall a message</a>
   */
  void recall(String msgid);

  /**
   * Turns the buttons of a card into one that cannot be pressed.
   *
   * @param updateCode {@code receipt.updateCode()} of the card, or the code of an answer to it;
   *     good for one change, for 72 hours
   * @param audience whose card is changed; {@link WeComAudience#all()} for all who received it
   * @param buttonText what stands on the button then, such as {@code Done}
   * @return whom WeCom named as not reached; empty if there was nobody
   * @throws OperationFailedException if WeCom refused it, or nobody knows
   * @see <a href="https://developer.work.weixin.qq.com/document/path/94888">Update a template
   *     card</a>
   */
  List<Recipient> updateCard(String updateCode, WeComAudience audience, String buttonText);

  /**
   * Puts another card in place of a card; otherwise like {@link #updateCard(String, WeComAudience,
   * String)}.
   */
  List<Recipient> updateCard(String updateCode, WeComAudience audience, TemplateCard card);

  /**
   * Uploads what messages refer to. Any application of the company may use it, for three days.
   *
   * @throws IllegalArgumentException if the file is not what WeCom takes of this type; no call is
   *     made then
   * @throws OperationFailedException if WeCom refused it, or nobody knows; uploading it again does
   *     no harm
   */
  Media upload(WeComMediaType type, MediaFile file);
}
