package io.notifyjava.testkit.contract;

import io.notifyjava.testkit.wire.ConnectionGate;
import io.notifyjava.testkit.wire.Fault;
import io.notifyjava.testkit.wire.WireReply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The moods that are the same for all vendors that speak HTTP, ready for a {@link
 * io.notifyjava.testkit.wire.WireServer}.
 *
 * <p>A fixture asks {@link #reply} for every message, speaks its vendor's words where that is
 * empty, and gives {@link #gate} to the server.
 *
 * @since 0.1.0
 */
public final class WireMoods {

  /** So long that a yes of 20 bytes takes 3 s. */
  private static final Duration DRIP = Duration.ofMillis(150);

  private WireMoods() {}

  /**
   * Returns the answer to a message in a mood of kind {@link ServerMood.Kind#WIRE}; empty for other
   * moods.
   *
   * @param yes the vendor's yes, with a body of 20 bytes or more, which the mood breaks or delays
   */
  public static Optional<WireReply> reply(ServerMood mood, WireReply yes) {
    return switch (mood) {
      case SLOW -> Optional.of(yes.withDelay(ServerMood.SLOWNESS));
      case EMPTY_OBJECT -> Optional.of(WireReply.json("{}"));
      case SERVER_ERROR -> Optional.of(brokenServer());
      default -> fault(mood).map(yes::withFault);
    };
  }

  /** Returns a gate that resets new connections while the mood wants it. */
  public static ConnectionGate gate(Supplier<ServerMood> mood) {
    return number ->
        mood.get() == ServerMood.RESETS_AT_ACCEPT
            ? Optional.of(Fault.RESET_AT_ACCEPT)
            : Optional.empty();
  }

  /**
   * Returns the fault that an answer to a message suffers in a mood; empty for moods in which
   * answers come whole.
   */
  public static Optional<Fault> fault(ServerMood mood) {
    return switch (mood) {
      case SILENT -> Optional.of(Fault.SILENCE);
      case DRIPS -> Optional.of(Fault.dripBody(DRIP));
      case ENDLESS -> Optional.of(Fault.ENDLESS_CHUNKED);
      // The first is for connections that were kept from a better mood; the gate does the others.
      case RESETS_AT_ACCEPT, RESETS_AFTER_REQUEST -> Optional.of(Fault.RESET_AFTER_REQUEST);
      case HALF_CLOSES -> Optional.of(Fault.HALF_CLOSE);
      case GARBAGE -> Optional.of(Fault.GARBAGE);
      case HTML_PAGE -> Optional.of(Fault.HTML_PAGE);
      case EMPTY_BODY -> Optional.of(Fault.EMPTY_BODY);
      case TRUNCATED -> Optional.of(Fault.TRUNCATED);
      default -> Optional.empty();
    };
  }

  private static WireReply brokenServer() {
    return WireReply.builder()
        .status(500)
        .header("Content-Type", "text/html")
        .body("<html><body><h1>Internal Server Error</h1></body></html>")
        .build();
  }
}
