package io.notifyjava.internal.corridor;

import io.notifyjava.internal.event.Announcer;
import io.notifyjava.internal.idempotency.SharedKeys;
import io.notifyjava.internal.limit.LimitDesk;
import io.notifyjava.internal.resilience.KeyMemory;
import io.notifyjava.internal.resilience.WindowMemory;
import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.Message;
import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import io.notifyjava.route.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of every message, from the call to its result.
 *
 * <p>A walk can pause, for a back-off or a turn of the rate limit, and go on later in another
 * thread; so no thread is held while a message waits. See {@link Courier} for who walks.
 */
public final class Corridor {

  private static final Logger log = LoggerFactory.getLogger(Corridor.class);

  private final Parts parts;
  private final List<Gate> gates;
  private final List<Gate> gatesOfParcels;
  private final List<Gate> gatesOfDoubt;
  private final Stage attempts;
  private final CallStage calls;
  private final RecordStage record;
  private final AnnounceStage announce;
  private final RouteGate route;
  private final RenderGate render;

  /** Builds the corridor. This is the one place that lists its stages, in their order. */
  public Corridor(Parts parts) {
    this.parts = parts;
    LongSupplier ticker = parts.ticker();
    Announcer announcer = parts.announcer();
    this.render = new RenderGate(parts.renderer());
    this.route = new RouteGate(parts.accounts(), parts.router());
    this.gates =
        List.of(
            new ValidateGate(),
            new ExpireGate(parts.clock()),
            new DedupeGate(parts.keys(), parts.sharedKeys(), ticker),
            render,
            route);
    // The outbox has a longer memory for keys than the gate that is left out here.
    this.gatesOfParcels = List.of(new ValidateGate(), new ExpireGate(parts.clock()), render, route);
    this.gatesOfDoubt =
        List.of(
            new ValidateGate(),
            render,
            route,
            new ResumeGate(parts.clock(), ticker, parts.timeouts().attempt()));
    this.calls =
        new BreakerStage(
            ticker,
            new RateLimitStage(
                limited(
                    new TimeLimitStage(
                        parts.timeouts(),
                        ticker,
                        new ProviderStage(parts.clock(), ticker, announcer)))));
    this.attempts =
        new FallbackStage(
            parts.windows(),
            announcer,
            new RetryStage(ticker, announcer, new ShareStage(parts.timeouts(), ticker, calls)));
    this.record = new RecordStage(parts.keys(), parts.sharedKeys());
    this.announce = new AnnounceStage(ticker, announcer);
  }

  /** Without limits the stage is not there, so it costs nothing. */
  private CallStage limited(CallStage call) {
    LimitDesk desk = parts.limits();
    return desk == null ? call : new LimitStage(desk, parts.ticker(), call);
  }

  /**
   * Begins the way of a message.
   *
   * @param depot where it may wait for others to share a call with; null if it goes alone
   * @param parcel what is known of it if it comes from the outbox; null otherwise
   */
  Delivery enter(Message message, @Nullable Depot depot, @Nullable Parcel parcel) {
    Duration limit = parts.timeouts().total();
    @Nullable Duration toDeadline =
        message.options() == null
            ? null
            : message
                .options()
                .deadline()
                .map(deadline -> Duration.between(parts.clock().instant(), deadline))
                .orElse(null);
    if (toDeadline != null && toDeadline.compareTo(limit) < 0) {
      limit = toDeadline;
    }
    DeliveryMode mode =
        message.options() == null
            ? parts.mode()
            : message.options().deliveryMode().orElse(parts.mode());
    String id =
        parcel == null ? HexFormat.of().toHexDigits(parts.random().nextLong()) : parcel.id();
    long now = parts.ticker().getAsLong();
    Delivery delivery = new Delivery(id, message, now, limit, mode, depot, parcel != null);
    if (parcel != null && parcel.earlier() != null) {
      delivery.recall(parcel.earlier(), now - parcel.since().toNanos());
    }
    return delivery;
  }

  /** Walks until the message has its result or must pause. Never throws. */
  Step walk(Delivery delivery) {
    try {
      if (!delivery.isPrepared()) {
        for (Gate gate : gates(delivery)) {
          SendResult verdict = gate.pass(delivery);
          if (verdict != null) {
            return end(delivery, verdict);
          }
        }
      }
    } catch (Throwable e) {
      return end(delivery, SendResult.rejected(bug("before any call", e)));
    }
    try {
      Step step = attempts.walk(delivery);
      return step instanceof Step.Done done ? end(delivery, done.result()) : step;
    } catch (Throwable e) {
      return end(delivery, SendResult.unknown(bug("among the calls", e)));
    }
  }

  private List<Gate> gates(Delivery delivery) {
    if (!delivery.isParcel()) {
      return gates;
    }
    return delivery.unknown() == null ? gatesOfParcels : gatesOfDoubt;
  }

  /**
   * Walks on with the answer of a shared call, making no call itself: where one is needed, it
   * pauses for no time, to go on in a thread of its own. Never throws.
   *
   * @param shared what is decided once for all who shared the call
   */
  Step walkOnLentTime(Delivery delivery, SharedWait shared) {
    if (delivery.needsLookUp()) {
      return Step.ELSEWHERE;
    }
    delivery.lendTime(shared);
    try {
      return walk(delivery);
    } finally {
      delivery.lendTime(null);
    }
  }

  /** Walks with the messages of a group to the end of their call or to a pause. Never throws. */
  Step walk(Group group) {
    Step step;
    try {
      group.begin();
      step = calls.walk(group);
    } catch (Throwable e) {
      step = Step.of(SendResult.unknown(bug("among the calls", e)));
    }
    if (step instanceof Step.Done done) {
      group.answerAll(done);
    }
    return step;
  }

  /** Ends a paused way without another call. */
  Step abandon(Delivery delivery, Failure why) {
    delivery.cancel(why);
    return walk(delivery);
  }

  private Step end(Delivery delivery, SendResult result) {
    Unknown recalled = delivery.recalled();
    // A refusal of this way says nothing of what was sent before it began.
    SendResult truth = recalled != null && result instanceof Rejected ? recalled : result;
    SendResult complete = record.record(delivery, truth);
    announce.announce(delivery, complete);
    return Step.of(complete);
  }

  /** Returns how long a way may take, all waits included. */
  Duration longestWay() {
    return parts.timeouts().total();
  }

  /** Passes the gates that need no memory and tells where the message would go; makes no call. */
  public Plan plan(Message message) {
    Delivery delivery = enter(message, null, null);
    for (Gate gate : List.of(new ValidateGate(), new ExpireGate(parts.clock()), render, route)) {
      SendResult refusal = gate.pass(delivery);
      if (refusal != null) {
        return new Plan(List.of(), refusal.failure().orElseThrow());
      }
    }
    return new Plan(
        delivery.legs().stream()
            .map(
                leg -> new Plan.Way(leg.alternative(), leg.message(), leg.account(), leg.opensOn()))
            .toList(),
        null);
  }

  private static Failure bug(String where, Throwable e) {
    log.error("The corridor failed {}; this is a bug of the library or of an extension", where, e);
    return Failure.permanent(
        FailureReason.INTERNAL, "internal", "Failed " + where + " with " + e.getClass().getName());
  }

  /**
   * What a corridor is made of.
   *
   * @param renderer fills the template of a key
   * @param random for message ids
   * @param limits null if nothing is limited
   * @param sharedKeys null if each node remembers idempotency keys for itself
   */
  public record Parts(
      Map<String, Account> accounts,
      Router router,
      Renderer renderer,
      KeyMemory keys,
      WindowMemory windows,
      Announcer announcer,
      TimeoutPolicy timeouts,
      DeliveryMode mode,
      Clock clock,
      LongSupplier ticker,
      RandomGenerator random,
      @Nullable LimitDesk limits,
      @Nullable SharedKeys sharedKeys) {}
}
