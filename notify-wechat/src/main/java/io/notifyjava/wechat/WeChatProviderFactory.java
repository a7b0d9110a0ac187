package io.notifyjava.wechat;

import static io.notifyjava.spi.Setting.Kind.DURATION;
import static io.notifyjava.spi.Setting.Kind.INTEGER;
import static io.notifyjava.spi.Setting.Kind.SECRET;
import static io.notifyjava.spi.Setting.Kind.TEXT;

import io.notifyjava.http.ConnectionKeys;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderFactory;
import io.notifyjava.spi.Setting;
import io.notifyjava.spi.Settings;
import java.util.List;

/**
 * Makes accounts of type {@code wechat} from configuration. Services that set up accounts in code
 * use {@link WeChat#account()}, whose methods have the same names.
 *
 * @since 0.1.0
 */
public final class WeChatProviderFactory implements ProviderFactory {

  private static final List<Setting> SETTINGS =
      ConnectionKeys.after(
          List.of(
              Setting.required("app-id", TEXT, "Id of the account, such as wx0123456789abcdef."),
              Setting.required("app-secret", SECRET, "Secret of the account."),
              Setting.withDefault(
                  "token-mode",
                  TEXT,
                  "stable",
                  "How access tokens are fetched: stable, or classic, which suits a single program"
                      + " for each account."),
              Setting.optional(
                  "max-text-bytes",
                  INTEGER,
                  "Longest text of a customer-service message in bytes of UTF-8, 1 or more; no"
                      + " limit of ours without it."),
              Setting.withDefault(
                  "value-check",
                  TEXT,
                  "refuse",
                  "What happens to a value that WeChat would not take under its key: refuse, cut"
                      + " (texts that are too long), or off."),
              Setting.withDefault(
                  "resend-window",
                  DURATION,
                  "10m",
                  "For how long a template message with a key may be repeated when its outcome is"
                      + " unknown, 0s to 10m.")),
          WeChatConfig.DEFAULT_BASE_URL);

  /** For {@link java.util.ServiceLoader}. */
  public WeChatProviderFactory() {}

  @Override
  public String type() {
    return "wechat";
  }

  @Override
  public List<Setting> settings() {
    return SETTINGS;
  }

  @Override
  public Provider<?> create(ProviderContext context) {
    Settings settings = context.settings();
    WeChat.AccountBuilder account = WeChat.account();
    settings.text("app-id").ifPresent(account::appId);
    settings.secret("app-secret").ifPresent(account::appSecret);
    settings.text("token-mode").ifPresent(mode -> tokenMode(account, mode));
    settings.integer("max-text-bytes").ifPresent(account::maxTextBytes);
    settings.text("value-check").ifPresent(check -> valueCheck(account, check));
    settings.duration("resend-window").ifPresent(account::resendWindow);
    ConnectionKeys.apply(settings, account);
    return account.build().create(context);
  }

  private static void tokenMode(WeChat.AccountBuilder account, String mode) {
    switch (mode) {
      case "stable" -> account.tokenMode(TokenMode.STABLE);
      case "classic" -> account.tokenMode(TokenMode.CLASSIC);
      default -> account.problem("token-mode: expected stable or classic, but found " + mode);
    }
  }

  private static void valueCheck(WeChat.AccountBuilder account, String check) {
    switch (check) {
      case "refuse" -> account.valueCheck(ValueCheck.REFUSE);
      case "cut" -> account.valueCheck(ValueCheck.CUT);
      case "off" -> account.valueCheck(ValueCheck.OFF);
      default -> account.problem("value-check: expected refuse, cut or off, but found " + check);
    }
  }
}
