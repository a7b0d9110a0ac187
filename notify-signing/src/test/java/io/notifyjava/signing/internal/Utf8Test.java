package io.notifyjava.signing.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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

  /** The fast way cuts characters to bytes; these have the lower halves of other texts. */
  @Test
  void textsWhoseLowerHalvesLookRight_areNotTakenForAscii() throws Exception {
    String ascii = "a".repeat(100);
    for (String sly :
        List.of(
            "\u4e41",
            "\u00e9",
            "\ufffd",
            "\u01fd\ufffd",
            "\ud83f",
            "\udc3f",
            "\u00c3\u00a9",
            "\u0080")) {
      for (String text : List.of(ascii + sly + ascii, ascii + sly.repeat(50) + ascii)) {
        assertThat(Utf8.encodeAscii(text, new byte[text.length()], 0)).isEqualTo(-1);
        boolean whole = UTF_8.newEncoder().canEncode(text);
        DigestWriter writer = new DigestWriter(MessageDigest.getInstance("SHA-256"));
        assertThat(writer.write(text)).isEqualTo(whole);
        if (whole) {
          assertThat(writer.digest(new byte[0]))
              .isEqualTo(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        }
      }
    }
    assertThat(Utf8.encodeAscii("?" + ascii, new byte[103], 2)).isEqualTo(103);
  }

  /** Around the size of the buffer, with each kind of text, over several writes. */
  @Test
  void textsOfAnyLength_areDigestedWhole() throws Exception {
    for (int length : new int[] {63, 64, 3_900, 3_967, 3_968, 3_969, 4_095, 4_096, 4_097, 20_000}) {
      for (String one : List.of("a", "\u6d88", "\u00e9", "\ud83d\ude00")) {
        String text = one.repeat(length);
        DigestWriter writer = new DigestWriter(MessageDigest.getInstance("SHA-512"));
        assertThat(writer.write("xyz") && writer.write(text) && writer.write(text)).isTrue();
        assertThat(writer.digest(new byte[] {7}))
            .isEqualTo(
                MessageDigest.getInstance("SHA-512")
                    .digest(("xyz" + text + text + "\7").getBytes(UTF_8)));
      }
    }
  }

  /** RFC 4231, test cases 1, 2 and 6, and the JDK's own over random keys. */
  @Test
  void hmac_isThatOfTheRfc_andOfTheJdk() throws Exception {
    assertThat(hmac(bytes(20, 0x0b), "Hi There"))
        .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    assertThat(hmac("Jefe".getBytes(UTF_8), "what do ya want for nothing?"))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    assertThat(hmac(bytes(131, 0xaa), "Test Using Larger Than Block-Size Key - Hash Key First"))
        .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    Random random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      byte[] key = new byte[1 + random.nextInt(130)];
      byte[] text = new byte[random.nextInt(300)];
      random.nextBytes(key);
      random.nextBytes(text);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] right = mac.doFinal(text);
      HmacSha256 ours = new HmacSha256(key);
      int from = random.nextInt(text.length + 1);
      assertThat(ours.mac(text, 0, text.length)).isEqualTo(right);
      assertThat(ours.mac(Arrays.copyOf(text, from), Arrays.copyOfRange(text, from, text.length)))
          .isEqualTo(right);
    }
  }

  private static byte[] bytes(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static String hmac(byte[] key, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return Hex.of(new HmacSha256(key).mac(bytes, 0, bytes.length));
  }

  /** More threads than there are buffers: no two write to one at a time. */
  @Test
  void buffers_areNeverSharedByTwoThreads() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(40);
    try {
      List<Future<Boolean>> right = new ArrayList<>();
      for (int thread = 0; thread < 40; thread++) {
        String text = (char) ('A' + thread) + "b".repeat(200);
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        right.add(
            executor.submit(
                () -> {
                  boolean all = true;
                  for (int i = 0; i < 5_000; i++) {
                    DigestWriter writer = new DigestWriter(MessageDigest.getInstance("SHA-256"));
                    writer.write(text);
                    all &= Arrays.equals(writer.digest(new byte[0]), expected);
                  }
                  return all;
                }));
      }
      for (Future<Boolean> one : right) {
        assertThat(one.get()).isTrue();
      }
    } finally {
      executor.shutdownNow();
    }
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
