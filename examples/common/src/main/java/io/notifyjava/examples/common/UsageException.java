package io.notifyjava.examples.common;

/** The program cannot begin: nothing was sent. The text is for the person who started it. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong and what to do about it. */
  public UsageException(String message) {
    super(message);
  }
}
