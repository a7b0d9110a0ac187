package io.notifyjava.http;

import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Writes one JSON object of texts and objects straight into UTF-8, without a tree before it: for
 * requests that are made for every message. Gives the bytes that {@link Json#write} gives for a
 * tree with the same fields in the same order.
 *
 * <p>Does not see a name that is put twice: the caller puts each once. Not thread-safe; of use
 * once.
 *
 * @since 0.1.0
 */
public final class JsonWriter {

  private final Bytes bytes = new Bytes();
  private final JsonGenerator generator;

  /** Begins the document. */
  public JsonWriter() {
    try {
      generator = Json.MAPPER.createGenerator(bytes);
      generator.writeStartObject();
    } catch (IOException e) {
      throw cannotBe(e);
    }
  }

  /**
   * Puts a text field.
   *
   * @throws IllegalStateException if the document is finished
   */
  public JsonWriter put(String name, String value) {
    Objects.requireNonNull(value, name);
    try {
      generator.writeStringField(name, value);
      return this;
    } catch (IOException e) {
      throw cannotBe(e);
    }
  }

  /** Puts a field that is a tree; otherwise like {@link #put(String, String)}. */
  public JsonWriter put(String name, JsonNode value) {
    Objects.requireNonNull(value, name);
    try {
      generator.writeFieldName(name);
      generator.writeTree(value);
      return this;
    } catch (IOException e) {
      throw cannotBe(e);
    }
  }

  /**
   * Begins a field that is an object: what is put from now on until {@link #end} is inside it.
   *
   * @throws IllegalStateException if the document is finished
   */
  public JsonWriter begin(String name) {
    try {
      generator.writeObjectFieldStart(name);
      return this;
    } catch (IOException e) {
      throw cannotBe(e);
    }
  }

  /**
   * Ends the object that was begun last.
   *
   * @throws IllegalStateException if none is open but the document itself
   */
  public JsonWriter end() {
    if (depth() <= 1) {
      throw new IllegalStateException("expected an object that was begun, but none is open");
    }
    try {
      generator.writeEndObject();
      return this;
    } catch (IOException e) {
      throw cannotBe(e);
    }
  }

  /**
   * Ends the document and returns it.
   *
   * @throws IllegalArgumentException if a text holds half a surrogate pair, which UTF-8 cannot
   *     carry
   * @throws IllegalStateException if an object that was begun has not been ended, or the document
   *     is finished already
   */
  public byte[] finish() {
    if (depth() != 1) {
      throw new IllegalStateException(
          generator.isClosed()
              ? "the document is finished; begin another"
              : "expected every object to be ended, but "
                  + (depth() - 1)
                  + " more were begun than ended");
    }
    try {
      generator.writeEndObject();
      generator.close();
    } catch (IOException e) {
      throw cannotBe(e);
    }
    byte[] utf8 = bytes.exactly();
    if (Json.holdsHalfAPair(utf8)) {
      throw new IllegalArgumentException("The document holds text that is not valid Unicode");
    }
    return utf8;
  }

  private int depth() {
    return generator.getOutputContext().getNestingDepth();
  }

  private static RuntimeException cannotBe(IOException e) {
    return e instanceof JsonGenerationException
        ? new IllegalStateException("the document is finished; begin another")
        : new UncheckedIOException(e);
  }

  /** Jackson writes a document that fits its buffer at once, so no byte is copied twice. */
  private static final class Bytes extends ByteArrayOutputStream {

    Bytes() {
      super(0);
    }

    byte[] exactly() {
      return count == buf.length ? buf : toByteArray();
    }
  }
}
