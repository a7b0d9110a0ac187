package io.notifyjava.internal.resilience;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.notifyjava.message.Message;
import io.notifyjava.message.Recipient;
import io.notifyjava.policy.WindowMemoryPolicy;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Which recipients could not be answered a moment ago because their window was closed. */
public final class WindowMemory {

  private final boolean on;

  /** The type of message that was refused, by whom it was for. */
  private final Cache<Key, String> closed;

  public WindowMemory(WindowMemoryPolicy policy, LongSupplier ticker) {
    this.on = !policy.remember().isZero();
    this.closed =
        Caffeine.newBuilder()
            .maximumSize(policy.maxRecipients())
            .expireAfterWrite(on ? policy.remember() : Duration.ofNanos(1))
            .ticker(ticker::getAsLong)
            // In the calling thread, not in the common pool.
            .executor(Runnable::run)
            .build();
  }

  /**
   * Tells whether this type of message to this recipient was refused for its window a moment ago.
   */
  public boolean isClosed(String account, Message message) {
    // Mostly no window is known to be closed at all, and then nobody needs a key.
    return on
        && !closed.asMap().isEmpty()
        && message.typeName().equals(closed.getIfPresent(key(account, message.recipient())));
  }

  /** Remembers a refusal. */
  public void close(String account, Message message) {
    if (on) {
      closed.put(key(account, message.recipient()), message.typeName());
    }
  }

  /** Forgets that the recipient could not be answered. */
  public void open(String account, Recipient recipient) {
    closed.invalidate(key(account, recipient));
  }

  private static Key key(String account, Recipient recipient) {
    return new Key(account, recipient.value());
  }

  private record Key(String account, String recipient) {}
}
