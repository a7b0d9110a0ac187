package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/** Checks a customer-service message: content, staff, recipient, window. Thread-safe. */
final class CustomerRules {

  private final Recipients recipients;
  private final WindowBook windows;
  private final DeliveryLedger ledger;
  private final CustomerContent content;
  private final StaffBook staff;
  private final TypingRules typing;

  CustomerRules(
      Recipients recipients,
      WindowBook windows,
      DeliveryLedger ledger,
      CustomerContent content,
      StaffBook staff,
      TypingRules typing) {
    this.recipients = recipients;
    this.windows = windows;
    this.ledger = ledger;
    this.content = content;
    this.staff = staff;
    this.typing = typing;
  }

  WeChatReply send(Call call, Caller caller) {
    JsonNode body = call.json();
    String openId = body.path("touser").textValue();
    Follower follower = recipients.standing(openId);
    content.check(body, caller.kind());
    staff.check(body);
    checkStanding(follower);
    windows.use(openId);
    typing.messageSent(openId);
    ledger.customer(call.body());
    return WeChatReply.ok();
  }

  /** As a message to this person would be refused. */
  static void checkStanding(Follower follower) {
    switch (follower) {
      case NOT_FOLLOWING -> throw new Refused(45015);
      case BLACKLISTED -> throw new Refused(43019);
      case MUTED -> throw new Refused(48002);
      case MINOR -> throw new Refused(70000);
      case FOLLOWING, FOREIGN -> {
        // a foreign open id was refused before the content was read
      }
    }
  }
}
