package io.notifyjava.testkit.smtp;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A rule being written: at which stage, how often, and then what.
 *
 * <p>Reads like a story: {@code smtp.onRecipient().to("ann@example.test").first(3).answer(451,
 * "4.3.0 later").then().once().answer(550, "5.1.1 gone")}; afterwards the server answers as always.
 * Without {@link #once()}, {@link #first} or {@link #next} a rule holds for ever. Rules are asked
 * in the order in which they were laid down; the first that fires takes the call. Immutable until
 * the last word ({@code answer}, {@code answers}, {@code fault}, {@code actThen}, {@code delay},
 * {@code run}, {@code pass}) lays the rule down; {@link SmtpRule#then()} goes on from there.
 *
 * <p>{@code answer}, {@code answers} and {@link #fault} stand in for the server: it does not act,
 * so at the end of a message no mail is taken. {@link #actThen} lets the server act first and loses
 * only its answer. After a scripted 421 or 221 the connection is closed, as the protocol asks.
 *
 * @since 0.1.0
 */
public final class SmtpScript {

  private final SmtpRules rules;
  private final Predicate<SmtpCall> condition;
  private final SmtpOccasions occasions;

  SmtpScript(SmtpRules rules, Predicate<SmtpCall> condition, SmtpOccasions occasions) {
    this.rules = rules;
    this.condition = condition;
    this.occasions = occasions;
  }

  /** Fires on one call only. */
  public SmtpScript once() {
    return next(1);
  }

  /** Fires on the next so many matching calls, at least 1. */
  public SmtpScript next(int calls) {
    return with(occasions.times(calls));
  }

  /** As {@link #next}, for the beginning of a story. */
  public SmtpScript first(int calls) {
    return next(calls);
  }

  /** Fires on every matching call; what a rule does by default, said aloud. */
  public SmtpScript always() {
    return with(occasions.forEver());
  }

  /** Lets the first so many matching calls pass, zero or more. */
  public SmtpScript after(int calls) {
    return with(occasions.after(calls));
  }

  /** Fires on every n-th matching call only, n at least 1. */
  public SmtpScript every(int nth) {
    return with(occasions.every(nth));
  }

  /**
   * Fires on a share of the matching calls, drawn at random.
   *
   * @param part above 0, at most 1
   * @param seed the same seed strikes the same calls by their number
   */
  public SmtpScript share(double part, long seed) {
    return with(occasions.share(part, seed));
  }

  /** Holds only where one of the call's addresses is one of these. */
  public SmtpScript when(Predicate<String> address) {
    requireNonNull(address, "address");
    return narrowed(call -> call.addresses().stream().anyMatch(address));
  }

  /** Holds only where one of the call's addresses is this, or several of which this is one. */
  public SmtpScript to(String address) {
    requireNonNull(address, "address");
    return when(address::equalsIgnoreCase);
  }

  /** Holds only for these calls. */
  public SmtpScript whenCall(Predicate<SmtpCall> call) {
    requireNonNull(call, "call");
    return narrowed(call);
  }

  /** Answers this in place of the server. */
  public SmtpRule answer(SmtpReply reply) {
    requireNonNull(reply, "reply");
    return lay((success, standard) -> SmtpAnswer.of(reply));
  }

  /** Answers one line in place of the server; see {@link SmtpReply#of(int, String)}. */
  public SmtpRule answer(int code, String text) {
    return answer(SmtpReply.of(code, text));
  }

  /**
   * Answers these one after the other in place of the server, one call each.
   *
   * @param replies at least one; their number takes the place of {@link #next}
   */
  public SmtpRule answers(SmtpReply... replies) {
    List<SmtpReply> story = new ArrayList<>();
    for (SmtpReply reply : replies) {
      story.add(requireNonNull(reply, "reply"));
    }
    if (story.isEmpty()) {
      throw new IllegalArgumentException("answers(...) needs at least one reply, but got none");
    }
    AtomicInteger told = new AtomicInteger();
    return next(story.size())
        .lay(
            (success, standard) -> SmtpAnswer.of(story.get(told.getAndIncrement() % story.size())));
  }

  /**
   * Plays this fault in place of the server, which does <em>not</em> act: at the end of a message
   * no mail is taken. A fault that needs an answer breaks a yes. Only a fault that {@linkplain
   * SmtpFault.Kind#deliversAnswer() delivers the whole answer} lets the server act, because a yes
   * that arrives must be true.
   */
  public SmtpRule fault(SmtpFault fault) {
    requireNonNull(fault, "fault");
    if (fault.kind().deliversAnswer()) {
      return actThen(fault);
    }
    return lay((success, standard) -> new SmtpAnswer(success, fault, Duration.ZERO));
  }

  /**
   * Lets the server act as always, so that at the end of a message the mail <em>is</em> taken, then
   * plays this fault on its answer.
   */
  public SmtpRule actThen(SmtpFault fault) {
    requireNonNull(fault, "fault");
    return lay((success, standard) -> new SmtpAnswer(standard.get(), fault, Duration.ZERO));
  }

  /** Lets the server act as always, then holds its answer back so long. */
  public SmtpRule delay(Duration pause) {
    requireNonNull(pause, "pause");
    return lay((success, standard) -> new SmtpAnswer(standard.get(), null, pause));
  }

  /** Does something first, such as dropping another connection, then acts as always. */
  public SmtpRule run(Runnable event) {
    requireNonNull(event, "event");
    return lay(
        (success, standard) -> {
          event.run();
          return SmtpAnswer.of(standard.get());
        });
  }

  /** Lets the server act as always; for the middle of a story. */
  public SmtpRule pass() {
    return lay((success, standard) -> SmtpAnswer.of(standard.get()));
  }

  private SmtpRule lay(SmtpRules.Action action) {
    SmtpRule rule =
        new SmtpRule(
            occasions,
            before ->
                new SmtpScript(
                    rules, condition.and(call -> !before.alive()), SmtpOccasions.ALWAYS));
    rules.add(condition, rule, action);
    return rule;
  }

  private SmtpScript with(SmtpOccasions changed) {
    return new SmtpScript(rules, condition, changed);
  }

  private SmtpScript narrowed(Predicate<SmtpCall> more) {
    return new SmtpScript(rules, condition.and(more), occasions);
  }
}
