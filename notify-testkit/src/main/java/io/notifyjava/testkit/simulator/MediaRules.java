package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.Multipart;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Takes uploaded material: kind, form, size, format. Thread-safe.
 *
 * <p>Source: the vendor's page "Additional temporary material" and its global return codes.
 */
final class MediaRules {

  private final MediaShelf shelf;
  private final Clock clock;
  private final Map<MediaType, Integer> limits;
  private final boolean checkFormat;

  MediaRules(MediaShelf shelf, Clock clock, Map<MediaType, Integer> limits, boolean checkFormat) {
    this.shelf = shelf;
    this.clock = clock;
    this.limits = limits.isEmpty() ? Map.of() : new EnumMap<>(limits);
    this.checkFormat = checkFormat;
  }

  WeChatReply upload(Call call) {
    MediaType type =
        MediaType.ofWireName(call.request().query().getOrDefault("type", ""))
            .orElseThrow(() -> new Refused(40004));
    byte[] file = file(call);
    if (file.length == 0) {
      throw new Refused(44001);
    }
    if (file.length > limits.getOrDefault(type, type.defaultLimit())) {
      throw new Refused(type.tooLarge());
    }
    if (checkFormat && !type.recognises(file)) {
      throw new Refused(40005);
    }
    // A thumbnail's id has another name; public SDKs read both.
    String field = type == MediaType.THUMB ? "thumb_media_id" : "media_id";
    return WeChatReply.json(
        "{\"type\":\"%s\",\"%s\":\"%s\",\"created_at\":%s}"
            .formatted(
                type.wireName(),
                field,
                shelf.upload(type),
                Long.toString(clock.instant().getEpochSecond())));
  }

  /** The file in the field {@code media}, which must carry a file name. */
  private static byte[] file(Call call) {
    Optional<Multipart.Part> media;
    try {
      media = Multipart.of(call.request()).part("media");
    } catch (IllegalArgumentException malformed) {
      throw new Refused(41005);
    }
    return media
        .filter(part -> part.filename().isPresent())
        .orElseThrow(() -> new Refused(41005))
        .content();
  }
}
