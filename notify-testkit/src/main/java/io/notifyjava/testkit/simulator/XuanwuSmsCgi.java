package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.simulator.XuanwuSmsLedger.Sms;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Judges calls to {@code cgi-bin/sendsms}: user, password in the form that {@code version} says,
 * numbers, and a text in the charset that {@code encode} says.
 *
 * <p>Sources: public clients, for want of a vendor's page. They agree on names and codes.
 */
final class XuanwuSmsCgi {

  private static final Pattern NUMBER = Pattern.compile("1[3-9][0-9]{9}");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{0,20}");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}");
  private static final Charset GBK = Charset.forName("GBK");

  private final Map<String, XuanwuSmsAccount> accounts;
  private final XuanwuSmsChoices choices;

  XuanwuSmsCgi(Map<String, XuanwuSmsAccount> accounts, XuanwuSmsChoices choices) {
    this.accounts = accounts;
    this.choices = choices;
  }

  /** Who sends what. */
  record Order(XuanwuSmsAccount account, List<Sms> all) {}

  /**
   * Reads and judges a call.
   *
   * @throws Refused with the documented code
   */
  Order judge(Call call) {
    XuanwuSmsForm form = XuanwuSmsForm.of(call);
    for (String name : List.of("username", "password", "to", "text")) {
      if (!form.has(name)) {
        throw XuanwuSmsForm.bad();
      }
    }
    XuanwuSmsAccount account = account(form);
    String text = form.text("text", charset(form));
    if (text.isBlank() || !isOneOf(form.ascii("msgtype"), "", "1", "4")) {
      throw XuanwuSmsForm.bad();
    }
    checkExtras(form);
    List<Sms> all = new ArrayList<>();
    for (String number : numbers(form)) {
      all.add(new Sms(number, text));
    }
    return new Order(account, all);
  }

  private XuanwuSmsAccount account(XuanwuSmsForm form) {
    String version = form.ascii("version");
    if (!isOneOf(version, "", "1.0")) {
      throw XuanwuSmsForm.bad();
    }
    XuanwuSmsAccount account = accounts.get(form.ascii("username"));
    if (account == null) {
      throw new Refused(XuanwuSmsReply.cgi(-7));
    }
    if (!account.knows(form.text("password", StandardCharsets.UTF_8), !version.isEmpty())) {
      throw new Refused(XuanwuSmsReply.cgi(-6));
    }
    account.requireCgi();
    return account;
  }

  private static Charset charset(XuanwuSmsForm form) {
    return switch (form.ascii("encode")) {
      case "", "0" -> GBK;
      case "1" -> StandardCharsets.UTF_8;
      default -> throw XuanwuSmsForm.bad();
    };
  }

  private static void checkExtras(XuanwuSmsForm form) {
    boolean extension = DIGITS.matcher(form.ascii("subid")).matches();
    String batch = form.ascii("batchid");
    if (!extension || !(batch.isEmpty() || UUID.matcher(batch).matches())) {
      throw XuanwuSmsForm.bad();
    }
  }

  private List<String> numbers(XuanwuSmsForm form) {
    String separator = Pattern.quote(Character.toString(choices.separator()));
    List<String> numbers = List.of(form.ascii("to").split(separator, -1));
    if (numbers.size() > choices.maxNumbers()) {
      throw new Refused(XuanwuSmsReply.cgi(-11));
    }
    if (!numbers.stream().allMatch(number -> NUMBER.matcher(number).matches())) {
      throw XuanwuSmsForm.bad();
    }
    return numbers;
  }

  private static boolean isOneOf(String value, String... choices) {
    return List.of(choices).contains(value);
  }
}
