package io.notifyjava.signing.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Our own way to bytes is the JDK's, except that it loses nothing. */
class Utf8Test {

  private static final int[][] SCRIPTS = {
    {0, 0x7f},
    {0x80, 0x7ff},
    {0x800, 0xd7ff},
    {0xe000, 0xffff},
    {0x10000, 0x10ffff},
    {0xd800, 0xdfff}
  };

  private static String text(Random random, boolean whole) {
    StringBuilder text = new StringBuilder();
    int runs = random.nextInt(6);
    for (int run = 0; run < runs; run++) {
      int[] script = SCRIPTS[random.nextInt(whole ? 5 : 6)];
      int length = random.nextInt(random.nextInt(10) == 0 ? 400 : 20);
      for (int i = 0; i < length; i++) {
        text.appendCodePoint(script[0] + random.nextInt(script[1] - script[0] + 1));
      }
    }
    return text.toString();
  }

  @Test
  void bytes_areThoseOfTheJdk() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String text = text(random, true);
      byte[] expected = text.getBytes(UTF_8);
      byte[] room = new byte[Utf8.LONGEST * text.length() + Utf8.SLACK];
      int end = Utf8.encode(text.toCharArray(), text.length(), room, 0);
      assertThat(Arrays.copyOf(room, end)).isEqualTo(expected);
      assertThat(Utf8.bytes(text)).isEqualTo(expected);
      assertThat(Utf8.isWellFormed(text)).isTrue();

      DigestWriter writer = new DigestWriter(MessageDigest.getInstance("SHA-256"));
      assertThat(writer.write("x")).isTrue();
      assertThat(writer.write(text)).isTrue();
      assertThat(writer.digest(new byte[] {1}))
          .isEqualTo(
              MessageDigest.getInstance("SHA-256").digest(("x" + text + "\1").getBytes(UTF_8)));

      Parts parts = new Parts();
      assertThat(parts.part(text)).isTrue();
      assertThat(new String(parts.array(), 0, parts.length(), UTF_8))
          .isEqualTo(expected.length + ":" + text + "\n");
    }
  }

  @Test
  void halfPairs_areFoundByEachWay() throws Exception {
    Random random = new Random(2);
    int broken = 0;
    for (int i = 0; i < 20_000; i++) {
      String text = text(random, false);
      boolean whole = UTF_8.newEncoder().canEncode(text);
      broken += whole ? 0 : 1;
      byte[] room = new byte[Utf8.LONGEST * text.length() + Utf8.SLACK];
      assertThat(Utf8.isWellFormed(text)).isEqualTo(whole);
      assertThat(Utf8.encode(text.toCharArray(), text.length(), room, 0) >= 0).isEqualTo(whole);
      assertThat(Utf8.bytes(text) != null).isEqualTo(whole);
      assertThat(new Parts().part(text)).isEqualTo(whole);
      assertThat(new DigestWriter(MessageDigest.getInstance("SHA-256")).write(text))
          .isEqualTo(whole);
    }
    assertThat(broken).isGreaterThan(5_000);
    assertThat(Utf8.bytes("a".repeat(100) + "\ud800" + "a".repeat(100))).isNull();
    assertThat(Utf8.bytes("?".repeat(100))).isNotNull();
  }

  @Test
  void order_isThatOfTheBytes() {
    Random random = new Random(3);
    for (int i = 0; i < 50_000; i++) {
      String left = text(random, true);
      String right = random.nextBoolean() ? text(random, true) : left + text(random, true);
      assertThat(Integer.signum(Utf8.compare(left, right)))
          .isEqualTo(
              Integer.signum(Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8))));
    }
  }

  @Test
  void hexadecimalDigits_areReadBack() {
    Random random = new Random(4);
    for (int i = 0; i < 1_000; i++) {
      byte[] bytes = new byte[random.nextInt(65)];
      random.nextBytes(bytes);
      String hex = Hex.of(bytes);
      assertThat(hex).isEqualTo(java.util.HexFormat.of().formatHex(bytes));
      assertThat(Hex.parse(hex, bytes.length)).isEqualTo(bytes);
      assertThat(Hex.parse(hex, bytes.length + 1)).isNull();
    }
  }
}
