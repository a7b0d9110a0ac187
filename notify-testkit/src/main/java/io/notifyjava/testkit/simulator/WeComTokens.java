package io.notifyjava.testkit.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands out one token for each application and knows which are good, by the vendor's page "Get
 * access_token": the same one while it is valid, never one of another application.
 *
 * <p>Thread-safe; checking a token takes no lock.
 */
final class WeComTokens {

  private static final long SECOND = 1_000_000_000L;
  private static final int REMEMBERED = 512;
  private static final int INVALID = 40014;

  private final WeComSettings settings;
  private final WeComApplications applications;
  private final LongSupplier ticker;
  private final AtomicTokens values;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, IssuedToken> known = new ConcurrentHashMap<>();
  private final Deque<IssuedToken> order = new ArrayDeque<>();
  private final Map<Long, IssuedToken> current = new HashMap<>();
  private Frequency errors;
  private volatile long lifetimeNanos;

  WeComTokens(WeComSettings settings, WeComApplications applications) {
    this.settings = settings;
    this.applications = applications;
    this.ticker = settings.ticker();
    this.values = new AtomicTokens(settings.seed());
    this.errors = errors();
    this.lifetimeNanos = settings.tokenLifetime().toNanos();
  }

  private Frequency errors() {
    Duration hour = Duration.ofHours(1);
    return new Frequency(ticker, settings.choices().tokenErrors(), hour, hour);
  }

  void lifetime(Duration lifetime) {
    lifetimeNanos = lifetime.toNanos();
  }

  /**
   * Answers a call for a token.
   *
   * @throws Refused for what is wrong with it; after too many of those, 45009 for an hour
   */
  WeComReply handOut(Map<String, String> query) {
    lock.lock();
    try {
      if (!errors.open()) {
        throw new Refused(45009);
      }
      WeComApplication application = authenticate(query);
      application.requireEnabled();
      long now = ticker.getAsLong();
      IssuedToken token = current.get(application.agentId());
      if (token == null || !token.usable(now)) {
        token = issue(application.agentId(), now);
      }
      return WeComReply.token(token.value(), token.remainingNanos(now) / SECOND);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The application that a token belongs to.
   *
   * @throws Refused 41001 without a token, 40014 or the chosen number for a bad one
   */
  WeComApplication application(@Nullable String token) {
    if (token == null || token.isEmpty()) {
      throw new Refused(41001);
    }
    IssuedToken issued = known.get(token);
    if (issued == null) {
      throw new Refused(INVALID);
    }
    if (!issued.usable(ticker.getAsLong())) {
      throw new Refused(issued.refusal());
    }
    return applications.get(Long.parseLong(issued.appId()));
  }

  /** Accepts a token that a script handed out, for the first application. */
  void adopt(String value, long expiresIn) {
    long seconds = Math.max(0, Math.min(expiresIn, Duration.ofDays(365).toSeconds()));
    lock.lock();
    try {
      long end = ticker.getAsLong() + seconds * SECOND;
      remember(token(value, applications.first().agentId(), end));
    } finally {
      lock.unlock();
    }
  }

  /** Invalidates every token at once; the next call for one gets a new one. */
  void killAll() {
    lock.lock();
    try {
      long now = ticker.getAsLong();
      known.values().stream().filter(t -> t.usable(now)).forEach(t -> t.endAt(now, INVALID));
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      known.clear();
      order.clear();
      current.clear();
      errors = errors();
      lifetimeNanos = settings.tokenLifetime().toNanos();
    } finally {
      lock.unlock();
    }
  }

  /** The vendor looks at the secret before the corporation, as calls without any have shown. */
  private WeComApplication authenticate(Map<String, String> query) {
    String secret = query.getOrDefault("corpsecret", "");
    String corpId = query.getOrDefault("corpid", "");
    if (secret.isEmpty()) {
      throw wrong(41004);
    }
    if (corpId.isEmpty()) {
      throw wrong(41002);
    }
    if (!corpId.equals(settings.corpId())) {
      throw wrong(40013);
    }
    if (settings.foreignSecrets().contains(secret)) {
      throw wrong(40091);
    }
    return applications.ofSecret(secret).orElseThrow(() -> wrong(40001));
  }

  private Refused wrong(int errcode) {
    return new Refused(errors.admit() ? errcode : 45009);
  }

  private IssuedToken issue(long agentId, long now) {
    IssuedToken token = token(values.next(), agentId, now + lifetimeNanos);
    current.put(agentId, token);
    remember(token);
    return token;
  }

  private IssuedToken token(String value, long agentId, long end) {
    IssuedToken token = new IssuedToken(value, Long.toString(agentId), end);
    token.endAt(end, settings.choices().expiredToken());
    return token;
  }

  private void remember(IssuedToken token) {
    known.put(token.value(), token);
    order.addLast(token);
    if (order.size() > REMEMBERED) {
      IssuedToken oldest = order.removeFirst();
      if (oldest.usable(ticker.getAsLong())) {
        order.addLast(oldest);
      } else {
        known.remove(oldest.value(), oldest);
      }
    }
  }
}
