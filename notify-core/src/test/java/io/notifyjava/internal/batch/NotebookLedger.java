package io.notifyjava.internal.batch;

import io.notifyjava.batch.BatchLedger;
import io.notifyjava.batch.LedgerEntry;
import io.notifyjava.batch.LedgerException;
import io.notifyjava.batch.LedgerKey;
import io.notifyjava.batch.LedgerKeys;
import io.notifyjava.batch.LedgerState;
import io.notifyjava.batch.LedgerSummary;
import io.notifyjava.message.Message;
import io.notifyjava.result.FailureReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A ledger in memory that notes what it is asked, and fails as told. */
final class NotebookLedger implements BatchLedger {

  final List<Integer> blocks = new ArrayList<>();
  final List<String> calls = new ArrayList<>();
  Runnable whenBegun = () -> {};
  int failsAtBegin = Integer.MAX_VALUE;
  boolean failsToRecord;
  boolean inUse;
  private final Map<LedgerKey, LedgerEntry> entries = new LinkedHashMap<>();

  static LedgerException full() {
    return new LedgerException(LedgerException.Kind.UNAVAILABLE, "no space left; make room");
  }

  LedgerState stateOf(Message message) {
    return entries.get(keys().of(LedgerKeys.textOf(message))).state();
  }

  NotebookLedger with(Message message, LedgerState state) {
    LedgerKey key = keys().of(LedgerKeys.textOf(message));
    entries.put(key, new LedgerEntry(key, state, null, false));
    return this;
  }

  @Override
  public LedgerKeys keys() {
    return LedgerKeys.plain();
  }

  @Override
  public void startRun() {
    calls.add("start");
    if (inUse) {
      throw new LedgerException(LedgerException.Kind.IN_USE, "in use by process 42; wait");
    }
    entries.replaceAll((key, it) -> new LedgerEntry(key, it.state(), it.reason(), false));
  }

  @Override
  public List<LedgerEntry> find(List<LedgerKey> keys) {
    return keys.stream().filter(entries::containsKey).map(entries::get).toList();
  }

  @Override
  public void begin(List<LedgerKey> keys) {
    if (blocks.size() == failsAtBegin) {
      throw full();
    }
    blocks.add(keys.size());
    keys.forEach(key -> entries.put(key, new LedgerEntry(key, LedgerState.BEGUN, null, true)));
    whenBegun.run();
  }

  @Override
  public void record(LedgerKey key, LedgerState state, FailureReason reason) {
    if (failsToRecord) {
      throw full();
    }
    entries.put(key, new LedgerEntry(key, state, reason, true));
  }

  @Override
  public void flush() {
    calls.add("flush");
  }

  @Override
  public void endRun() {
    calls.add("end");
  }

  @Override
  public LedgerSummary summary() {
    Map<LedgerState, Long> counts = new EnumMap<>(LedgerState.class);
    entries.values().forEach(it -> counts.merge(it.state(), 1L, Long::sum));
    return new LedgerSummary(counts);
  }

  @Override
  public void forEach(Set<LedgerState> states, Consumer<LedgerEntry> consumer) {
    entries.values().stream().filter(it -> states.contains(it.state())).forEach(consumer);
  }

  @Override
  public void close() {
    calls.add("close");
  }
}
