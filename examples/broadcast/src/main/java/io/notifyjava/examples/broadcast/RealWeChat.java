package io.notifyjava.examples.broadcast;

import io.notifyjava.examples.common.UsageException;
import io.notifyjava.wechat.WeChat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The official account that the environment names.
 *
 * @param appId of the account
 * @param appSecret of the account
 * @param baseUrl where WeChat is; null for its own address
 */
record RealWeChat(String appId, String appSecret, @Nullable String baseUrl) implements Platform {

  static final String APP_ID = "WECHAT_APP_ID";
  static final String APP_SECRET = "WECHAT_APP_SECRET";

  /** Another address, such as that of a company's own gateway to WeChat. */
  static final String BASE_URL = "WECHAT_BASE_URL";

  /** Plain HTTP stays on this machine or is refused. */
  private static final String LOOPBACK = "http://127.0.0.1:";

  /**
   * Reads the environment.
   *
   * @return empty if it names no account
   * @throws UsageException if it names one by half
   */
  static Optional<RealWeChat> of(Map<String, String> environment) {
    String appId = environment.getOrDefault(APP_ID, "");
    String appSecret = environment.getOrDefault(APP_SECRET, "");
    if (appId.isBlank() && appSecret.isBlank()) {
      return Optional.empty();
    }
    if (appId.isBlank() || appSecret.isBlank()) {
      throw new UsageException(
          (appId.isBlank() ? APP_ID : APP_SECRET)
              + " is missing; set both to send through WeChat, or neither to try the simulator");
    }
    return Optional.of(new RealWeChat(appId, appSecret, environment.get(BASE_URL)));
  }

  @Override
  public WeChat.AccountBuilder account() {
    WeChat.AccountBuilder account = WeChat.account().appId(appId).appSecret(appSecret);
    if (baseUrl != null) {
      account.baseUrl(baseUrl).allowPlainHttp(baseUrl.startsWith(LOOPBACK));
    }
    return account;
  }

  @Override
  public boolean isSimulated() {
    return false;
  }

  @Override
  public Optional<SimCounts> counts() {
    return Optional.empty();
  }

  @Override
  public void killTokens() {
    throw new IllegalStateException("The tokens of WeChat itself are not killed");
  }

  @Override
  public String title() {
    return "WeChat at " + Objects.requireNonNullElse(baseUrl, "its own address");
  }

  @Override
  public void close() {
    // Nothing was started.
  }

  @Override
  public String toString() {
    return title();
  }
}
