package io.notifyjava.testkit.smtp;

import io.notifyjava.testkit.internal.Hash64;
import io.notifyjava.testkit.internal.LongHashSet;
import io.notifyjava.testkit.internal.TextCounts;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes down what happened: counts, keeps the last mails, and notices what arrived twice.
 *
 * <p>What it holds is bounded: so many mails of so many bytes in all, and about 17 bytes for each
 * recipient of each mail, and about 24 for each different recipient. Thread-safe.
 */
final class SmtpLedger {

  /** So that a load of mails with attachments doesn't fill the heap. */
  static final long MOST_BYTES = 64L * 1024 * 1024;

  final LongAdder tlsHandshakes = new LongAdder();
  final LongAdder authentications = new LongAdder();
  final LongAdder violations = new LongAdder();
  final LongAdder ends = new LongAdder();
  private final LongAdder connections = new LongAdder();
  private final AtomicLong openNow = new AtomicLong();
  private final AtomicLong mostOpen = new AtomicLong();
  private final LongAdder recipients = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final Map<SmtpCommand, LongAdder> commands = new EnumMap<>(SmtpCommand.class);
  private final Map<Integer, LongAdder> refusals = new ConcurrentHashMap<>();
  private final AtomicLong mails = new AtomicLong();
  private final LongHashSet delivered = new LongHashSet();
  private final TextCounts people = new TextCounts();
  private final ReentrantLock keeping = new ReentrantLock();
  private final Deque<SmtpMail> kept = new ArrayDeque<>();
  private final int mostKept;
  private final boolean watched;
  private final String idHeader;
  private long keptBytes;

  SmtpLedger(int mostKept, boolean watched, String idHeader) {
    this.mostKept = mostKept;
    this.watched = watched;
    this.idHeader = idHeader;
    for (SmtpCommand command : SmtpCommand.values()) {
      // All at once, so that the map is never changed again and needs no lock.
      commands.put(command, new LongAdder());
    }
  }

  /** Counts a connection; returns how many are open with it. */
  long opened() {
    connections.increment();
    long open = openNow.incrementAndGet();
    mostOpen.accumulateAndGet(open, Math::max);
    return open;
  }

  void closed() {
    openNow.decrementAndGet();
  }

  void command(SmtpCommand command) {
    adder(command).increment();
  }

  private LongAdder adder(SmtpCommand command) {
    return Objects.requireNonNull(commands.get(command), "there from the beginning");
  }

  void refused(int code) {
    refusals.computeIfAbsent(code, same -> new LongAdder()).increment();
  }

  /**
   * Takes a mail.
   *
   * @param text from its beginning; copied if it is kept
   * @return the mail's number
   */
  long take(SmtpEnvelope envelope, byte[] text, int length) {
    recipients.add(envelope.recipients().size());
    if (watched) {
      watch(envelope.recipients(), text, length);
    }
    long number = mails.incrementAndGet();
    if (mostKept > 0) {
      keep(new SmtpMail(number, envelope, Arrays.copyOf(text, length)), length);
    }
    return number;
  }

  private void watch(List<String> to, byte[] text, int length) {
    byte[] id = SmtpHeaders.id(text, length, idHeader);
    long seed = Hash64.of(id, 1);
    for (String recipient : to) {
      if (!delivered.add(Hash64.of(recipient, seed))) {
        duplicates.increment();
      }
      people.count(recipient);
    }
  }

  /** How many mails were taken for a recipient; 0 if not watched. */
  int to(String recipient) {
    return people.of(recipient);
  }

  private void keep(SmtpMail mail, int length) {
    keeping.lock();
    try {
      kept.addLast(mail);
      keptBytes += length;
      while (kept.size() > mostKept || (keptBytes > MOST_BYTES && kept.size() > 1)) {
        keptBytes -= kept.removeFirst().size();
      }
    } finally {
      keeping.unlock();
    }
  }

  /** Oldest first. */
  List<SmtpMail> mails() {
    keeping.lock();
    try {
      return List.copyOf(kept);
    } finally {
      keeping.unlock();
    }
  }

  SmtpCounts counts() {
    Map<SmtpCommand, Long> byCommand = new TreeMap<>();
    for (SmtpCommand command : SmtpCommand.values()) {
      long seen = adder(command).sum();
      if (seen > 0) {
        byCommand.put(command, seen);
      }
    }
    Map<Integer, Long> byCode = new TreeMap<>();
    refusals.forEach((code, count) -> byCode.put(code, count.sum()));
    return new SmtpCounts(
        connections.sum(),
        mostOpen.get(),
        openNow.get(),
        mails.get(),
        recipients.sum(),
        duplicates.sum(),
        ends.sum(),
        tlsHandshakes.sum(),
        authentications.sum(),
        violations.sum(),
        byCommand,
        byCode);
  }

  /** Starts again from zero, except for the number of open connections, which is a fact. */
  void clear() {
    for (LongAdder adder :
        List.of(
            tlsHandshakes,
            authentications,
            violations,
            ends,
            connections,
            recipients,
            duplicates)) {
      adder.reset();
    }
    commands.values().forEach(LongAdder::reset);
    refusals.clear();
    mails.set(0);
    mostOpen.set(openNow.get());
    delivered.clear();
    people.clear();
    keeping.lock();
    try {
      kept.clear();
      keptBytes = 0;
    } finally {
      keeping.unlock();
    }
  }
}
