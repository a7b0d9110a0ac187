package io.notifyjava.signing.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.notifyjava.signing.KeyRing;
import io.notifyjava.signing.Parameters;
import io.notifyjava.signing.RefusalReason;
import io.notifyjava.signing.ReplayGuard;
import io.notifyjava.signing.SigningKey;
import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.TestClock;
import io.notifyjava.signing.Verification;
import io.notifyjava.signing.callback.CallbackEnvelope;
import io.notifyjava.signing.callback.CallbackVerifier;
import io.notifyjava.signing.callback.CallbackXml;
import io.notifyjava.signing.callback.EncryptedReply;
import io.notifyjava.signing.callback.Opening;
import io.notifyjava.signing.hmac.CanonicalRequest;
import io.notifyjava.signing.hmac.HmacSigner;
import io.notifyjava.signing.hmac.HmacVerifier;
import io.notifyjava.signing.hmac.SignatureHeaders;
import io.notifyjava.signing.legacy.LegacyDigestSigner;
import io.notifyjava.signing.legacy.LegacyDigestVerifier;
import io.notifyjava.signing.legacy.LegacyVerifierBuilder;
import io.notifyjava.signing.migration.MigratingVerifier;
import io.notifyjava.signing.webhook.WebhookHeaders;
import io.notifyjava.signing.webhook.WebhookSigner;
import io.notifyjava.signing.webhook.WebhookVerifier;
import io.notifyjava.signing.wsse.DigestForm;
import io.notifyjava.signing.wsse.WsseSigner;
import io.notifyjava.signing.wsse.WsseVerifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** All verifiers of the module. Repeated requests are let through: what is right stays right. */
final class Targets {

  private static final long AT = 1_800_000_000L;
  private static final TestClock CLOCK = TestClock.at(AT);
  private static final ReplayGuard OPEN = (id, now, until) -> ReplayGuard.Sighting.FIRST;
  private static final SigningSecret SECRET = SigningSecret.of("0123456789abcdef0123456789abcdef");
  private static final String AES = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
  private static final byte[] BODY = "{\"text\":\"您好\"}".getBytes(UTF_8);

  private Targets() {}

  static Map<String, Target> all() {
    Map<String, Target> all = new LinkedHashMap<>();
    all.put("legacy strict", legacy(legacyBuilder().expect("title", "content").build()));
    all.put(
        "legacy unambiguous",
        legacy(legacyBuilder().expect("title", "content").rejectAmbiguous().build()));
    all.put("legacy compatible", legacy(legacyBuilder().compatible().build()));
    all.put("hmac v2", hmac());
    all.put("migrating", migrating());
    all.put("webhook", webhook());
    all.put("wsse", wsse());
    all.put("callback plain", callback());
    all.put("callback envelope", envelope());
    all.put("envelope inside", inside());
    all.put("callback xml", xml());
    return all;
  }

  private static LegacyVerifierBuilder legacyBuilder() {
    return LegacyDigestVerifier.builder().apiKey("shop", SECRET).clock(CLOCK).allowRepeats();
  }

  private static HmacVerifier hmacVerifier(KeyRing ring) {
    return HmacVerifier.builder().keys(ring).clock(CLOCK).replayGuard(OPEN).build();
  }

  private static RefusalReason reason(Verification verdict) {
    return verdict instanceof Verification.Refused refused ? refused.reason() : null;
  }

  /** Parts of a request by position; spoils at least one of them now and then none. */
  private abstract static class Parts implements Target {

    private final String[] right;
    private final boolean[] hex;
    private String[] last = {};
    private boolean unchanged;

    Parts(String... right) {
      this.right = right;
      this.hex = new boolean[right.length];
      for (int i = 0; i < right.length; i++) {
        hex[i] = right[i].matches("[0-9a-f]{40,}");
      }
    }

    abstract RefusalReason judge(String[] parts, Mutator mutator);

    @Override
    public RefusalReason judge(Mutator mutator) {
      String[] parts = right.clone();
      unchanged = mutator.chance(20);
      if (!unchanged) {
        for (int i = mutator.below(2); i >= 0; i--) {
          int at = mutator.below(parts.length);
          parts[at] = parts[at] == null ? null : mutator.text(parts[at]);
        }
        unchanged = Arrays.equals(right, lowerCase(parts));
      }
      last = parts;
      return judge(parts, mutator);
    }

    @Override
    public String toString() {
      return Arrays.toString(last) + " for " + Arrays.toString(right);
    }

    /** Hexadecimal digits may be in either case. */
    private String[] lowerCase(String[] parts) {
      String[] result = parts.clone();
      for (int i = 0; i < parts.length; i++) {
        if (hex[i] && parts[i] != null) {
          result[i] = parts[i].toLowerCase(Locale.ROOT);
        }
      }
      return result;
    }

    @Override
    public boolean wasUnchanged() {
      return unchanged;
    }
  }

  private static Target legacy(LegacyDigestVerifier verifier) {
    Parameters.Builder all =
        Parameters.builder()
            .add("content", "test消息 hello")
            .add("timestamp", Long.toString(AT))
            .add("title", "a note");
    String signature = LegacyDigestSigner.builder().apiKey(SECRET).build().sign(all.build());
    return new Parts(
        "content",
        "test消息 hello",
        "timestamp",
        Long.toString(AT),
        "title",
        "a note",
        "signature",
        signature) {
      @Override
      RefusalReason judge(String[] parts, Mutator mutator) {
        Parameters.Builder request = Parameters.builder();
        for (int i = 0; i < parts.length; i += 2) {
          request.add(parts[i], parts[i + 1]);
        }
        if (!wasUnchanged() && mutator.chance(10)) {
          request.add(mutator.nasty(), mutator.nasty());
        }
        return reason(verifier.verify(request.build()));
      }
    };
  }

  private static CanonicalRequest request(String method, String path, String name, String value) {
    return CanonicalRequest.of(method, path)
        .withParameters(Parameters.builder().add(name, value).build());
  }

  private static Target hmac() {
    KeyRing ring = KeyRing.of(SigningKey.of("shop", SECRET));
    HmacVerifier verifier = hmacVerifier(ring);
    SignatureHeaders h =
        HmacSigner.builder()
            .keys(ring)
            .clock(CLOCK)
            .build()
            .sign(request("POST", "/v1", "to", "张三").withBody(BODY));
    return new Parts("POST", "/v1", "to", "张三", h.signature(), h.timestamp(), h.nonce()) {
      @Override
      RefusalReason judge(String[] p, Mutator mutator) {
        // A servlet gives no null for a method or a path.
        CanonicalRequest request =
            request(Objects.toString(p[0], ""), Objects.toString(p[1], ""), p[2], p[3])
                .withBody(wasUnchanged() || mutator.chance(2) ? BODY : mutator.bytes(BODY));
        return reason(verifier.verify(request, new SignatureHeaders(p[4], p[5], p[6])));
      }
    };
  }

  private static Target migrating() {
    KeyRing ring = KeyRing.of(SigningKey.of("shop", SECRET));
    MigratingVerifier verifier =
        MigratingVerifier.builder()
            .hmac(hmacVerifier(ring))
            .legacy(legacyBuilder().expect("title").build())
            .build();
    Parameters.Builder all = Parameters.builder().add("title", "x").add("timestamp", "" + AT);
    String signature = LegacyDigestSigner.builder().apiKey(SECRET).build().sign(all.build());
    SignatureHeaders h =
        HmacSigner.builder().keys(ring).clock(CLOCK).build().sign(request("GET", "/", "a", "b"));
    return new Parts("x", "" + AT, signature, h.signature(), h.timestamp(), h.nonce()) {
      @Override
      RefusalReason judge(String[] p, Mutator mutator) {
        Parameters legacy =
            Parameters.builder()
                .add("title", p[0])
                .add("timestamp", p[1])
                .add("signature", p[2])
                .build();
        boolean older = mutator.chance(2);
        SignatureHeaders headers =
            older ? new SignatureHeaders(null, null, null) : new SignatureHeaders(p[3], p[4], p[5]);
        return reason(verifier.verify(request("GET", "/", "a", "b"), headers, legacy));
      }

      @Override
      public boolean wasUnchanged() {
        return true; // half of what is spoiled is not looked at
      }
    };
  }

  private static Target webhook() {
    WebhookVerifier verifier =
        WebhookVerifier.builder().secret("one", SECRET).clock(CLOCK).replayGuard(OPEN).build();
    WebhookHeaders h = WebhookSigner.of(CLOCK, SECRET).sign("msg_1", BODY);
    return new Parts(h.id(), h.timestamp(), h.signature()) {
      @Override
      RefusalReason judge(String[] p, Mutator mutator) {
        byte[] body = wasUnchanged() || mutator.chance(2) ? BODY : mutator.bytes(BODY);
        return reason(verifier.verify(new WebhookHeaders(p[0], p[1], p[2]), body));
      }
    };
  }

  private static Target wsse() {
    WsseVerifier verifier =
        WsseVerifier.builder()
            .user("app", SECRET)
            .forms(DigestForm.HEX, DigestForm.RAW)
            .clock(CLOCK)
            .replayGuard(OPEN)
            .build();
    String header = WsseSigner.of("app", SECRET, DigestForm.RAW, CLOCK).sign().headerValue();
    return new Parts(header) {
      private String given = "";

      @Override
      RefusalReason judge(String[] p, Mutator mutator) {
        given = Objects.toString(p[0], "");
        return reason(verifier.verify(p[0]));
      }

      @Override
      public boolean wasUnchanged() {
        // A space may stand before each part.
        return given.replace(" ", "").equals(header.replace(" ", ""));
      }
    };
  }

  private static CallbackVerifier callbackVerifier() {
    return CallbackVerifier.builder().token(SigningSecret.of("token")).clock(CLOCK).build();
  }

  private static Target callback() {
    CallbackVerifier verifier = callbackVerifier();
    String timestamp = Long.toString(AT);
    return new Parts(PlatformSide.sign("token", timestamp, "nonce1"), timestamp, "nonce1") {
      @Override
      RefusalReason judge(String[] p, Mutator mutator) {
        return reason(verifier.verify(p[0], p[1], p[2]));
      }
    };
  }

  private static CallbackEnvelope envelopeOf(CallbackVerifier verifier) {
    return CallbackEnvelope.of(verifier, SigningSecret.of(AES), "wx5823bf96d3bd56c7");
  }

  private static EncryptedReply sealed() {
    return envelopeOf(callbackVerifier()).seal("<xml>您好</xml>", CLOCK.instant());
  }

  private static RefusalReason reason(Opening opening) {
    return opening instanceof Opening.Refused refused ? refused.refusal().reason() : null;
  }

  private static Target envelope() {
    CallbackEnvelope envelope = envelopeOf(callbackVerifier());
    EncryptedReply sealed = sealed();
    return new Parts(sealed.msgSignature(), sealed.timestamp(), sealed.nonce(), sealed.encrypt()) {
      @Override
      RefusalReason judge(String[] p, Mutator mutator) {
        return reason(envelope.open(p[0], p[1], p[2], p[3]));
      }
    };
  }

  /**
   * Cipher texts that are spoiled and then signed as they should be, so that they are decrypted.
   */
  private static Target inside() {
    CallbackEnvelope envelope = envelopeOf(callbackVerifier());
    EncryptedReply sealed = sealed();
    return new Parts(sealed.encrypt()) {
      @Override
      RefusalReason judge(String[] p, Mutator mutator) {
        String text = Objects.toString(p[0], "");
        return reason(
            envelope.open(PlatformSide.sign("token", "" + AT, "n", text), "" + AT, "n", text));
      }

      @Override
      public boolean wasUnchanged() {
        return true; // who has the token may send what he likes
      }
    };
  }

  private static Target xml() {
    return new Parts(sealed().toXml()) {
      @Override
      RefusalReason judge(String[] p, Mutator mutator) {
        byte[] body = Objects.toString(p[0], "").getBytes(UTF_8);
        return CallbackXml.encrypted(mutator.chance(4) ? mutator.bytes(body) : body).isPresent()
            ? null
            : RefusalReason.MALFORMED;
      }

      @Override
      public boolean wasUnchanged() {
        return true; // nothing is signed here
      }
    };
  }
}
