package io.notifyjava.sms.xuanwu;

import io.notifyjava.message.Masking;
import io.notifyjava.message.SmsMessage;
import java.util.Optional;

/**
 * A message as Xuanwu gets it.
 *
 * @param message as the caller made it
 * @param text finished, with its sign name
 * @param id the caller's or the notifier's own id, by which delivery reports of MOS REST name it
 */
record Outgoing(SmsMessage message, String text, String id) {

  /** Returns the number as Xuanwu writes it: 11 digits. */
  String number() {
    return message.phone().national();
  }

  Optional<String> extendCode() {
    return message.extendCode();
  }

  @Override
  public String toString() {
    return "Outgoing[" + message.phone() + ", text=" + Masking.length(text) + "]";
  }
}
