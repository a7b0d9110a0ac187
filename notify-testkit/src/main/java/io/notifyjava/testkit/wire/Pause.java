package io.notifyjava.testkit.wire;

/** Waits that the server can end early. */
@FunctionalInterface
interface Pause {

  /**
   * Waits.
   *
   * @param nanos how long; zero or less returns at once
   * @return false if the connection was closed meanwhile and there is nobody left to wait for
   */
  boolean await(long nanos);
}
