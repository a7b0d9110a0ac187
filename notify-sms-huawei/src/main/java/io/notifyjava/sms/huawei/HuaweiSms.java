package io.notifyjava.sms.huawei;

import io.notifyjava.http.ConnectionBuilder;
import io.notifyjava.message.Secret;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.ProviderSetup;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way in for services that set up Huawei's short messages in code. Several accounts may live
 * side by side; they share nothing.
 *
 * @since 0.1.0
 */
public final class HuaweiSms {

  /** "Sending SMSs" (sms_05_0001): the mainland's first region. */
  static final String DEFAULT_BASE_URL = "https://smsapi.cn-north-4.myhuaweicloud.com";

  private HuaweiSms() {}

  /** Returns a builder of one application of the service. */
  public static AccountBuilder account() {
    return new AccountBuilder();
  }

  /**
   * Collects the settings of an account; the names are those of the configuration keys. {@link
   * #appKey} and {@link #appSecret(String)} are required. Not thread-safe; may be used again after
   * {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class AccountBuilder extends ConnectionBuilder<AccountBuilder> {

    @Nullable String appKey;
    @Nullable Secret appSecret;
    @Nullable String secretProblem;
    @Nullable String from;
    @Nullable String statusCallback;
    Authentication authentication = Authentication.AK_SK;
    Extend extend = Extend.NONE;

    private AccountBuilder() {
      super(DEFAULT_BASE_URL);
    }

    /** The application's key (APP_Key); required. */
    public AccountBuilder appKey(String appKey) {
      this.appKey = Objects.requireNonNull(appKey, "appKey");
      return this;
    }

    /** The application's secret (APP_Secret); required. */
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

    /** The application's secret (APP_Secret); required. */
    public AccountBuilder appSecret(Secret appSecret) {
      this.appSecret = Objects.requireNonNull(appSecret, "appSecret");
      this.secretProblem = null;
      return this;
    }

    /**
     * Number of the channel for templates whose mapping names none, 1 to 21 characters; none by
     * default. The sign belongs to the channel.
     */
    public AccountBuilder from(String from) {
      this.from = Objects.requireNonNull(from, "from");
      return this;
    }

    /** How calls are signed; {@link Authentication#AK_SK} by default. */
    public AccountBuilder authentication(Authentication authentication) {
      this.authentication = Objects.requireNonNull(authentication, "authentication");
      return this;
    }

    /**
     * Where Huawei pushes delivery reports, an http or https address of at most 1,024 characters;
     * by default the address that the console has for the application, and without that nowhere.
     */
    public AccountBuilder statusCallback(String statusCallback) {
      this.statusCallback = Objects.requireNonNull(statusCallback, "statusCallback");
      return this;
    }

    /** What delivery reports repeat; {@link Extend#NONE} by default. */
    public AccountBuilder extend(Extend extend) {
      this.extend = Objects.requireNonNull(extend, "extend");
      return this;
    }

    /** The application's access address, which the console shows; region cn-north-4 by default. */
    @Override
    public AccountBuilder baseUrl(String baseUrl) {
      return super.baseUrl(baseUrl);
    }

    /** {@inheritDoc} With WSSE only: {@link Authentication#AK_SK} is a signature for one host. */
    @Override
    public AccountBuilder backupUrls(List<String> backupUrls) {
      return super.backupUrls(backupUrls);
    }

    /**
     * Returns the account, for {@code Notifier.builder()}.
     *
     * @throws ConfigurationException with every problem at once
     */
    public ProviderSetup build() {
      return new Config(this, connection());
    }

    @Override
    protected AccountBuilder self() {
      return this;
    }
  }
}
