package io.notifyjava.template;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Templates in memory, for services that bring their own texts and for tests.
 *
 * <p>For any number of threads. A change is seen by a {@link TemplateRegistry} at its next refresh.
 *
 * @since 0.1.0
 */
public final class MemoryTemplateStore implements TemplateStore {

  private final ConcurrentMap<String, StoredTemplate> templates = new ConcurrentHashMap<>();

  private MemoryTemplateStore(Map<String, StoredTemplate> templates) {
    this.templates.putAll(templates);
  }

  /** Returns a builder, which is not thread-safe and may be used again. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a store without templates. */
  public static MemoryTemplateStore empty() {
    return builder().build();
  }

  /** Adds a template, in place of the one that has its key. */
  public void put(StoredTemplate template) {
    templates.put(template.key(), template);
  }

  /**
   * Takes a template away.
   *
   * @return whether it was there
   */
  public boolean remove(String key) {
    return templates.remove(key) != null;
  }

  @Override
  public Optional<StoredTemplate> find(String key) {
    return Optional.ofNullable(templates.get(key));
  }

  @Override
  public List<String> keys() {
    return templates.keySet().stream().sorted().toList();
  }

  @Override
  public String toString() {
    return "MemoryTemplateStore" + keys();
  }

  /**
   * Collects templates.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private final Map<String, StoredTemplate> templates = new TreeMap<>();

    private Builder() {}

    /**
     * Adds a plain text, with its key as title.
     *
     * @throws IllegalArgumentException if the key is not 1 to 128 characters, or was added before
     */
    public Builder text(String key, String source) {
      return add(new StoredTemplate(key, key, TemplateFormat.TEXT, source));
    }

    /**
     * Adds a JSON document, with its key as title.
     *
     * @throws IllegalArgumentException if the key is not 1 to 128 characters, or was added before
     */
    public Builder json(String key, String source) {
      return add(new StoredTemplate(key, key, TemplateFormat.JSON, source));
    }

    /**
     * Adds HTML, with its key as title.
     *
     * @throws IllegalArgumentException if the key is not 1 to 128 characters, or was added before
     */
    public Builder html(String key, String source) {
      return add(new StoredTemplate(key, key, TemplateFormat.HTML, source));
    }

    /**
     * Adds a template.
     *
     * @throws IllegalArgumentException if its key was added before
     */
    public Builder add(StoredTemplate template) {
      Objects.requireNonNull(template, "template");
      if (templates.putIfAbsent(template.key(), template) != null) {
        throw new IllegalArgumentException(
            "Template '" + template.key() + "' was added twice; each key may be added once");
      }
      return this;
    }

    /** Returns a store with these templates. */
    public MemoryTemplateStore build() {
      return new MemoryTemplateStore(templates);
    }
  }
}
