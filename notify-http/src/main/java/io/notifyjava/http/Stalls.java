package io.notifyjava.http;

/**
 * Tells whether one write or one read of a call's socket has been under way for too long.
 *
 * <p>The watch's thread looks; the call's thread asks afterwards what was found.
 */
final class Stalls {

  private final Counter writing = new Counter();
  private final Counter reading = new Counter();
  private volatile boolean stuck;
  private volatile boolean silent;

  /**
   * Looks once more; what it finds stays found.
   *
   * @param now by the ticker of the watch
   * @param longestWrite nanoseconds
   * @param longestRead nanoseconds
   */
  boolean found(
      WatchedSockets.WatchedSocket socket, long now, long longestWrite, long longestRead) {
    boolean writes = writing.lasts(socket.writes(), now, longestWrite);
    boolean reads = reading.lasts(socket.reads(), now, longestRead);
    stuck |= writes;
    silent |= reads && !writes;
    return writes || reads;
  }

  /** Tells whether the server took nothing for too long. */
  boolean isStuck() {
    return stuck;
  }

  /** Tells whether the server said nothing for too long. */
  boolean isSilent() {
    return silent;
  }

  /** A number that is odd while something is under way, as it was seen last. */
  static final class Counter {

    private long seen = -1;
    private long seenAt;

    /** Tells whether one and the same thing was under way at every look for that long. */
    boolean lasts(long count, long now, long longest) {
      if (count != seen) {
        seen = count;
        seenAt = now;
        return false;
      }
      return count % 2 == 1 && now - seenAt >= longest;
    }
  }
}
