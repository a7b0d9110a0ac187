package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.WireRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * The parameters of a call to cgi-bin as bytes: which characters they are is said by one of them.
 */
final class XuanwuSmsForm {

  private static final byte[] ABSENT = {};

  private final Map<String, byte[]> values;

  private XuanwuSmsForm(Map<String, byte[]> values) {
    this.values = values;
  }

  /**
   * Reads the query of a GET, the form of a POST.
   *
   * @throws Refused -2 for what is no form
   */
  static XuanwuSmsForm of(Call call) {
    WireRequest request = call.request();
    if (request.method().equals("GET")) {
      return parse(request.rawQuery());
    }
    String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.startsWith("application/x-www-form-urlencoded")) {
      throw bad();
    }
    return parse(new String(call.body(), StandardCharsets.ISO_8859_1));
  }

  private static XuanwuSmsForm parse(String text) {
    Map<String, byte[]> values = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        // A name that comes twice could be read either way, so it is no name at all.
        boolean twice = values.put(pair.substring(0, equals), decode(pair, equals + 1)) != null;
        if (twice) {
          throw bad();
        }
      } else if (!pair.isEmpty()) {
        throw bad();
      }
    }
    return new XuanwuSmsForm(values);
  }

  private static byte[] decode(String text, int start) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.write(hex(text, i + 1));
        i += 2;
      } else if (c > ' ' && c < 0x7f) {
        bytes.write(c == '+' ? ' ' : c);
      } else {
        throw bad();
      }
    }
    return bytes.toByteArray();
  }

  private static int hex(String text, int at) {
    if (at + 2 > text.length()
        || !HexFormat.isHexDigit(text.charAt(at))
        || !HexFormat.isHexDigit(text.charAt(at + 1))) {
      throw bad();
    }
    return HexFormat.fromHexDigits(text, at, at + 2);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** A parameter of plain ASCII; empty if it was left out. */
  String ascii(String name) {
    return text(name, StandardCharsets.US_ASCII);
  }

  /**
   * A parameter in this charset; empty if it was left out.
   *
   * @throws Refused -2 if its bytes are no text in this charset
   */
  String text(String name, Charset charset) {
    try {
      byte[] bytes = values.getOrDefault(name, ABSENT);
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException otherCharset) {
      throw bad();
    }
  }

  static Refused bad() {
    return new Refused(XuanwuSmsReply.cgi(-2));
  }
}
