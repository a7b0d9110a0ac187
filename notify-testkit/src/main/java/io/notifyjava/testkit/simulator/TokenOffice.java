package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands out access tokens and knows which are good, by the rules of the vendor's pages "Get access
 * token" and "Get stable access token".
 *
 * <pre>
 * classic call      -> new token; the one before stays usable for the overlap, then 40001
 * stable, normal    -> same token, remaining lifetime; within the overlap before its end a new one,
 *                      old and new usable for the overlap, then 42001
 * stable, forced    -> new token, the one before 40001 at once; within 30 s of the last forced
 *                      call the same token; more than 20 a day 45009
 * </pre>
 *
 * <p>The overlap is five minutes for the real lifetime of 7200 s, and shrinks with a shorter one.
 * Classic and stable tokens never touch each other. Thread-safe; checking a token takes no lock.
 */
final class TokenOffice {

  private static final int OVERLAPS_PER_LIFE = 24;
  private static final long FORCE_PAUSE_NANOS = Duration.ofSeconds(30).toNanos();
  private static final int FORCED_PER_DAY = 20;
  private static final long SECOND = 1_000_000_000L;

  /** Ended tokens are remembered only to choose between 42001 and 40001. */
  private static final int REMEMBERED = 512;

  private final Map<String, String> secrets;
  private final Clock clock;
  private final LongSupplier ticker;
  private final AtomicTokens values;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, IssuedToken> known = new ConcurrentHashMap<>();
  private final Deque<IssuedToken> order = new ArrayDeque<>();
  private final Map<String, Shelf> shelves = new HashMap<>();
  private final Duration initialLifetime;
  private volatile long lifetimeNanos;

  /** The current token of one account and one of the two kinds. */
  private static final class Shelf {
    @Nullable IssuedToken current;
    boolean everForced;
    long lastForced;
    @Nullable LocalDate forcedDay;
    int forcedToday;
  }

  TokenOffice(
      Map<String, String> secrets, Clock clock, LongSupplier ticker, Duration lifetime, long seed) {
    this.secrets = secrets;
    this.clock = clock;
    this.ticker = ticker;
    this.values = new AtomicTokens(seed);
    this.initialLifetime = lifetime;
    this.lifetimeNanos = lifetime.toNanos();
  }

  /** From now on, new tokens live this long. */
  void lifetime(Duration lifetime) {
    lifetimeNanos = lifetime.toNanos();
  }

  WeChatReply classic(Call call) {
    Map<String, String> query = call.request().query();
    String appId = authenticate(query.get("grant_type"), query.get("appid"), query.get("secret"));
    lock.lock();
    try {
      long now = ticker.getAsLong();
      Shelf shelf = shelf("classic " + appId);
      IssuedToken old = shelf.current;
      if (old != null && old.usable(now)) {
        old.endAt(now + Math.min(overlap(), old.remainingNanos(now)), 40001);
      }
      return handOut(issue(shelf, appId, now), now);
    } finally {
      lock.unlock();
    }
  }

  WeChatReply stable(Call call) {
    JsonNode body = call.json();
    String appId =
        authenticate(
            body.path("grant_type").textValue(),
            body.path("appid").textValue(),
            body.path("secret").textValue());
    JsonNode force = body.path("force_refresh");
    if (!force.isMissingNode() && !force.isBoolean()) {
      throw new Refused(47001);
    }
    lock.lock();
    try {
      long now = ticker.getAsLong();
      Shelf shelf = shelf("stable " + appId);
      IssuedToken token = force.asBoolean() ? forced(shelf, appId, now) : normal(shelf, appId, now);
      return handOut(token, now);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The account that a token belongs to.
   *
   * @throws Refused 41001 without a token, 42001 for an expired one, 40001 for any other bad one
   */
  String account(@Nullable String token) {
    if (token == null || token.isEmpty()) {
      throw new Refused(41001);
    }
    IssuedToken issued = known.get(token);
    if (issued == null) {
      throw new Refused(40001);
    }
    if (!issued.usable(ticker.getAsLong())) {
      throw new Refused(issued.refusal());
    }
    return issued.appId();
  }

  /** Whose token this is or was, as far as it is remembered. */
  Optional<String> owner(String token) {
    return Optional.ofNullable(known.get(token)).map(IssuedToken::appId);
  }

  /** Accepts a token that a script handed out, for as long as it says but a year at most. */
  void adopt(String value, long expiresIn) {
    long seconds = Math.max(0, Math.min(expiresIn, Duration.ofDays(365).toSeconds()));
    lock.lock();
    try {
      remember(new IssuedToken(value, firstAccount(), ticker.getAsLong() + seconds * SECOND));
    } finally {
      lock.unlock();
    }
  }

  /** Invalidates every token at once; the next call for one gets a new one. */
  void killAll() {
    lock.lock();
    try {
      long now = ticker.getAsLong();
      known.values().stream().filter(token -> token.usable(now)).forEach(t -> t.endAt(now, 40001));
    } finally {
      lock.unlock();
    }
  }

  /** Forgets everything, the forced calls of today too. */
  void clear() {
    lock.lock();
    try {
      known.clear();
      order.clear();
      shelves.clear();
      lifetimeNanos = initialLifetime.toNanos();
    } finally {
      lock.unlock();
    }
  }

  private String authenticate(
      @Nullable String grantType, @Nullable String appId, @Nullable String secret) {
    given(appId, 41002);
    given(secret, 41004);
    if (!"client_credential".equals(grantType)) {
      throw new Refused(40002);
    }
    return credentials(appId, secret);
  }

  /**
   * The account that these belong to.
   *
   * @throws Refused 41002, 41004, 40013 or 40125
   */
  String credentials(@Nullable String appId, @Nullable String secret) {
    String account = given(appId, 41002);
    String password = given(secret, 41004);
    String expected = secrets.get(account);
    if (expected == null) {
      throw new Refused(40013);
    }
    if (!expected.equals(password)) {
      throw new Refused(40125);
    }
    return account;
  }

  private static String given(@Nullable String value, int refusal) {
    if (value == null || value.isEmpty()) {
      throw new Refused(refusal);
    }
    return value;
  }

  private IssuedToken normal(Shelf shelf, String appId, long now) {
    IssuedToken current = shelf.current;
    if (current == null || !current.usable(now)) {
      return issue(shelf, appId, now);
    }
    if (current.remainingNanos(now) > overlap()) {
      return current;
    }
    current.endAt(now + overlap(), 42001);
    return issue(shelf, appId, now);
  }

  private IssuedToken forced(Shelf shelf, String appId, long now) {
    IssuedToken current = shelf.current;
    boolean tooSoon = shelf.everForced && now - shelf.lastForced < FORCE_PAUSE_NANOS;
    if (tooSoon && current != null && current.usable(now)) {
      return current;
    }
    chargeForced(shelf);
    shelf.everForced = true;
    shelf.lastForced = now;
    if (current != null && current.usable(now)) {
      current.endAt(now, 40001);
    }
    return issue(shelf, appId, now);
  }

  private void chargeForced(Shelf shelf) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), QuotaBook.VENDOR_ZONE);
    if (!today.equals(shelf.forcedDay)) {
      shelf.forcedDay = today;
      shelf.forcedToday = 0;
    }
    if (shelf.forcedToday >= FORCED_PER_DAY) {
      throw new Refused(45009);
    }
    shelf.forcedToday++;
  }

  private IssuedToken issue(Shelf shelf, String appId, long now) {
    IssuedToken token = new IssuedToken(values.next(), appId, now + lifetimeNanos);
    shelf.current = token;
    remember(token);
    return token;
  }

  private void remember(IssuedToken token) {
    known.put(token.value(), token);
    order.addLast(token);
    if (order.size() <= REMEMBERED) {
      return;
    }
    IssuedToken oldest = order.removeFirst();
    if (oldest.usable(ticker.getAsLong())) {
      order.addLast(oldest);
    } else {
      known.remove(oldest.value(), oldest);
    }
  }

  private static WeChatReply handOut(IssuedToken token, long now) {
    return WeChatReply.token(token.value(), token.remainingNanos(now) / SECOND);
  }

  private Shelf shelf(String key) {
    return shelves.computeIfAbsent(key, none -> new Shelf());
  }

  private long overlap() {
    return lifetimeNanos / OVERLAPS_PER_LIFE;
  }

  private String firstAccount() {
    return secrets.keySet().iterator().next();
  }
}
