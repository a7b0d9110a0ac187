package io.notifyjava.token;

import java.util.concurrent.locks.LockSupport;

/** A short wait between two looks at the store; tests put a virtual one in its place. */
@FunctionalInterface
interface Pause {

  /** Waits, or less if the thread is interrupted or woken. */
  void await(long nanos);

  /** Returns the real one. */
  static Pause parking() {
    return nanos -> LockSupport.parkNanos(TokenCache.class, nanos);
  }
}
