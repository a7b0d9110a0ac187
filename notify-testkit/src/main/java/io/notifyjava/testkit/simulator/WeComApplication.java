package io.notifyjava.testkit.simulator;

/**
 * An application of the corporation, and what the administrator lets it do. Thread-safe.
 *
 * @since 0.1.0
 */
public final class WeComApplication {

  private final long agentId;
  private final String secret;
  private volatile boolean disabled;
  private volatile boolean forbidden;

  WeComApplication(long agentId, String secret) {
    this.agentId = agentId;
    this.secret = secret;
  }

  /** The number that messages name as {@code agentid}. */
  public long agentId() {
    return agentId;
  }

  /** The {@code corpsecret} for its token. */
  public String secret() {
    return secret;
  }

  /** The administrator disables it: 50003 from now on. */
  public void isDisabled() {
    disabled = true;
  }

  /** The administrator enables it again; so it is to begin with. */
  public void isEnabled() {
    disabled = false;
  }

  /** It has no permission for the calls that send: 48002 from now on. */
  public void mayNotSend() {
    forbidden = true;
  }

  /** It may send; so it is to begin with. */
  public void maySend() {
    forbidden = false;
  }

  void reset() {
    disabled = false;
    forbidden = false;
  }

  /**
   * Checks that it is in use.
   *
   * @throws Refused 50003 if it is disabled
   */
  void requireEnabled() {
    if (disabled) {
      throw new Refused(50003);
    }
  }

  /**
   * Checks that it may send.
   *
   * @throws Refused 50003 or 48002
   */
  void requireSender() {
    requireEnabled();
    if (forbidden) {
      throw new Refused(48002);
    }
  }

  /** Keeps the secret out of every log. */
  @Override
  public String toString() {
    return "application " + agentId;
  }
}
