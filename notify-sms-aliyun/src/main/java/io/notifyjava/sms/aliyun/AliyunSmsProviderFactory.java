package io.notifyjava.sms.aliyun;

import static io.notifyjava.spi.Setting.Kind.BOOLEAN;
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
 * Makes accounts of type {@code sms-aliyun} from configuration. Services that set up accounts in
 * code use {@link AliyunSms#account()}, whose methods have the same names.
 *
 * @since 0.1.0
 */
public final class AliyunSmsProviderFactory implements ProviderFactory {

  static final String TYPE = "sms-aliyun";

  private static final List<Setting> SETTINGS =
      ConnectionKeys.after(
          List.of(
              Setting.required("access-key-id", SECRET, "Id of the access key."),
              Setting.required("access-key-secret", SECRET, "Secret of the access key."),
              Setting.optional("security-token", SECRET, "Token of an access key of STS."),
              Setting.withDefault(
                  "signature",
                  TEXT,
                  "v3",
                  "How requests are signed: v3, or v1 behind a gateway that changes the host."),
              Setting.withDefault(
                  "max-bulk",
                  INTEGER,
                  "1000",
                  "Most numbers in one call of a batch, 1 (no call is shared) to 1000."),
              Setting.withDefault(
                  "split-refused-calls",
                  BOOLEAN,
                  "true",
                  "Whether a call that is refused because of one number is tried again in halves; else"
                      + " all its messages are unknown."),
              Setting.withDefault(
                  "max-value-length",
                  INTEGER,
                  "35",
                  "Longest value in characters, 0 (no check) to 500."),
              Setting.optional(
                  "foreign-prefix",
                  TEXT,
                  "What stands before the country code of numbers abroad: nothing, or 00.")),
          AliyunSms.DEFAULT_BASE_URL);

  /** For {@link java.util.ServiceLoader}. */
  public AliyunSmsProviderFactory() {}

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<Setting> settings() {
    return SETTINGS;
  }

  @Override
  public Provider<?> create(ProviderContext context) {
    Settings settings = context.settings();
    AliyunSms.AccountBuilder account = AliyunSms.account();
    settings.secret("access-key-id").ifPresent(id -> account.accessKeyId = id);
    settings.secret("access-key-secret").ifPresent(secret -> account.accessKeySecret = secret);
    settings.secret("security-token").ifPresent(token -> account.securityToken = token);
    settings.text("signature").ifPresent(version -> signature(account, version));
    settings.integer("max-bulk").ifPresent(account::maxBulk);
    account.splitRefusedCalls(settings.flag("split-refused-calls"));
    settings.integer("max-value-length").ifPresent(account::maxValueLength);
    settings.text("foreign-prefix").ifPresent(account::foreignPrefix);
    ConnectionKeys.apply(settings, account);
    return account.build().create(context);
  }

  private static void signature(AliyunSms.AccountBuilder account, String version) {
    switch (version) {
      case "v3" -> account.signature(AliyunSignature.V3);
      case "v1" -> account.signature(AliyunSignature.V1);
      default -> account.problem("signature: expected v3 or v1, but found " + version);
    }
  }
}
