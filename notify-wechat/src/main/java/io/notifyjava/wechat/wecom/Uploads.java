package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.http.HttpCall;
import io.notifyjava.http.Json;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.MediaFile;
import io.notifyjava.wechat.internal.Upload;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What the two endpoints for media have in common. */
final class Uploads {

  /** "Upload temporary media": the media_id is valid for three days. */
  private static final Duration LIFETIME = Duration.ofDays(3);

  private static final Duration MOST_SKEW = Duration.ofHours(12);

  private static final Pattern MEDIA_ID = Pattern.compile("[\\x21-\\x7E]{1,512}");

  private Uploads() {}

  /** Returns the call with the file; the credential is in it already. */
  static HttpCall call(HttpCall call, WeComMediaType type, MediaFile file) {
    return Upload.form(call.query("type", type.word()), file.name(), file.bytes());
  }

  static boolean isUploaded(JsonNode answer) {
    return Json.textAt(answer, "media_id").filter(id -> MEDIA_ID.matcher(id).matches()).isPresent();
  }

  /** Counts from WeCom's clock or ours, whichever forgets earlier, unless one of them is wrong. */
  static Media media(JsonNode answer, Instant now) {
    Instant since = now;
    OptionalLong created = Json.longAt(answer, "created_at");
    long age = now.getEpochSecond() - created.orElse(now.getEpochSecond());
    if (age > 0 && age < MOST_SKEW.toSeconds()) {
      since = now.minusSeconds(age);
    }
    return Media.until(answer.path("media_id").textValue(), since.plus(LIFETIME));
  }
}
