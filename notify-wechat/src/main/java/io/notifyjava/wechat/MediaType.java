package io.notifyjava.wechat;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * What uploaded media are, and what WeChat says of their form.
 *
 * <p>Source: "Upload temporary media" (uploadTempMedia) at developers.weixin.qq.com/doc/service,
 * read in November 2026. Of pictures the page says both 2 MB and 10 MB; the larger one is checked
 * before an upload, and WeChat decides between them.
 *
 * @since 0.1.0
 */
public enum MediaType {
  /** A picture: PNG, JPEG or GIF, at most 10 MiB. */
  IMAGE(10 << 20, ".png, .jpeg, .jpg, .gif"),
  /** A recording: AMR or MP3, at most 2 MiB and 60 seconds; its length is not checked here. */
  VOICE(2 << 20, ".amr, .mp3"),
  /** A video: MP4, at most 10 MiB. */
  VIDEO(10 << 20, ".mp4"),
  /** A picture that stands for a video, music or a page: JPEG, at most 64 KiB. */
  THUMB(64 << 10, ".jpg, .jpeg");

  private final int largest;
  private final String extensions;

  MediaType(int largest, String extensions) {
    this.largest = largest;
    this.extensions = extensions;
  }

  /** Returns WeChat's word for it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Checks what can be known before an upload.
   *
   * @throws IllegalArgumentException if the name's extension or the size is not one that WeChat
   *     takes; repeats neither name nor content
   */
  void check(MediaFile file) {
    String name = file.name().toLowerCase(Locale.ROOT);
    if (Stream.of(extensions.split(", ")).noneMatch(name::endsWith)) {
      throw new IllegalArgumentException(
          "file name must end with one of "
              + extensions
              + " for "
              + word()
              + ", by which WeChat tells the format");
    }
    if (file.bytes().length > largest) {
      throw new IllegalArgumentException(
          "file must have at most "
              + largest
              + " bytes for "
              + word()
              + ", but had "
              + file.bytes().length
              + "; make it smaller");
    }
  }
}
