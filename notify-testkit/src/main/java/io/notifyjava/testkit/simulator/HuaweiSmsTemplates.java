package io.notifyjava.testkit.simulator;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The templates and signs of an account. Without any template, every id is one, with as many
 * variables as values come; without any sign, every name is one.
 *
 * <p>Source of the variables' rules: the vendor's page "Template and variable specifications"
 * (sms_01_0008).
 */
final class HuaweiSmsTemplates {

  static final String ACCEPTED = HuaweiSmsErrors.SUCCESS;

  private static final String NOT_ACTIVE = "E200030";
  private static final String BAD_VALUES = "E200028";
  private static final int MOST_VARIABLES = 20;
  private static final int LONGEST_VALUE = 20;

  /** A template as it was approved. */
  record Entry(List<HuaweiVariable> variables, boolean universal) {}

  private final Map<String, Entry> templates;
  private final Set<String> signs;

  HuaweiSmsTemplates(Map<String, Entry> templates, Set<String> signs) {
    this.templates = Map.copyOf(templates);
    this.signs = Set.copyOf(signs);
  }

  /**
   * The status of all numbers of a content, as far as its template and values decide it.
   *
   * @throws Refused E000503 for a universal template without one of the account's signs
   */
  String judge(HuaweiSmsOrder.Content content) {
    Entry template = templates.get(content.templateId());
    if (template == null) {
      checkSign(content.signature(), false);
      return templates.isEmpty() ? judgeAny(content.values()) : NOT_ACTIVE;
    }
    checkSign(content.signature(), template.universal());
    return judge(template.variables(), content.values());
  }

  private void checkSign(@Nullable String sign, boolean universal) {
    boolean missing = sign == null && universal;
    boolean foreign = sign != null && universal && !signs.isEmpty() && !signs.contains(sign);
    if (missing || foreign || (sign != null && !isSign(sign))) {
      throw HuaweiSmsOrders.wrong();
    }
  }

  /** The platform adds the brackets. */
  private static boolean isSign(String sign) {
    return !sign.isEmpty() && sign.chars().noneMatch(c -> "【】[]".indexOf(c) >= 0);
  }

  private static String judgeAny(List<String> values) {
    boolean good =
        values.size() <= MOST_VARIABLES
            && values.stream().allMatch(v -> !v.isEmpty() && v.length() <= LONGEST_VALUE);
    return good ? ACCEPTED : BAD_VALUES;
  }

  private static String judge(List<HuaweiVariable> variables, List<String> values) {
    if (variables.size() != values.size()) {
      return BAD_VALUES;
    }
    for (int i = 0; i < values.size(); i++) {
      if (!variables.get(i).takes(values.get(i))) {
        return BAD_VALUES;
      }
    }
    return ACCEPTED;
  }
}
