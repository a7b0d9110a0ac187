package io.notifyjava.examples.broadcast;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a file of invented recipients, for runs against the simulator. */
final class SampleCsv {

  private static final int DIGITS = 12;

  private SampleCsv() {}

  /**
   * Writes the file: columns openid, thing1 and amount2.
   *
   * @param recipients whose open ids end in the numbers from 0 on, out of which the simulator picks
   *     an exact share
   */
  static void write(Path file, long recipients) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write(BroadcastRun.OPEN_ID + ",thing1,amount2\n");
      StringBuilder row = new StringBuilder(80);
      for (long number = 0; number < recipients; number++) {
        row.setLength(0);
        row.append("oExampleFollower").append(digits(number));
        row.append(",订单 ").append(number).append(',').append(10 + number % 90).append(".50元\n");
        out.append(row);
      }
    }
  }

  private static String digits(long number) {
    String plain = Long.toString(number);
    return "0".repeat(DIGITS - plain.length()) + plain;
  }
}
