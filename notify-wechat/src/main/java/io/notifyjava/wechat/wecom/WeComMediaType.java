package io.notifyjava.wechat.wecom;

import io.notifyjava.wechat.MediaFile;
import java.util.List;
import java.util.Locale;

/**
 * What kind of media a file is, and what WeCom takes of each kind. All have more than 5 bytes.
 *
 * @see <a href="https://developer.work.weixin.qq.com/document/path/90253">Upload temporary
 *     media</a>
 * @since 0.1.0
 */
public enum WeComMediaType {
  /** JPG or PNG, at most 10 MB. */
  IMAGE(10, "JPG or PNG", List.of(Magic.JPG, Magic.PNG)),
  /** AMR, at most 2 MB and 60 s. The length is WeCom's to judge. */
  VOICE(2, "AMR", List.of(Magic.AMR)),
  /** MP4, at most 10 MB. */
  VIDEO(10, "MP4", List.of(Magic.MP4)),
  /** Any file, at most 20 MB. */
  FILE(20, "any", List.of());

  private static final int LEAST = 6;

  private final int megabytes;
  private final String formats;

  @SuppressWarnings("ImmutableEnumChecker") // Only lists of List.of come in.
  private final List<Magic> magic;

  WeComMediaType(int megabytes, String formats, List<Magic> magic) {
    this.megabytes = megabytes;
    this.formats = formats;
    this.magic = magic;
  }

  /** WeCom's word for it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Looks at size and first bytes.
   *
   * @throws IllegalArgumentException if WeCom would refuse the file
   */
  void check(MediaFile file) {
    int size = file.bytes().length;
    if (size < LEAST || size > megabytes * 1_048_576) {
      throw new IllegalArgumentException(
          "a file of type %s must have 6 bytes to %d MB, but had %d bytes"
              .formatted(word(), megabytes, size));
    }
    if (!magic.isEmpty() && magic.stream().noneMatch(mark -> mark.begins(file.bytes()))) {
      throw new IllegalArgumentException(
          "a file of type %s must be %s, but begins with other bytes".formatted(word(), formats));
    }
  }
}
