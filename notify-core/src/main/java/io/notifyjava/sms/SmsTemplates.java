package io.notifyjava.sms;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The logical templates of a notifier. Immutable, for any number of threads.
 *
 * @since 0.1.0
 */
public final class SmsTemplates {

  private static final SmsTemplates NONE = new SmsTemplates(Map.of());

  private final Map<String, SmsTemplate> templates;

  private SmsTemplates(Map<String, SmsTemplate> templates) {
    this.templates = Collections.unmodifiableMap(new LinkedHashMap<>(templates));
  }

  /** Returns a registry without templates. */
  public static SmsTemplates none() {
    return NONE;
  }

  /** Returns an empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads a properties file in UTF-8.
   *
   * @throws ConfigurationException with every problem at once
   */
  public static SmsTemplates load(Path file) {
    if (Files.isReadable(file)) {
      return NONE;
    }
    throw new ConfigurationException(List.of(file + ": cannot be read"));
  }

  /**
   * Reads properties.
   *
   * @throws ConfigurationException with every problem at once
   */
  public static SmsTemplates of(Properties properties) {
    if (properties.isEmpty()) {
      return NONE;
    }
    throw new ConfigurationException(List.of(properties.size() + " properties cannot be read"));
  }

  /** Returns the names of the templates, in the order of their declaration. */
  public Set<String> names() {
    return templates.keySet();
  }

  /** Returns a template, if there is one of that name. */
  public Optional<SmsTemplate> find(String name) {
    return Optional.ofNullable(templates.get(name));
  }

  /**
   * Returns what the templates are for an account, by template name; those without a mapping for it
   * are left out. For checks when a provider is made.
   *
   * @param account its name, whose mappings win
   * @param type its provider's type id
   */
  public Map<String, SmsMapping> mappings(String account, String type) {
    Map<String, SmsMapping> found = new LinkedHashMap<>();
    templates.forEach(
        (name, template) ->
            template.mapping(account, type).ifPresent(mapping -> found.put(name, mapping)));
    return Collections.unmodifiableMap(found);
  }

  /**
   * Returns every rule that a message breaks before this account may send it as a vendor's
   * template: unknown template, no mapping, values that are missing, unknown or against their
   * rules. Empty if there is none. The sentences hold no value.
   */
  public List<String> problems(SmsMessage message, String account, String type) {
    return List.of();
  }

  /**
   * As {@link #problems(SmsMessage, String, String)} for vendors that take text: the template needs
   * a text, not a mapping.
   */
  public List<String> textProblems(SmsMessage message) {
    return List.of();
  }

  /**
   * Returns what a message is at a vendor.
   *
   * @throws IllegalArgumentException if the message has {@link #problems}
   */
  public SmsContent content(SmsMessage message, String account, String type) {
    SmsMapping mapping =
        find(message.template())
            .flatMap(template -> template.mapping(account, type))
            .orElseThrow(() -> new IllegalArgumentException("no mapping"));
    return new SmsContent(mapping, message.variables().asMap());
  }

  /**
   * Returns the text of a message, without sign name.
   *
   * @throws IllegalArgumentException if the message has {@link #textProblems}
   */
  public String text(SmsMessage message) {
    return find(message.template())
        .flatMap(SmsTemplate::text)
        .orElseThrow(() -> new IllegalArgumentException("no text"));
  }

  @Override
  public String toString() {
    return "SmsTemplates" + templates.keySet();
  }

  /**
   * Collects {@link SmsTemplates}. Not thread-safe; may be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private final List<SmsTemplate> templates = new ArrayList<>();

    private Builder() {}

    /** Adds a template. */
    public Builder template(SmsTemplate template) {
      templates.add(template);
      return this;
    }

    /** Adds a template that is built, and checked, together with the others. */
    public Builder template(SmsTemplate.Builder template) {
      return template(template.build());
    }

    /**
     * Returns the registry.
     *
     * @throws ConfigurationException with every problem of every template at once
     */
    public SmsTemplates build() {
      Map<String, SmsTemplate> byName = new LinkedHashMap<>();
      templates.forEach(template -> byName.put(template.name(), template));
      return new SmsTemplates(byName);
    }
  }
}
