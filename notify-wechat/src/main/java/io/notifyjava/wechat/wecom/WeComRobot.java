package io.notifyjava.wechat.wecom;

import io.notifyjava.result.OperationFailedException;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.MediaFile;

/**
 * What a WeCom robot offers beside sending; reached through {@code notifier.extension("account",
 * WeComRobot.class)}.
 *
 * <p>Thread-safe. Makes one call in the caller's thread, within the notifier's time limit for one
 * attempt, and repeats nothing by itself.
 *
 * @since 0.1.0
 */
public interface WeComRobot {

  /**
   * Uploads what messages of this robot refer to; good for three days.
   *
   * @param type {@link WeComMediaType#FILE} or {@link WeComMediaType#VOICE}
   * @throws IllegalArgumentException if the type is another, or the file is not what WeCom takes of
   *     it; no call is made then
   * @throws OperationFailedException if WeCom refused it, or nobody knows; uploading it again does
   *     no harm
   * @see <a href="https://developer.work.weixin.qq.com/document/path/91770">Group robot</a>
   */
  Media upload(WeComMediaType type, MediaFile file);
}
