package io.notifyjava.limit;

/**
 * What to do with a message that cannot be counted.
 *
 * @since 0.1.0
 */
public enum FailMode {
  /** It is refused: a limit is never exceeded, and nothing goes out while the counts are away. */
  CLOSED,
  /** It goes out uncounted: nothing is held up, and a limit may be exceeded. */
  OPEN
}
