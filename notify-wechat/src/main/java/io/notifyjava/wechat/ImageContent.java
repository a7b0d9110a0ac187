package io.notifyjava.wechat;

/**
 * A picture.
 *
 * @param media uploaded for this, or permanent; see {@link WeChatAccount#upload}
 * @since 0.1.0
 */
public record ImageContent(Media media) implements CustomerContent {

  public ImageContent {
    Parts.media("media", media);
  }

  @Override
  public String msgType() {
    return "image";
  }
}
