package io.notifyjava.testkit.wire;

/**
 * Decides the answer to one request.
 *
 * <p>Called on the connection's own thread, so many calls run at the same time: an implementation
 * must be thread-safe. An exception becomes status 500 and is logged.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface WireHandler {

  /**
   * Answers a request whose body was read to its end.
   *
   * @param request what came over the wire
   * @return the reply, never null
   */
  WireReply handle(WireRequest request);
}
