package io.notifyjava.wechat;

import io.notifyjava.wechat.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Music that plays from the web.
 *
 * @param title one line
 * @param description what it is
 * @param musicUrl where it is; an {@code http} or {@code https} link
 * @param hqMusicUrl where a better recording is, which is played over Wi-Fi; null for none
 * @param thumb the picture that stands for it
 * @since 0.1.0
 */
public record MusicContent(
    String title, String description, String musicUrl, @Nullable String hqMusicUrl, Media thumb)
    implements CustomerContent {

  public MusicContent {
    Parts.line("title", title);
    Parts.prose("description", description);
    Checks.webLink("musicUrl", musicUrl);
    Parts.optional(Checks::webLink, "hqMusicUrl", hqMusicUrl);
    Parts.media("thumb", thumb);
  }

  @Override
  public String msgType() {
    return "music";
  }

  /** Shows lengths, and neither texts nor links. */
  @Override
  public String toString() {
    return "MusicContent[title=%s, description=%s, thumb=%s]"
        .formatted(Parts.shown(title), Parts.shown(description), thumb);
  }
}
