package io.notifyjava.sms.aliyun;

import com.aliyuncs.auth.AlibabaCloudCredentials;
import com.aliyuncs.auth.AlibabaCloudCredentialsProvider;
import com.aliyuncs.auth.BasicSessionCredentials;
import com.aliyuncs.auth.BearerTokenCredentials;
import com.aliyuncs.auth.KeyPairCredentials;
import com.aliyuncs.exceptions.ClientException;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import org.jspecify.annotations.Nullable;

/** Where the keys of a call come from; asked for every call. Thread-safe if its provider is. */
final class KeySource {

  private final AlibabaCloudCredentialsProvider provider;

  KeySource(AlibabaCloudCredentialsProvider provider) {
    this.provider = provider;
  }

  /**
   * Returns the keys of this moment.
   *
   * @throws KeysUnavailableException if there are none; nothing of the provider's own words is
   *     repeated, since they may hold anything
   */
  Keys keys() {
    AlibabaCloudCredentials given;
    try {
      given = provider.getCredentials();
    } catch (ClientException | RuntimeException failed) {
      throw unavailable("threw " + failed.getClass().getName() + "; see what it logged", true);
    } catch (LinkageError missing) {
      throw unavailable(
          "needs classes that are not on the class path; declare"
              + " com.aliyun:aliyun-java-sdk-core in the service's own build, so that what it"
              + " brings along comes back",
          false);
    }
    return checked(given);
  }

  private static Keys checked(@Nullable AlibabaCloudCredentials given) {
    if (given == null) {
      throw unavailable("returned null", true);
    }
    if (given instanceof KeyPairCredentials || given instanceof BearerTokenCredentials) {
      throw unavailable(
          "returned " + given.getClass().getSimpleName() + ", but an access key was expected",
          false);
    }
    @Nullable String id = given.getAccessKeyId();
    @Nullable String secret = given.getAccessKeySecret();
    if (isEmpty(id) || isEmpty(secret)) {
      throw unavailable("returned an access key without id or secret", true);
    }
    @Nullable String token =
        given instanceof BasicSessionCredentials session ? session.getSessionToken() : null;
    return new Keys(id, secret, isEmpty(token) ? null : token);
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private static KeysUnavailableException unavailable(String found, boolean mayPass) {
    String text = "expected an access key, but the credentials provider " + found;
    return new KeysUnavailableException(
        mayPass
            ? Failure.transientFailure(FailureReason.AUTHENTICATION, "no-credentials", text)
            : Failure.permanent(FailureReason.AUTHENTICATION, "no-credentials", text));
  }
}
