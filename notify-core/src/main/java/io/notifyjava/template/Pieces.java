package io.notifyjava.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template taken apart: literals with slots between them. Immutable.
 *
 * <p>Literal 0, slot 0, literal 1, slot 1, and so on up to the last literal.
 */
final class Pieces {

  /** Distinct names in the order of their first appearance. */
  final String[] names;

  /** Whether a name stands somewhere without a default. */
  final boolean[] required;

  private final String[] literals;
  private final int[] slots;
  private final @Nullable String[] defaults;
  private final long literalLength;

  private Pieces(Builder builder) {
    names = builder.indexes.keySet().toArray(String[]::new);
    literals = builder.literals.toArray(String[]::new);
    slots = builder.slots.stream().mapToInt(Integer::intValue).toArray();
    defaults = builder.defaults.toArray(new String[0]);
    required = new boolean[names.length];
    for (int slot = 0; slot < slots.length; slot++) {
      required[slots[slot]] |= defaults[slot] == null;
    }
    long length = 0;
    for (String literal : literals) {
      length += literal.length();
    }
    literalLength = length;
  }

  /**
   * Returns the length of the filled template, before anything is allocated for it.
   *
   * @param values ready to be inserted, by index of the name; null where the default stands
   */
  long length(@Nullable String[] values) {
    long length = literalLength;
    for (int slot = 0; slot < slots.length; slot++) {
      length += text(slot, values).length();
    }
    return length;
  }

  /** Fills the slots; {@code length} is what {@link #length} said of the same values. */
  String fill(@Nullable String[] values, int length) {
    StringBuilder out = new StringBuilder(length).append(literals[0]);
    for (int slot = 0; slot < slots.length; slot++) {
      out.append(text(slot, values)).append(literals[slot + 1]);
    }
    return out.toString();
  }

  private String text(int slot, @Nullable String[] values) {
    String value = values[slots[slot]];
    String text = value != null ? value : defaults[slot];
    if (text == null) {
      throw new IllegalStateException("No value for " + names[slots[slot]]);
    }
    return text;
  }

  /** Collects pieces from left to right; for one thread. */
  static final class Builder {

    private final StringBuilder literal = new StringBuilder();
    private final List<String> literals = new ArrayList<>();
    private final List<Integer> slots = new ArrayList<>();
    private final List<@Nullable String> defaults = new ArrayList<>();
    private final Map<String, Integer> indexes = new LinkedHashMap<>();

    void literal(String source, int from, int to) {
      literal.append(source, from, to);
    }

    void slot(String name, @Nullable String defaultText) {
      endLiteral();
      int next = indexes.size();
      Integer known = indexes.putIfAbsent(name, next);
      slots.add(known == null ? next : known);
      defaults.add(defaultText);
    }

    Pieces build() {
      endLiteral();
      return new Pieces(this);
    }

    private void endLiteral() {
      literals.add(literal.toString());
      literal.setLength(0);
    }
  }
}
