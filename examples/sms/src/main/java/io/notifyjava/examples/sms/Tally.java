package io.notifyjava.examples.sms;

import io.notifyjava.batch.BatchItem;
import io.notifyjava.result.Attempt;
import io.notifyjava.result.SendResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who accepted how many, and how many of them in the place of another. Used by one thread. */
final class Tally {

  private final Map<String, Long> acceptedBy = new TreeMap<>();
  private long failedOver;

  void add(BatchItem item) {
    SendResult result = item.result();
    List<Attempt> attempts = result.attempts();
    if (!result.isAccepted() || attempts.isEmpty()) {
      return;
    }
    String account = attempts.get(attempts.size() - 1).account();
    acceptedBy.merge(account, 1L, Long::sum);
    if (!attempts.get(0).account().equals(account)) {
      failedOver++;
    }
  }

  Map<String, Long> acceptedBy() {
    return acceptedBy;
  }

  long failedOver() {
    return failedOver;
  }
}
