package io.notifyjava.wechat;

import io.notifyjava.http.ConnectionBuilder;
import io.notifyjava.message.Secret;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.token.TokenCachePolicy;
import io.notifyjava.token.TokenSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way in for services that set up their official accounts in code. Several accounts may live
 * side by side; they share nothing.
 *
 * @since 0.1.0
 */
public final class WeChat {

  private WeChat() {}

  /** Returns a builder of one official account. */
  public static AccountBuilder account() {
    return new AccountBuilder();
  }

  /**
   * Collects the settings of an account; the names are those of the configuration keys. {@link
   * #appId} and one of {@link #appSecret(String)} and {@link #tokenSource} are required. Not
   * thread-safe; may be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class AccountBuilder extends ConnectionBuilder<AccountBuilder> {

    final List<String> problems = new ArrayList<>();
    @Nullable String appId;
    @Nullable Secret appSecret;
    @Nullable String secretProblem;
    @Nullable TokenSource tokenSource;
    TokenMode tokenMode = TokenMode.STABLE;
    TokenCachePolicy tokenPolicy = TokenCachePolicy.defaults();
    @Nullable Integer maxTextBytes;
    Duration resendWindow = WeChatConfig.LONGEST_RESEND_WINDOW;
    ValueCheck valueCheck = ValueCheck.REFUSE;

    private AccountBuilder() {
      super(WeChatConfig.DEFAULT_BASE_URL);
    }

    /** The account's id, such as {@code wx0123456789abcdef}; required. */
    public AccountBuilder appId(String appId) {
      this.appId = Objects.requireNonNull(appId, "appId");
      return this;
    }

    /** The account's secret; required unless a {@link #tokenSource} is given. */
    public AccountBuilder appSecret(String appSecret) {
      Objects.requireNonNull(appSecret, "appSecret");
      try {
        return appSecret(Secret.of(appSecret));
      } catch (IllegalArgumentException e) {
        // Told by build() with everything else that is wrong. The text does not repeat the secret.
        this.secretProblem = e.getMessage();
        return this;
      }
    }

    /** The account's secret; required unless a {@link #tokenSource} is given. */
    public AccountBuilder appSecret(Secret appSecret) {
      this.appSecret = Objects.requireNonNull(appSecret, "appSecret");
      this.secretProblem = null;
      return this;
    }

    /**
     * Where access tokens come from instead of WeChat, for services that renew them elsewhere; none
     * by default. Its tokens are cached like others, and asked for anew when WeChat refuses one.
     */
    public AccountBuilder tokenSource(TokenSource tokenSource) {
      this.tokenSource = Objects.requireNonNull(tokenSource, "tokenSource");
      return this;
    }

    /**
     * When access tokens are renewed, how long a message waits for one, and how long a shared token
     * store may take; {@link TokenCachePolicy#defaults()} by default. Without a configuration key.
     */
    public AccountBuilder tokenPolicy(TokenCachePolicy tokenPolicy) {
      this.tokenPolicy = Objects.requireNonNull(tokenPolicy, "tokenPolicy");
      return this;
    }

    /** How access tokens are fetched; {@link TokenMode#STABLE} by default. */
    public AccountBuilder tokenMode(TokenMode tokenMode) {
      this.tokenMode = Objects.requireNonNull(tokenMode, "tokenMode");
      return this;
    }

    /** {@inheritDoc} WeChat names {@code https://api2.weixin.qq.com} for disasters. */
    @Override
    public AccountBuilder backupUrls(List<String> backupUrls) {
      return super.backupUrls(backupUrls);
    }

    /**
     * Longest text of a customer-service message in bytes of UTF-8, 1 or more; no limit by default.
     * WeChat has one (error 45002) and does not publish it; 2,048 is often named.
     */
    public AccountBuilder maxTextBytes(int maxTextBytes) {
      this.maxTextBytes = maxTextBytes;
      return this;
    }

    /**
     * For how long after its first request a template message with a key may be repeated when its
     * outcome is unknown; zero to 10 minutes, which is the default and what WeChat promises for
     * {@code client_msg_id}.
     */
    public AccountBuilder resendWindow(Duration resendWindow) {
      this.resendWindow = Objects.requireNonNull(resendWindow, "resendWindow");
      return this;
    }

    /**
     * What happens to a value that is longer, or of another form, than WeChat takes under its key;
     * {@link ValueCheck#REFUSE} by default.
     */
    public AccountBuilder valueCheck(ValueCheck valueCheck) {
      this.valueCheck = Objects.requireNonNull(valueCheck, "valueCheck");
      return this;
    }

    /**
     * Returns the account, for {@code Notifier.builder()}.
     *
     * @throws ConfigurationException with every problem at once
     */
    public ProviderSetup build() {
      return new WeChatConfig(this, connection());
    }

    @Override
    protected AccountBuilder self() {
      return this;
    }

    /** Notes a problem that is told by {@link #build()} with the others. */
    AccountBuilder problem(String problem) {
      problems.add(problem);
      return this;
    }
  }
}
