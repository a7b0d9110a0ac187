package io.notifyjava.testkit.smtp;

import java.util.Arrays;

/**
 * The text of one mail while it is read: takes the dots out and notices what a picky server
 * refuses. Used again for the next mail.
 */
final class SmtpText {

  /** RFC 5321 section 4.5.3.1.6 without the line end. */
  private static final int LONGEST_LINE = 998;

  private final long most;
  private byte[] bytes = new byte[8 * 1024];
  private int length;
  private long size;
  private int lineLength;
  private boolean carriageReturn;
  private boolean dot;
  private boolean inHeaders;
  private boolean bareReturn;
  private boolean bareFeed;
  private boolean tooLong;
  private boolean unstuffed;
  private boolean zero;
  private boolean headersEightBit;
  private boolean bodyEightBit;

  SmtpText(long most) {
    this.most = most;
  }

  void clear() {
    length = 0;
    size = 0;
    lineLength = 0;
    carriageReturn = false;
    dot = false;
    inHeaders = true;
    bareReturn = false;
    bareFeed = false;
    tooLong = false;
    unstuffed = false;
    zero = false;
    headersEightBit = false;
    bodyEightBit = false;
  }

  /**
   * Takes bytes of {@code DATA}.
   *
   * @return how many belong to the mail, its end included; minus one if all do and the end was not
   *     among them
   */
  int read(byte[] block, int from, int to) {
    for (int i = from; i < to; i++) {
      byte next = block[i];
      if (carriageReturn) {
        carriageReturn = false;
        if (next == '\n') {
          if (dot && lineLength == 0) {
            return i + 1 - from;
          }
          endLine();
          continue;
        }
        bareReturn = true;
        put((byte) '\r');
      }
      if (next == '\r') {
        carriageReturn = true;
      } else if (next == '.' && lineLength == 0 && !dot) {
        dot = true;
      } else {
        character(next);
      }
    }
    return -1;
  }

  /** Takes bytes of {@code BDAT}, in which a dot means nothing. */
  void readChunk(byte[] block, int from, int to) {
    for (int i = from; i < to; i++) {
      byte next = block[i];
      if (carriageReturn) {
        carriageReturn = false;
        if (next == '\n') {
          endLine();
          continue;
        }
        bareReturn = true;
        put((byte) '\r');
      }
      if (next == '\r') {
        carriageReturn = true;
      } else {
        character(next);
      }
    }
  }

  private void character(byte next) {
    if (dot && lineLength == 0 && next != '.') {
      unstuffed = true;
    }
    if (next < 0) {
      if (inHeaders) {
        headersEightBit = true;
      } else {
        bodyEightBit = true;
      }
    } else if (next == '\n') {
      bareFeed = true;
    } else if (next == 0) {
      zero = true;
    }
    put(next);
    lineLength++;
  }

  private void endLine() {
    if (lineLength > LONGEST_LINE) {
      tooLong = true;
    }
    if (lineLength == 0 && !dot) {
      inHeaders = false;
    }
    put((byte) '\r');
    put((byte) '\n');
    lineLength = 0;
    dot = false;
  }

  private void put(byte next) {
    size++;
    if (size > most) {
      return;
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    bytes[length++] = next;
  }

  /**
   * Refuses what no picky server takes.
   *
   * @param eightBit whether the client said {@code BODY=8BITMIME}
   * @param utf8 whether the client said {@code SMTPUTF8}
   */
  void check(boolean eightBit, boolean utf8) throws SmtpRefusal {
    if (size > most) {
      throw SmtpRefusal.of(552, "5.3.4", "message size exceeds the limit of " + most);
    }
    if (bareFeed || bareReturn || carriageReturn) {
      throw SmtpRefusal.violation(554, "5.6.0", bareFeed ? "bare LF received" : "bare CR received");
    }
    if (unstuffed) {
      throw SmtpRefusal.violation(554, "5.6.0", "a line begins with a dot that was not doubled");
    }
    if (tooLong) {
      throw SmtpRefusal.violation(554, "5.6.0", "line longer than 998 octets");
    }
    if (zero) {
      throw SmtpRefusal.violation(554, "5.6.0", "NUL received");
    }
    if (headersEightBit && !utf8) {
      throw SmtpRefusal.violation(554, "5.6.9", "non-ASCII in headers needs SMTPUTF8");
    }
    if (bodyEightBit && !eightBit) {
      throw SmtpRefusal.violation(554, "5.6.3", "8-bit text needs BODY=8BITMIME");
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  long size() {
    return size;
  }
}
