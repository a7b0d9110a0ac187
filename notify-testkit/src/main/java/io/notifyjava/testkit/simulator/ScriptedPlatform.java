package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.WireHandler;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A platform behind the wire: scripts first, then its standard behaviour, and a note of each.
 *
 * <p>Owns the parts that all simulators share; thread-safe because each of them is.
 */
abstract class ScriptedPlatform implements WireHandler {

  final Rulebook rulebook = new Rulebook();
  final ConnectionRules connectionRules = new ConnectionRules();
  final RecentRequests recent;
  final CallCounters counters;
  private final List<? extends SimulatedApi> apis;
  private final Dialect dialect;
  private final Answers answers;

  ScriptedPlatform(List<? extends SimulatedApi> apis, Dialect dialect, int recentRequests) {
    this.apis = apis;
    this.dialect = dialect;
    this.recent = new RecentRequests(recentRequests);
    this.counters = new CallCounters(apis);
    this.answers = new Answers(dialect, counters, this::adopt);
  }

  /**
   * Does what the platform does with a call.
   *
   * @throws Refused for what it refuses
   */
  abstract SimulatorReply act(Call call);

  /** Most bytes of a body; a front end refuses more. */
  abstract int longestBody(SimulatedApi api);

  /** The calls that it answers. */
  final List<? extends SimulatedApi> apis() {
    return apis;
  }

  /** A line for each order under {@code /_sim/} that only this platform has. */
  String orders() {
    return "";
  }

  /**
   * Carries one of these orders out.
   *
   * @return false if there is none of this name
   * @throws IllegalArgumentException saying what is wrong with it
   */
  boolean arrange(String name, ControlOrder order) {
    return false;
  }

  /** Accepts a token that a script handed out. */
  abstract void adopt(SimulatorReply.HandedOut token);

  /** Invalidates every token at once. */
  abstract void killTokens();

  /** A record of numbers. */
  abstract Object counts();

  /** Forgets everything that is not among the shared parts. */
  abstract void clear();

  /** Back to how it was built: no scripts, no state, no counts; tokens are forgotten too. */
  final void reset() {
    rulebook.clear();
    connectionRules.clear();
    connectionRules.resetConnections();
    clear();
    counters.clear();
    recent.clear();
  }

  @Override
  public final WireReply handle(WireRequest request) {
    SimulatedApi api = api(request);
    if (api == null) {
      return unknownPath();
    }
    int most = longestBody(api);
    return request.bodyLength() > most
        ? frontEnd(413, "the body is longer than the limit of " + most + " bytes\n")
        : answer(new Call(api, request, dialect));
  }

  /** The call that a request is: told by its path, unless a platform says otherwise. */
  @Nullable SimulatedApi api(WireRequest request) {
    for (SimulatedApi api : apis) {
      if (api.path().equals(request.path())) {
        return api;
      }
    }
    return null;
  }

  private WireReply answer(Call call) {
    counters.call(call.api());
    long number = recent.nextNumber();
    Supplier<SimulatorReply> standard = () -> standard(call);
    Optional<RuleAction> script = rulebook.claim(call);
    WireReply reply =
        script.isPresent()
            ? script.get().play(call, answers, standard)
            : answers.render(standard.get());
    recent.add(new SeenRequest(number, call.api(), call.request(), reply));
    return call.finished(reply);
  }

  private SimulatorReply standard(Call call) {
    try {
      checkTransport(call);
      return act(call);
    } catch (Refused refused) {
      return refused.reply(dialect);
    }
  }

  /**
   * Looks at the request from outside.
   *
   * @throws Refused for a method or an encoding that the platform does not take
   */
  void checkTransport(Call call) {
    WireRequest request = call.request();
    if (!request.method().equals(call.api().method())) {
      throw new Refused(call.api().method().equals("POST") ? 43002 : 43001);
    }
    String encoding = request.header("Content-Encoding").orElse("identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      throw new Refused(40221);
    }
  }

  private WireReply unknownPath() {
    StringBuilder text = new StringBuilder("the simulator knows these paths only:");
    for (SimulatedApi api : apis) {
      text.append(' ').append(api.path());
    }
    return frontEnd(404, text.append('\n').toString());
  }

  private static WireReply frontEnd(int status, String text) {
    return WireReply.builder()
        .status(status)
        .header("Content-Type", "text/plain; charset=utf-8")
        .body(text)
        .build();
  }
}
