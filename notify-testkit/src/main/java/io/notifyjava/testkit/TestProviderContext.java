package io.notifyjava.testkit;

import static java.util.Objects.requireNonNull;

import io.notifyjava.message.Texts;
import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderFactory;
import io.notifyjava.spi.Setting;
import io.notifyjava.spi.Settings;
import io.notifyjava.token.MemoryTokenStore;
import io.notifyjava.token.TokenStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a notifier would give to a provider, with everything in the test's hands.
 *
 * <p>Unless told otherwise: account {@code test}, no settings, a {@link ManualClock} and its
 * ticker, random numbers from a fixed seed, tokens kept in memory, work run at once in the thread
 * that hands it over, the documented time limits, and no templates of short messages. Thread-safe.
 *
 * @since 0.1.0
 */
public final class TestProviderContext implements ProviderContext {

  private final String account;
  private final Settings settings;
  private final ManualClock clock;
  private final LongSupplier ticker;
  private final RandomGenerator random;
  private final TokenStore tokenStore;
  private final Executor executor;
  private final TimeoutPolicy timeouts;
  private final SmsTemplates smsTemplates;

  private TestProviderContext(Builder builder) {
    this.account = builder.account;
    this.settings = TextSettings.of(builder.settings);
    this.clock = builder.clock;
    this.ticker = builder.ticker == null ? clock.ticker() : builder.ticker;
    // java.util.Random, because many threads share it and the newer generators don't allow that
    this.random = new Random(builder.seed);
    this.tokenStore =
        builder.tokenStore == null ? new MemoryTokenStore(ticker) : builder.tokenStore;
    this.executor = builder.executor;
    this.timeouts = builder.timeouts;
    this.smsTemplates = builder.smsTemplates;
  }

  /** Returns a context in which nothing was changed. */
  public static TestProviderContext create() {
    return builder().build();
  }

  /** Starts with the values that the class names. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String account() {
    return account;
  }

  @Override
  public Settings settings() {
    return settings;
  }

  /** Returns the clock, which the test may move. */
  @Override
  public ManualClock clock() {
    return clock;
  }

  @Override
  public LongSupplier ticker() {
    return ticker;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public TokenStore tokenStore() {
    return tokenStore;
  }

  @Override
  public Executor executor() {
    return executor;
  }

  @Override
  public TimeoutPolicy timeouts() {
    return timeouts;
  }

  @Override
  public SmsTemplates smsTemplates() {
    return smsTemplates;
  }

  @Override
  public String toString() {
    return "TestProviderContext[" + account + "]";
  }

  /**
   * Puts a context together. Not thread-safe; may be used again after {@link #build()}.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private final Map<String, String> settings = new HashMap<>();
    private String account = "test";
    private ManualClock clock = new ManualClock();
    private @Nullable LongSupplier ticker;
    private long seed = 42;
    private @Nullable TokenStore tokenStore;
    private Executor executor = Runnable::run;
    private TimeoutPolicy timeouts = TimeoutPolicy.defaults();
    private SmsTemplates smsTemplates = SmsTemplates.none();

    private Builder() {}

    /** The name of the account; {@code test} by default. */
    public Builder account(String account) {
      this.account = Texts.required("account", account, 64);
      return this;
    }

    /**
     * One setting, as it would be written in a properties file; replaces an earlier value or
     * default. It is read by the kind that the provider asks for.
     */
    public Builder setting(String name, String value) {
      settings.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
      return this;
    }

    /** Fills in the defaults of a factory's settings where no value was given yet. */
    public Builder defaultsOf(ProviderFactory factory) {
      for (Setting setting : factory.settings()) {
        String value = setting.defaultValue();
        if (value != null) {
          settings.putIfAbsent(setting.name(), value);
        }
      }
      return this;
    }

    /** The wall clock, and the ticker that belongs to it; one at the start by default. */
    public Builder clock(ManualClock clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /**
     * The ticker in nanoseconds; the manual clock's by default. Give {@code System::nanoTime} where
     * a real network is waited for.
     */
    public Builder ticker(LongSupplier ticker) {
      this.ticker = requireNonNull(ticker, "ticker");
      return this;
    }

    /** Where random numbers start; 42 by default. */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /** Where tokens are kept; in memory, for each context of its own, by default. */
    public Builder tokenStore(TokenStore tokenStore) {
      this.tokenStore = requireNonNull(tokenStore, "tokenStore");
      return this;
    }

    /** Where short work runs; in the thread that hands it over by default. */
    public Builder executor(Executor executor) {
      this.executor = requireNonNull(executor, "executor");
      return this;
    }

    /** The time limits; {@link TimeoutPolicy#defaults()} by default. */
    public Builder timeouts(TimeoutPolicy timeouts) {
      this.timeouts = requireNonNull(timeouts, "timeouts");
      return this;
    }

    /** The logical templates of short messages; none by default. */
    public Builder smsTemplates(SmsTemplates smsTemplates) {
      this.smsTemplates = requireNonNull(smsTemplates, "smsTemplates");
      return this;
    }

    /** Returns the context. */
    public TestProviderContext build() {
      return new TestProviderContext(this);
    }
  }
}
