package io.notifyjava.wechat;

import org.jspecify.annotations.Nullable;

/**
 * A video.
 *
 * @param media the video
 * @param thumb the picture that stands for it
 * @param title one line; null for none
 * @param description null for none
 * @since 0.1.0
 */
public record VideoContent(
    Media media, Media thumb, @Nullable String title, @Nullable String description)
    implements CustomerContent {

  public VideoContent {
    Parts.media("media", media);
    Parts.media("thumb", thumb);
    Parts.optional(Parts::line, "title", title);
    Parts.optional(Parts::prose, "description", description);
  }

  @Override
  public String msgType() {
    return "video";
  }

  /** Shows lengths, and no text. */
  @Override
  public String toString() {
    return "VideoContent[media=%s, thumb=%s, title=%s, description=%s]"
        .formatted(media, thumb, Parts.shown(title), Parts.shown(description));
  }
}
