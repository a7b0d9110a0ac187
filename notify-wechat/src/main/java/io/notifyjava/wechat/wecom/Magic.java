package io.notifyjava.wechat.wecom;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** The first bytes by which file formats are told. */
enum Magic {
  /** JFIF and Exif alike. */
  JPG(0, HexFormat.of().parseHex("ffd8ff")),
  /** PNG specification, section 5.2. */
  PNG(0, HexFormat.of().parseHex("89504e470d0a1a0a")),
  /** RFC 4867, section 5.1, narrow and wide band. */
  AMR(0, "#!AMR".getBytes(StandardCharsets.US_ASCII)),
  /** ISO 14496-12: the type box comes first, behind its length. */
  MP4(4, "ftyp".getBytes(StandardCharsets.US_ASCII));

  private final int offset;
  private final byte[] mark;

  Magic(int offset, byte[] mark) {
    this.offset = offset;
    this.mark = mark;
  }

  boolean begins(byte[] bytes) {
    int end = offset + mark.length;
    return bytes.length >= end && Arrays.equals(bytes, offset, end, mark, 0, mark.length);
  }
}
