package io.notifyjava.sms.aliyun;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/**
 * The {@code OutId} of a call, which stands in the details of every number of it, and tells whether
 * a message was among those of the call: also to a node that knows the message alone, after the one
 * that made the call has died.
 *
 * <p>A message that goes alone lends its id. A shared call of few enough carries a mark of each,
 * cut from a hash of its id: {@code m}, the width of a mark, and the marks. A larger one, such as
 * batches make, has room for the first id only; the process that made it remembers the others.
 *
 * <p>Marks of two messages to one number can be equal by chance. The narrowest ones are equal once
 * in 900 million, and a call has up to fifty of them.
 */
final class OutIds {

  /** Messages of which each has its mark: so many of the narrowest ones have room. */
  static final int MOST_MARKED = 50;

  /** "Shorter than 256 characters" (SendSms). */
  private static final int LONGEST = 255;

  private static final char MARKED = 'm';
  private static final int HEAD = 2;
  private static final int WIDEST = 16;

  /** Nothing says that more than these would be taken. */
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private OutIds() {}

  /** Returns the id for a call with messages of these ids, of which there is at least one. */
  static String of(List<String> ids) {
    if (ids.size() == 1 || ids.size() > MOST_MARKED) {
      return ids.get(0);
    }
    int width = Math.min(WIDEST, (LONGEST - HEAD) / ids.size());
    StringBuilder marks = new StringBuilder().append(MARKED).append(DIGITS.charAt(width));
    ids.forEach(id -> marks.append(mark(id, width)));
    return marks.toString();
  }

  /** Tells whether a call with this {@code OutId} carried the message of this id. */
  static boolean names(String outId, String id) {
    return outId.equals(id) || (isMarked(outId) && hasMark(outId, id));
  }

  private static boolean isMarked(String outId) {
    return outId.length() > HEAD && outId.charAt(0) == MARKED;
  }

  private static boolean hasMark(String outId, String id) {
    int width = DIGITS.indexOf(outId.charAt(1));
    if (width < LONGEST / MOST_MARKED || width > WIDEST || (outId.length() - HEAD) % width != 0) {
      return false;
    }
    String mark = mark(id, width);
    for (int at = HEAD; at < outId.length(); at += width) {
      if (outId.startsWith(mark, at)) {
        return true;
      }
    }
    return false;
  }

  private static String mark(String id, int width) {
    byte[] hash = Macs.sha256(id.getBytes(US_ASCII));
    StringBuilder mark = new StringBuilder();
    for (int i = 0; i < width; i++) {
      mark.append(DIGITS.charAt((hash[i] & 0xff) % DIGITS.length()));
    }
    return mark.toString();
  }
}
