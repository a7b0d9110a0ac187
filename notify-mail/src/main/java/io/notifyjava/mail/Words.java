package io.notifyjava.mail;

import io.notifyjava.message.MailAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.util.BEncoderStream;
import org.eclipse.angus.mail.util.QEncoderStream;

/**
 * Header values as they stand on the wire: ASCII, folded, other scripts as encoded words (RFC
 * 2047).
 *
 * <p>Uses Angus Mail's encoders by name. {@code MimeUtility.encodeText} does the same after a
 * search of the class path, for every word.
 */
final class Words {

  /** An encoded word has at most 75 characters, of which 12 say what it is. */
  private static final int ROOM = 75 - "=?UTF-8?Q??=".length();

  /**
   * Behind a very long name the first line is longer than it should be, but can hold a character.
   */
  private static final int SMALLEST_ROOM = 12;

  private static final int LONGEST_ADDRESS_HEADER = "Reply-To: ".length();

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9 ._+()-]+");
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int LONGEST_PART = 72;

  private Words() {}

  /** Returns the value of a header of free text, folded behind a name of that length. */
  static String unstructured(String name, String value) {
    String ascii =
        isAscii(value) && !looksEncoded(value) ? value : encoded(value, false, name.length() + 2);
    return ascii.length() + name.length() + 2 <= 76
        ? ascii
        : MimeUtility.fold(name.length() + 2, ascii);
  }

  /** Returns mailboxes in the form of an address header. */
  static String mailboxes(List<MailAddress> addresses) {
    return addresses.size() == 1
        ? mailbox(addresses.get(0))
        : addresses.stream().map(Words::mailbox).collect(Collectors.joining(",\r\n "));
  }

  /** Returns a mailbox with its name, if it has one. */
  static String mailbox(MailAddress address) {
    return address
        .name()
        .map(name -> phrase(name) + " <" + address.address() + ">")
        .orElseGet(address::address);
  }

  private static String phrase(String name) {
    if (!isAscii(name) || looksEncoded(name)) {
      return encoded(name, true, LONGEST_ADDRESS_HEADER);
    }
    StringBuilder quoted = new StringBuilder(name.length() + 8).append('"');
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\');
      }
      quoted.append(c);
    }
    return quoted.append('"').toString();
  }

  /**
   * Returns the parameter of a header that names a file, folded before it (RFC 2231). Angus Mail's
   * {@code ParameterList} leaves encoded values on one line, however long.
   */
  static String fileName(String name) {
    if (name.length() <= 60 && PLAIN_NAME.matcher(name).matches()) {
      return ";\r\n filename=\"" + name + "\"";
    }
    StringBuilder out = new StringBuilder(name.length() * 4);
    StringBuilder line = new StringBuilder(80);
    int part = 0;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      if (line.isEmpty()) {
        line.append(";\r\n filename*").append(part).append("*=");
        line.append(part++ == 0 ? "utf-8''" : "");
      }
      boolean plain = (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
      if (plain || b == '.' || b == '-' || b == '_') {
        line.append((char) b);
      } else {
        line.append('%').append(HEX.toHexDigits(b));
      }
      if (line.length() >= LONGEST_PART) {
        out.append(line);
        line.setLength(0);
      }
    }
    return out.append(line).toString();
  }

  /** What looks like an encoded word would be shown decoded, so it is encoded itself. */
  private static boolean looksEncoded(String value) {
    return value.contains("=?");
  }

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7E) {
        return false;
      }
    }
    return true;
  }

  private static String encoded(String text, boolean inPhrase, int column) {
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    boolean b = length(all, true) <= length(all, false);
    StringBuilder out = new StringBuilder(all.length * 2);
    int from = 0;
    int end = 0;
    int room = Math.max(SMALLEST_ROOM, ROOM - column);
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      if (length(text.substring(from, next).getBytes(StandardCharsets.UTF_8), b) > room) {
        word(out, text.substring(from, end), b, inPhrase);
        from = end;
        room = ROOM;
      }
      end = next;
    }
    word(out, text.substring(from, end), b, inPhrase);
    return out.toString();
  }

  /** Never too short: of ASCII, letters and digits alone stand for themselves in every place. */
  private static int length(byte[] bytes, boolean b) {
    if (b) {
      return (bytes.length + 2) / 3 * 4;
    }
    int length = 0;
    for (byte c : bytes) {
      length += c == ' ' || Character.isLetterOrDigit(c) ? 1 : 3;
    }
    return length;
  }

  private static void word(StringBuilder out, String part, boolean b, boolean inPhrase) {
    if (!out.isEmpty()) {
      out.append("\r\n ");
    }
    Bytes bytes = new Bytes(128);
    try (OutputStream encoder =
        b ? new BEncoderStream(bytes) : new QEncoderStream(bytes, inPhrase)) {
      encoder.write(part.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Bytes in memory do no I/O.
      throw new UncheckedIOException(e);
    }
    out.append("=?UTF-8?")
        .append(b ? 'B' : 'Q')
        .append('?')
        .append(new String(bytes.array(), 0, bytes.size(), StandardCharsets.US_ASCII))
        .append("?=");
  }
}
