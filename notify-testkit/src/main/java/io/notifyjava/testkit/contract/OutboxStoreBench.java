package io.notifyjava.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.Lane;
import io.notifyjava.outbox.OutboxClaim;
import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxLease;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.outbox.OutboxStore;
import io.notifyjava.outbox.OutboxVerdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of an {@link OutboxStoreContract} have in common. */
abstract class OutboxStoreBench {

  /** A time that never passes in a test. */
  static final Duration LONG = Duration.ofHours(1);

  /** A lease that a test lives through: short, because a store may have to do so in real time. */
  static final Duration SHORT = Duration.ofSeconds(1);

  /** Any time of the past, to the millisecond, which is what databases keep. */
  static final Instant PAST = Instant.parse("2020-01-01T10:00:00.123Z");

  private final AtomicLong ids = new AtomicLong(1);
  private @Nullable OutboxStore store;

  /**
   * Returns a store that holds nothing; it is prepared by the tests. Called once for each test.
   *
   * @throws Exception whatever goes wrong; it fails the test
   */
  protected abstract OutboxStore store() throws Exception;

  /**
   * Lets time pass by which entries come due and leases run out: moves the store's clock, or waits.
   *
   * @throws Exception whatever goes wrong; it fails the test
   */
  protected abstract void letPass(Duration time) throws Exception;

  /**
   * Returns the time by the store's clock, give or take some milliseconds.
   *
   * @throws Exception whatever goes wrong; it fails the test
   */
  protected abstract Instant now() throws Exception;

  /**
   * Returns the store as another node sees it: for a store that is shared, a second instance with
   * connections of its own. By default the same instance.
   *
   * @param here what {@link #store()} returned
   * @throws Exception whatever goes wrong; it fails the test
   */
  protected OutboxStore fromAnotherNode(OutboxStore here) throws Exception {
    return here;
  }

  @BeforeEach
  final void openStore() throws Exception {
    store = store();
    store.prepare();
  }

  OutboxStore here() {
    return Objects.requireNonNull(store, "store");
  }

  OutboxStore there() throws Exception {
    return fromAnotherNode(here());
  }

  /** Returns ids that grow. */
  OutboxId nextId() {
    return id(ids.getAndIncrement());
  }

  static OutboxId id(long number) {
    return new OutboxId("0001" + "0".repeat(12) + HexFormat.of().toHexDigits(number));
  }

  static String hash(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return (HexFormat.of().formatHex(bytes) + "0".repeat(64)).substring(0, 64);
  }

  /** Begins a draft that is due at once, in the bulk lane, without a key. */
  Sketch draft() {
    return new Sketch(nextId());
  }

  OutboxId put(Sketch sketch) {
    OutboxDraft draft = sketch.build();
    assertThat(here().insert(List.of(draft)))
        .containsExactly(new OutboxStore.Placed(draft.id(), true));
    return draft.id();
  }

  OutboxId put() {
    return put(draft());
  }

  List<OutboxLease> claim(String node, int urgent, int bulk) {
    return claim(here(), node, LONG, urgent, bulk);
  }

  static List<OutboxLease> claim(
      OutboxStore store, String node, Duration lease, int urgent, int bulk) {
    return store.turn(List.of(), new OutboxClaim(node, lease, urgent, bulk)).leases();
  }

  /** Claims the one entry that is due. */
  OutboxLease claimOne(String node) {
    List<OutboxLease> leases = claim(node, 10, 10);
    assertThat(leases).hasSize(1);
    return leases.get(0);
  }

  static List<OutboxId> ids(List<OutboxLease> leases) {
    return leases.stream().map(OutboxLease::id).toList();
  }

  OutboxState state(OutboxId id) {
    return here().find(id).orElseThrow().state();
  }

  /** Says a verdict alone; tells whether it was taken. */
  boolean say(OutboxVerdict verdict) {
    return here().turn(List.of(verdict), null).refused().isEmpty();
  }

  static OutboxVerdict accepted(OutboxLease lease) {
    return new OutboxVerdict(
        lease.id(),
        lease.number(),
        OutboxState.ACCEPTED,
        Duration.ZERO,
        true,
        false,
        null,
        null,
        "provider-1");
  }

  static OutboxVerdict ended(OutboxLease lease, OutboxState state) {
    return new OutboxVerdict(
        lease.id(), lease.number(), state, Duration.ZERO, true, false, "45009", "said no", null);
  }

  /** Another attempt after the one that failed. */
  static OutboxVerdict later(OutboxLease lease, Duration delay, boolean doubt) {
    return new OutboxVerdict(
        lease.id(), lease.number(), OutboxState.PENDING, delay, true, doubt, "-1", "busy", null);
  }

  static OutboxVerdict handedBack(OutboxLease lease) {
    return new OutboxVerdict(
        lease.id(),
        lease.number(),
        OutboxState.PENDING,
        Duration.ZERO,
        false,
        lease.lost(),
        "handed-back",
        "The node stopped",
        null);
  }

  /** Collects a draft. */
  static final class Sketch {

    private final OutboxId id;
    private @Nullable String key;
    private String content = "content";
    private @Nullable String order;
    private Lane lane = Lane.BULK;
    private byte[] payload = "text=hello\n".getBytes(StandardCharsets.UTF_8);
    private Instant createdAt = PAST;
    private Instant notBefore = PAST;
    private @Nullable Instant deadline;

    Sketch(OutboxId id) {
      this.id = id;
    }

    Sketch key(String key) {
      this.key = hash(key);
      return this;
    }

    Sketch content(String content) {
      this.content = content;
      return this;
    }

    Sketch order(String order) {
      this.order = hash(order);
      return this;
    }

    Sketch urgent() {
      this.lane = Lane.URGENT;
      return this;
    }

    Sketch payload(byte[] payload) {
      this.payload = payload;
      return this;
    }

    /** Created at once, by the clock of a node. */
    Sketch createdAt(Instant createdAt) {
      this.createdAt = createdAt;
      this.notBefore = createdAt;
      return this;
    }

    Sketch notBefore(Instant notBefore) {
      this.notBefore = notBefore;
      return this;
    }

    Sketch deadline(Instant deadline) {
      this.deadline = deadline;
      return this;
    }

    OutboxDraft build() {
      return new OutboxDraft(
          id,
          key,
          hash(content),
          order,
          lane,
          "note",
          1,
          payload,
          null,
          null,
          DeliveryMode.AT_MOST_ONCE,
          null,
          createdAt,
          notBefore,
          deadline);
    }
  }
}
