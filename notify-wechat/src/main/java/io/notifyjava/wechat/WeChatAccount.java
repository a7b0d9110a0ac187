package io.notifyjava.wechat;

import io.notifyjava.result.OperationFailedException;
import java.util.List;

/**
 * What an official account can do beside sending. Reached through {@code
 * notifier.extension("account", WeChatAccount.class)}.
 *
 * <p>Each call runs in the calling thread and ends within the notifier's total time limit. Nothing
 * is repeated, one renewal of a refused token excepted. Thread-safe.
 *
 * @since 0.1.0
 */
public interface WeChatAccount {

  /**
   * Shows a follower that somebody is typing, for 15 seconds or until the next message to them.
   *
   * @throws IllegalArgumentException if the open id cannot be one
   * @throws OperationFailedException if WeChat refuses it: {@code WINDOW_CLOSED} if there was no
   *     exchange with them in the last 30 seconds (45080) or no message could be sent (45015),
   *     {@code SUPPRESSED} if it is shown already (45081)
   * @see <a
   *     href="https://developers.weixin.qq.com/doc/service/api/customer/message/api_typing">Typing
   *     state</a>
   */
  void showTyping(String openId);

  /**
   * Ends what {@link #showTyping} shows.
   *
   * @throws IllegalArgumentException if the open id cannot be one
   * @throws OperationFailedException if WeChat refuses it
   */
  void cancelTyping(String openId);

  /**
   * Uploads temporary media, which may be sent any number of times for three days.
   *
   * @return the media, which expire three days after the time that WeChat stated
   * @throws IllegalArgumentException if the name's extension or the size is not one that WeChat
   *     takes; see {@link MediaType}
   * @throws OperationFailedException if WeChat refuses it, or it may or may not have been taken
   * @see <a
   *     href="https://developers.weixin.qq.com/doc/service/api/material/temporary/api_uploadtempmedia">Upload
   *     temporary media</a>
   */
  Media upload(MediaType type, MediaFile file);

  /**
   * Returns the templates that WeChat holds for the account, at most 25.
   *
   * @throws OperationFailedException if WeChat refuses it or does not answer
   */
  List<WeChatTemplate> templates();
}
