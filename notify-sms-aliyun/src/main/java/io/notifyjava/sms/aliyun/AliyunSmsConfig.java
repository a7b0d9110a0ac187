package io.notifyjava.sms.aliyun;

import com.aliyuncs.auth.AlibabaCloudCredentialsProvider;
import com.aliyuncs.auth.BasicCredentials;
import com.aliyuncs.auth.BasicSessionCredentials;
import com.aliyuncs.auth.StaticCredentialsProvider;
import io.notifyjava.http.ConnectionSettings;
import io.notifyjava.http.HttpExchange;
import io.notifyjava.message.Redactor;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The checked settings of one account, out of which a notifier makes its provider. Immutable, so
 * one may serve several notifiers.
 */
final class AliyunSmsConfig implements ProviderSetup {

  private static final int LONGEST_TEXT = 500;

  private final ConnectionSettings connection;
  private final @Nullable AlibabaCloudCredentialsProvider credentials;
  private final AliyunSignature signature;
  private final int maxBulk;
  private final boolean splitRefusedCalls;
  private final int maxValueLength;
  private final String foreignPrefix;

  /**
   * Checks what a builder collected.
   *
   * @throws ConfigurationException with every problem
   */
  AliyunSmsConfig(AliyunSms.AccountBuilder given, ConnectionSettings connection) {
    this.connection = connection;
    this.signature = given.signature;
    this.maxBulk = given.maxBulk;
    this.splitRefusedCalls = given.splitRefusedCalls;
    this.maxValueLength = given.maxValueLength;
    this.foreignPrefix = given.foreignPrefix;
    List<String> problems = new ArrayList<>(given.problems);
    this.credentials = credentials(given, problems);
    if (maxBulk < 1 || maxBulk > SharedCalls.MOST_SAME) {
      problems.add("max-bulk: expected 1 to 1000, but found " + maxBulk);
    }
    if (maxValueLength < 0 || maxValueLength > LONGEST_TEXT) {
      problems.add("max-value-length: expected 0 (no check) to 500, but found " + maxValueLength);
    }
    if (!foreignPrefix.isEmpty() && !foreignPrefix.equals("00")) {
      problems.add("foreign-prefix: expected nothing or 00, but found " + foreignPrefix);
    }
    connection.check(problems);
    if (signature == AliyunSignature.V3) {
      connection.checkNoBackups("signature v3 is for one host", problems);
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private static @Nullable AlibabaCloudCredentialsProvider credentials(
      AliyunSms.AccountBuilder given, List<String> problems) {
    if (given.credentials != null) {
      if (given.accessKeyId != null || given.securityToken != null) {
        problems.add(
            "credentials: expected either an access key or a credentials provider, but found both;"
                + " leave one out");
      }
      return given.credentials;
    }
    problems.addAll(given.secretProblems.values());
    if (!given.secretProblems.isEmpty()) {
      return null;
    }
    if (given.accessKeyId == null || given.accessKeySecret == null) {
      problems.add(
          "access-key-id, access-key-secret: expected both, or a credentials provider, but found"
              + " neither or one");
      return null;
    }
    String id = given.accessKeyId.reveal();
    String secret = given.accessKeySecret.reveal();
    if (!Keys.isOne(id) || !Keys.isOne(secret)) {
      problems.add(
          "access-key-id, access-key-secret: expected visible ASCII without blanks, but found other"
              + " characters");
      return null;
    }
    return new StaticCredentialsProvider(
        given.securityToken == null
            ? new BasicCredentials(id, secret)
            : new BasicSessionCredentials(id, secret, given.securityToken.reveal()));
  }

  int maxBulk() {
    return maxBulk;
  }

  String address() {
    return connection.address();
  }

  @Override
  public Provider<?> create(ProviderContext context) {
    Mappings mappings =
        new Mappings(context.smsTemplates(), context.account(), maxValueLength, foreignPrefix);
    HttpExchange exchange =
        connection.exchange(new Redactor(List.of())).ticker(context.ticker()).build();
    RequestSigner signer =
        signature == AliyunSignature.V1 ? new SignerV1() : new SignerV3(connection.hostHeader());
    AliyunCalls calls =
        new AliyunCalls(
            exchange,
            signer,
            new KeySource(Objects.requireNonNull(credentials)),
            context.clock(),
            context.ticker());
    Requests requests = new Requests(foreignPrefix);
    return new AliyunSmsProvider(
        this,
        exchange,
        mappings,
        requests,
        new SharedCalls(calls, requests, splitRefusedCalls, context.clock(), context.ticker()),
        new Settlement(calls, requests, context.clock(), context.ticker()));
  }

  /** Shows the address, and nothing of the keys. */
  @Override
  public String toString() {
    return "AliyunSmsConfig[" + connection.address() + "]";
  }
}
