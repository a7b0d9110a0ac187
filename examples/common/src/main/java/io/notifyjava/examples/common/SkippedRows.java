package io.notifyjava.examples.common;

/** Counts rows of which no message was made, and tells the first of them. For one thread. */
public final class SkippedRows {

  private static final int MOST_TOLD = 20;

  private final ProgressDisplay display;
  private final String others;
  private long count;

  /**
   * Tells them on a screen.
   *
   * @param others what is said of those that are not told
   */
  public SkippedRows(ProgressDisplay display, String others) {
    this.display = display;
    this.others = others;
  }

  /**
   * Counts one more.
   *
   * @param problem why, without the address
   */
  public void add(long line, String problem) {
    count++;
    if (count <= MOST_TOLD) {
      display.say("Line " + line + " was skipped: " + problem);
    } else if (count == MOST_TOLD + 1) {
      display.say("More lines were skipped" + others);
    }
  }

  /** Returns how many there were. */
  public long count() {
    return count;
  }
}
