package io.notifyjava.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message as named texts, in the form that an outbox keeps: UTF-8 lines of {@code name=value}, in
 * which a line break is {@code \n}, a carriage return {@code \r} and a backslash {@code \\}. A name
 * may appear several times; the order is kept.
 *
 * <p>So simple that any later version, another language and a person at the database's console can
 * read it. Immutable; {@link #toString()} shows names only.
 *
 * @since 0.1.0
 */
public final class StoredFields {

  private final List<Field> fields;

  private StoredFields(List<Field> fields) {
    this.fields = List.copyOf(fields);
  }

  /** Returns a builder without fields. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads what {@link #toBytes()} wrote.
   *
   * @throws IllegalArgumentException if it is not in that form; the message holds no value
   */
  public static StoredFields parse(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("The stored fields are not UTF-8");
    }
    return parse(text);
  }

  private static StoredFields parse(String text) {
    List<Field> fields = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        throw new IllegalArgumentException("The stored fields are cut: no line break at the end");
      }
      fields.add(field(text.substring(start, end), fields.size() + 1));
      start = end + 1;
    }
    return new StoredFields(fields);
  }

  private static Field field(String line, int number) {
    int mark = line.indexOf('=');
    if (mark < 1) {
      throw new IllegalArgumentException("Line " + number + " of the stored fields has no name");
    }
    return new Field(line.substring(0, mark), unescaped(line, mark + 1, number));
  }

  private static String unescaped(String line, int from, int number) {
    if (line.indexOf('\\', from) < 0) {
      return line.substring(from);
    }
    StringBuilder value = new StringBuilder(line.length() - from);
    int i = from;
    while (i < line.length()) {
      char c = line.charAt(i++);
      value.append(c == '\\' ? meant(line, i++, number) : c);
    }
    return value.toString();
  }

  private static char meant(String line, int at, int number) {
    return switch (at < line.length() ? line.charAt(at) : ' ') {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case '\\' -> '\\';
      default ->
          throw new IllegalArgumentException(
              "Line " + number + " of the stored fields has an unknown escape");
    };
  }

  /** Returns the fields in the form described above. */
  public byte[] toBytes() {
    return toText().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the first value of a name, if there is one. */
  public Optional<String> find(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).map(Field::value).findFirst();
  }

  /**
   * Returns the first value of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public String get(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("Field " + name + " is missing"));
  }

  /** Returns all values of a name, in their order. */
  public List<String> all(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).map(Field::value).toList();
  }

  /**
   * Returns the bytes of a name.
   *
   * @throws IllegalArgumentException if there are none, or they are not Base64
   */
  public byte[] bytes(String name) {
    try {
      return Base64.getDecoder().decode(get(name));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Field " + name + " is missing or not Base64");
    }
  }

  /**
   * Returns all values of a name that are fields themselves, in their order.
   *
   * @throws IllegalArgumentException if one of them is not in that form
   */
  public List<StoredFields> nested(String name) {
    return all(name).stream().map(StoredFields::parse).toList();
  }

  /** Returns all fields in their order. */
  public List<Field> fields() {
    return fields;
  }

  private String toText() {
    // Attachments make it large, and a builder that grows copies it again and again.
    int length = 0;
    for (Field field : fields) {
      length += field.name().length() + field.value().length() + 2;
    }
    StringBuilder text = new StringBuilder(length + length / 64);
    for (Field field : fields) {
      text.append(field.name()).append('=');
      escape(field.value(), text);
      text.append('\n');
    }
    return text.toString();
  }

  private static void escape(String value, StringBuilder text) {
    if (value.indexOf('\n') < 0 && value.indexOf('\r') < 0 && value.indexOf('\\') < 0) {
      text.append(value);
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\\' -> text.append("\\\\");
        default -> text.append(c);
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredFields that && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return "StoredFields" + fields.stream().map(Field::name).toList();
  }

  /**
   * One name and value.
   *
   * @param name 1 to 64 letters, digits, dots, hyphens or underscores
   * @param value any text that UTF-8 can carry
   */
  public record Field(String name, String value) {

    public Field {
      Objects.requireNonNull(value, name);
      if (!isName(name)) {
        throw new IllegalArgumentException(
            "A field's name is 1 to 64 letters, digits, dots, hyphens or underscores");
      }
      if (!isUnicode(value)) {
        throw new IllegalArgumentException("Field " + name + " is not valid Unicode");
      }
    }

    /** UTF-8 carries all but halves of surrogate pairs; an encoder would copy an attachment. */
    private static boolean isUnicode(String value) {
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (Character.isSurrogate(c)) {
          boolean pair =
              Character.isHighSurrogate(c)
                  && i + 1 < value.length()
                  && Character.isLowSurrogate(value.charAt(i + 1));
          if (!pair) {
            return false;
          }
          i++;
        }
      }
      return true;
    }

    private static boolean isName(String name) {
      return !name.isEmpty()
          && name.length() <= 64
          && name.chars()
              .allMatch(
                  c ->
                      (c >= 'a' && c <= 'z')
                          || (c >= 'A' && c <= 'Z')
                          || (c >= '0' && c <= '9')
                          || c == '.'
                          || c == '-'
                          || c == '_');
    }

    /** Shows no value. */
    @Override
    public String toString() {
      return name;
    }
  }

  /** Collects fields. Not thread-safe. */
  public static final class Builder {

    private final List<Field> fields = new ArrayList<>();

    private Builder() {}

    /**
     * Adds a field.
     *
     * @throws IllegalArgumentException if the name or the value cannot be kept
     */
    public Builder put(String name, String value) {
      fields.add(new Field(name, value));
      return this;
    }

    /** Adds a field if there is a value. */
    public Builder put(String name, Optional<String> value) {
      value.ifPresent(text -> put(name, text));
      return this;
    }

    /** Adds a field of fields, in the form in which they are kept. */
    public Builder put(String name, StoredFields value) {
      return put(name, value.toText());
    }

    /** Adds a field if the value is not null. */
    public Builder putIfGiven(String name, @Nullable String value) {
      return value == null ? this : put(name, value);
    }

    /** Adds a field of bytes, as Base64. */
    public Builder put(String name, byte[] value) {
      return put(name, Base64.getEncoder().encodeToString(value));
    }

    /** Returns the fields. */
    public StoredFields build() {
      return new StoredFields(fields);
    }
  }
}
