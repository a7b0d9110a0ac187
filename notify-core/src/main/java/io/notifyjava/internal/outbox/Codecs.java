package io.notifyjava.internal.outbox;

import io.notifyjava.internal.idempotency.SharedKeys;
import io.notifyjava.message.Message;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.outbox.MessageCodec;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.StoredFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The codecs that are there, by the class and by the name of their messages. */
public final class Codecs {

  private static final Logger log = LoggerFactory.getLogger(Codecs.class);
  private static final Pattern TYPE = Pattern.compile("[a-z0-9.-]{1,64}");

  private final Map<Class<?>, MessageCodec<?>> byClass = new HashMap<>();
  private final Map<String, MessageCodec<?>> byType = new TreeMap<>();

  /** Takes codecs, and the one of fallbacks, which is made of the others. */
  public Codecs(Collection<? extends MessageCodec<?>> codecs) {
    codecs.forEach(this::add);
    add(new FallbackCodec(this));
  }

  /**
   * Finds the codecs that the given loaders see. A broken one is reported and hides no other.
   *
   * @throws IllegalArgumentException if two are for one type
   */
  public static Codecs find(List<ClassLoader> loaders) {
    Map<String, MessageCodec<?>> byName = new LinkedHashMap<>();
    for (ClassLoader loader : loaders) {
      load(ServiceLoader.load(MessageCodec.class, loader).iterator(), byName);
    }
    return new Codecs(new ArrayList<>(byName.values()));
  }

  @SuppressWarnings("rawtypes") // A service is named by its raw class.
  private static void load(Iterator<MessageCodec> found, Map<String, MessageCodec<?>> byName) {
    while (true) {
      try {
        if (!found.hasNext()) {
          return;
        }
        MessageCodec<?> codec = found.next();
        byName.putIfAbsent(codec.getClass().getName(), codec);
      } catch (ServiceConfigurationError | LinkageError e) {
        log.warn("A codec of messages cannot be loaded and is left out", e);
      }
    }
  }

  private void add(MessageCodec<?> codec) {
    if (!TYPE.matcher(codec.type()).matches() || codec.version() < 1) {
      throw new IllegalArgumentException(
          "%s must name its type with 1 to 64 lower-case letters, digits, dots and hyphens, and a"
                  .formatted(codec.getClass().getName())
              + " version of 1 or more");
    }
    MessageCodec<?> other = byType.putIfAbsent(codec.type(), codec);
    if (other == null) {
      other = byClass.putIfAbsent(codec.messageType(), codec);
    }
    if (other != null) {
      throw new IllegalArgumentException(
          "Two codecs are for messages of type '%s', remove one: %s and %s"
              .formatted(codec.type(), other.getClass().getName(), codec.getClass().getName()));
    }
  }

  /** A message without its options. */
  record Stored(String type, int version, StoredFields fields) {}

  /**
   * Writes a message.
   *
   * @throws OutboxException if no codec can
   */
  Stored write(Message message) {
    MessageCodec<?> codec = byClass.get(message.getClass());
    if (codec == null) {
      throw new OutboxException(
          OutboxException.Kind.UNSTORABLE,
          "No codec writes messages of type %s; known are %s. Register a MessageCodec for it"
              .formatted(message.typeName(), byType.keySet()));
    }
    return write(codec, message);
  }

  /**
   * Returns what tells a message from another, its options left out: the same on every node that
   * has the same codec. Empty if no codec writes it.
   */
  public Optional<SharedKeys.Content> contents(Message message) {
    try {
      Stored stored = write(message);
      return Optional.of(new SharedKeys.Content(stored.type(), stored.version(), stored.fields()));
    } catch (OutboxException e) {
      log.debug("Messages of type {} cannot be compared between nodes", message.typeName());
      return Optional.empty();
    }
  }

  private static <M extends Message> Stored write(MessageCodec<M> codec, Message message) {
    try {
      StoredFields fields = codec.write(codec.messageType().cast(message));
      if (fields.fields().stream()
          .anyMatch(field -> field.name().startsWith(OptionFields.PREFIX))) {
        throw new IllegalArgumentException("Names that begin with notify. are the outbox's own");
      }
      return new Stored(codec.type(), codec.version(), fields);
    } catch (IllegalArgumentException e) {
      throw new OutboxException(
          OutboxException.Kind.UNSTORABLE,
          false,
          "This message of type %s cannot be kept: %s".formatted(codec.type(), e.getMessage()),
          e);
    }
  }

  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException if no codec that is here can; the text holds no contents
   */
  Message read(Stored stored, MessageOptions options) {
    MessageCodec<?> codec = byType.get(stored.type());
    if (codec == null) {
      throw new IllegalArgumentException(
          "No codec here reads messages of type '%s'; known are %s. Add the module that brings it"
              .formatted(stored.type(), byType.keySet()));
    }
    if (stored.version() > codec.version()) {
      throw new IllegalArgumentException(
          "Written in version %s of type '%s', but this node reads up to %s; update it"
              .formatted(stored.version(), stored.type(), codec.version()));
    }
    return codec.read(stored.fields(), stored.version(), options);
  }
}
