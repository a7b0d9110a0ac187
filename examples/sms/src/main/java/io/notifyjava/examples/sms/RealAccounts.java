package io.notifyjava.examples.sms;

import io.notifyjava.examples.common.Environment;
import io.notifyjava.examples.common.UsageException;
import io.notifyjava.sms.aliyun.AliyunSms;
import io.notifyjava.sms.huawei.HuaweiSms;
import io.notifyjava.sms.xuanwu.SignPlacement;
import io.notifyjava.sms.xuanwu.XuanwuSms;
import io.notifyjava.spi.ProviderSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The accounts that the environment names. */
final class RealAccounts {

  /** Plain HTTP stays on this machine or is refused. */
  private static final String LOOPBACK = "http://127.0.0.1:";

  private final Environment environment;
  private final List<String> missing = new ArrayList<>();

  private RealAccounts(Environment environment) {
    this.environment = environment;
  }

  /**
   * Returns an account for each vendor.
   *
   * @throws UsageException naming every variable that is missing
   */
  static List<Carrier> of(List<Vendor> vendors, Environment environment) {
    RealAccounts accounts = new RealAccounts(environment);
    List<Carrier> carriers = new ArrayList<>();
    for (Vendor vendor : vendors) {
      int before = accounts.missing.size();
      List<String> values =
          switch (vendor) {
            case ALIYUN -> accounts.required(vendor, "ACCESS_KEY_ID", "ACCESS_KEY_SECRET");
            case HUAWEI -> accounts.required(vendor, "APP_KEY", "APP_SECRET");
            case XUANWU -> accounts.required(vendor, "ACCOUNT", "PASSWORD", "BASE_URL");
          };
      if (accounts.missing.size() == before) {
        carriers.add(new Real(vendor, accounts.setup(vendor, values)));
      }
    }
    if (!accounts.missing.isEmpty()) {
      throw new UsageException(
          "Set "
              + String.join(", ", accounts.missing)
              + " to send through accounts, or no variable of any provider to try the simulators");
    }
    return carriers;
  }

  private List<String> required(Vendor vendor, String... names) {
    List<String> values = new ArrayList<>();
    for (String name : names) {
      environment
          .get(vendor.variables() + name)
          .ifPresentOrElse(values::add, () -> missing.add(vendor.variables() + name));
    }
    return values;
  }

  private ProviderSetup setup(Vendor vendor, List<String> values) {
    return switch (vendor) {
      case ALIYUN -> aliyun(values.get(0), values.get(1));
      case HUAWEI -> huawei(values.get(0), values.get(1));
      case XUANWU -> xuanwu(values.get(0), values.get(1), values.get(2));
    };
  }

  private ProviderSetup aliyun(String id, String secret) {
    AliyunSms.AccountBuilder account = AliyunSms.account().accessKey(id, secret);
    optional(Vendor.ALIYUN, "SECURITY_TOKEN").ifPresent(account::securityToken);
    optional(Vendor.ALIYUN, "BASE_URL")
        .ifPresent(url -> account.baseUrl(url).allowPlainHttp(url.startsWith(LOOPBACK)));
    return account.build();
  }

  private ProviderSetup huawei(String key, String secret) {
    HuaweiSms.AccountBuilder account = HuaweiSms.account().appKey(key).appSecret(secret);
    optional(Vendor.HUAWEI, "FROM").ifPresent(account::from);
    optional(Vendor.HUAWEI, "BASE_URL")
        .ifPresent(url -> account.baseUrl(url).allowPlainHttp(url.startsWith(LOOPBACK)));
    return account.build();
  }

  private ProviderSetup xuanwu(String name, String password, String url) {
    SignPlacement sign =
        optional(Vendor.XUANWU, "SIGN_NAME").isPresent()
            ? SignPlacement.PREFIX
            : SignPlacement.NONE;
    if (optional(Vendor.XUANWU, "INTERFACE").filter("cgi"::equals).isPresent()) {
      XuanwuSms.CgiBuilder cgi = XuanwuSms.cgi().account(name).password(password).baseUrl(url);
      optional(Vendor.XUANWU, "SIGN_NAME").ifPresent(cgi::signName);
      return cgi.signPlacement(sign).allowPlainHttp(plainHttp(url)).build();
    }
    XuanwuSms.MosBuilder mos = XuanwuSms.mos().account(name).password(password).baseUrl(url);
    optional(Vendor.XUANWU, "SIGN_NAME").ifPresent(mos::signName);
    return mos.signPlacement(sign).allowPlainHttp(plainHttp(url)).build();
  }

  /** Xuanwu's old interface knows nothing else, so there is a word by which to allow it. */
  private boolean plainHttp(String url) {
    return url.startsWith(LOOPBACK)
        || optional(Vendor.XUANWU, "ALLOW_PLAIN_HTTP").filter("true"::equals).isPresent();
  }

  private Optional<String> optional(Vendor vendor, String name) {
    return environment.get(vendor.variables() + name);
  }

  private record Real(Vendor vendor, ProviderSetup account) implements Carrier {

    @Override
    public Optional<SimCounts> counts() {
      return Optional.empty();
    }

    @Override
    public int accepted(String phone) {
      return 0;
    }

    @Override
    public void close() {
      // Nothing was started.
    }

    @Override
    public String toString() {
      return vendor.account();
    }
  }
}
