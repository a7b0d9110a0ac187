package io.notifyjava.signing.webhook;

import io.notifyjava.signing.SigningSecret;
import io.notifyjava.signing.internal.HmacSha256;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Signs what a service sends to others, such as news of a delivery, as Standard Webhooks says
 * (standardwebhooks.com, symmetric signatures, {@code v1}), so that receivers can use any library
 * for it.
 *
 * <p>Immutable, safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class WebhookSigner {

  private final List<HmacSha256> keys;
  private final Clock clock;

  private WebhookSigner(List<HmacSha256> keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Makes a signer.
   *
   * @param secret 24 to 64 random bytes
   * @param before the secrets before it, with which it signs too until all receivers know the new
   *     one
   * @throws IllegalArgumentException if a secret has another length
   */
  public static WebhookSigner of(Clock clock, SigningSecret secret, SigningSecret... before) {
    List<HmacSha256> keys =
        Stream.concat(Stream.of(secret), Stream.of(before))
            .peek(WebhookSecrets::check)
            .map(one -> one.use(HmacSha256::new))
            .collect(Collectors.toUnmodifiableList());
    return new WebhookSigner(keys, Objects.requireNonNull(clock, "clock"));
  }

  /**
   * Signs one attempt to deliver an event.
   *
   * @param id of the event, the same for every attempt; 1 to 256 of {@code A-Z a-z 0-9 _ -}
   * @param body as it will be on the wire
   * @return the headers to send along
   * @throws IllegalArgumentException if the id has another shape
   */
  public WebhookHeaders sign(String id, byte[] body) {
    if (!WebhookText.isId(Objects.requireNonNull(id, "id"))) {
      throw new IllegalArgumentException(
          "Webhook id: expected 1 to 256 of A-Z a-z 0-9 _ -, but found something else");
    }
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    String signature =
        keys.stream()
            .map(key -> WebhookText.mac(key, id, timestamp, body))
            .map(mac -> "v1," + Base64.getEncoder().encodeToString(mac))
            .collect(Collectors.joining(" "));
    return new WebhookHeaders(id, timestamp, signature);
  }

  @Override
  public String toString() {
    return "WebhookSigner(***)";
  }
}
