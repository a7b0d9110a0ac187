package io.notifyjava.testkit.simulator;

import static io.notifyjava.testkit.simulator.AliyunSmsForm.refused;

import io.notifyjava.testkit.internal.Hash64;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Aliyun demands of a message. One number that is no good makes it refuse the whole call.
 * Thread-safe.
 */
final class AliyunSmsRules {

  private static final Pattern MAINLAND = Pattern.compile("(?:\\+86|0086|86|\\+)?(1[3-9][0-9]{9})");

  /** Country code 1 is followed by ten digits of which the first and fourth are 2 to 9. */
  private static final Pattern FOREIGN =
      Pattern.compile("(?:00)?(1[2-9][0-9]{2}[2-9][0-9]{6}|[2-9][0-9]{6,14})");

  private static final Pattern TEMPLATE = Pattern.compile("SMS_[0-9]+");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{4,6}");
  private static final Pattern LINK =
      Pattern.compile(
          "(?i).*(?:https?://|www\\.|\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b"
              + "|\\b[a-z0-9-]+\\.(?:com|cn|net|org|io)\\b).*",
          Pattern.DOTALL);
  private static final Pattern EXTEND_CODE = Pattern.compile("[0-9]{1,7}");
  private static final int LONGEST_TEXT = 500;

  private final Set<String> signs;
  private final Map<String, AliyunSmsTemplate> templates;
  private final int longestValue;
  private final @Nullable AliyunSmsFrequency frequency;
  private final Map<String, String> signOfExtendCode = new ConcurrentHashMap<>();
  private final Map<String, String> poison = new ConcurrentHashMap<>();

  AliyunSmsRules(AliyunSmsSettings settings) {
    this.signs = settings.signs();
    this.templates = settings.templates();
    this.longestValue = settings.longestValue();
    this.frequency = settings.limits() ? new AliyunSmsFrequency(settings.clock()) : null;
  }

  /** Refuses every call with this number in it. */
  void poison(String number, String code) {
    poison.put(plain(number), code);
  }

  void clear() {
    poison.clear();
    signOfExtendCode.clear();
    if (frequency != null) {
      frequency.clear();
    }
  }

  /**
   * Judges a whole call.
   *
   * @throws Refused for the first thing that is wrong with it
   */
  void check(AliyunSmsOrder order) {
    AliyunSmsTemplate template = template(order.template());
    // Those of a whole call are one object: looked at once, not a thousand times.
    Set<Map<String, String>> judged = Collections.newSetFromMap(new IdentityHashMap<>());
    for (AliyunSmsOrder.Item item : order.items()) {
      checkNumber(item.number());
      checkSign(item.sign());
      if (judged.add(item.named())) {
        checkValues(item, template);
      }
      checkExtendCode(item);
    }
    if (frequency != null) {
      AliyunSmsTemplate.Kind kind =
          template == null ? AliyunSmsTemplate.Kind.NOTICE : template.kind();
      frequency.charge(subjects(order, kind), kind);
    }
  }

  private static List<Long> subjects(AliyunSmsOrder order, AliyunSmsTemplate.Kind kind) {
    boolean isCode = kind == AliyunSmsTemplate.Kind.CODE;
    long seed = isCode ? 11 : Hash64.of(order.template(), 13);
    List<Long> subjects = new ArrayList<>();
    for (AliyunSmsOrder.Item item : order.items()) {
      subjects.add(Hash64.of(plain(item.number()), Hash64.of(item.sign(), seed)));
    }
    return subjects;
  }

  private @Nullable AliyunSmsTemplate template(String code) {
    AliyunSmsTemplate template = templates.get(code);
    boolean known = templates.isEmpty() ? TEMPLATE.matcher(code).matches() : template != null;
    if (!known) {
      throw refused("isv.SMS_TEMPLATE_ILLEGAL");
    }
    return template;
  }

  private void checkNumber(String number) {
    String plain = plain(number);
    if (plain.isEmpty()) {
      throw refused("isv.MOBILE_NUMBER_ILLEGAL");
    }
    String code = poison.get(plain);
    if (code != null) {
      throw refused(code);
    }
  }

  /** The number as it is told in details; empty if it is none. */
  static String plain(String number) {
    var mainland = MAINLAND.matcher(number);
    if (mainland.matches()) {
      return mainland.group(1);
    }
    var foreign = FOREIGN.matcher(number);
    return foreign.matches() && !number.startsWith("86") ? foreign.group(1) : "";
  }

  private void checkSign(String sign) {
    boolean bracketed = sign.startsWith("【") || sign.startsWith("[");
    if (bracketed || (!signs.isEmpty() && !signs.contains(sign))) {
      throw refused("isv.SMS_SIGNATURE_ILLEGAL");
    }
  }

  private void checkValues(AliyunSmsOrder.Item item, @Nullable AliyunSmsTemplate template) {
    int length = 0;
    for (String value : item.named().values()) {
      if (value.isBlank()) {
        throw refused("isv.TEMPLATE_MISSING_PARAMETERS");
      }
      if (value.length() > longestValue) {
        throw refused("isv.PARAM_LENGTH_LIMIT");
      }
      if (LINK.matcher(value).matches()) {
        throw refused("isv.PARAM_NOT_SUPPORT_URL");
      }
      length += value.length();
    }
    if (template == null) {
      return;
    }
    if (!item.named().keySet().containsAll(template.variables())) {
      throw refused("isv.TEMPLATE_MISSING_PARAMETERS");
    }
    boolean isCode = template.kind() == AliyunSmsTemplate.Kind.CODE;
    if (isCode && !item.named().values().stream().allMatch(CODE.asMatchPredicate())) {
      throw refused("isv.INVALID_PARAMETERS");
    }
    if (template.text().length() + length + item.sign().length() + 2 > LONGEST_TEXT) {
      throw refused("isv.PARAM_LENGTH_LIMIT");
    }
  }

  private void checkExtendCode(AliyunSmsOrder.Item item) {
    String code = item.extendCode();
    if (code.isEmpty()) {
      return;
    }
    boolean isOne = EXTEND_CODE.matcher(code).matches();
    if (!isOne || !item.sign().equals(signOfExtendCode.computeIfAbsent(code, c -> item.sign()))) {
      throw refused("isv.EXTEND_CODE_ERROR");
    }
  }
}
