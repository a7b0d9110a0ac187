package io.notifyjava.signing.callback;

import static io.notifyjava.signing.Verdicts.assertRefused;
import static io.notifyjava.signing.Verdicts.assertVerified;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.notifyjava.signing.MemoryReplayGuard;
import io.notifyjava.signing.RefusalReason;
import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.TestClock;
import io.notifyjava.signing.Verification;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors that vendors and others published, and what must be refused. */
class CallbackTest {

  private static final String V2 =
      "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPx"
          + "LKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMu"
          + "FUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDr"
          + "M1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=";
  private static final String V2_REPLY =
      "ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmx"
          + "SQ==";
  private static final String V3 =
      "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvna"
          + "qQ==";
  private static final String V4 =
      "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3"
          + "QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48"
          + "kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izo"
          + "un1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUa"
          + "x5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl"
          + "/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==";
  private static final String V6 =
      "rTNFcsut4LfGuAFKEUVVpwcaCOTJzOd9twZdIW910jb3k+iicx2uvhttIZ3Qg9Qgty3BEF2xbOrz6boTfb30"
          + "dMomcgrkTqdFPwnhqbk+kIQ7rZiwny9D7NUrTgA5kpX3KsZvrXzUZyP2x9YOlxbgm572lmxKvM7HAQQhIQ/p"
          + "6HBmoY30bGXFK0BtIu1pW9TjhOYrLQoU18nWYjWqDA1ynkmOytpv7QRI1P1+0NoxL0q2zO1DgeSvnE8CZGo/"
          + "o5Ap/WHK5W2RAsinpzN4/LjPnmB6U01I5XCoJoC0GK/yMZycd2Oh8Nq6+wBkC1U85oy0ktOY4nLvsQMLrour"
          + "mMGdZHuTbqpeJ8Ao/5PRYJ+WBvRUwPfGKBL2+2IKZF49vAJqkcGWSHGE76ZN2erXeuNazf/o9o3lIE3q739o"
          + "4c8t9QGPe31GT2Go/rOz1BsrASwvauNulCh+++yz+CQzBIuikA==";
  private static final String V7 =
      "4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOchLF6p"
          + "+Q==";
  private static final String AES = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
  private static final String CORP = "wx5823bf96d3bd56c7";
  private static final String TOKEN = "QDG6eK";

  private final TestClock clock = TestClock.at(1_409_659_589L);
  private final CallbackEnvelope envelope = envelope(TOKEN, AES, CORP);

  private CallbackVerifier verifier(String token) {
    return CallbackVerifier.builder().token(SigningSecret.of(token)).clock(clock).build();
  }

  private CallbackEnvelope envelope(String token, String key, String receiveId, String... more) {
    return CallbackEnvelope.of(verifier(token), SigningSecret.of(key), receiveId, more);
  }

  private String message(
      CallbackEnvelope one, String signature, long at, String nonce, String text) {
    clock.set(Instant.ofEpochSecond(at));
    Opening opening = one.open(signature, Long.toString(at), nonce, text);
    assertThat(opening).isInstanceOf(Opening.Opened.class);
    return ((Opening.Opened) opening).message();
  }

  @ParameterizedTest
  @CsvSource({
    "AAAAA,1714036504,1514711492,f464b24fc39322e44b38aa78f5edd27bd1441696",
    "AAAAA,1714037059,486452656,899cf89e464efb63f54ddac96b0a0a235f53aa78",
    "test,1410685589,test,f21891de399b4e33a1a93c9a7b8a8fffb5a443ff",
    "AAAAA,1714112445,415670741,6c5c811b55cc85e0e1b54100749188c20beb3f5d"
  })
  void plainSignatures_areVerified(String token, long at, String nonce, String signature) {
    clock.set(Instant.ofEpochSecond(at));
    assertVerified(verifier(token).verify(signature, Long.toString(at), nonce), "token");
    assertRefused(
        verifier("other").verify(signature, Long.toString(at), nonce), RefusalReason.MISMATCH);
  }

  @Test
  void signature_isOverSortedParts() {
    assertThat(new CallbackSignature(SigningSecret.of("345")).hex("123"))
        .isEqualTo("9f537aeb751ec72605f57f94a2f6dc3e3958e1dd");
  }

  @Test
  void v2_officialAccount_isOpened_andItsAnswerSealed() {
    CallbackEnvelope account = envelope("AAAAA", "A".repeat(43), "wxba5fad812f8e6fb9");
    assertThat(
            message(
                account,
                "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3",
                1_714_112_445L,
                "415670741",
                V2))
        .isEqualTo(
            "{\"ToUserName\":\"gh_97417a04a28d\",\"FromUserName\":\"o9AgO5Kd5ggOC-bXrbNODIiE3bGY\","
                + "\"CreateTime\":1714112445,\"MsgType\":\"event\",\"Event\":\"debug_demo\","
                + "\"debug_str\":\"hello world\"}");
    EncryptedReply reply =
        account.seal(
            "{\"demo_resp\":\"good luck\"}",
            clock.instant(),
            "707722b803182950".getBytes(US_ASCII),
            "415670741");
    assertThat(reply.encrypt()).isEqualTo(V2_REPLY);
  }

  @Test
  void v3AndV7_questionsOfWeCom_areAnswered() {
    assertThat(
            message(
                envelope,
                "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
                1_409_659_589L,
                "263014780",
                V3))
        .isEqualTo("1616140317555161061");
    CallbackEnvelope other =
        envelope("123456", "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR", "wx49f0ab532d5d035a");
    assertThat(
            message(
                other, "dd6b9c95b495b3f7e2901bfbc76c664930ffdb96", 1_411_443_780L, "437374425", V7))
        .isEqualTo("5927782489442352469");
  }

  @Test
  void v4_messageOfWeCom_isOpened() {
    assertThat(
            message(
                envelope,
                "477715d11cdb4164915debcba66cb864d751f3e6",
                1_409_659_813L,
                "1372623149",
                V4))
        .contains("<FromUserName><![CDATA[mycreate]]></FromUserName>")
        .contains("<MsgId>4561255354251345929</MsgId>");
  }

  @Test
  void v5AndV6_ofOtherLibraries_areReproduced() {
    CallbackEnvelope pam =
        envelope("pamtest", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "wxb11529c136998cb6");
    assertThat(
            pam.seal("我是中文abcd123", clock.instant(), "aaaabbbbccccdddd".getBytes(US_ASCII), "x")
                .encrypt())
        .isEqualTo(
            "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==");
    assertThat(
            message(
                pam, "4f3ad57b6989f09f4eb392acce4f9e93942ed890", 1_458_300_676L, "260774613", V6))
        .contains("asdasdasdsadasd");
  }

  @Test
  void ownSeal_isOpened_whateverTheLength() {
    for (int length = 0; length < 70; length++) {
      EncryptedReply sealed = envelope.seal("x".repeat(length), clock.instant());
      assertThat(open(envelope, sealed))
          .isEqualTo(new Opening.Opened("x".repeat(length), CORP, clock.instant()));
    }
    EncryptedReply sealed = envelope.seal("消息", clock.instant());
    assertThat(CallbackXml.encrypted(sealed.toXml().getBytes(UTF_8))).contains(sealed.encrypt());
    assertThat(sealed.toJson())
        .isEqualTo(
            "{\"Encrypt\":\"%s\",\"MsgSignature\":\"%s\",\"TimeStamp\":1409659589,\"Nonce\":\"%s\"}"
                .formatted(sealed.encrypt(), sealed.msgSignature(), sealed.nonce()));
  }

  private static Opening open(CallbackEnvelope envelope, EncryptedReply reply) {
    return envelope.open(reply.msgSignature(), reply.timestamp(), reply.nonce(), reply.encrypt());
  }

  @Test
  void oneChangedCharacter_failsAtTheSignature() {
    String changed = (V3.charAt(0) == 'A' ? 'B' : 'A') + V3.substring(1);
    Opening opening =
        envelope.open(
            "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", "1409659589", "263014780", changed);
    assertRefused(((Opening.Refused) opening).refusal(), RefusalReason.MISMATCH)
        .contains("compare the token");
  }

  /** Signed as it should be, so that only the cipher text is wrong: one verdict for all of it. */
  @Test
  void whateverIsWrongInside_isRefusedInTheSameWords() {
    List<String> broken = new ArrayList<>();
    broken.add(encrypt(plain(0, 5, CORP, 0)));
    broken.add(encrypt(plain(0, 5, CORP, 33)));
    broken.add(encrypt(plain(0, 5, CORP, -1)));
    broken.add(encrypt(plain(0, 1_000, CORP, null)));
    broken.add(encrypt(plain(0, -1, CORP, null)));
    broken.add(encrypt(plain(0, Integer.MAX_VALUE, CORP, null)));
    broken.add(encrypt(plain(0, 5, "other", null)));
    broken.add(encrypt(plain(0, 5, "", null)));
    broken.add(encrypt(plain(0, 4, CORP, null)));
    broken.add(encrypt(plain(0xff, 5, CORP, null)));
    byte[] uneven = plain(0, 5, CORP, null);
    uneven[uneven.length - 2]++;
    broken.add(encrypt(uneven));
    // Fills its blocks without any padding, where a receive id would fit.
    broken.add(
        encrypt(
            ByteBuffer.allocate(64)
                .put(new byte[16])
                .putInt(26)
                .put("m".repeat(26).getBytes(US_ASCII))
                .put(CORP.getBytes(US_ASCII))
                .array()));
    byte[] onlyPadding = new byte[32];
    Arrays.fill(onlyPadding, (byte) 32);
    broken.add(encrypt(onlyPadding));
    broken.add("AAAA");
    broken.add("****");
    broken.add("A".repeat(43));
    broken.add(Base64.getEncoder().encodeToString(new byte[16]));
    broken.add(Base64.getEncoder().encodeToString(new byte[48]));

    CallbackSignature signatures = new CallbackSignature(SigningSecret.of(TOKEN));
    for (String text : broken) {
      String signature = signatures.hex("1409659589", "1", text);
      Opening opening = envelope.open(signature, "1409659589", "1", text);
      assertThat(opening)
          .isEqualTo(
              new Opening.Refused(
                  Verification.refused(
                      RefusalReason.MISMATCH,
                      "the envelope cannot be opened; compare EncodingAESKey and receive id with"
                          + " those of the platform's console")));
    }
    String whole = encrypt(plain(0, 5, CORP, null));
    assertThat(envelope.open(signatures.hex("1409659589", "1", whole), "1409659589", "1", whole))
        .isInstanceOf(Opening.Opened.class);
  }

  @Test
  void emptyReceiveId_isTakenWhereItIsNamed() {
    CallbackEnvelope lenient = envelope(TOKEN, AES, CORP, "");
    String text = encrypt(plain(0, 5, "", null));
    String signature = new CallbackSignature(SigningSecret.of(TOKEN)).hex("1409659589", "1", text);
    assertThat(lenient.open(signature, "1409659589", "1", text))
        .isEqualTo(new Opening.Opened("hello", "", clock.instant()));
  }

  /** Sixteen bytes, a length, "hello" (its first byte changed by {@code flip}), an id, padding. */
  private static byte[] plain(int flip, int length, String receiveId, Integer padding) {
    byte[] id = receiveId.getBytes(US_ASCII);
    int used = 16 + 4 + 5 + id.length;
    int pad = 32 - used % 32;
    ByteBuffer buffer = ByteBuffer.allocate(used + pad);
    buffer.put(new byte[16]).putInt(length).put("hello".getBytes(US_ASCII)).put(id);
    Arrays.fill(buffer.array(), used, used + pad, (byte) pad);
    buffer.array()[20] ^= (byte) flip;
    if (padding != null) {
      buffer.array()[used + pad - 1] = padding.byteValue();
    }
    return buffer.array();
  }

  private static String encrypt(byte[] plain) {
    try {
      byte[] key = Base64.getDecoder().decode(AES);
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
      return Base64.getEncoder().encodeToString(cipher.doFinal(plain));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"-300,FUTURE", "-60,", "300,", "301,EXPIRED"})
  void time_isChecked(long offset, RefusalReason reason) {
    EncryptedReply sealed = envelope.seal("x", clock.instant());
    clock.set(clock.instant().plusSeconds(offset));
    Opening opening = open(envelope, sealed);
    if (reason == null) {
      assertThat(opening).isInstanceOf(Opening.Opened.class);
    } else {
      assertRefused(((Opening.Refused) opening).refusal(), reason);
    }
  }

  @Test
  void repeatedCallback_isTakenUnlessAGuardIsThere() {
    String signature = new CallbackSignature(SigningSecret.of("t")).hex("1409659589", "n");
    CallbackVerifier open = verifier("t");
    assertVerified(open.verify(signature, "1409659589", "n"), "token");
    assertVerified(open.verify(signature, "1409659589", "n"), "token");
    CallbackVerifier guarded =
        CallbackVerifier.builder()
            .token(SigningSecret.of("t"))
            .clock(clock)
            .replayGuard(MemoryReplayGuard.create())
            .build();
    assertVerified(guarded.verify(signature, "1409659589", "n"), "token");
    assertRefused(
        guarded.verify(signature.toUpperCase(java.util.Locale.ROOT), "1409659589", "n"),
        RefusalReason.REPLAYED);
  }

  /**
   * A weakness of the platforms' scheme, not of ours: why CreateTime and MsgId must be looked at.
   */
  @Test
  void timestampAndNonce_canChangePlaces_asThePlatformsSchemeHasIt() {
    String nonce = "1514711492";
    String signature = new CallbackSignature(SigningSecret.of("t")).hex("1409659589", nonce);
    assertVerified(verifier("t").verify(signature, "1409659589", nonce), "token");
    assertRefused(verifier("t").verify(signature, nonce, "1409659589"), RefusalReason.FUTURE);
    clock.set(Instant.ofEpochSecond(1_514_711_492L));
    assertVerified(verifier("t").verify(signature, nonce, "1409659589"), "token");
  }

  @Test
  void partsOfAnotherShape_areMalformed_andMissingOnesMissing() {
    String good = "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3";
    CallbackVerifier verifier = verifier(TOKEN);
    assertRefused(verifier.verify("short", "1409659589", "1"), RefusalReason.MALFORMED);
    assertRefused(verifier.verify(good + "0", "1409659589", "1"), RefusalReason.MALFORMED);
    assertRefused(verifier.verify(good, "140965958", "1"), RefusalReason.MALFORMED);
    assertRefused(verifier.verify(good, "１409659589", "1"), RefusalReason.MALFORMED);
    assertRefused(verifier.verify(good, "1409659589", ""), RefusalReason.MALFORMED);
    assertRefused(verifier.verify(good, "1409659589", "a b"), RefusalReason.MALFORMED);
    assertRefused(verifier.verify(good, "1409659589", "1".repeat(129)), RefusalReason.MALFORMED);
    assertRefused(verifier.verifyEncrypted(good, "1409659589", "1", ""), RefusalReason.MALFORMED);
    assertRefused(
        verifier.verifyEncrypted(good, "1409659589", "1", "a b"), RefusalReason.MALFORMED);
    assertRefused(
        verifier.verifyEncrypted(good, "1409659589", "1", "A".repeat(4_194_305)),
        RefusalReason.MALFORMED);
    assertRefused(verifier.verify(null, "1409659589", "1"), RefusalReason.MISSING);
    assertRefused(verifier.verify(good, null, "1"), RefusalReason.MISSING);
    assertRefused(verifier.verify(good, "1409659589", null), RefusalReason.MISSING);
    assertRefused(verifier.verifyEncrypted(good, "1409659589", "1", null), RefusalReason.MISSING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<xml>",
        "not xml",
        "<xml></xml>",
        "<Encrypt>a</Encrypt>",
        "<xml><a><Encrypt>a</Encrypt></a></xml>",
        "<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>",
        "<xml><Encrypt><b>a</b></Encrypt></xml>",
        "<xml><Encrypt>a</Encrypt></xml><xml/>",
        "<!DOCTYPE xml><xml><Encrypt>a</Encrypt></xml>",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><xml><Encrypt>&e;</Encrypt></xml>",
        "<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><xml><Encrypt>&b;</Encrypt></xml>",
        "<xml><Encrypt>&e;</Encrypt></xml>"
      })
  void bodyWithoutExactlyOneEncrypt_orWithADocumentType_isNotRead(String body) {
    assertThat(CallbackXml.encrypted(body.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void body_isRead() {
    assertThat(
            CallbackXml.encrypted(
                "<xml><ToUserName><![CDATA[x]]></ToUserName><Encrypt><![CDATA[abc+/=]]></Encrypt><AgentID>1</AgentID></xml>"
                    .getBytes(UTF_8)))
        .contains("abc+/=");
    assertThat(CallbackXml.encrypted(new byte[4_194_305])).isEmpty();
    assertThat(
            CallbackXml.encrypted(
                "<xml><Encrypt>a</Encrypt></xml>"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_16)))
        .isEmpty();
  }

  /** The JDK's parser does, for bytes that are not of the encoding that it expects. */
  @Test
  void brokenBody_printsNothing() {
    java.io.PrintStream before = System.err;
    java.io.ByteArrayOutputStream printed = new java.io.ByteArrayOutputStream();
    System.setErr(new java.io.PrintStream(printed, true, UTF_8));
    try {
      assertThat(CallbackXml.encrypted(new byte[] {'<', 'x', (byte) 0xff, '>'})).isEmpty();
      assertThat(CallbackXml.encrypted("<x><Encrypt>\uffff</x>".getBytes(UTF_8))).isEmpty();
    } finally {
      System.setErr(before);
    }
    assertThat(printed.size()).isZero();
  }

  @Test
  void settings_areChecked_andSecretsHidden() {
    assertThatIllegalStateException()
        .isThrownBy(() -> CallbackVerifier.builder().build())
        .withMessageContaining("call token(...)");
    for (String key : List.of("short", "A".repeat(44), "A".repeat(42) + "+")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> envelope(TOKEN, key, CORP))
          .withMessageStartingWith("EncodingAESKey: expected the 43 letters and digits")
          .withMessageNotContaining(key);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> envelope.seal("\ud800", clock.instant()));
    assertThat(new Opening.Opened("content", CORP, clock.instant()).toString())
        .doesNotContain("content");
    assertThat(envelope.toString() + verifier(TOKEN)).doesNotContain(TOKEN).doesNotContain(AES);
  }
}
