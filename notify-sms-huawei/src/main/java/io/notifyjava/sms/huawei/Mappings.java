package io.notifyjava.sms.huawei;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.sms.SmsContent;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.SmsTemplates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns logical templates into Huawei's, and says what is wrong with a mapping or a message.
 *
 * <p>Sources: the vendor's pages "Sending SMSs" (sms_05_0001) and "Template and variable
 * specifications" (sms_01_0008).
 */
final class Mappings {

  static final String TYPE = "sms-huawei";
  static final String FROM_RULE = "the channel's number, 1 to 21 letters or digits";

  private static final String FROM = "from";
  private static final String VARIABLE_TYPES = "variable-types";
  private static final Set<String> SETTINGS = new TreeSet<>(Set.of(FROM, VARIABLE_TYPES));
  private static final Pattern FROM_FORM = Pattern.compile("[A-Za-z0-9]{1,21}");
  private static final Pattern TEMPLATE_FORM = Pattern.compile("[A-Za-z0-9_-]{1,32}");
  private static final int MOST_VARIABLES = 20;

  private final SmsTemplates templates;
  private final String account;
  private final @Nullable String defaultFrom;

  /**
   * Makes the mappings of one account.
   *
   * @param defaultFrom for mappings that name no channel; null for none
   */
  Mappings(SmsTemplates templates, String account, @Nullable String defaultFrom) {
    this.templates = templates;
    this.account = account;
    this.defaultFrom = defaultFrom;
  }

  static boolean isFrom(String text) {
    return FROM_FORM.matcher(text).matches();
  }

  /**
   * Looks at every mapping of this account.
   *
   * @throws ConfigurationException with everything that Huawei would refuse
   */
  void check() {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, SmsMapping> mapping : templates.mappings(account, TYPE).entrySet()) {
      for (String problem : problems(mapping.getValue())) {
        problems.add(
            "template %s, account %s (%s): %s".formatted(mapping.getKey(), account, TYPE, problem));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private List<String> problems(SmsMapping mapping) {
    List<String> problems = new ArrayList<>();
    if (mapping.templateId().filter(id -> TEMPLATE_FORM.matcher(id).matches()).isEmpty()) {
      problems.add(
          mapping.templateId().isEmpty()
              ? "expected Huawei's template id, but found none"
              : "expected a template id of 1 to 32 letters, digits, hyphens or underscores, but"
                  + " found something else");
    }
    Optional<String> from = from(mapping);
    if (from.isEmpty()) {
      problems.add("expected from, " + FROM_RULE + ", here or for the account, but found none");
    } else if (!isFrom(from.get())) {
      problems.add("from: expected " + FROM_RULE + ", but found something else");
    }
    if (mapping.order().size() > MOST_VARIABLES) {
      problems.add(
          "expected at most 20 variables, which is all that Huawei takes, but found "
              + mapping.order().size());
    }
    checkSettings(mapping, problems);
    return problems;
  }

  private static void checkSettings(SmsMapping mapping, List<String> problems) {
    for (String name : new TreeSet<>(mapping.settings().keySet())) {
      if (!SETTINGS.contains(name)) {
        problems.add("unknown setting %s; known are %s".formatted(name, SETTINGS));
      }
    }
    for (String word : words(mapping)) {
      if (VariableType.of(word).isEmpty()) {
        problems.add(
            "%s: expected some of %s with commas between, one for each variable, but found %s"
                .formatted(VARIABLE_TYPES, VariableType.words(), word));
      }
    }
    int types = words(mapping).size();
    if (types > 0 && types != mapping.order().size()) {
      problems.add(
          "%s: expected one for each of the %d variables, but found %d"
              .formatted(VARIABLE_TYPES, mapping.order().size(), types));
    }
  }

  private static List<String> words(SmsMapping mapping) {
    return mapping
        .setting(VARIABLE_TYPES)
        .map(text -> Arrays.stream(text.split(",", -1)).map(String::strip).toList())
        .orElse(List.of());
  }

  private Optional<String> from(SmsMapping mapping) {
    return mapping.setting(FROM).or(() -> Optional.ofNullable(defaultFrom));
  }

  /** Returns what is wrong with a message, as sentences that hold no value. */
  List<String> problems(SmsMessage message) {
    List<String> problems = new ArrayList<>(templates.problems(message, account, TYPE));
    if (message.extendCode().isPresent()) {
      problems.add(
          "extendCode: Huawei adds no digits to a channel's number; leave it out, or map the"
              + " template to a channel of its own with from");
    }
    if (problems.isEmpty()) {
      checkValues(templates.content(message, account, TYPE), problems);
    }
    return problems;
  }

  private static void checkValues(SmsContent content, List<String> problems) {
    // As many as there are values: check() has seen to that.
    List<String> words = words(content.mapping());
    int position = 0;
    for (Map.Entry<String, String> value : content.values().entrySet()) {
      VariableType type =
          words.isEmpty() ? VariableType.ANY : VariableType.of(words.get(position)).orElseThrow();
      type.problem(value.getValue()).ifPresent(problem -> problems.add(value.getKey() + problem));
      position++;
    }
  }

  /**
   * Returns what a message says in Huawei's words.
   *
   * @throws IllegalArgumentException if the message has {@link #problems(SmsMessage)}
   */
  Content content(SmsMessage message) {
    SmsContent content = templates.content(message, account, TYPE);
    SmsMapping mapping = content.mapping();
    return new Content(
        from(mapping).orElseThrow(),
        mapping.templateId().orElseThrow(),
        content.positional(),
        mapping.signName().orElse(null));
  }
}
