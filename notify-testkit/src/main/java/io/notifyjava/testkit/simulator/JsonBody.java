package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a request's body as the platform does: UTF-8, one JSON object, no escaped letters. */
final class JsonBody {

  private static final ObjectReader READER =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonBody() {}

  /**
   * The object in the body.
   *
   * @throws Refused 44002 without a body, 47001 for what is not UTF-8 or not a JSON object, 47002
   *     for a letter written as an escape
   */
  static JsonNode parse(byte[] body) {
    JsonNode tree = tree(body);
    if (escapesLetters(body)) {
      throw new Refused(47002);
    }
    return tree;
  }

  /**
   * The object in the body, letters written as escapes included.
   *
   * @throws Refused 44002 without a body, 47001 for what is not UTF-8 or not a JSON object
   */
  static JsonNode tree(byte[] body) {
    if (body.length == 0) {
      throw new Refused(44002);
    }
    requireUtf8(body);
    JsonNode tree;
    try {
      tree = READER.readTree(body);
    } catch (JsonProcessingException notJson) {
      throw new Refused(47001);
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from memory failed", impossible);
    }
    if (!tree.isObject()) {
      throw new Refused(47001);
    }
    return tree;
  }

  /** Jackson lets some malformed sequences and a byte order mark pass. */
  private static void requireUtf8(byte[] body) {
    boolean ascii = true;
    for (byte next : body) {
      ascii &= next >= 0;
    }
    if (ascii) {
      return;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException notUtf8) {
      throw new Refused(47001);
    }
    if (body.length >= 3 && (body[0] & 0xff) == 0xef && (body[1] & 0xff) == 0xbb) {
      throw new Refused(47001);
    }
  }

  /**
   * Whether a printable character outside ASCII is written as an escape. Escapes of control and
   * format characters and of ASCII are fine: there is no other way, or no harm.
   */
  static boolean escapesLetters(byte[] json) {
    int i = 0;
    while (i < json.length - 1) {
      boolean escape = json[i] == '\\';
      if (escape && json[i + 1] == 'u' && printable(codeUnit(json, i + 2))) {
        return true;
      }
      // an escape's second character is never the start of another one
      i += escape ? 2 : 1;
    }
    return false;
  }

  private static char codeUnit(byte[] json, int start) {
    return (char) Integer.parseInt(new String(json, start, 4, StandardCharsets.US_ASCII), 16);
  }

  private static boolean printable(char unit) {
    if (unit < 0x80) {
      return false;
    }
    int type = Character.getType(unit);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.UNASSIGNED;
  }
}
