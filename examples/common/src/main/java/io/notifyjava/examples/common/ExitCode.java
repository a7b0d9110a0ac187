package io.notifyjava.examples.common;

/** What the process says at its end. */
public final class ExitCode {

  /** Every message was accepted. */
  public static final int ALL_ACCEPTED = 0;

  /** Some were not, or rows were skipped. */
  public static final int SOME_NOT_ACCEPTED = 1;

  /** The command line, a file or the set-up is wrong; nothing was sent. */
  public static final int NOTHING_SENT = 2;

  /** The run stopped early. */
  public static final int STOPPED = 3;

  private ExitCode() {}
}
