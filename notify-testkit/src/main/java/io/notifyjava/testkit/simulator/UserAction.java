package io.notifyjava.testkit.simulator;

import java.time.Duration;

/**
 * What a person does that opens their window for customer messages: so many, for so long.
 *
 * <p>Source: the vendor's pages "Customer-service message introduction" (5 messages since the
 * tightening of 2021, 20 before) and, for mini programs, "Customer message sending".
 *
 * @since 0.1.0
 */
public enum UserAction {
  /** Sends the account a message: 5 within 48 hours. */
  SENDS_MESSAGE(5, Duration.ofDays(2)),
  /** Clicks an item of the account's menu, or of a menu message: 3 within a minute. */
  CLICKS_MENU(3, Duration.ofMinutes(1)),
  /** Begins to follow the account: 3 within a minute. */
  FOLLOWS(3, Duration.ofMinutes(1)),
  /** Scans the account's parametric QR code: 3 within a minute. */
  SCANS_CODE(3, Duration.ofMinutes(1)),
  /** Pays, at a service account: any number within 48 hours. */
  PAYS(Integer.MAX_VALUE, Duration.ofDays(2)),
  /** Enters a mini program's customer chat: 2 within a minute. */
  ENTERS_CHAT(2, Duration.ofMinutes(1));

  private final int messages;
  private final Duration validFor;

  UserAction(int messages, Duration validFor) {
    this.messages = messages;
    this.validFor = validFor;
  }

  /** How many messages it allows. */
  public int messages() {
    return messages;
  }

  /** How long it allows them. */
  public Duration validFor() {
    return validFor;
  }
}
