package io.notifyjava.sms;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.template.ClosestKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The logical templates of a notifier: what a name in an {@link SmsMessage} means at each vendor.
 *
 * <p>From code, or from a properties file:
 *
 * <pre>
 * captcha.text=您的验证码是${code}，${minutes}分钟内有效。
 * captcha.variables=code, minutes
 * captcha.variables.code.pattern=[0-9]{4,6}
 * captcha.variables.minutes.max-length=2
 * captcha.sms-aliyun.template-id=SMS_154950909
 * captcha.sms-aliyun.sign-name=示例
 * captcha.sms-huawei.template-id=8ff55eac1d0b478ab3c06c3c6a492300
 * captcha.sms-huawei.order=code, minutes
 * captcha.sms-huawei.from=8824110605
 * </pre>
 *
 * <p>A key is a template's name, then
 *
 * <ul>
 *   <li>{@code text}: for vendors that take text; with <code>${NAME}</code>, without sign name;
 *   <li>{@code variables}: their names, separated by commas; by default the placeholders of the
 *       text;
 *   <li>{@code variables.NAME.max-length}, {@code .pattern}, {@code .forbidden}, {@code .required}
 *       ({@code true} or {@code false}) and {@code .default}: rules of a variable;
 *   <li>name of an account or type id of a provider, and then {@code template-id}, {@code
 *       sign-name}, {@code order} (variables in the order of the vendor's template; {@code
 *       code:yzm} if the vendor calls {@code code} {@code yzm}), or what else the provider takes.
 * </ul>
 *
 * <p>What was said for an account wins over what was said for its type. Immutable, for any number
 * of threads.
 *
 * @since 0.1.0
 */
public final class SmsTemplates {

  private static final SmsTemplates NONE = new SmsTemplates(Map.of());

  private final Map<String, SmsTemplate> templates;

  private SmsTemplates(Map<String, SmsTemplate> templates) {
    this.templates = Collections.unmodifiableMap(templates);
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
   * Reads a properties file in UTF-8, of at most 1 MiB, in the form that this class describes.
   *
   * @throws ConfigurationException with every problem at once, each with the file's name and the
   *     key; also if the file cannot be read, is not UTF-8, or holds a key twice
   */
  public static SmsTemplates load(Path file) {
    return PropertiesFile.load(file);
  }

  /**
   * Reads properties in the form that this class describes; all of their keys are read.
   *
   * @throws ConfigurationException with every problem at once, each with its key
   */
  public static SmsTemplates of(Properties properties) {
    Map<String, String> keys = new LinkedHashMap<>();
    properties.stringPropertyNames().stream()
        .sorted()
        .forEach(key -> keys.put(key, properties.getProperty(key)));
    return PropertiesReader.read(keys);
  }

  /** Returns the names of the templates, in the order of their declaration. */
  public Set<String> names() {
    return templates.keySet();
  }

  /** Returns the templates, in the order of their declaration. */
  public Collection<SmsTemplate> all() {
    return templates.values();
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
   * Returns every rule that a message breaks before an account may send it as a vendor's template:
   * unknown template, no mapping, values that are missing, unknown or against their rules.
   *
   * @return sentences that name the template, the rule and the remedy, and hold no value; empty if
   *     there is none
   */
  public List<String> problems(SmsMessage message, String account, String type) {
    SmsTemplate template = templates.get(message.template());
    if (template == null) {
      return List.of(unknown(message));
    }
    List<String> found = new ArrayList<>();
    if (template.mapping(account, type).isEmpty()) {
      found.add(unmapped(template, account, type));
    }
    found.addAll(template.problems(message.variables()));
    return found;
  }

  /**
   * Returns every rule that a message breaks before it may be sent as text: as {@link
   * #problems(SmsMessage, String, String)}, but the template needs a text and no mapping.
   */
  public List<String> textProblems(SmsMessage message) {
    SmsTemplate template = templates.get(message.template());
    if (template == null) {
      return List.of(unknown(message));
    }
    List<String> found = new ArrayList<>();
    if (template.text().isEmpty()) {
      found.add(textless(template));
    }
    found.addAll(template.problems(message.variables()));
    return found;
  }

  /**
   * Returns what a message is at a vendor: the mapping that holds, and the values in its order.
   *
   * @throws IllegalArgumentException if the template is unknown or has no mapping for the account.
   *     That the values keep their rules is what {@link #problems} is for
   */
  public SmsContent content(SmsMessage message, String account, String type) {
    SmsTemplate template = known(message);
    SmsMapping mapping =
        template
            .mapping(account, type)
            .orElseThrow(() -> new IllegalArgumentException(unmapped(template, account, type)));
    return new SmsContent(mapping, template.ordered(mapping, message.variables()));
  }

  /**
   * Returns the text of a message, without sign name.
   *
   * @throws IllegalArgumentException if the template is unknown or has no text
   * @throws io.notifyjava.template.TemplateException if the message lacks a value that the text
   *     needs, which {@link #textProblems} tells before
   */
  public String text(SmsMessage message) {
    SmsTemplate template = known(message);
    if (template.text().isEmpty()) {
      throw new IllegalArgumentException(textless(template));
    }
    return template.render(message.variables());
  }

  private SmsTemplate known(SmsMessage message) {
    SmsTemplate template = templates.get(message.template());
    if (template == null) {
      throw new IllegalArgumentException(unknown(message));
    }
    return template;
  }

  private String unknown(SmsMessage message) {
    if (templates.isEmpty()) {
      return "Template '%s' is unknown, for the notifier has no templates of short messages; give it some with NotifierBuilder.smsTemplates or notify.sms.templates"
          .formatted(message.template());
    }
    return "Template '%s' is unknown. %s Correct the name in SmsMessage, or add the template to the SmsTemplates"
        .formatted(
            message.template(), ClosestKeys.sentence(message.template(), templates.keySet()));
  }

  private static String unmapped(SmsTemplate template, String account, String type) {
    return "Template '%s' has no mapping for account '%s' or provider type '%s', only for %s; add %s.%s.template-id or SmsTemplate.mapping(\"%s\", ...)"
        .formatted(
            template.name(),
            account,
            type,
            template.mappings().keySet(),
            template.name(),
            type,
            type);
  }

  private static String textless(SmsTemplate template) {
    return "Template '%s' has no text, which this vendor needs; add %s.text or SmsTemplate.text(...)"
        .formatted(template.name(), template.name());
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

    private final List<Object> templates = new ArrayList<>();

    private Builder() {}

    /** Adds a template. */
    public Builder template(SmsTemplate template) {
      templates.add(Objects.requireNonNull(template, "template"));
      return this;
    }

    /** Adds a template that is built, and checked, together with the others. */
    public Builder template(SmsTemplate.Builder template) {
      templates.add(Objects.requireNonNull(template, "template"));
      return this;
    }

    /**
     * Returns the registry.
     *
     * @throws ConfigurationException with every problem of every template at once, as {@link
     *     SmsTemplate.Builder#build} says, and for a name that is given twice
     */
    public SmsTemplates build() {
      List<String> problems = new ArrayList<>();
      SmsTemplates built = build(problems);
      if (!problems.isEmpty()) {
        throw new ConfigurationException(problems);
      }
      return built;
    }

    SmsTemplates build(List<String> problems) {
      Map<String, SmsTemplate> byName = new LinkedHashMap<>();
      for (Object added : templates) {
        SmsTemplate template = built(added, problems);
        if (template != null && byName.putIfAbsent(template.name(), template) != null) {
          problems.add("Template '" + template.name() + "' is there twice; take one of them out");
        }
      }
      return new SmsTemplates(byName);
    }

    private static @Nullable SmsTemplate built(Object added, List<String> problems) {
      try {
        return added instanceof SmsTemplate.Builder builder ? builder.build() : (SmsTemplate) added;
      } catch (ConfigurationException e) {
        problems.addAll(e.problems());
        return null;
      }
    }
  }
}
