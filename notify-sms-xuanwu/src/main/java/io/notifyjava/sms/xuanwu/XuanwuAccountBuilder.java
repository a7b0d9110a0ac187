package io.notifyjava.sms.xuanwu;

import io.notifyjava.http.ConnectionBuilder;
import io.notifyjava.message.Secret;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.ProviderSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the builders of both interfaces share. The names are those of the configuration keys. Not
 * thread-safe; may be used again after {@code build()}.
 *
 * @param <B> the builder itself, so that calls chain
 * @since 0.1.0
 */
public abstract class XuanwuAccountBuilder<B extends XuanwuAccountBuilder<B>>
    extends ConnectionBuilder<B> {

  final List<String> problems = new ArrayList<>();
  @Nullable String account;
  @Nullable Secret password;
  @Nullable String passwordProblem;
  SignPlacement signPlacement = SignPlacement.NONE;
  @Nullable String signName;
  int maxNumbers = 100;
  int maxTextLength = 500;

  XuanwuAccountBuilder() {}

  /** The account's name; {@code account@enterprise} for the cgi-bin interface. Required. */
  public B account(String account) {
    this.account = Objects.requireNonNull(account, "account");
    return self();
  }

  /** The account's password; required. */
  public B password(String password) {
    Objects.requireNonNull(password, "password");
    try {
      return password(Secret.of(password));
    } catch (IllegalArgumentException e) {
      // Told by build() with everything else that is wrong. The text does not repeat the password.
      this.passwordProblem = e.getMessage();
      return self();
    }
  }

  /** The account's password; required. */
  public B password(Secret password) {
    this.password = Objects.requireNonNull(password, "password");
    this.passwordProblem = null;
    return self();
  }

  /**
   * Where the contract says that the interface is, without its path, such as {@code
   * https://mos.wxchina.com:9100}; required.
   */
  @Override
  public B baseUrl(String baseUrl) {
    return super.baseUrl(baseUrl);
  }

  /**
   * Whether {@code http:} addresses are allowed: password, numbers and texts then travel for
   * everybody on the way to read. Public clients know the cgi-bin interface in no other way. False
   * by default.
   */
  @Override
  public B allowPlainHttp(boolean allowPlainHttp) {
    return super.allowPlainHttp(allowPlainHttp);
  }

  /** Where the sign name stands; {@link SignPlacement#NONE} by default. */
  public B signPlacement(SignPlacement signPlacement) {
    this.signPlacement = Objects.requireNonNull(signPlacement, "signPlacement");
    return self();
  }

  /**
   * The sign name of templates whose mapping has none; brackets around it are taken off. None by
   * default.
   */
  public B signName(String signName) {
    this.signName = Objects.requireNonNull(signName, "signName");
    return self();
  }

  /**
   * How many numbers one call carries at most, 1 to 10,000. 100 by default, which two clients agree
   * on; another one sends 10,000 to cgi-bin.
   */
  public B maxNumbers(int maxNumbers) {
    this.maxNumbers = maxNumbers;
    return self();
  }

  /**
   * Longest text with its sign name, in UTF-16 units, 1 to 1,000; 500 by default. Xuanwu's own
   * limit is not known.
   */
  public B maxTextLength(int maxTextLength) {
    this.maxTextLength = maxTextLength;
    return self();
  }

  /**
   * Returns the account, for {@code Notifier.builder()}.
   *
   * @throws ConfigurationException with every problem at once
   */
  public abstract ProviderSetup build();

  /** Notes a problem that is told by {@link #build()} with the others. */
  final B problem(String problem) {
    problems.add(problem);
    return self();
  }
}
