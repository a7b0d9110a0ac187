package io.notifyjava.wechat.wecom;

import java.nio.charset.StandardCharsets;

/** The first bytes by which file formats are told. */
enum Magic {
  /** JFIF and Exif alike. */
  JPG(0, "\u00FF\u00D8\u00FF"),
  /** PNG specification, section 5.2. */
  PNG(0, "\u0089PNG\r\n\u001A\n"),
  /** RFC 4867, section 5.1, narrow and wide band. */
  AMR(0, "#!AMR"),
  /** ISO 14496-12: the type box comes first, behind its length. */
  MP4(4, "ftyp");

  private final int offset;

  /** One character for each byte. */
  private final String mark;

  Magic(int offset, String mark) {
    this.offset = offset;
    this.mark = mark;
  }

  boolean begins(byte[] bytes) {
    return bytes.length >= offset + mark.length()
        && new String(bytes, offset, mark.length(), StandardCharsets.ISO_8859_1).equals(mark);
  }
}
