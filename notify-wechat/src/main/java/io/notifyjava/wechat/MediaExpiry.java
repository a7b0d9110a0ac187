package io.notifyjava.wechat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds media in a content that WeChat has forgotten by now, by the notifier's clock. */
final class MediaExpiry {

  private MediaExpiry() {}

  /** Returns a problem for each, with the field of the request that it stands in. */
  static List<String> problems(CustomerContent content, Clock clock) {
    if (content instanceof TextContent) {
      return List.of();
    }
    List<String> problems = new ArrayList<>(2);
    Instant now = clock.instant();
    if (content instanceof ImageContent image) {
      Parts.fresh("image.media_id", image.media(), now, problems);
    } else if (content instanceof VoiceContent voice) {
      Parts.fresh("voice.media_id", voice.media(), now, problems);
    } else if (content instanceof VideoContent video) {
      Parts.fresh("video.media_id", video.media(), now, problems);
      Parts.fresh("video.thumb_media_id", video.thumb(), now, problems);
    } else if (content instanceof MusicContent music) {
      Parts.fresh("music.thumb_media_id", music.thumb(), now, problems);
    } else if (content instanceof MpNewsContent news) {
      Parts.fresh("mpnews.media_id", news.media(), now, problems);
    } else if (content instanceof MiniProgramPageContent page) {
      Parts.fresh("miniprogrampage.thumb_media_id", page.thumb(), now, problems);
    }
    return problems;
  }
}
