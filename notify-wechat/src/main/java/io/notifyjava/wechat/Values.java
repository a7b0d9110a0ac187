package io.notifyjava.wechat;

import io.notifyjava.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the values of a message against the rules of their types, as the account wants it. */
final class Values {

  private static final Logger LOG = LoggerFactory.getLogger(Values.class);

  private final ValueRules rules;
  private final ValueCheck check;

  Values(ValueRules rules, ValueCheck check) {
    this.rules = rules;
    this.check = check;
  }

  /** Returns what is wrong with a value under a key; null, for nearly all, if nothing is. */
  @Nullable String problem(String key, String value) {
    ValueRule rule = check == ValueCheck.OFF ? null : rules.of(key);
    if (rule == null) {
      return null;
    }
    boolean ofForm = rule.isOfForm(value);
    if (ofForm && (rule.fits(value) || isCut(rule, value))) {
      return null;
    }
    return "data.%s must be %s (rule %s of %s), but %s"
        .formatted(key, rule.says(), rule.type(), rules.version(), found(rule, value, ofForm));
  }

  private boolean isCut(ValueRule rule, String value) {
    return check == ValueCheck.CUT && rule.cut() && !rule.cut(value).isEmpty();
  }

  private static String found(ValueRule rule, String value, boolean ofForm) {
    int length = ValueRule.length(value);
    if (length == 0) {
      return "was empty; give it a value";
    }
    if (!ofForm) {
      return "its " + length + " characters are of another form; change it";
    }
    return "had "
        + length
        + " characters; shorten it"
        + (rule.cut() ? ", or set value-check to cut" : "");
  }

  /** Returns a value that fits: itself, or its beginning if it is to be cut. */
  String fitted(String key, String value) {
    ValueRule rule = check == ValueCheck.CUT ? rules.of(key) : null;
    if (rule == null || rule.fits(value) || !rule.isOfForm(value) || !isCut(rule, value)) {
      return value;
    }
    String fitting = rule.cut(value);
    LOG.debug(
        "Cut the value of data key {} from {} to {} characters (value-check is cut)",
        key,
        ValueRule.length(value),
        ValueRule.length(fitting));
    return fitting;
  }

  /** Returns a message whose values fit; itself, if none is to be cut. */
  Message fitted(Message message) {
    if (check != ValueCheck.CUT) {
      return message;
    }
    if (message instanceof TemplateMessage template) {
      return fitted(template);
    }
    if (message instanceof SubscriptionMessage subscription) {
      Map<String, String> cut = cut(subscription.data());
      return cut.isEmpty() ? message : subscription.toBuilder().data(cut).build();
    }
    if (message instanceof ServiceSubscriptionMessage subscription) {
      Map<String, String> cut = cut(subscription.data());
      return cut.isEmpty() ? message : subscription.toBuilder().data(cut).build();
    }
    return message;
  }

  private Message fitted(TemplateMessage message) {
    TemplateMessage.Builder builder = null;
    for (Map.Entry<String, TemplateValue> entry : message.data().entrySet()) {
      TemplateValue value = entry.getValue();
      String fitting = fitted(entry.getKey(), value.value());
      if (fitting.length() < value.value().length()) {
        builder = builder == null ? message.toBuilder() : builder;
        builder.data(entry.getKey(), new TemplateValue(fitting, value.color()));
      }
    }
    return builder == null ? message : builder.build();
  }

  /** Returns what is left of the values that are to be cut. */
  private Map<String, String> cut(Map<String, String> data) {
    Map<String, String> cut = Map.of();
    for (Map.Entry<String, String> entry : data.entrySet()) {
      String fitting = fitted(entry.getKey(), entry.getValue());
      if (fitting.length() < entry.getValue().length()) {
        cut = cut.isEmpty() ? new LinkedHashMap<>() : cut;
        cut.put(entry.getKey(), fitting);
      }
    }
    return cut;
  }

  /** Returns what is wrong with the values of a message. */
  List<String> problems(Message message) {
    if (check == ValueCheck.OFF) {
      return List.of();
    }
    List<String> problems = null;
    if (message instanceof TemplateMessage template) {
      for (Map.Entry<String, TemplateValue> entry : template.data().entrySet()) {
        problems = noted(problems, problem(entry.getKey(), entry.getValue().value()));
      }
    } else if (message instanceof SubscriptionMessage subscription) {
      problems = texts(subscription.data());
    } else if (message instanceof ServiceSubscriptionMessage subscription) {
      problems = texts(subscription.data());
    }
    return problems == null ? List.of() : problems;
  }

  private @Nullable List<String> texts(Map<String, String> data) {
    List<String> problems = null;
    for (Map.Entry<String, String> entry : data.entrySet()) {
      problems = noted(problems, problem(entry.getKey(), entry.getValue()));
    }
    return problems;
  }

  /** Makes a list for the first problem only: most messages have none. */
  private static @Nullable List<String> noted(
      @Nullable List<String> problems, @Nullable String problem) {
    if (problem == null) {
      return problems;
    }
    List<String> noted = problems == null ? new ArrayList<>() : problems;
    noted.add(problem);
    return noted;
  }
}
