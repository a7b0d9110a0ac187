package io.notifyjava.sms.aliyun;

import com.aliyuncs.auth.AlibabaCloudCredentialsProvider;
import io.notifyjava.http.ConnectionBuilder;
import io.notifyjava.message.Secret;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.ProviderSetup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way in for services that set up their Aliyun accounts in code. Several accounts may live side
 * by side; they share nothing.
 *
 * @since 0.1.0
 */
public final class AliyunSms {

  /** Where Aliyun is, for senders in mainland China. */
  public static final String DEFAULT_BASE_URL = "https://dysmsapi.aliyuncs.com";

  private AliyunSms() {}

  /** Returns a builder of one account. */
  public static AccountBuilder account() {
    return new AccountBuilder();
  }

  /**
   * Collects the settings of an account; the names are those of the configuration keys. {@link
   * #accessKey} or {@link #credentials} is required. Not thread-safe; may be used again after
   * {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class AccountBuilder extends ConnectionBuilder<AccountBuilder> {

    final List<String> problems = new ArrayList<>();
    final Map<String, String> secretProblems = new LinkedHashMap<>();
    @Nullable Secret accessKeyId;
    @Nullable Secret accessKeySecret;
    @Nullable Secret securityToken;
    @Nullable AlibabaCloudCredentialsProvider credentials;
    AliyunSignature signature = AliyunSignature.V3;
    int maxBulk = SharedCalls.MOST_SAME;
    boolean splitRefusedCalls = true;
    int maxValueLength = 35;
    String foreignPrefix = "";

    private AccountBuilder() {
      super(DEFAULT_BASE_URL);
    }

    /** A lasting access key, or one of STS together with {@link #securityToken}. */
    public AccountBuilder accessKey(Secret id, Secret secret) {
      this.accessKeyId = Objects.requireNonNull(id, "id");
      this.accessKeySecret = Objects.requireNonNull(secret, "secret");
      return this;
    }

    /** A lasting access key, or one of STS together with {@link #securityToken}. */
    public AccountBuilder accessKey(String id, String secret) {
      this.accessKeyId = secret("access-key-id", id);
      this.accessKeySecret = secret("access-key-secret", secret);
      return this;
    }

    /** The token that belongs to an access key of STS; none by default. */
    public AccountBuilder securityToken(String securityToken) {
      this.securityToken = secret("security-token", securityToken);
      return this;
    }

    /** What is wrong is told by build() with everything else; the text does not repeat a secret. */
    private @Nullable Secret secret(String name, String value) {
      secretProblems.remove(name);
      try {
        return Secret.of(Objects.requireNonNull(value, name));
      } catch (IllegalArgumentException e) {
        secretProblems.put(name, name + ": " + e.getMessage());
        return null;
      }
    }

    /**
     * Where access keys come from instead: any provider of the vendor's SDK, or one's own that
     * returns {@code BasicCredentials} or {@code BasicSessionCredentials}. Asked for every call, in
     * the thread that sends and within its time, by many threads at once: it should answer from
     * memory and renew keys before they end. When Aliyun refuses a key it is asked once more, and
     * the call repeated if it then gives another.
     */
    public AccountBuilder credentials(AlibabaCloudCredentialsProvider credentials) {
      this.credentials = Objects.requireNonNull(credentials, "credentials");
      return this;
    }

    /** How requests are signed; {@link AliyunSignature#V3} by default. */
    public AccountBuilder signature(AliyunSignature signature) {
      this.signature = Objects.requireNonNull(signature, "signature");
      return this;
    }

    /**
     * Most numbers in one call of a batch, 1 to 1,000, which is the default and Aliyun's limit;
     * with 1 no call is shared. With different values a call carries at most 100.
     */
    public AccountBuilder maxBulk(int maxBulk) {
      this.maxBulk = maxBulk;
      return this;
    }

    /**
     * Whether a call that Aliyun refuses because of one of several numbers is tried again in halves
     * until the one is found; true by default. That such a call reached nobody follows from the
     * form of the answer, but no page says so: with false, all its messages are unknown instead.
     */
    public AccountBuilder splitRefusedCalls(boolean splitRefusedCalls) {
      this.splitRefusedCalls = splitRefusedCalls;
      return this;
    }

    /**
     * Longest value in characters; 35 by default, which is Aliyun's limit unless it lifted it for
     * the account. 0 checks nothing, more than 500 makes no sense.
     */
    public AccountBuilder maxValueLength(int maxValueLength) {
      this.maxValueLength = maxValueLength;
      return this;
    }

    /**
     * What stands before the country code of numbers abroad: nothing by default, as Aliyun's
     * present pages say, or {@code 00}, as old ones did. Numbers that read as mainland ones without
     * a plus, such as those of North America, are only sent with {@code 00}.
     */
    public AccountBuilder foreignPrefix(String foreignPrefix) {
      this.foreignPrefix = Objects.requireNonNull(foreignPrefix, "foreignPrefix");
      return this;
    }

    /** {@inheritDoc} Never derived from a region. */
    @Override
    public AccountBuilder baseUrl(String baseUrl) {
      return super.baseUrl(baseUrl);
    }

    /** {@inheritDoc} With {@link AliyunSignature#V1} only: V3 is a signature for one host. */
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
      return new AliyunSmsConfig(this, connection());
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
