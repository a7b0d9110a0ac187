package io.notifyjava.examples.common;

/**
 * Follows the quotes of a CSV record, to know where it ends: a quoted field may hold line ends.
 *
 * <p>Stricter than CSV parsers: a quote inside a field that does not begin with one is taken for
 * what it nearly always is, a mistake, and not for text.
 */
final class Quotes {

  /** What is known after some lines of a record. */
  enum State {
    /** The record may end here. */
    CLOSED,
    /** A quoted field goes on in the next line. */
    OPEN,
    /** A quote stands where none can. */
    STRAY
  }

  private enum Place {
    FIELD_START,
    PLAIN,
    QUOTED,
    AFTER_QUOTE
  }

  private Place place = Place.FIELD_START;
  private boolean stray;
  private int column = 1;

  /** Goes on with one more line of the record. */
  State follow(String line) {
    for (int i = 0; i < line.length() && !stray; i++) {
      step(line.charAt(i));
    }
    if (stray) {
      return State.STRAY;
    }
    return place == Place.QUOTED ? State.OPEN : State.CLOSED;
  }

  /** Returns the column, from 1, in which it stands. */
  int column() {
    return column;
  }

  private void step(char c) {
    switch (place) {
      case QUOTED -> place = c == '"' ? Place.AFTER_QUOTE : Place.QUOTED;
      case AFTER_QUOTE -> afterQuote(c);
      default -> unquoted(c);
    }
  }

  private void afterQuote(char c) {
    if (c == '"') {
      place = Place.QUOTED;
    } else if (c == ',') {
      nextColumn();
    } else {
      stray = true;
    }
  }

  private void unquoted(char c) {
    if (c == ',') {
      nextColumn();
    } else if (c == '"') {
      stray = place == Place.PLAIN;
      place = Place.QUOTED;
    } else {
      place = Place.PLAIN;
    }
  }

  private void nextColumn() {
    place = Place.FIELD_START;
    column++;
  }
}
