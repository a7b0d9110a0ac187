package io.notifyjava.wechat;

/**
 * A recording.
 *
 * @param media uploaded for this, or permanent; see {@link WeChatAccount#upload}
 * @since 0.1.0
 */
public record VoiceContent(Media media) implements CustomerContent {

  public VoiceContent {
    Parts.media("media", media);
  }

  @Override
  public String msgType() {
    return "voice";
  }
}
