package io.notifyjava.testkit.contract;

import io.notifyjava.limit.LimitBound;
import io.notifyjava.limit.LimitClaim;
import io.notifyjava.limit.LimitStore;
import io.notifyjava.limit.LimitVerdict;
import io.notifyjava.limit.LimitWindow;
import io.notifyjava.limit.MemoryLimitStore;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A store with one flaw that a real one may well have. */
final class FlawedLimitStore implements LimitStore {

  enum Flaw {
    TAKES_A_PART_OF_A_CLAIM,
    KNOWS_NO_COMMIT,
    KNOWS_NO_RELEASE,
    FORGETS_WHO_ASKED,
    COUNTS_DAYS_IN_UTC
  }

  private final MemoryLimitStore store = new MemoryLimitStore();
  private final AtomicLong ids = new AtomicLong();
  private final Flaw flaw;

  FlawedLimitStore(Flaw flaw) {
    this.flaw = flaw;
  }

  @Override
  public List<LimitVerdict> reserve(List<LimitClaim> claims) {
    return claims.stream().map(this::reserve).toList();
  }

  private LimitVerdict reserve(LimitClaim claim) {
    return switch (flaw) {
      case TAKES_A_PART_OF_A_CLAIM -> inParts(claim);
      case FORGETS_WHO_ASKED ->
          one(new LimitClaim("own-" + ids.incrementAndGet(), claim.at(), claim.demands()));
      case COUNTS_DAYS_IN_UTC ->
          one(
              new LimitClaim(
                  claim.id(),
                  claim.at(),
                  claim.demands().stream().map(FlawedLimitStore::inUtc).toList()));
      default -> one(claim);
    };
  }

  private LimitVerdict one(LimitClaim claim) {
    return store.reserve(List.of(claim)).get(0);
  }

  private LimitVerdict inParts(LimitClaim claim) {
    LimitVerdict verdict = LimitVerdict.granted();
    for (LimitClaim.Demand demand : claim.demands()) {
      LimitVerdict part =
          one(new LimitClaim(claim.id() + demand.key(), claim.at(), List.of(demand)));
      verdict = part instanceof LimitVerdict.Granted ? verdict : part;
    }
    return verdict;
  }

  private static LimitClaim.Demand inUtc(LimitClaim.Demand demand) {
    List<LimitBound> bounds = new ArrayList<>();
    for (LimitBound bound : demand.bounds()) {
      boolean day =
          bound.window() instanceof LimitWindow.Calendar calendar
              && calendar.unit() == ChronoUnit.DAYS;
      bounds.add(day ? new LimitBound(bound.permits(), LimitWindow.day(ZoneOffset.UTC)) : bound);
    }
    return new LimitClaim.Demand(demand.limit(), demand.key(), bounds);
  }

  @Override
  public void commit(List<LimitClaim> claims) {
    if (flaw != Flaw.KNOWS_NO_COMMIT) {
      store.commit(claims);
    }
  }

  @Override
  public void release(List<LimitClaim> claims) {
    if (flaw != Flaw.KNOWS_NO_RELEASE) {
      store.release(claims);
    }
  }
}
