package io.notifyjava.sms;

import io.notifyjava.result.ConfigurationException;
import io.notifyjava.template.StoredTemplate;
import io.notifyjava.template.Template;
import io.notifyjava.template.TemplateException;
import io.notifyjava.template.TemplateFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A template while it is checked; collects every problem. */
final class TemplateDraft {

  private final SmsTemplate.Builder told;
  private final Map<String, SmsVariable> variables = new LinkedHashMap<>();
  private final Map<String, SmsMapping> mappings = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private @Nullable Template text;

  private TemplateDraft(SmsTemplate.Builder told) {
    this.told = told;
  }

  static SmsTemplate check(SmsTemplate.Builder told) {
    TemplateDraft draft = new TemplateDraft(told);
    draft.parseText();
    draft.takeVariables();
    draft.checkText();
    told.mappings.forEach(draft::takeMapping);
    if (told.text == null && told.mappings.isEmpty()) {
      draft.problem("has neither a text nor a mapping, so no account could send it; add one");
    }
    if (!draft.problems.isEmpty()) {
      throw new ConfigurationException(draft.problems);
    }
    return new SmsTemplate(draft);
  }

  String name() {
    return told.name;
  }

  @Nullable Template text() {
    return text;
  }

  @Nullable String source() {
    return told.text;
  }

  Map<String, SmsVariable> variables() {
    return variables;
  }

  Map<String, SmsMapping> mappings() {
    return mappings;
  }

  private void parseText() {
    if (told.text == null) {
      return;
    }
    try {
      text = Template.parse(new StoredTemplate(told.name, "", TemplateFormat.TEXT, told.text));
    } catch (TemplateException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private void takeVariables() {
    if (told.variables.isEmpty() && text != null) {
      text.names().forEach(this::placeholder);
    }
    for (SmsVariable variable : told.variables) {
      if (variables.put(variable.name(), variable) != null) {
        problem("declares variable '" + variable.name() + "' twice; take one of them out");
      }
      variable
          .defaultValue()
          .ifPresent(
              value ->
                  variable
                      .problems(value)
                      .forEach(
                          problem ->
                              problem(
                                  "the default of variable '" + variable.name() + "' " + problem)));
    }
  }

  private void placeholder(String name) {
    try {
      SmsVariable variable = SmsVariable.of(name);
      boolean required = text == null || text.requiredNames().contains(name);
      variables.put(name, required ? variable : variable.optional());
    } catch (IllegalArgumentException e) {
      problem(String.valueOf(e.getMessage()));
    }
  }

  private void checkText() {
    if (text == null || told.variables.isEmpty()) {
      return;
    }
    for (String name : text.names()) {
      SmsVariable variable = variables.get(name);
      if (variable == null) {
        problem("the text names ${%s}, %s".formatted(name, undeclared()));
      } else if (!variable.isAlwaysThere() && text.requiredNames().contains(name)) {
        problem(
            "the text needs ${%s}, which a message may leave out; write ${%s:-} or give the variable a default"
                .formatted(name, name));
      }
    }
  }

  private void takeMapping(String key, SmsMapping mapping) {
    SmsMapping complete =
        mapping.order().isEmpty() && mapping.templateId().isPresent()
            ? mapping.withOrder(List.copyOf(variables.keySet()))
            : mapping;
    Set<String> vendorNames = new HashSet<>();
    for (SmsMapping.Parameter parameter : complete.order()) {
      checkParameter(key, parameter);
      if (!vendorNames.add(parameter.vendorName())) {
        problem(
            "the order of mapping '%s' holds '%s' twice; to send a value twice, give it a second name there"
                .formatted(key, parameter.vendorName()));
      }
    }
    mappings.put(key, complete);
  }

  private void checkParameter(String key, SmsMapping.Parameter parameter) {
    SmsVariable variable = variables.get(parameter.variable());
    if (variable == null) {
      problem(
          "the order of mapping '%s' names '%s', %s"
              .formatted(key, parameter.variable(), undeclared()));
    } else if (!variable.isAlwaysThere()) {
      problem(
          "mapping '%s' needs a value of '%s', which a message may leave out; give the variable a default, or leave it out of the order"
              .formatted(key, parameter.variable()));
    }
  }

  private String undeclared() {
    return "which is none of its variables " + variables.keySet() + "; declare it or correct it";
  }

  private void problem(String problem) {
    problems.add("Template '" + told.name + "': " + problem);
  }
}
