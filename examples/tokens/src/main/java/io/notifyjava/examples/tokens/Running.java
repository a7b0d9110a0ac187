package io.notifyjava.examples.tokens;

/** A server that was started. */
interface Running {

  /** As if the machine lost its power. */
  void kill() throws InterruptedException;

  /** Ends it; it has ended when this returns. */
  void end() throws InterruptedException;
}
