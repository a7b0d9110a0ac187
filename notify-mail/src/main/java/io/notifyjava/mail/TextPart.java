package io.notifyjava.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.angus.mail.util.QPEncoderStream;

/**
 * A text or HTML on the wire: its line breaks are CRLF, its lines short, and every byte of it
 * passes any server: 7bit where it can be, else quoted-printable or base64, whichever is shorter.
 */
final class TextPart {

  /** RFC 5321 section 4.5.3.1.6 allows 998; what is longer than this is encoded. */
  private static final int MAX_LINE = 900;

  private static final byte[] CRLF = {'\r', '\n'};

  private TextPart() {}

  /** Writes the head and the body of the part, with a line break behind it. */
  static void write(Bytes out, String subtype, String text) {
    String lines = withCrlf(text);
    out.ascii("Content-Type: text/").ascii(subtype).ascii("; charset=utf-8\r\n");
    if (isPlain(lines)) {
      out.ascii("Content-Transfer-Encoding: 7bit\r\n\r\n").ascii(lines).crlf();
      return;
    }
    byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
    if (quotedLength(bytes) <= bytes.length * 4L / 3) {
      out.ascii("Content-Transfer-Encoding: quoted-printable\r\n\r\n");
      quoted(out, bytes);
    } else {
      out.ascii("Content-Transfer-Encoding: base64\r\n\r\n");
      byte[] encoded = Base64.getMimeEncoder(76, CRLF).encode(bytes);
      out.write(encoded, 0, encoded.length);
    }
    out.crlf();
  }

  /** Lone CR and LF become CRLF too: servers disagree about what they are. */
  static String withCrlf(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '\r' && i + 1 < length && text.charAt(i + 1) == '\n') {
        i++;
      } else if (c == '\r' || c == '\n') {
        return rewritten(text, i);
      }
    }
    return text;
  }

  private static String rewritten(String text, int from) {
    int length = text.length();
    StringBuilder out = new StringBuilder(length + length / 16 + 16).append(text, 0, from);
    for (int i = from; i < length; i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n') {
        out.append("\r\n");
        if (c == '\r' && i + 1 < length && text.charAt(i + 1) == '\n') {
          i++;
        }
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isPlain(String lines) {
    int column = 0;
    for (int i = 0; i < lines.length(); i++) {
      char c = lines.charAt(i);
      if (c == '\n') {
        // A blank before a line break is taken away by some servers on the way.
        if (i > 1 && isBlank(lines.charAt(i - 2))) {
          return false;
        }
        column = 0;
      } else if (c > 0x7E || (c < ' ' && c != '\t' && c != '\r') || ++column > MAX_LINE) {
        return false;
      } else if (c == '_' && i > 0 && lines.charAt(i - 1) == '=') {
        // Part of every boundary: whoever knows that of a mail could end a part with it.
        return false;
      }
    }
    return lines.isEmpty() || !isBlank(lines.charAt(lines.length() - 1));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static long quotedLength(byte[] bytes) {
    long length = 0;
    for (byte b : bytes) {
      length += b < 0 || b == '=' || (b < ' ' && b != '\r' && b != '\n' && b != '\t') ? 3 : 1;
    }
    return length;
  }

  private static void quoted(Bytes out, byte[] bytes) {
    try {
      QPEncoderStream encoder = new QPEncoderStream(out);
      encoder.write(bytes, 0, bytes.length);
      encoder.flush();
    } catch (IOException e) {
      // Bytes in memory do no I/O.
      throw new UncheckedIOException(e);
    }
  }
}
