package io.notifyjava.sms.xuanwu;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.SmsTemplate;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.ProviderContext;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes finished texts of logical templates, and says what is wrong with templates and messages. No
 * sentence of it holds a value, a text or a whole number. Thread-safe.
 */
final class Composer {

  /** What can stand in a {@code customMsgID}: Xuanwu joins id and part of a long text by #. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private final AccountConfig config;
  private final SmsTemplates templates;
  private final String account;
  private final Charset charset;

  Composer(AccountConfig config, ProviderContext context) {
    this.config = config;
    this.templates = context.smsTemplates();
    this.account = context.account();
    this.charset = config.charset();
  }

  /** Returns what is wrong with the templates that are mapped to this account. */
  List<String> templateProblems() {
    List<String> problems = new ArrayList<>();
    templates
        .mappings(account, XuanwuSms.TYPE)
        .forEach(
            (name, mapping) -> {
              List<String> own = new ArrayList<>();
              checkTemplate(templates.find(name).orElseThrow(), mapping, own);
              own.forEach(problem -> problems.add("template " + name + ": " + problem));
            });
    return problems;
  }

  private void checkTemplate(SmsTemplate template, SmsMapping mapping, List<String> problems) {
    Optional<String> text = template.text();
    if (text.isEmpty()) {
      problems.add("it has no text, and Xuanwu takes finished texts only; give it one");
    } else {
      checkCharacters("its text", text.get(), problems);
    }
    if (config.signPlacement != SignPlacement.NONE) {
      String sign = mapping.signName().orElse(config.signName);
      if (sign == null) {
        problems.add(noSign());
      } else {
        checkCharacters("its sign name", sign, problems);
      }
    }
    config.checkMapping(mapping, problems);
  }

  /** Returns what is wrong with a message. */
  List<String> problems(SmsMessage message) {
    List<String> problems = new ArrayList<>(templates.textProblems(message));
    if (!message.phone().isMainlandMobile()) {
      problems.add(
          "its number "
              + message.phone()
              + " is not a mobile number of mainland China, and Xuanwu is not known to reach"
              + " others; send it through another account");
    }
    if (config.signPlacement != SignPlacement.NONE && sign(message).isEmpty()) {
      problems.add(noSign());
    }
    if (problems.isEmpty()) {
      checkText(text(message), problems);
    }
    return problems;
  }

  private String noSign() {
    return "it has no sign name, but sign-placement is "
        + config.signPlacement
        + "; give its mapping for this account one, or set sign-name";
  }

  private void checkText(String text, List<String> problems) {
    if (text.length() > config.maxTextLength) {
      problems.add(
          "its text has "
              + text.length()
              + " characters with its sign name, but at most "
              + config.maxTextLength
              + " are sent; shorten its values, or raise max-text-length");
      return;
    }
    checkCharacters("its text", text, problems);
  }

  private void checkCharacters(String what, String text, List<String> problems) {
    // Encoders keep state, so threads don't share one; making one costs little.
    CharsetEncoder encoder = charset.newEncoder();
    if (!encoder.canEncode(text)) {
      problems.add(
          what
              + " holds a character that "
              + charset
              + " lacks, at position "
              + position(text, encoder)
              + " counted from 1; leave it out"
              + (config instanceof CgiConfig ? ", or set encode to utf-8" : ""));
    }
  }

  /** Counts characters as people do, not UTF-16 units: half an emoji is none. */
  private static int position(String text, CharsetEncoder encoder) {
    int position = 1;
    int at = 0;
    while (at < text.length()) {
      int next = at + Character.charCount(text.codePointAt(at));
      if (!encoder.canEncode(text.substring(at, next))) {
        return position;
      }
      position++;
      at = next;
    }
    return position;
  }

  /** Returns the messages as Xuanwu gets them, in their order. */
  List<Outgoing> compose(List<SmsMessage> messages, String messageId) {
    Set<String> taken = new HashSet<>();
    List<Outgoing> composed = new ArrayList<>(messages.size());
    for (SmsMessage message : messages) {
      composed.add(new Outgoing(message, text(message), id(message, messageId, taken)));
    }
    return composed;
  }

  /**
   * The caller's correlation id, else the notifier's message id. Two of one call never have one id:
   * nobody knows what Xuanwu would do with them.
   */
  private static String id(SmsMessage message, String messageId, Set<String> taken) {
    String id =
        message
            .options()
            .correlationId()
            .filter(own -> ID.matcher(own).matches())
            .orElse(messageId);
    String free = id;
    for (int i = 2; !taken.add(free); i++) {
      free = id + "-" + i;
    }
    return free;
  }

  private String text(SmsMessage message) {
    String text = templates.text(message);
    String sign =
        config.signPlacement == SignPlacement.NONE
            ? ""
            : sign(message).map(name -> "【" + name + "】").orElse("");
    return config.signPlacement == SignPlacement.PREFIX ? sign + text : text + sign;
  }

  private Optional<String> sign(SmsMessage message) {
    return mapping(message)
        .flatMap(SmsMapping::signName)
        .or(() -> Optional.ofNullable(config.signName));
  }

  /** Returns what the message's template is for this account, if anything was said. */
  Optional<SmsMapping> mapping(SmsMessage message) {
    return templates
        .find(message.template())
        .flatMap(template -> template.mapping(account, XuanwuSms.TYPE));
  }
}
