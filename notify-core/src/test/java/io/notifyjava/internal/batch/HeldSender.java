package io.notifyjava.internal.batch;

import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.message.Message;
import io.notifyjava.result.SendResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Notes what it is asked to send; accepts it at once, answers as told, or keeps it waiting. */
final class HeldSender implements MessageSender {

  private final List<Message> sent = new ArrayList<>();
  private final Deque<Consumer<SendResult>> held = new ArrayDeque<>();
  private final Set<Integer> holds = new HashSet<>();
  private boolean holdsAll;
  private Function<Message, SendResult> answer = message -> ScriptedProvider.yes();

  HeldSender answering(Function<Message, SendResult> answer) {
    this.answer = answer;
    return this;
  }

  HeldSender holding() {
    holdsAll = true;
    return this;
  }

  /** Keeps the n-th message that it is asked to send waiting, counted from 0. */
  HeldSender holding(int number) {
    holds.add(number);
    return this;
  }

  @Override
  public void send(Message message, Ear done) {
    boolean keep;
    synchronized (this) {
      keep = holdsAll || holds.contains(sent.size());
      sent.add(message);
      if (keep) {
        held.add(done);
      }
    }
    if (!keep) {
      done.accept(answer.apply(message));
    }
  }

  synchronized List<Message> sent() {
    return List.copyOf(sent);
  }

  synchronized int held() {
    return held.size();
  }

  /** Ends the longest-held message with this result. */
  void release(SendResult result) {
    Consumer<SendResult> done;
    synchronized (this) {
      done = held.remove();
    }
    done.accept(result);
  }

  Consumer<SendResult> takeHeld() {
    synchronized (this) {
      return held.remove();
    }
  }
}
