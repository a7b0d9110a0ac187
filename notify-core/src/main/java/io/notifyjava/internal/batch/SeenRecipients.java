package io.notifyjava.internal.batch;

import io.notifyjava.message.Message;
import io.notifyjava.message.Recipient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers recipients by 64 bits each, up to a bound.
 *
 * <p>The hash is a salted cryptographic one, because with a plain one somebody could choose an
 * address that makes another's message look like a repetition.
 *
 * <p>Used by one thread at a time.
 */
final class SeenRecipients {

  private static final Logger log = LoggerFactory.getLogger(SeenRecipients.class);

  private final MessageDigest digest;
  private final byte[] salt = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
  private final int bound;
  private long[] table;
  private int size;
  private long unchecked;

  SeenRecipients(int bound) {
    this.bound = bound;
    table = new long[64];
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform must have SHA-256; this one has not", e);
    }
  }

  /** Tells whether the recipient was seen before, and remembers it if there is room. */
  boolean isRepeat(Message message) {
    long hash = hash(message);
    int place = find(hash);
    if (table[place] != 0) {
      return true;
    }
    if (size == bound) {
      if (unchecked++ == 0) {
        log.warn(
            "A batch remembers {} recipients to find duplicates and cannot remember more; raise"
                + " duplicateMemory to find them all",
            bound);
      }
      return false;
    }
    table[place] = hash;
    if (++size > table.length / 3 * 2) {
      grow();
    }
    return false;
  }

  /** Returns how many recipients could not be remembered. */
  long unchecked() {
    return unchecked;
  }

  private int find(long hash) {
    int mask = table.length - 1;
    int place = (int) hash & mask;
    while (table[place] != 0 && table[place] != hash) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    long[] old = table;
    table = new long[old.length * 2];
    for (long hash : old) {
      if (hash != 0) {
        table[find(hash)] = hash;
      }
    }
  }

  /** Never 0, which marks a free place. */
  private long hash(Message message) {
    Recipient recipient = message.recipient();
    digest.update(salt);
    add(message.channel().name());
    add(recipient.kind());
    add(recipient.value());
    long hash = ByteBuffer.wrap(digest.digest()).getLong();
    return hash == 0 ? 1 : hash;
  }

  /** Ends with a byte that UTF-8 never has, so that two parts cannot be split in another place. */
  private void add(String part) {
    digest.update(part.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0xFF);
  }
}
