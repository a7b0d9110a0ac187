package io.notifyjava.testkit;

import io.notifyjava.message.Message;
import io.notifyjava.result.SendResult;
import io.notifyjava.testkit.RecordingProvider.Call;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** What a recording provider has seen, and what it will answer, under one lock. */
final class Recorder<M extends Message> {

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Call<M>> calls = new ArrayDeque<>();
  private final Deque<List<M>> bulkCalls = new ArrayDeque<>();
  private final Deque<Function<? super M, ? extends SendResult>> script = new ArrayDeque<>();

  private int remembered = 100_000;
  private int callCount;
  private int inFlight;
  private int highestConcurrency;

  void script(Function<? super M, ? extends SendResult> answer) {
    lock.lock();
    try {
      script.add(answer);
    } finally {
      lock.unlock();
    }
  }

  void remember(int latest) {
    lock.lock();
    try {
      remembered = latest;
      forgetOldest();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Records the messages of a call and takes their answers in one step, so that both have one
   * order.
   *
   * @param otherwise the answer when the script has come to its end
   * @param scripted whether the call takes answers of the script
   * @return an answer for each message
   */
  List<Function<? super M, ? extends SendResult>> begin(
      List<Call<M>> messages,
      Function<? super M, ? extends SendResult> otherwise,
      boolean scripted) {
    lock.lock();
    try {
      callCount++;
      calls.addAll(messages);
      forgetOldest();
      inFlight++;
      highestConcurrency = Math.max(highestConcurrency, inFlight);
      List<Function<? super M, ? extends SendResult>> answers = new ArrayList<>(messages.size());
      for (int i = 0; i < messages.size(); i++) {
        answers.add(scripted && !script.isEmpty() ? script.remove() : otherwise);
      }
      return answers;
    } finally {
      lock.unlock();
    }
  }

  void bulkCall(List<M> messages) {
    lock.lock();
    try {
      bulkCalls.add(messages);
      forgetOldest();
    } finally {
      lock.unlock();
    }
  }

  List<List<M>> bulkCalls() {
    lock.lock();
    try {
      return List.copyOf(bulkCalls);
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      inFlight--;
    } finally {
      lock.unlock();
    }
  }

  List<Call<M>> calls() {
    lock.lock();
    try {
      return List.copyOf(calls);
    } finally {
      lock.unlock();
    }
  }

  int callCount() {
    lock.lock();
    try {
      return callCount;
    } finally {
      lock.unlock();
    }
  }

  int highestConcurrency() {
    lock.lock();
    try {
      return highestConcurrency;
    } finally {
      lock.unlock();
    }
  }

  private void forgetOldest() {
    while (calls.size() > remembered) {
      calls.remove();
    }
    while (bulkCalls.size() > remembered) {
      bulkCalls.remove();
    }
  }
}
