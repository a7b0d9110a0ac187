package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import io.notifyjava.testkit.wire.WireHandler;
import io.notifyjava.testkit.wire.WireServer;
import java.net.URI;
import java.util.List;

/**
 * A platform on 127.0.0.1: what all simulators can do. Thread-safe.
 *
 * @since 0.1.0
 */
public abstract class Simulator implements AutoCloseable {

  private final ScriptedPlatform platform;
  private final WireServer server;

  /**
   * Starts serving.
   *
   * @param steered whether the paths under {@code /_sim/} are served too
   */
  Simulator(ScriptedPlatform platform, boolean steered, WireServer.Builder wire) {
    this.platform = platform;
    WireHandler handler = steered ? new ControlDesk(platform) : platform;
    this.server = wire.handler(handler).gate(platform.connectionRules).start();
  }

  /** The base URL without a trailing slash, such as {@code http://127.0.0.1:40001}. */
  public URI baseUrl() {
    return server.baseUrl();
  }

  /** Scripts new connections, before anything is read from them. */
  public ConnectionScript onConnection() {
    return new ConnectionScript(platform.connectionRules, Occasions.ALWAYS);
  }

  /** Takes all scripted rules back. */
  public void clearRules() {
    platform.rulebook.clear();
    platform.connectionRules.clear();
  }

  /** Invalidates every token at once, as the platform may at any time. */
  public void killTokens() {
    platform.killTokens();
  }

  /** Refuses new connections until {@link #acceptConnections()}; open ones live on. */
  public void refuseConnections() {
    server.refuseConnections();
  }

  /** Accepts connections again, on the same port. */
  public void acceptConnections() {
    server.acceptConnections();
  }

  /** Closes every open connection at once. */
  public void dropConnections() {
    server.dropConnections();
  }

  /**
   * The last calls, oldest first; as many as {@link SimulatorBuilder#recentRequests} says, and
   * fewer when their bodies together are longer than 16 MiB. Each holds the exact body as it came.
   */
  public List<SeenRequest> recent() {
    return platform.recent.list();
  }

  /** Those of the {@linkplain #recent() last calls} that are of this kind, oldest first. */
  public List<SeenRequest> recent(SimulatedApi api) {
    requireNonNull(api, "api");
    return recent().stream().filter(seen -> seen.api().equals(api)).toList();
  }

  /**
   * The exact body of the last call of this kind, for a test of bytes.
   *
   * @throws IllegalStateException if none is among the {@linkplain #recent() last calls}
   */
  public byte[] lastBody(SimulatedApi api) {
    List<SeenRequest> seen = recent(api);
    if (seen.isEmpty()) {
      throw new IllegalStateException(
          "there was no "
              + api
              + " among the last calls; check the service's base URL, or keep more with"
              + " recentRequests(n)");
    }
    return seen.get(seen.size() - 1).request().body();
  }

  /** Goes back to how it was built: forgets scripts, tokens, all state and all observations. */
  public void reset() {
    platform.reset();
  }

  /** Stops serving and frees the port; see {@link WireServer#close()}. */
  @Override
  public void close() {
    server.close();
  }
}
