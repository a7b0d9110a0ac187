package io.notifyjava.checks.leaks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * Finds which of many texts stand in another, in one pass over it (Aho and Corasick, 1975). A run
 * logs millions of lines; looking for each text on its own would take longer than the tests.
 */
final class Needles {

  private static final int LETTERS = 128;

  private final List<int[]> next = new ArrayList<>();
  private final List<Set<String>> ends = new ArrayList<>();

  /** Takes the texts, of ASCII characters only. */
  Needles(Collection<String> texts) {
    state();
    texts.forEach(this::add);
    link();
  }

  private int state() {
    int[] row = new int[LETTERS];
    Arrays.fill(row, -1);
    next.add(row);
    ends.add(new LinkedHashSet<>());
    return next.size() - 1;
  }

  private void add(String text) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter >= LETTERS) {
        throw new IllegalArgumentException("Expected ASCII, found another character at " + i);
      }
      if (next.get(state)[letter] < 0) {
        int added = state();
        next.get(state)[letter] = added;
      }
      state = next.get(state)[letter];
    }
    ends.get(state).add(text);
  }

  /** Where a letter leads nowhere, the longest text that may have begun meanwhile goes on. */
  private void link() {
    int[] fallback = new int[next.size()];
    Queue<Integer> breadthFirst = new ArrayDeque<>();
    for (int letter = 0; letter < LETTERS; letter++) {
      int child = next.get(0)[letter];
      next.get(0)[letter] = Math.max(child, 0);
      if (child > 0) {
        breadthFirst.add(child);
      }
    }
    while (!breadthFirst.isEmpty()) {
      int state = breadthFirst.remove();
      ends.get(state).addAll(ends.get(fallback[state]));
      for (int letter = 0; letter < LETTERS; letter++) {
        int child = next.get(state)[letter];
        int elsewhere = next.get(fallback[state])[letter];
        if (child < 0) {
          next.get(state)[letter] = elsewhere;
        } else {
          fallback[child] = elsewhere;
          breadthFirst.add(child);
        }
      }
    }
  }

  /** Returns those that stand in a text. */
  Set<String> in(String text) {
    Set<String> found = Collections.emptySet();
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      state = letter < LETTERS ? next.get(state)[letter] : 0;
      if (!ends.get(state).isEmpty()) {
        if (found.isEmpty()) {
          found = new LinkedHashSet<>();
        }
        found.addAll(ends.get(state));
      }
    }
    return found;
  }
}
