package io.notifyjava.message;

/** Words for what is wrong with a text that should be a phone number. */
final class PhoneProblem {

  private PhoneProblem() {}

  static IllegalArgumentException of(String text) {
    return new IllegalArgumentException(
        "A phone number must be + with country code and number, or a mainland mobile number, but was "
            + Masking.middle(text));
  }
}
