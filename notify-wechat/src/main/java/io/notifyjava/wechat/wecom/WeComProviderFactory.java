package io.notifyjava.wechat.wecom;

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
 * Makes accounts of type {@code wecom}, which are applications, from configuration. Services that
 * set up accounts in code use {@link WeCom#application()}, whose methods have the same names.
 *
 * @since 0.1.0
 */
public final class WeComProviderFactory implements ProviderFactory {

  private static final List<Setting> SETTINGS =
      ConnectionKeys.after(
          List.of(
              Setting.required("corp-id", TEXT, "Id of the company, such as ww0123456789abcdef."),
              Setting.required("corp-secret", SECRET, "Secret of the application."),
              Setting.required("agent-id", INTEGER, "Number of the application, such as 1000002."),
              Setting.withDefault(
                  "long-text",
                  TEXT,
                  "refuse",
                  "What becomes of texts that WeCom would cut in silence: refuse, cut or send."),
              Setting.withDefault(
                  "resend-window",
                  DURATION,
                  "30m",
                  "For how long WeCom is asked to hold back equal requests of messages with a key,"
                      + " which may be repeated then, 0s to 4h.")),
          WeCom.DEFAULT_BASE_URL);

  /** For {@link java.util.ServiceLoader}. */
  public WeComProviderFactory() {}

  @Override
  public String type() {
    return "wecom";
  }

  @Override
  public List<Setting> settings() {
    return SETTINGS;
  }

  @Override
  public Provider<?> create(ProviderContext context) {
    Settings settings = context.settings();
    WeCom.ApplicationBuilder application = WeCom.application();
    settings.text("corp-id").ifPresent(application::corpId);
    settings.secret("corp-secret").ifPresent(application::corpSecret);
    settings.integer("agent-id").ifPresent(application::agentId);
    settings.text("long-text").ifPresent(word -> longText(application, word));
    settings.duration("resend-window").ifPresent(application::resendWindow);
    ConnectionKeys.apply(settings, application);
    return application.build().create(context);
  }

  private static void longText(WeCom.ApplicationBuilder application, String word) {
    switch (word) {
      case "refuse" -> application.longText(LongText.REFUSE);
      case "cut" -> application.longText(LongText.CUT);
      case "send" -> application.longText(LongText.SEND);
      default -> application.problem("long-text: expected refuse, cut or send, but found " + word);
    }
  }
}
