package io.notifyjava.testkit.wire;

import java.util.Optional;

/**
 * Decides what happens to a new connection before anything is read from it.
 *
 * <p>Called on the connection's own thread; must be thread-safe.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ConnectionGate {

  /**
   * Serves a new connection or breaks it.
   *
   * @param number the connection's number since the server started, from 1
   * @return empty to serve it, or a fault whose kind acts before a request
   */
  Optional<Fault> onAccept(long number);
}
