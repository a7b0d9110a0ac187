package io.notifyjava.sms;

import io.notifyjava.result.ConfigurationException;
import io.notifyjava.template.ClosestKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Turns keys and texts into templates; collects every problem. */
final class PropertiesReader {

  private static final String TEXT = "text";
  private static final String VARIABLES = "variables";

  private static final Set<String> RULES =
      Set.of("max-length", "pattern", "forbidden", "required", "default");

  private final Map<String, Section> sections = new LinkedHashMap<>();
  private final List<String> problems;

  /** What was said about one template; rules and mappings by name and then by setting. */
  private record Section(
      Map<String, String> own,
      Map<String, Map<String, String>> rules,
      Map<String, Map<String, String>> mappings) {

    Section() {
      this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }
  }

  private PropertiesReader(List<String> problems) {
    this.problems = problems;
  }

  /**
   * Reads everything.
   *
   * @throws ConfigurationException with every problem
   */
  static SmsTemplates read(Map<String, String> keys) {
    List<String> problems = new ArrayList<>();
    SmsTemplates templates = read(keys, problems);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return templates;
  }

  /** Reads everything; what is wrong goes to the problems. */
  static SmsTemplates read(Map<String, String> keys, List<String> problems) {
    PropertiesReader reader = new PropertiesReader(problems);
    keys.forEach(reader::key);
    SmsTemplates.Builder templates = SmsTemplates.builder();
    int before = problems.size();
    reader.sections.forEach((name, section) -> reader.template(name, section, templates));
    // What stands in a broken section would be reported as missing a second time.
    return problems.size() > before ? SmsTemplates.none() : templates.build(problems);
  }

  private void key(String key, String value) {
    String[] parts = key.split("\\.", -1);
    boolean whole = Stream.of(parts).noneMatch(String::isEmpty);
    if (whole && parts.length == 2 && (parts[1].equals(TEXT) || parts[1].equals(VARIABLES))) {
      section(parts).own.put(parts[1], value);
    } else if (whole && parts.length == 4 && parts[1].equals(VARIABLES)) {
      inner(section(parts).rules, parts[2]).put(parts[3], value);
    } else if (whole
        && parts.length == 3
        && !parts[1].equals(TEXT)
        && !parts[1].equals(VARIABLES)) {
      inner(section(parts).mappings, parts[1]).put(parts[2], value);
    } else {
      problems.add(
          key
              + ": must be <template>.text, <template>.variables, <template>.variables.<name>.<rule>"
              + " or <template>.<account or type>.<setting>");
    }
  }

  private Section section(String[] parts) {
    return sections.computeIfAbsent(parts[0], any -> new Section());
  }

  private static Map<String, String> inner(Map<String, Map<String, String>> outer, String name) {
    return outer.computeIfAbsent(name, any -> new LinkedHashMap<>());
  }

  private void template(String name, Section section, SmsTemplates.Builder templates) {
    attempt(
        name,
        () -> {
          SmsTemplate.Builder template = SmsTemplate.named(name);
          String text = section.own.get(TEXT);
          if (text != null) {
            attempt(name + ".text", () -> template.text(text));
          }
          variables(name, section, template);
          section.mappings.forEach((key, given) -> mapping(name, key, given, template));
          templates.template(template);
        });
  }

  private void variables(String name, Section section, SmsTemplate.Builder template) {
    String path = name + "." + VARIABLES;
    Set<String> declared = new LinkedHashSet<>();
    String list = section.own.get(VARIABLES);
    if (list != null) {
      attempt(path, () -> declared.addAll(list(list)));
      for (String variable : declared) {
        Map<String, String> rules = section.rules.getOrDefault(variable, Map.of());
        attempt(path, () -> template.variable(variable(path, variable, rules)));
      }
    }
    section.rules.keySet().stream()
        .filter(variable -> !declared.contains(variable))
        .forEach(
            variable ->
                problems.add(
                    "%s.%s: has rules but is not in %s; add it there"
                        .formatted(path, variable, path)));
  }

  private SmsVariable variable(String path, String name, Map<String, String> rules) {
    SmsVariable variable = SmsVariable.of(name);
    for (Map.Entry<String, String> rule : rules.entrySet()) {
      String at = path + "." + name + "." + rule.getKey();
      Function<SmsVariable, SmsVariable> change = rule(at, rule.getKey(), rule.getValue());
      SmsVariable before = variable;
      SmsVariable[] after = {before};
      attempt(at, () -> after[0] = change.apply(before));
      variable = after[0];
    }
    return variable;
  }

  private Function<SmsVariable, SmsVariable> rule(String at, String rule, String value) {
    return switch (rule) {
      case "max-length" -> variable -> variable.withMaxLength(number(value));
      case "pattern" -> variable -> variable.withPattern(value);
      case "forbidden" -> variable -> variable.withForbidden(value);
      case "default" -> variable -> variable.withDefault(value);
      case "required" -> variable -> flag(value) ? variable : variable.optional();
      default -> {
        problems.add(at + ": is not a rule of a variable. " + ClosestKeys.sentence(rule, RULES));
        yield Function.identity();
      }
    };
  }

  private void mapping(
      String name, String key, Map<String, String> given, SmsTemplate.Builder template) {
    String path = name + "." + key;
    SmsMapping.Builder mapping = SmsMapping.builder();
    given.forEach(
        (setting, value) ->
            attempt(path + "." + setting, () -> setting(mapping, setting, value.strip())));
    attempt(path, () -> template.mapping(key, mapping));
  }

  private static void setting(SmsMapping.Builder mapping, String name, String value) {
    switch (name) {
      case "template-id" -> mapping.templateId(value);
      case "sign-name" -> mapping.signName(value);
      case "order" -> list(value).forEach(entry -> parameter(mapping, entry));
      default -> mapping.setting(name, value);
    }
  }

  private static void parameter(SmsMapping.Builder mapping, String entry) {
    int colon = entry.indexOf(':');
    if (colon < 0) {
      mapping.parameter(entry, entry);
    } else {
      mapping.parameter(entry.substring(0, colon).strip(), entry.substring(colon + 1).strip());
    }
  }

  private static List<String> list(String text) {
    List<String> parts = Stream.of(text.split(",", -1)).map(String::strip).toList();
    if (parts.contains("")) {
      throw new IllegalArgumentException(
          "must be names separated by commas with none empty, but was: " + text);
    }
    if (Set.copyOf(parts).size() < parts.size()) {
      throw new IllegalArgumentException("must hold no name twice, but was: " + text);
    }
    return parts;
  }

  private static int number(String text) {
    if (!text.strip().matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException("must be a whole number, but was: " + text);
    }
    return Integer.parseInt(text.strip());
  }

  private static boolean flag(String text) {
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false, but was: " + text);
    };
  }

  private void attempt(String path, Runnable step) {
    try {
      step.run();
    } catch (IllegalArgumentException e) {
      problems.add(path + ": " + e.getMessage());
    }
  }
}
