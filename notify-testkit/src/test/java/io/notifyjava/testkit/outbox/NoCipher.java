package io.notifyjava.testkit.outbox;

import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.PayloadCipher;

/** Encrypts nothing, but who does not have it cannot read what it wrote. */
final class NoCipher implements PayloadCipher {

  @Override
  public String id() {
    return "plain";
  }

  @Override
  public byte[] encrypt(byte[] payload, OutboxId entry) {
    return payload;
  }

  @Override
  public byte[] decrypt(byte[] payload, OutboxId entry, String cipher) {
    return payload;
  }
}
