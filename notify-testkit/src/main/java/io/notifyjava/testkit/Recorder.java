package io.notifyjava.testkit;

import io.notifyjava.message.Message;
import io.notifyjava.result.SendResult;
import io.notifyjava.testkit.RecordingProvider.Call;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a recording provider has seen, and what it will answer, under one lock. */
final class Recorder<M extends Message> {

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Call<M>> calls = new ArrayDeque<>();
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
   * Records a call and takes its answer in one step, so that both have one order.
   *
   * @param answered whether the call takes an answer of the script
   * @return its answer; null if the script has come to its end
   */
  @Nullable Function<? super M, ? extends SendResult> begin(Call<M> call, boolean answered) {
    lock.lock();
    try {
      callCount++;
      calls.add(call);
      forgetOldest();
      inFlight++;
      highestConcurrency = Math.max(highestConcurrency, inFlight);
      return answered ? script.poll() : null;
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
  }
}
