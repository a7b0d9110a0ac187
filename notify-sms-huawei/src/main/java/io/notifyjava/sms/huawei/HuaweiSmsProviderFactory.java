package io.notifyjava.sms.huawei;

import static io.notifyjava.spi.Setting.Kind.SECRET;
import static io.notifyjava.spi.Setting.Kind.TEXT;

import io.notifyjava.http.ConnectionKeys;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderFactory;
import io.notifyjava.spi.Setting;
import io.notifyjava.spi.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes accounts of type {@code sms-huawei} from configuration. Services that set up accounts in
 * code use {@link HuaweiSms#account()}, whose methods have the same names.
 *
 * @since 0.1.0
 */
public final class HuaweiSmsProviderFactory implements ProviderFactory {

  private static final List<Setting> SETTINGS =
      ConnectionKeys.after(
          List.of(
              Setting.required("app-key", TEXT, "Key of the application (APP_Key)."),
              Setting.required("app-secret", SECRET, "Secret of the application (APP_Secret)."),
              Setting.optional(
                  "from", TEXT, "Channel number for templates whose mapping names none; 1 to 21."),
              Setting.withDefault(
                  "authentication",
                  TEXT,
                  "ak-sk",
                  "How calls are signed: ak-sk, wsse-hex, wsse-raw."),
              Setting.optional(
                  "status-callback", TEXT, "Address for delivery reports; else the console's."),
              Setting.withDefault(
                  "extend",
                  TEXT,
                  "none",
                  "What delivery reports repeat: none, correlation-id (one call for each id).")),
          HuaweiSms.DEFAULT_BASE_URL);

  /** For {@link java.util.ServiceLoader}. */
  public HuaweiSmsProviderFactory() {}

  @Override
  public String type() {
    return Mappings.TYPE;
  }

  @Override
  public List<Setting> settings() {
    return SETTINGS;
  }

  @Override
  public Provider<?> create(ProviderContext context) {
    Settings settings = context.settings();
    HuaweiSms.AccountBuilder account = HuaweiSms.account();
    settings.text("app-key").ifPresent(account::appKey);
    settings.secret("app-secret").ifPresent(account::appSecret);
    settings.text("from").ifPresent(account::from);
    choice(settings, "authentication", Authentication.values(), Authentication::word)
        .ifPresent(account::authentication);
    settings.text("status-callback").ifPresent(account::statusCallback);
    choice(settings, "extend", Extend.values(), Extend::word).ifPresent(account::extend);
    ConnectionKeys.apply(settings, account);
    return account.build().create(context);
  }

  private static <E> Optional<E> choice(
      Settings settings, String name, E[] choices, Function<E, String> word) {
    Optional<String> text = settings.text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(choices)
            .filter(choice -> word.apply(choice).equals(text.get()))
            .findFirst()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        List.of(
                            "%s: expected one of %s, but found %s"
                                .formatted(
                                    name,
                                    Arrays.stream(choices).map(word).toList(),
                                    text.get())))));
  }
}
