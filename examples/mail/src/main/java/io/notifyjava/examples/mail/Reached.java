package io.notifyjava.examples.mail;

import io.notifyjava.batch.BatchItem;
import io.notifyjava.message.MailMessage;
import io.notifyjava.result.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;

/**
 * Everybody who was written to and what was said of it, to be asked of the server in the end. Holds
 * as many bytes as the addresses have, and two more for each. Used by one thread at a time.
 */
final class Reached {

  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

  /**
   * What the server's word was worth.
   *
   * @param duplicates mails beyond the first that a recipient got
   * @param missing recipients whose mail was accepted and is not there
   * @param surplus recipients whose mail was rejected and is there all the same
   */
  record Verdict(long duplicates, long missing, long surplus) {}

  /** Remembers a recipient; one that was passed over as repeated was remembered before. */
  void add(BatchItem item) {
    if (item.message() instanceof MailMessage mail && !item.duplicate()) {
      lines.write(item.result().outcome().name().charAt(0));
      lines.writeBytes(mail.envelope().get(0).address().getBytes(StandardCharsets.UTF_8));
      lines.write('\n');
    }
  }

  /**
   * Asks for every recipient.
   *
   * @param copies how many mails an address got
   */
  Verdict ask(ToIntFunction<String> copies) {
    long duplicates = 0;
    long missing = 0;
    long surplus = 0;
    byte[] bytes = lines.toByteArray();
    int from = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        int got =
            copies.applyAsInt(new String(bytes, from + 1, at - from - 1, StandardCharsets.UTF_8));
        duplicates += Math.max(0, got - 1);
        missing += got == 0 && bytes[from] == letter(Outcome.ACCEPTED) ? 1 : 0;
        surplus += got > 0 && bytes[from] == letter(Outcome.REJECTED) ? 1 : 0;
        from = at + 1;
      }
    }
    return new Verdict(duplicates, missing, surplus);
  }

  private static char letter(Outcome outcome) {
    return outcome.name().charAt(0);
  }
}
