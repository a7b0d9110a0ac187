package io.notifyjava.sms.xuanwu;

import static io.notifyjava.spi.Setting.Kind.INTEGER;
import static io.notifyjava.spi.Setting.Kind.SECRET;
import static io.notifyjava.spi.Setting.Kind.TEXT;

import io.notifyjava.http.ConnectionKeys;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderFactory;
import io.notifyjava.spi.Setting;
import io.notifyjava.spi.Settings;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes accounts of type {@code sms-xuanwu} from configuration. Services that set up accounts in
 * code use {@link XuanwuSms}, whose methods have the same names.
 *
 * @since 0.1.0
 */
public final class XuanwuSmsProviderFactory implements ProviderFactory {

  /** Without defaults in the list, so that one that belongs to the other interface is seen. */
  private static final List<Setting> FOR_MOS =
      List.of(
          Setting.optional("batch-name", TEXT, "mos: name of every batch in Xuanwu's console."),
          Setting.optional(
              "biz-type",
              TEXT,
              "mos: number of the business type; Xuanwu's default type without it."),
          Setting.optional(
              "extend-code-field",
              TEXT,
              "mos: field that carries extend codes, such as customNum; without it messages with"
                  + " one are refused."));

  private static final List<Setting> FOR_CGI =
      List.of(
          Setting.optional(
              "password-form",
              TEXT,
              "cgi: how the password is sent: md5 or plain; md5 without it."),
          Setting.optional(
              "encode", TEXT, "cgi: characters of texts: gbk or utf-8; gbk without it."),
          Setting.optional("method", TEXT, "cgi: get or post; get without it."),
          Setting.optional(
              "message-type",
              TEXT,
              "cgi: what msgtype says: by-length, normal or long; by-length without it."),
          Setting.optional(
              "number-separator",
              TEXT,
              "cgi: what stands between numbers: space or comma; space without it."));

  private static final List<Setting> COMMON =
      List.of(
          Setting.required("interface", TEXT, "Which one the contract names: mos or cgi."),
          Setting.required(
              "account", TEXT, "Name of the account; account@enterprise for the cgi interface."),
          Setting.required("password", SECRET, "Password of the account."),
          Setting.withDefault(
              "sign-placement",
              TEXT,
              "none",
              "Where the sign name is put: none (Xuanwu adds it), prefix or suffix."),
          Setting.optional(
              "sign-name", TEXT, "Sign name of templates whose mapping has none; no brackets."),
          Setting.withDefault(
              "max-numbers", INTEGER, "100", "Most numbers of one call, 1 to 10000."),
          Setting.withDefault(
              "max-text-length",
              INTEGER,
              "500",
              "Longest text with its sign name, in UTF-16 units, 1 to 1000."));

  private static final List<Setting> SETTINGS =
      ConnectionKeys.after(Stream.of(COMMON, FOR_MOS, FOR_CGI).flatMap(List::stream).toList());

  /** For {@link java.util.ServiceLoader}. */
  public XuanwuSmsProviderFactory() {}

  @Override
  public String type() {
    return XuanwuSms.TYPE;
  }

  @Override
  public List<Setting> settings() {
    return SETTINGS;
  }

  @Override
  public Provider<?> create(ProviderContext context) {
    Settings settings = context.settings();
    String chosen = settings.text("interface").orElse("");
    return switch (chosen) {
      case "mos" -> mos(settings).build().create(context);
      case "cgi" -> cgi(settings).build().create(context);
      default ->
          throw new ConfigurationException(
              List.of("interface: expected mos or cgi, but found " + shown(chosen)));
    };
  }

  private static XuanwuSms.MosBuilder mos(Settings settings) {
    XuanwuSms.MosBuilder mos = XuanwuSms.mos();
    common(settings, mos);
    told(settings, mos, "batch-name", mos::batchName);
    settings.text("biz-type").ifPresent(mos::bizType);
    settings.text("extend-code-field").ifPresent(mos::extendCodeField);
    refuse(settings, mos, FOR_CGI, "mos");
    return mos;
  }

  private static XuanwuSms.CgiBuilder cgi(Settings settings) {
    XuanwuSms.CgiBuilder cgi = XuanwuSms.cgi();
    common(settings, cgi);
    choice(settings, cgi, "password-form", PasswordForm.class, cgi::passwordForm);
    choice(settings, cgi, "encode", CgiEncoding.class, cgi::encode);
    choice(settings, cgi, "method", CgiMethod.class, cgi::method);
    choice(settings, cgi, "message-type", CgiMessageType.class, cgi::messageType);
    choice(settings, cgi, "number-separator", NumberSeparator.class, cgi::numberSeparator);
    refuse(settings, cgi, FOR_MOS, "cgi");
    return cgi;
  }

  private static void common(Settings settings, XuanwuAccountBuilder<?> builder) {
    settings.text("account").ifPresent(builder::account);
    settings.secret("password").ifPresent(builder::password);
    ConnectionKeys.apply(settings, builder);
    choice(settings, builder, "sign-placement", SignPlacement.class, builder::signPlacement);
    settings.text("sign-name").ifPresent(builder::signName);
    settings.integer("max-numbers").ifPresent(builder::maxNumbers);
    settings.integer("max-text-length").ifPresent(builder::maxTextLength);
  }

  private static void told(
      Settings settings, XuanwuAccountBuilder<?> builder, String name, Consumer<String> setter) {
    try {
      settings.text(name).ifPresent(setter);
    } catch (IllegalArgumentException e) {
      builder.problem(name + ": " + e.getMessage());
    }
  }

  private static <E extends Enum<E>> void choice(
      Settings settings,
      XuanwuAccountBuilder<?> builder,
      String name,
      Class<E> type,
      Consumer<E> setter) {
    settings
        .text(name)
        .ifPresent(
            text -> {
              for (E constant : type.getEnumConstants()) {
                if (written(constant).equals(text)) {
                  setter.accept(constant);
                  return;
                }
              }
              String known =
                  Stream.of(type.getEnumConstants())
                      .map(XuanwuSmsProviderFactory::written)
                      .collect(Collectors.joining(", "));
              builder.problem(name + ": expected one of " + known + ", but found " + shown(text));
            });
  }

  private static void refuse(
      Settings settings, XuanwuAccountBuilder<?> builder, List<Setting> others, String chosen) {
    for (Setting other : others) {
      if (settings.text(other.name()).isPresent()) {
        builder.problem(
            other.name() + ": means nothing to the interface " + chosen + "; leave it out");
      }
    }
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Nobody knows what was pasted there by mistake, so no more is shown than a choice can have. */
  private static String shown(String text) {
    return text.length() <= 16 ? text : "something longer";
  }
}
