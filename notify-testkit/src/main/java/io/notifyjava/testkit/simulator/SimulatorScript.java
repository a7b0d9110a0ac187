package io.notifyjava.testkit.simulator;

import static java.util.Objects.requireNonNull;

import io.notifyjava.testkit.wire.Fault;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A rule being written: which calls, how often, and then what.
 *
 * <p>Reads like a story: {@code onTemplate().first(3).answer(busy).then().once().answer(full)};
 * afterwards the platform answers as always. Without {@link #once()}, {@link #first} or {@link
 * #next} a rule holds for ever. Rules are asked in the order in which they were laid down; the
 * first that fires takes the call, and what no rule takes gets the standard behaviour. Immutable
 * until the last word ({@code answer}, {@code answers}, {@code status}, {@code fault}, {@code
 * actThen}, {@code delay}, {@code run}, {@code pass}, {@code expiresIn}) lays the rule down; {@link
 * ScriptedStep#then()} goes on from there.
 *
 * <p>{@code answer}, {@code answers}, {@code status} and {@link #fault} stand in for the platform:
 * nothing is delivered. {@link #actThen} lets the platform act first and loses only its answer.
 *
 * @param <S> the script itself
 * @param <R> the platform's answers
 * @since 0.1.0
 */
public abstract class SimulatorScript<S extends SimulatorScript<S, R>, R extends SimulatorReply> {

  private final Rulebook rulebook;
  private final Set<SimulatedApi> apis;
  private final Predicate<Call> condition;
  private final Occasions occasions;

  SimulatorScript(
      Rulebook rulebook,
      Set<? extends SimulatedApi> apis,
      Predicate<Call> condition,
      Occasions occasions) {
    this.rulebook = rulebook;
    this.apis = Set.copyOf(apis);
    this.condition = condition;
    this.occasions = occasions;
  }

  /** A script of the same kind with another condition and other occasions. */
  abstract S copy(
      Rulebook book, Set<? extends SimulatedApi> calls, Predicate<Call> when, Occasions often);

  /** Fires on one call only. */
  public S once() {
    return next(1);
  }

  /** Fires on the next so many matching calls, at least 1. */
  public S next(int calls) {
    return with(occasions.times(calls));
  }

  /** As {@link #next}, for the beginning of a story. */
  public S first(int calls) {
    return next(calls);
  }

  /** Fires on every matching call; what a rule does by default, said aloud. */
  public S always() {
    return with(new Occasions(Long.MAX_VALUE, occasions.after(), occasions.every()));
  }

  /** Lets the first so many matching calls pass, zero or more. */
  public S after(int calls) {
    return with(occasions.after(calls));
  }

  /** Fires on every n-th matching call only, n at least 1. */
  public S every(int nth) {
    return with(occasions.every(nth));
  }

  /** Holds only for messages to one of these people; never for calls that name nobody. */
  public S when(Predicate<String> person) {
    requireNonNull(person, "person");
    return narrowed(call -> call.people().stream().anyMatch(person));
  }

  /** Holds only for messages to this person, or to several of whom this is one. */
  public S to(String person) {
    requireNonNull(person, "person");
    return when(person::equals);
  }

  /** Holds only for these requests. */
  public S whenRequest(Predicate<WireRequest> request) {
    requireNonNull(request, "request");
    return narrowed(call -> request.test(call.request()));
  }

  /** Answers this in place of the platform; a token in it becomes a good one. */
  public ScriptedStep<S> answer(R reply) {
    requireNonNull(reply, "reply");
    return lay((call, answers, standard) -> answers.renderScripted(reply));
  }

  /** Answers exactly this in place of the platform. */
  public ScriptedStep<S> answer(WireReply reply) {
    requireNonNull(reply, "reply");
    return lay((call, answers, standard) -> reply);
  }

  /**
   * Answers these one after the other in place of the platform, one call each.
   *
   * @param replies at least one; their number takes the place of {@link #next}
   */
  @SafeVarargs
  public final ScriptedStep<S> answers(R... replies) {
    List<R> story = new ArrayList<>();
    for (R reply : replies) {
      story.add(requireNonNull(reply, "reply"));
    }
    if (story.isEmpty()) {
      throw new IllegalArgumentException("answers(...) needs at least one reply, but got none");
    }
    AtomicInteger told = new AtomicInteger();
    return next(story.size())
        .lay(
            (call, answers, standard) ->
                answers.renderScripted(story.get(told.getAndIncrement() % story.size())));
  }

  /** Answers this HTTP status with an HTML page, as a proxy in front of the platform would. */
  public ScriptedStep<S> status(int status) {
    return answer(page(status).build());
  }

  /** As {@link #status(int)}, with a {@code Retry-After} in whole seconds. */
  public ScriptedStep<S> status(int status, Duration retryAfter) {
    return answer(page(status).retryAfter(retryAfter).build());
  }

  /**
   * Plays this fault in place of the platform: the message is <em>not</em> delivered. A fault that
   * needs a body breaks the one of a success, so that nothing else is wrong with it. Only a fault
   * that {@linkplain Fault.Kind#deliversAnswer() delivers the whole answer} lets the platform act,
   * because a success that arrives must be true.
   */
  public ScriptedStep<S> fault(Fault fault) {
    if (fault.kind().deliversAnswer()) {
      return actThen(fault);
    }
    WireReply probe = WireReply.fault(fault);
    return lay(
        (call, answers, standard) -> answers.success(call).withFault(probe.fault().orElseThrow()));
  }

  /**
   * Lets the platform act as always, so that the message <em>is</em> delivered, then plays this
   * fault on its answer.
   */
  public ScriptedStep<S> actThen(Fault fault) {
    WireReply probe = WireReply.fault(fault);
    return lay(
        (call, answers, standard) ->
            answers.render(standard.get()).withFault(probe.fault().orElseThrow()));
  }

  /** Lets the platform act as always, then holds its answer back so long. */
  public ScriptedStep<S> delay(Duration pause) {
    requireNonNull(pause, "pause");
    return lay((call, answers, standard) -> answers.render(standard.get()).withDelay(pause));
  }

  /** Does something first, such as killing all tokens, then lets the platform act as always. */
  public ScriptedStep<S> run(Runnable event) {
    requireNonNull(event, "event");
    return lay(
        (call, answers, standard) -> {
          event.run();
          return answers.render(standard.get());
        });
  }

  /** Lets the platform act as always; for the middle of a story. */
  public ScriptedStep<S> pass() {
    return lay((call, answers, standard) -> answers.render(standard.get()));
  }

  /**
   * Lets the platform hand out a token as always but announces another lifetime.
   *
   * @param seconds any number, wrong ones too
   * @throws IllegalStateException for a script of other calls than those for tokens
   */
  public ScriptedStep<S> expiresIn(long seconds) {
    if (!apis.stream().allMatch(SimulatedApi::issuesToken)) {
      throw new IllegalStateException(
          "expiresIn(...) changes the answers of token calls; start the script with onToken()");
    }
    return lay((call, answers, standard) -> answers.render(standard.get().withExpiresIn(seconds)));
  }

  ScriptedStep<S> lay(RuleAction action) {
    ScriptedStep<S> step =
        new ScriptedStep<>(
            occasions,
            before ->
                copy(rulebook, apis, condition.and(call -> !before.alive()), Occasions.ALWAYS));
    rulebook.add(condition, step, action);
    return step;
  }

  private S with(Occasions changed) {
    return copy(rulebook, apis, condition, changed);
  }

  private S narrowed(Predicate<Call> more) {
    return copy(rulebook, apis, condition.and(more), occasions);
  }

  private static WireReply.Builder page(int status) {
    return WireReply.builder()
        .status(status)
        .header("Content-Type", "text/html; charset=utf-8")
        .body("<html><head><title>" + status + "</title></head><body>proxy</body></html>\n");
  }
}
