package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import io.notifyjava.testkit.wire.Fault;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A rule being written: which calls, how often, and then what.
 *
 * <p>Reads like a story: {@code simulator.onTemplate().next(3).answer(WeChatReply.error(45009))}.
 * Without {@link #once()} or {@link #next} a rule holds for ever. Rules are asked in the order in
 * which they were laid down; the first that fires takes the call, and what no rule takes gets the
 * standard behaviour. Immutable until the last word ({@code answer}, {@code status}, {@code fault},
 * {@code actThen}, {@code delay}, {@code run}, {@code expiresIn}) lays the rule down.
 *
 * <p>{@code answer}, {@code status} and {@link #fault} stand in for the platform: nothing is
 * delivered. {@link #actThen} lets the platform act first and loses only its answer.
 *
 * @since 0.1.0
 */
public final class WeChatScript {

  private final Rulebook rulebook;
  private final Set<WeChatApi> apis;
  private final Predicate<Call> condition;
  private final Occasions occasions;

  WeChatScript(Rulebook rulebook, Set<WeChatApi> apis) {
    this(rulebook, apis, call -> apis.contains(call.api()), Occasions.ALWAYS);
  }

  private WeChatScript(
      Rulebook rulebook, Set<WeChatApi> apis, Predicate<Call> condition, Occasions occasions) {
    this.rulebook = rulebook;
    this.apis = Set.copyOf(apis);
    this.condition = condition;
    this.occasions = occasions;
  }

  /** Fires on one call only. */
  public WeChatScript once() {
    return next(1);
  }

  /** Fires on the next so many matching calls, at least 1. */
  public WeChatScript next(int calls) {
    return with(occasions.times(calls));
  }

  /** Fires on every matching call; what a rule does by default, said aloud. */
  public WeChatScript always() {
    return with(new Occasions(Long.MAX_VALUE, occasions.after(), occasions.every()));
  }

  /** Lets the first so many matching calls pass, zero or more. */
  public WeChatScript after(int calls) {
    return with(occasions.after(calls));
  }

  /** Fires on every n-th matching call only, n at least 1. */
  public WeChatScript every(int nth) {
    return with(occasions.every(nth));
  }

  /** Holds only for messages to these people; for calls that name nobody it never fires. */
  public WeChatScript when(Predicate<String> openId) {
    requireNonNull(openId, "openId");
    return narrowed(call -> call.openId().filter(openId).isPresent());
  }

  /** Holds only for these requests. */
  public WeChatScript whenRequest(Predicate<WireRequest> request) {
    requireNonNull(request, "request");
    return narrowed(call -> request.test(call.request()));
  }

  /** Answers this in place of the platform; a token in it becomes a good one. */
  public ScriptedRule answer(WeChatReply reply) {
    requireNonNull(reply, "reply");
    return lay((call, answers, standard) -> answers.renderScripted(reply));
  }

  /** Answers exactly this in place of the platform. */
  public ScriptedRule answer(WireReply reply) {
    requireNonNull(reply, "reply");
    return lay((call, answers, standard) -> reply);
  }

  /** Answers this HTTP status with an HTML page, as a proxy in front of the platform would. */
  public ScriptedRule status(int status) {
    return answer(page(status).build());
  }

  /** As {@link #status(int)}, with a {@code Retry-After} in whole seconds. */
  public ScriptedRule status(int status, Duration retryAfter) {
    return answer(page(status).retryAfter(retryAfter).build());
  }

  /**
   * Plays this fault in place of the platform: the message is <em>not</em> delivered. A fault that
   * needs a body breaks the one of a success, so that nothing else is wrong with it. Only a fault
   * that {@linkplain Fault.Kind#deliversAnswer() delivers the whole answer} lets the platform act,
   * because a success that arrives must be true.
   */
  public ScriptedRule fault(Fault fault) {
    if (fault.kind().deliversAnswer()) {
      return actThen(fault);
    }
    WireReply probe = WireReply.fault(fault);
    return lay(
        (call, answers, standard) ->
            answers.render(success(call)).withFault(probe.fault().orElseThrow()));
  }

  /**
   * Lets the platform act as always, so that the message <em>is</em> delivered, then plays this
   * fault on its answer.
   */
  public ScriptedRule actThen(Fault fault) {
    WireReply probe = WireReply.fault(fault);
    return lay(
        (call, answers, standard) ->
            answers.render(standard.get()).withFault(probe.fault().orElseThrow()));
  }

  /** Lets the platform act as always, then holds its answer back so long. */
  public ScriptedRule delay(Duration pause) {
    requireNonNull(pause, "pause");
    return lay((call, answers, standard) -> answers.render(standard.get()).withDelay(pause));
  }

  /** Does something first, such as killing all tokens, then lets the platform act as always. */
  public ScriptedRule run(Runnable event) {
    requireNonNull(event, "event");
    return lay(
        (call, answers, standard) -> {
          event.run();
          return answers.render(standard.get());
        });
  }

  /**
   * Lets the platform hand out a token as always but announces another lifetime.
   *
   * @param seconds any number, wrong ones too
   * @throws IllegalStateException for a script of other calls than those for tokens
   */
  public ScriptedRule expiresIn(long seconds) {
    if (!apis.stream().allMatch(WeChatApi::issuesToken)) {
      throw new IllegalStateException(
          "expiresIn(...) changes the answers of token calls; start the script with onToken()");
    }
    return lay((call, answers, standard) -> answers.render(standard.get().withExpiresIn(seconds)));
  }

  private ScriptedRule lay(RuleAction action) {
    return rulebook.add(condition, occasions, action);
  }

  private WeChatScript with(Occasions changed) {
    return new WeChatScript(rulebook, apis, condition, changed);
  }

  private WeChatScript narrowed(Predicate<Call> more) {
    return new WeChatScript(rulebook, apis, condition.and(more), occasions);
  }

  private static WeChatReply success(Call call) {
    return switch (call.api()) {
      case TOKEN, STABLE_TOKEN -> WeChatReply.token("cut-short", 7200);
      case TEMPLATE -> WeChatReply.accepted(3_557_254_367_693_750_277L);
      case MEDIA_UPLOAD ->
          WeChatReply.json("{\"type\":\"image\",\"media_id\":\"cut-short\",\"created_at\":1}");
      default -> WeChatReply.ok();
    };
  }

  private static WireReply.Builder page(int status) {
    return WireReply.builder()
        .status(status)
        .header("Content-Type", "text/html; charset=utf-8")
        .body("<html><head><title>" + status + "</title></head><body>proxy</body></html>\n");
  }
}
