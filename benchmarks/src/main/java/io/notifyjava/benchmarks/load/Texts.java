package io.notifyjava.benchmarks.load;

import java.nio.charset.StandardCharsets;

/** What everybody sends: the same bytes to the same recipients. */
final class Texts {

  static final String PATH = "/cgi-bin/message/custom/send";
  static final String TOKEN = "t".repeat(136);
  static final String TEXT = "您的包裹已送达小区驿站，取件码 12-3-4567，请在 48 小时内领取。Your parcel is here.";

  /** Enough that nothing learns them by heart, few enough to stay in a cache. */
  static final int RECIPIENTS = 1_024;

  private static final String[] OPEN_IDS = new String[RECIPIENTS];
  private static final byte[][] BODIES = new byte[RECIPIENTS][];

  static {
    for (int i = 0; i < RECIPIENTS; i++) {
      OPEN_IDS[i] = "oABCDEFGHIJKLMNOPQRST%07d".formatted(i);
      BODIES[i] =
          "{\"touser\":\"%s\",\"msgtype\":\"text\",\"text\":{\"content\":\"%s\"}}"
              .formatted(OPEN_IDS[i], TEXT)
              .getBytes(StandardCharsets.UTF_8);
    }
  }

  private Texts() {}

  static String openId(int recipient) {
    return OPEN_IDS[recipient & (RECIPIENTS - 1)];
  }

  /** The request's body; not copied, so that bare clients pay for nothing but the sending. */
  static byte[] body(int recipient) {
    return BODIES[recipient & (RECIPIENTS - 1)];
  }

  /** Tells whether an answer says that it was accepted, in the cheapest way there is. */
  static boolean isAccepted(byte[] answer) {
    return answer.length > 12 && answer[11] == '0' && answer[12] == ',';
  }
}
