package io.notifyjava.sms.huawei;

import java.security.SecureRandom;
import java.util.function.Supplier;

/** Nonces that nobody guesses and that never come twice: 32 hexadecimal digits. Thread-safe. */
final class Nonces implements Supplier<String> {

  private static final int BYTES = 16;

  private final SecureRandom random = new SecureRandom();

  @Override
  public String get() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Digests.hex(bytes);
  }
}
