package io.notifyjava.testkit.simulator;

/**
 * A member, party or tag, and how it stands to the applications: visible to begin with.
 * Thread-safe.
 *
 * <p>For example {@code wecom.person("lisi").isInvisible()}.
 *
 * @since 0.1.0
 */
public final class WeComRecipient {

  private final WeComDirectory directory;
  private final WeComDirectory.Kind kind;
  private final String id;

  WeComRecipient(WeComDirectory directory, WeComDirectory.Kind kind, String id) {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a recipient needs an id, but it was blank");
    }
    this.directory = directory;
    this.kind = kind;
    this.id = id;
  }

  /** Exists and is in the range that applications see. */
  public void isVisible() {
    directory.set(kind, id, WeComDirectory.Standing.VISIBLE);
  }

  /** Exists, but applications don't see it: told among the invalid ones. */
  public void isInvisible() {
    directory.set(kind, id, WeComDirectory.Standing.INVISIBLE);
  }

  /** Does not exist: told among the invalid ones. */
  public void isUnknown() {
    directory.set(kind, id, WeComDirectory.Standing.UNKNOWN);
  }

  /**
   * Has no licence for the interface: told as {@code unlicenseduser}.
   *
   * @throws IllegalStateException for a party or tag
   */
  public void isUnlicensed() {
    if (kind != WeComDirectory.Kind.PERSON) {
      throw new IllegalStateException("licences belong to people; start with person(userId)");
    }
    directory.set(kind, id, WeComDirectory.Standing.UNLICENSED);
  }

  /** Shows no id. */
  @Override
  public String toString() {
    return "a " + kind;
  }
}
