package io.notifyjava.sms.aliyun;

import io.notifyjava.message.PhoneNumber;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.message.Texts;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.sms.SmsContent;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.SmsTemplates;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the logical templates are for one account, and whether Aliyun can take them so. */
final class Mappings {

  private static final Pattern TEMPLATE_CODE = Pattern.compile("SMS_[0-9]{1,20}");
  private static final Pattern MAINLAND = Pattern.compile("1[3-9][0-9]{9}");

  private final SmsTemplates templates;
  private final String account;
  private final int maxValueLength;
  private final String foreignPrefix;

  /**
   * Checks the templates of an account.
   *
   * @param maxValueLength 0 for no limit of ours
   * @throws ConfigurationException with everything that Aliyun could not take
   */
  Mappings(SmsTemplates templates, String account, int maxValueLength, String foreignPrefix) {
    this.templates = templates;
    this.account = account;
    this.maxValueLength = maxValueLength;
    this.foreignPrefix = foreignPrefix;
    List<String> problems = new ArrayList<>();
    templates
        .mappings(account, AliyunSmsProviderFactory.TYPE)
        .forEach((name, mapping) -> check(name, mapping, problems));
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private static void check(String name, SmsMapping mapping, List<String> problems) {
    String code = mapping.templateId().orElse("");
    if (!TEMPLATE_CODE.matcher(code).matches()) {
      problems.add(
          "template '%s' for Aliyun: expected a template id such as SMS_1234567, but found %s"
              .formatted(name, code.isEmpty() ? "none" : code));
    }
    if (mapping.signName().isEmpty()) {
      problems.add(
          "template '%s' for Aliyun: expected a sign name, approved by Aliyun, but found none"
              .formatted(name));
    }
  }

  SmsContent content(SmsMessage message) {
    return templates.content(message, account, AliyunSmsProviderFactory.TYPE);
  }

  List<String> problems(SmsMessage message) {
    List<String> problems =
        new ArrayList<>(templates.problems(message, account, AliyunSmsProviderFactory.TYPE));
    if (problems.isEmpty()) {
      content(message).values().forEach((name, value) -> check(name, value, problems));
    }
    checkNumber(message.phone(), problems);
    return problems;
  }

  private void check(String name, String value, List<String> problems) {
    if (Texts.isBlank(value)) {
      problems.add("value '%s' is blank, which Aliyun refuses".formatted(name));
    } else if (maxValueLength > 0 && value.length() > maxValueLength) {
      problems.add(
          ("value '%s' has %d characters, but Aliyun takes %d; shorten it, or raise"
                  + " max-value-length if Aliyun lifted the limit for this account")
              .formatted(name, value.length(), maxValueLength));
    }
  }

  /**
   * Written without a plus, +1 380 213 8000 is a number in America and one in China. Which of them
   * Aliyun takes it for is not documented, so nobody finds out by a message to a stranger.
   */
  private void checkNumber(PhoneNumber phone, List<String> problems) {
    if (!phone.isMainlandMobile()
        && foreignPrefix.isEmpty()
        && MAINLAND.matcher(phone.digits()).matches()) {
      problems.add(
          "number "
              + phone
              + " reads as a mainland number once its plus is gone, as Aliyun wants it; set"
              + " foreign-prefix to 00 if Aliyun takes that for this account, or send it through"
              + " another account");
    }
  }
}
