package io.notifyjava.signing;

import static io.notifyjava.signing.Verdicts.assertVerified;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.signing.hmac.CanonicalRequest;
import io.notifyjava.signing.hmac.HmacSigner;
import io.notifyjava.signing.hmac.HmacVerifier;
import io.notifyjava.signing.hmac.SignatureHeaders;
import io.notifyjava.signing.legacy.LegacyDigestSigner;
import io.notifyjava.signing.legacy.LegacyDigestVerifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Random requests: what was signed is taken, and any change of any part changes the verdict. */
class PropertiesTest {

  private static final long AT = 1_800_000_000L;
  private static final String ALPHABET = "abcAB12 =&:\n%+消息\u00e9\u202e";
  private static final TestClock CLOCK = TestClock.at(AT);
  private static final KeyRing RING = KeyRing.of(SigningKey.of("k", SigningSecret.random()));

  private static String text(Random random, int min, int max) {
    StringBuilder text = new StringBuilder();
    for (int i = min + random.nextInt(max - min + 1); i > 0; i--) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return random.nextInt(5) == 0 ? text + "\ud83d\ude00" : text.toString();
  }

  /** Another text: something put in, taken out, replaced, doubled or turned round. */
  private static String changed(String text, Random random) {
    String other = text;
    while (other.equals(text)) {
      int from = text.offsetByCodePoints(0, random.nextInt(points(text) + 1));
      int to =
          from == text.length()
              ? from
              : text.offsetByCodePoints(from, random.nextInt(points(text.substring(from)) + 1));
      String piece = text.substring(from, to);
      String before = text.substring(0, from);
      String behind = text.substring(to);
      other =
          switch (random.nextInt(6)) {
            case 0 -> before + text(random, 1, 2) + piece + behind;
            case 1 -> before + behind;
            case 2 -> before + text(random, 1, 2) + behind;
            case 3 -> before + piece + piece + behind;
            case 4 -> before + new StringBuilder(piece).reverse() + behind;
            default -> text.isEmpty() ? "x" : text.toUpperCase(Locale.ROOT);
          };
    }
    return other;
  }

  private static int points(String text) {
    return text.codePointCount(0, text.length());
  }

  /** A request of version 2 as a list of parts: method, path, body, then names and values. */
  private static CanonicalRequest request(List<String> parts) {
    Parameters.Builder parameters = Parameters.builder();
    for (int i = 3; i < parts.size(); i += 2) {
      parameters.add(parts.get(i), parts.get(i + 1));
    }
    return CanonicalRequest.of(parts.get(0), parts.get(1))
        .withBody(parts.get(2).getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .withParameters(parameters.build());
  }

  @Test
  void version2_coversEveryPart() {
    Random random = new Random(7);
    HmacSigner signer = HmacSigner.builder().keys(RING).clock(CLOCK).build();
    for (int i = 0; i < 3_000; i++) {
      List<String> parts = new ArrayList<>(List.of("POST", "/v1/" + i, text(random, 0, 30)));
      for (int p = random.nextInt(6); p > 0; p--) {
        parts.add("n" + text(random, 0, 6));
        parts.add(text(random, 0, 20));
      }
      SignatureHeaders headers = signer.sign(request(parts));
      Function<List<String>, Verification> verify =
          all ->
              HmacVerifier.builder()
                  .keys(RING)
                  .clock(CLOCK)
                  .replayGuard(MemoryReplayGuard.ofCapacity(1))
                  .build()
                  .verify(request(all), headers);
      assertVerified(verify.apply(parts), "k");
      for (int at = 0; at < parts.size(); at++) {
        List<String> other = new ArrayList<>(parts);
        other.set(at, changed(parts.get(at), random));
        assertThat(verify.apply(other))
            .as("%s for %s", other, parts)
            .isInstanceOf(Verification.Refused.class);
      }
      for (int at = 6; at < parts.size(); at += 2) {
        List<String> swapped = new ArrayList<>(parts);
        Collections.swap(swapped, at - 2, at);
        boolean same =
            parts.get(at - 2).equals(parts.get(at))
                || sortedByName(swapped).equals(sortedByName(parts));
        assertThat(verify.apply(swapped) instanceof Verification.Verified)
            .as("values of two parameters have changed places: %s for %s", swapped, parts)
            .isEqualTo(same);
      }
      List<String> more = new ArrayList<>(parts);
      more.addAll(List.of("n", ""));
      assertThat(verify.apply(more)).isInstanceOf(Verification.Refused.class);
      if (parts.size() > 3) {
        assertThat(verify.apply(parts.subList(0, parts.size() - 2)))
            .isInstanceOf(Verification.Refused.class);
      }
    }
  }

  /** Names with their values in the order in which they came: what of the parameters counts. */
  private static Map<String, List<String>> sortedByName(List<String> parts) {
    Map<String, List<String>> sorted = new TreeMap<>();
    for (int i = 3; i < parts.size(); i += 2) {
      sorted.computeIfAbsent(parts.get(i), any -> new ArrayList<>()).add(parts.get(i + 1));
    }
    return sorted;
  }

  @Test
  void version2_coversItsHeaders() {
    Random random = new Random(8);
    HmacSigner signer = HmacSigner.builder().keys(RING).clock(CLOCK).build();
    CanonicalRequest request = CanonicalRequest.of("GET", "/");
    HmacVerifier verifier = HmacVerifier.builder().keys(RING).clock(CLOCK).build();
    for (int i = 0; i < 2_000; i++) {
      SignatureHeaders h = signer.sign(request);
      assertThat(
              verifier.verify(
                  request,
                  new SignatureHeaders(changed(h.signature(), random), h.timestamp(), h.nonce())))
          .isInstanceOf(Verification.Refused.class);
      assertThat(
              verifier.verify(
                  request,
                  new SignatureHeaders(
                      h.signature(), Long.toString(AT + 1 + random.nextInt(50)), h.nonce())))
          .isInstanceOf(Verification.Refused.class);
      assertThat(
              verifier.verify(
                  request,
                  new SignatureHeaders(h.signature(), h.timestamp(), changed(h.nonce(), random))))
          .isInstanceOf(Verification.Refused.class);
      assertVerified(verifier.verify(request, h), "k");
    }
  }

  @Test
  void strictVerifierOfTheOlderScheme_seesAnyChangeOfAnyParameter() {
    Random random = new Random(9);
    SigningSecret key = SigningSecret.of("mysecret");
    LegacyDigestSigner signer = LegacyDigestSigner.builder().apiKey(key).build();
    LegacyDigestVerifier verifier =
        LegacyDigestVerifier.builder()
            .apiKey("k", key)
            .expect("title", "content")
            .clock(CLOCK)
            .allowRepeats()
            .build();
    for (int i = 0; i < 3_000; i++) {
      List<String> values =
          List.of(
              text(random, 1, 20),
              text(random, 1, 20),
              Long.toString(AT - 60 + random.nextInt(121)));
      String signature = signer.sign(legacy(values, null));
      assertVerified(verifier.verify(legacy(values, signature)), "k");
      for (int at = 0; at < 3; at++) {
        List<String> other = new ArrayList<>(values);
        other.set(at, changed(values.get(at), random));
        assertThat(verifier.verify(legacy(other, signature)))
            .isInstanceOf(Verification.Refused.class);
      }
      String otherSignature = changed(signature, random);
      assertThat(verifier.verify(legacy(values, otherSignature)) instanceof Verification.Verified)
          .as("%s for %s", otherSignature, signature)
          .isEqualTo(otherSignature.equalsIgnoreCase(signature));
      List<String> swapped = List.of(values.get(1), values.get(0), values.get(2));
      assertThat(verifier.verify(legacy(swapped, signature)) instanceof Verification.Verified)
          .isEqualTo(swapped.equals(values));
    }
  }

  private static Parameters legacy(List<String> values, String signature) {
    Parameters.Builder all =
        Parameters.builder()
            .add("title", values.get(0))
            .add("content", values.get(1))
            .add("timestamp", values.get(2));
    return signature == null ? all.build() : all.add("signature", signature).build();
  }

  /**
   * The claim of {@code rejectAmbiguous}: over a small alphabet in which names occur in values all
   * the time, two different requests that both sides let through never have one signature.
   */
  @Test
  void unambiguousRequests_haveSignaturesOfTheirOwn() {
    SigningSecret key = SigningSecret.of("mysecret");
    LegacyDigestSigner signer = LegacyDigestSigner.builder().apiKey(key).rejectAmbiguous().build();
    LegacyDigestSigner lax = LegacyDigestSigner.builder().apiKey(key).build();
    Map<String, List<String>> seen = new java.util.HashMap<>();
    Map<String, List<String>> seenLax = new java.util.HashMap<>();
    List<String> words = words("ab", 5);
    int collisions = 0;
    for (String first : words) {
      for (String second : words) {
        List<String> values = List.of(first, second);
        Parameters request = Parameters.builder().add("a", first).add("ab", second).build();
        List<String> before = seenLax.putIfAbsent(lax.sign(request), values);
        collisions += before == null ? 0 : 1;
        try {
          List<String> same = seen.putIfAbsent(signer.sign(request), values);
          assertThat(same).as("%s and %s", same, values).isNull();
        } catch (IllegalArgumentException e) {
          assertThat(e).hasMessageContaining("holds the name");
        }
      }
    }
    assertThat(collisions).isPositive();
  }

  private static List<String> words(String letters, int length) {
    List<String> words = new ArrayList<>(List.of(""));
    for (int from = 0, i = 0; i < length; i++) {
      int to = words.size();
      for (; from < to; from++) {
        for (char letter : letters.toCharArray()) {
          words.add(words.get(from) + letter);
        }
      }
    }
    return words;
  }

  @Test
  void orderInWhichParametersCome_changesNothing() {
    Random random = new Random(10);
    LegacyDigestSigner signer = LegacyDigestSigner.builder().apiKey(SigningSecret.of("s")).build();
    for (int i = 0; i < 500; i++) {
      TreeSet<String> names = new TreeSet<>();
      while (names.size() < 6) {
        names.add("n" + text(random, 0, 4));
      }
      List<String> shuffled = new ArrayList<>(names);
      Parameters.Builder sorted = Parameters.builder();
      shuffled.forEach(name -> sorted.add(name, name));
      Collections.shuffle(shuffled, random);
      Parameters.Builder mixed = Parameters.builder();
      shuffled.forEach(name -> mixed.add(name, name));
      assertThat(signer.sign(mixed.build())).isEqualTo(signer.sign(sorted.build()));
    }
  }
}
