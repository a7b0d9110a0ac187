package io.notifyjava.signing.callback;

import io.notifyjava.signing.internal.Utf8;
import java.io.StringReader;
import java.util.Objects;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the encrypted text in a callback's body. By the JDK's own parser, whatever else is on the
 * class path, without document types and external entities.
 *
 * @since 0.1.0
 */
public final class CallbackXml {

  private static final int MAX_BYTES = 4_194_304;
  private static final String ELEMENT = "Encrypt";

  private CallbackXml() {}

  /**
   * Returns the text of the one element {@code Encrypt} below the root.
   *
   * @param body as it arrived
   * @return empty if there is none or more than one, or the body is no XML in UTF-8, has a document
   *     type or more than 4 MiB
   */
  public static Optional<String> encrypted(byte[] body) {
    if (Objects.requireNonNull(body, "body").length > MAX_BYTES) {
      return Optional.empty();
    }
    // Read as UTF-8 here: the parser believes what a body says of its own encoding, and prints a
    // line
    // to the standard error stream for every byte that does not fit.
    String text = Utf8.decode(body, 0, body.length);
    return text == null ? Optional.empty() : encrypted(text);
  }

  private static Optional<String> encrypted(String text) {
    try {
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
      factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
      try {
        return Optional.ofNullable(find(reader));
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | RuntimeException e) {
      // The parser throws unchecked exceptions too, at some broken bodies.
      return Optional.empty();
    }
  }

  private static @Nullable String find(XMLStreamReader reader) throws XMLStreamException {
    String found = null;
    int depth = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
          return null;
        }
        case XMLStreamConstants.START_ELEMENT -> {
          if (depth == 1 && reader.getLocalName().equals(ELEMENT)) {
            if (found != null) {
              return null;
            }
            found = reader.getElementText().strip(); // ends behind the element
          } else {
            depth++;
          }
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {}
      }
    }
    return found;
  }
}
