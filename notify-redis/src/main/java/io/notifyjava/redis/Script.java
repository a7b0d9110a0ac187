package io.notifyjava.redis;

import java.nio.charset.StandardCharsets;

/** A script that Redis runs in one step, named to the server by its digest. */
final class Script {

  private final byte[] text;
  private final byte[] digest;

  private Script(byte[] text) {
    this.text = text;
    this.digest = RedisServer.bytes(Digests.sha1(text));
  }

  /** Returns a script in Lua. */
  static Script of(String text) {
    return new Script(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Its text, for a server that does not know it; not to be changed. */
  byte[] text() {
    return text;
  }

  /** By which the server knows it; not to be changed. */
  byte[] digest() {
    return digest;
  }
}
