package io.notifyjava.wechat.wecom;

import io.notifyjava.http.ConnectionBuilder;
import io.notifyjava.message.Secret;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.token.TokenCachePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way in for services that set up WeCom applications and robots in code. Several may live side
 * by side; they share nothing.
 *
 * @since 0.1.0
 */
public final class WeCom {

  /** WeCom has no other host. */
  static final String DEFAULT_BASE_URL = "https://qyapi.weixin.qq.com";

  private WeCom() {}

  /** Returns a builder of one application. */
  public static ApplicationBuilder application() {
    return new ApplicationBuilder();
  }

  /** Returns a builder of one group robot. */
  public static RobotBuilder robot() {
    return new RobotBuilder();
  }

  /**
   * Collects the settings of an application; the names are those of the configuration keys. {@link
   * #corpId}, {@link #corpSecret(String)} and {@link #agentId} are required. Not thread-safe; may
   * be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class ApplicationBuilder extends ConnectionBuilder<ApplicationBuilder> {

    final List<String> problems = new ArrayList<>();
    @Nullable String corpId;
    @Nullable Secret corpSecret;
    @Nullable String secretProblem;
    @Nullable Integer agentId;
    LongText longText = LongText.REFUSE;
    TokenCachePolicy tokenPolicy = TokenCachePolicy.defaults();
    Duration resendWindow = ApplicationConfig.DEFAULT_RESEND_WINDOW;

    private ApplicationBuilder() {
      super(DEFAULT_BASE_URL);
    }

    /** The company's id; required. */
    public ApplicationBuilder corpId(String corpId) {
      this.corpId = Objects.requireNonNull(corpId, "corpId");
      return this;
    }

    /** The application's secret; required. */
    public ApplicationBuilder corpSecret(String corpSecret) {
      Objects.requireNonNull(corpSecret, "corpSecret");
      try {
        return corpSecret(Secret.of(corpSecret));
      } catch (IllegalArgumentException e) {
        // Told by build() with everything else that is wrong. The text does not repeat the secret.
        this.secretProblem = e.getMessage();
        return this;
      }
    }

    /** The application's secret; required. */
    public ApplicationBuilder corpSecret(Secret corpSecret) {
      this.corpSecret = Objects.requireNonNull(corpSecret, "corpSecret");
      this.secretProblem = null;
      return this;
    }

    /** The application's number, which belongs to the secret; 1 or more; required. */
    public ApplicationBuilder agentId(int agentId) {
      this.agentId = agentId;
      return this;
    }

    /** What becomes of texts that WeCom would cut; {@link LongText#REFUSE} by default. */
    public ApplicationBuilder longText(LongText longText) {
      this.longText = Objects.requireNonNull(longText, "longText");
      return this;
    }

    /**
     * When access tokens are renewed, how long a message waits for one, and how long a shared token
     * store may take; {@link TokenCachePolicy#defaults()} by default. Without a configuration key.
     */
    public ApplicationBuilder tokenPolicy(TokenCachePolicy tokenPolicy) {
      this.tokenPolicy = Objects.requireNonNull(tokenPolicy, "tokenPolicy");
      return this;
    }

    /**
     * For how long WeCom is asked to hold back a request that is equal to one with an idempotency
     * key, and so for how long such a message may be repeated when its outcome is unknown; zero to
     * 4 hours in whole seconds, 30 minutes by default. Zero asks for nothing.
     */
    public ApplicationBuilder resendWindow(Duration resendWindow) {
      this.resendWindow = Objects.requireNonNull(resendWindow, "resendWindow");
      return this;
    }

    /**
     * Returns the application, for {@code Notifier.builder()}.
     *
     * @throws ConfigurationException with every problem at once
     */
    public ProviderSetup build() {
      return new ApplicationConfig(this, connection());
    }

    @Override
    protected ApplicationBuilder self() {
      return this;
    }

    /** Notes a problem that is told by {@link #build()} with the others. */
    ApplicationBuilder problem(String problem) {
      problems.add(problem);
      return this;
    }
  }

  /**
   * Collects the settings of a robot; the names are those of the configuration keys. {@link
   * #key(String)} is required. Not thread-safe; may be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class RobotBuilder extends ConnectionBuilder<RobotBuilder> {

    @Nullable Secret key;
    @Nullable String keyProblem;
    RateLimit rateLimit = RobotConfig.DEFAULT_RATE;

    private RobotBuilder() {
      super(DEFAULT_BASE_URL);
    }

    /** The robot's key, or its whole webhook address, in which the key stands; required. */
    public RobotBuilder key(String key) {
      Objects.requireNonNull(key, "key");
      try {
        return key(Secret.of(key));
      } catch (IllegalArgumentException e) {
        // Told by build() with everything else that is wrong. The text does not repeat the secret.
        this.keyProblem = e.getMessage();
        return this;
      }
    }

    /** The robot's key, or its whole webhook address, in which the key stands; required. */
    public RobotBuilder key(Secret key) {
      this.key = Objects.requireNonNull(key, "key");
      this.keyProblem = null;
      return this;
    }

    /**
     * How many messages it may send in a period; 20 a minute by default, which is what WeCom
     * allows, with waits of a minute at most. The notifier's own rate limit for the account wins.
     */
    public RobotBuilder rateLimit(RateLimit rateLimit) {
      this.rateLimit = Objects.requireNonNull(rateLimit, "rateLimit");
      return this;
    }

    /**
     * Returns the robot, for {@code Notifier.builder()}.
     *
     * @throws ConfigurationException with every problem at once
     */
    public ProviderSetup build() {
      return new RobotConfig(this, connection());
    }

    @Override
    protected RobotBuilder self() {
      return this;
    }
  }
}
