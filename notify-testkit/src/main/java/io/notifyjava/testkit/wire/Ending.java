package io.notifyjava.testkit.wire;

/** What becomes of a connection after a reply. */
enum Ending {
  /** Wait for the next request. */
  KEEP,
  /** Close with FIN. */
  CLOSE,
  /** Close with RST. */
  RESET
}
