package io.notifyjava.testkit.wire;

/** A request that breaks HTTP/1.1 or one of the server's limits; carries the status to answer. */
final class MalformedRequestException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  MalformedRequestException(int status, String message) {
    // Without a stack trace: it is an answer to a client, not a failure of this program.
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
