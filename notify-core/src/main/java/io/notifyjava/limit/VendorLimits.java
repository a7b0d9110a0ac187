package io.notifyjava.limit;

import io.notifyjava.message.Message;
import io.notifyjava.message.SmsMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The limits that the vendors of short messages publish for their accounts, as they stood when
 * their pages were read in 2026.
 *
 * <p>Vendors refuse what exceeds them anyway, and may change or lift them for an account; counting
 * here as well spares the call, tells when there is room again, and lets a backup open at once.
 * What others send to the same number is not seen here.
 *
 * <p>Each limit counts what goes over one account. A window that the vendor calls "24 hours" is
 * rolling, and so is one of which he does not say where it begins; that never lets pass more than a
 * full minute, hour or day would.
 *
 * @since 0.1.0
 */
public final class VendorLimits {

  private static final LimitWindow ROLLING_MINUTE = LimitWindow.rolling(Duration.ofMinutes(1));
  private static final LimitWindow ROLLING_HOUR = LimitWindow.rolling(Duration.ofHours(1));
  private static final LimitWindow ROLLING_DAY = LimitWindow.rolling(Duration.ofHours(24));

  private VendorLimits() {}

  /**
   * Returns Aliyun's limit for verification codes: to each number 1 a minute, 5 an hour (full ones)
   * and 10 in 24 hours, for all templates of one sign together.
   *
   * <p>Source: Aliyun, "message sending rules" (44335) and "frequency limits" (2881383).
   *
   * @param name of the limit; one for each sign
   * @param templates the logical names of the sign's code templates
   */
  public static Limit aliyunCodes(String name, String account, Set<String> templates) {
    return Limit.named(name)
        .per(LimitKey.recipient().when(isOneOf(templates)).over(account))
        .atMost(1, LimitWindow.minute())
        .atMost(5, LimitWindow.hour())
        .atMost(10, ROLLING_DAY)
        .build();
  }

  /**
   * Returns Aliyun's limit for notices and promotions: to each number 50 in 24 hours of each
   * template. Source as {@link #aliyunCodes}.
   *
   * @param templates the logical names of the notices and promotions
   */
  public static Limit aliyunNotices(String name, String account, Set<String> templates) {
    return Limit.named(name)
        .per(LimitKey.recipientAndTemplate().when(isOneOf(templates)).over(account))
        .atMost(50, ROLLING_DAY)
        .build();
  }

  /**
   * Returns Huawei's limit for verification codes: to each number 2 a minute and 50 in 24 hours.
   *
   * <p>Source: Huawei Cloud, product description of MSGSMS (sms_01_0004), domestic messages.
   *
   * @param templates the logical names of the code templates
   */
  public static Limit huaweiCodes(String name, String account, Set<String> templates) {
    return huawei(name, account, templates, new LimitBound(2, ROLLING_MINUTE), 50);
  }

  /**
   * Returns Huawei's limit for notices: to each number 10 a minute and 50 in 24 hours. Source as
   * {@link #huaweiCodes}.
   *
   * @param templates the logical names of the notices
   */
  public static Limit huaweiNotices(String name, String account, Set<String> templates) {
    return huawei(name, account, templates, new LimitBound(10, ROLLING_MINUTE), 50);
  }

  /**
   * Returns Huawei's limit for promotions: to each number 4 an hour and 10 in 24 hours. That they
   * go out between 08:00 and 22:00 only is not counted here. Source as {@link #huaweiCodes}.
   *
   * @param templates the logical names of the promotions
   */
  public static Limit huaweiPromotions(String name, String account, Set<String> templates) {
    return huawei(name, account, templates, new LimitBound(4, ROLLING_HOUR), 10);
  }

  /**
   * Returns Huawei's limit for one content: to each number 2 in 59 seconds and 5 in 59 minutes.
   * Source as {@link #huaweiCodes}.
   */
  public static Limit huaweiSameContent(String name, String account) {
    return Limit.named(name)
        .per(LimitKey.recipientAndTemplate().and(values()).over(account))
        .atMost(2, LimitWindow.rolling(Duration.ofSeconds(59)))
        .atMost(5, LimitWindow.rolling(Duration.ofMinutes(59)))
        .build();
  }

  /**
   * Returns Huawei's limit of the international site, whatever the template: to each number 15 a
   * minute and 50 in 24 hours. Source as {@link #huaweiCodes}, international page.
   */
  public static Limit huaweiInternational(String name, String account) {
    return Limit.named(name)
        .per(LimitKey.recipient().over(account))
        .atMost(15, ROLLING_MINUTE)
        .atMost(50, ROLLING_DAY)
        .build();
  }

  /**
   * Returns the pace that Huawei recommends: 500 numbers in any second over the account, for which
   * a message waits up to 10 s at a time. Source as {@link #huaweiCodes}.
   */
  public static Limit huaweiPace(String name, String account) {
    return Limit.named(name)
        .per(LimitKey.account().over(account))
        .atMost(500, LimitWindow.second())
        .maxWait(Duration.ofSeconds(10))
        .build();
  }

  private static Limit huawei(
      String name, String account, Set<String> templates, LimitBound often, int aDay) {
    return Limit.named(name)
        .per(LimitKey.recipient().when(isOneOf(templates)).over(account))
        .atMost(often.permits(), often.window())
        .atMost(aDay, ROLLING_DAY)
        .build();
  }

  private static Predicate<Message> isOneOf(Set<String> templates) {
    Set<String> names = Set.copyOf(templates);
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "Name at least one logical template that the limit counts, but there was none");
    }
    return message -> message instanceof SmsMessage sms && names.contains(sms.template());
  }

  /** Tells contents apart; hashed with the rest of the key before it is kept. */
  private static LimitKey values() {
    return (message, account) ->
        message instanceof SmsMessage sms ? Optional.of(text(sms)) : Optional.empty();
  }

  private static String text(SmsMessage sms) {
    StringBuilder text = new StringBuilder();
    List<String> names = sms.variables().names().stream().sorted().toList();
    for (String name : names) {
      String value = sms.variables().asMap().getOrDefault(name, "");
      text.append(name.length()).append(':').append(name).append(value.length()).append(':');
      text.append(value);
    }
    return text.toString();
  }
}
