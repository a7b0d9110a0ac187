package io.notifyjava.wechat;

import io.notifyjava.message.Masking;
import io.notifyjava.wechat.internal.Checks;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A picture, a recording or a file that the platform holds, and until when. Immutable.
 *
 * <p>Uploaded media last for three days; a message with media that have expired is refused before
 * any call. Source: "Customer-service message introduction" at developers.weixin.qq.com, and
 * "Upload temporary media" (90253) at developer.work.weixin.qq.com.
 *
 * @since 0.1.0
 */
public final class Media {

  private final String id;
  private final @Nullable Instant expiresAt;

  private Media(String id, @Nullable Instant expiresAt) {
    this.id = Checks.id("media id", id, 512);
    this.expiresAt = expiresAt;
  }

  /**
   * Returns media of which only the id is known: permanent, or of an unknown age.
   *
   * @param id 1 to 512 characters without blanks
   */
  public static Media of(String id) {
    return new Media(id, null);
  }

  /** Returns media that the platform forgets at that time. */
  public static Media until(String id, Instant expiresAt) {
    return new Media(id, Objects.requireNonNull(expiresAt, "expiresAt"));
  }

  /** Returns the platform's id. */
  public String id() {
    return id;
  }

  /** Returns when the platform forgets it; empty if nobody said. */
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(expiresAt);
  }

  /** Tells whether it is known to be forgotten at that time. */
  public boolean isExpired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Media that
        && id.equals(that.id)
        && Objects.equals(expiresAt, that.expiresAt);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, expiresAt);
  }

  /** Masks the id: whoever has it and a token can fetch the content. */
  @Override
  public String toString() {
    return "Media[%s%s]"
        .formatted(Masking.middle(id), expiresAt == null ? "" : ", expiresAt=" + expiresAt);
  }
}
