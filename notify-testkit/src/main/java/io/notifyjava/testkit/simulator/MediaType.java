package io.notifyjava.testkit.simulator;

import java.util.Locale;
import java.util.Optional;

/**
 * A kind of uploaded material, with its largest size and the error beyond it.
 *
 * <p>Source: the vendor's page "Additional temporary material" (images 10 MB, voices 2 MB, videos
 * 10 MB, thumbnails 64 KB; an older revision says 2 MB for images) and its global return codes.
 *
 * @since 0.1.0
 */
public enum MediaType {
  /** PNG, JPEG or GIF; 10 MB, beyond it 40009. */
  IMAGE(10 * 1024 * 1024, 40009),
  /** AMR or MP3; 2 MB, beyond it 40010. */
  VOICE(2 * 1024 * 1024, 40010),
  /** MP4; 10 MB, beyond it 40011. */
  VIDEO(10 * 1024 * 1024, 40011),
  /** JPEG; 64 KB, beyond it 40012. */
  THUMB(64 * 1024, 40012);

  private final int defaultLimit;
  private final int tooLarge;

  MediaType(int defaultLimit, int tooLarge) {
    this.defaultLimit = defaultLimit;
    this.tooLarge = tooLarge;
  }

  int defaultLimit() {
    return defaultLimit;
  }

  /** The error for a file that is larger than the limit. */
  int tooLarge() {
    return tooLarge;
  }

  /** The name on the wire, such as {@code image}. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<MediaType> ofWireName(String name) {
    for (MediaType type : values()) {
      if (type.wireName().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Whether the first bytes are those of a format that the platform takes for this kind. */
  boolean recognises(byte[] file) {
    return switch (this) {
      case IMAGE -> jpeg(file) || starts(file, 0, "\u0089PNG") || starts(file, 0, "GIF8");
      case VOICE -> starts(file, 0, "#!AMR") || starts(file, 0, "ID3") || mp3Frame(file);
      case VIDEO -> starts(file, 4, "ftyp");
      case THUMB -> jpeg(file);
    };
  }

  private static boolean jpeg(byte[] file) {
    return starts(file, 0, "\u00ff\u00d8\u00ff");
  }

  /** Eleven set bits begin a frame of MPEG audio. */
  private static boolean mp3Frame(byte[] file) {
    return file.length > 1 && (file[0] & 0xff) == 0xff && (file[1] & 0xe0) == 0xe0;
  }

  private static boolean starts(byte[] file, int offset, String latin1) {
    if (file.length < offset + latin1.length()) {
      return false;
    }
    for (int i = 0; i < latin1.length(); i++) {
      if ((file[offset + i] & 0xff) != latin1.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
