package io.notifyjava.wechat.wecom;

import static io.notifyjava.spi.Setting.Kind.SECRET;

import io.notifyjava.http.ConnectionKeys;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderFactory;
import io.notifyjava.spi.Setting;
import io.notifyjava.spi.Settings;
import java.util.List;

/**
 * Makes accounts of type {@code wecom-robot} from configuration. Services that set up accounts in
 * code use {@link WeCom#robot()}, whose methods have the same names.
 *
 * @since 0.1.0
 */
public final class WeComRobotProviderFactory implements ProviderFactory {

  private static final List<Setting> SETTINGS =
      ConnectionKeys.after(
          List.of(
              Setting.required("key", SECRET, "Key of the robot, or its whole webhook address.")),
          WeCom.DEFAULT_BASE_URL);

  /** For {@link java.util.ServiceLoader}. */
  public WeComRobotProviderFactory() {}

  @Override
  public String type() {
    return "wecom-robot";
  }

  @Override
  public List<Setting> settings() {
    return SETTINGS;
  }

  @Override
  public Provider<?> create(ProviderContext context) {
    Settings settings = context.settings();
    WeCom.RobotBuilder robot = WeCom.robot();
    settings.secret("key").ifPresent(robot::key);
    ConnectionKeys.apply(settings, robot);
    return robot.build().create(context);
  }
}
