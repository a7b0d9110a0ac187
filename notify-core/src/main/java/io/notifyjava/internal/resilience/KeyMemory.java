package io.notifyjava.internal.resilience;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.notifyjava.message.Message;
import io.notifyjava.policy.DedupePolicy;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Trace;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Which idempotency keys this process has seen lately, and what came of them. */
public final class KeyMemory {

  private final boolean on;
  private final Cache<Key, Seen> seen;

  public KeyMemory(DedupePolicy policy, LongSupplier ticker) {
    this.on = !policy.window().isZero();
    this.seen =
        Caffeine.newBuilder()
            .maximumSize(policy.maxKeys())
            .expireAfterWrite(on ? policy.window() : Duration.ofNanos(1))
            .ticker(ticker::getAsLong)
            // In the calling thread, not in the common pool.
            .executor(Runnable::run)
            .build();
  }

  /**
   * Claims the key of a message. Returns null if it was free, or the message has no key; otherwise
   * what is known of the first.
   */
  public @Nullable Seen claim(Message message) {
    Key key = key(message);
    return key == null ? null : seen.asMap().putIfAbsent(key, new Seen(message.hashCode(), null));
  }

  /** Remembers what came of a message whose key was claimed; a rejected one frees its key. */
  public void finish(Message message, SendResult result) {
    Key key = key(message);
    if (key == null) {
      return;
    }
    if (result instanceof Rejected) {
      seen.invalidate(key);
    } else {
      seen.put(key, new Seen(message.hashCode(), result.withTrace(Trace.NONE)));
    }
  }

  /** Frees the key of a message that had claimed it and goes no further. */
  public void forget(Message message) {
    Key key = key(message);
    if (key != null) {
      seen.invalidate(key);
    }
  }

  private @Nullable Key key(Message message) {
    return on
        ? message
            .options()
            .idempotencyKey()
            .map(key -> new Key(message.recipient().value(), key.value()))
            .orElse(null)
        : null;
  }

  private record Key(String recipient, String key) {}

  /**
   * What is known of the first message with a key.
   *
   * @param content hash of the message, to tell a repetition from a mistake
   * @param result what came of it; null while it is on its way
   */
  public record Seen(int content, @Nullable SendResult result) {}
}
