package io.notifyjava.examples.sms;

import io.notifyjava.examples.common.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Who carries short messages. */
enum Vendor {
  ALIYUN,
  HUAWEI,
  XUANWU;

  /** Returns its name on the command line, which is that of its account too. */
  String account() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what the names of its variables begin with. */
  String variables() {
    return name() + "_SMS_";
  }

  /**
   * Reads names separated by commas.
   *
   * @throws UsageException if one is unknown or stands there twice
   */
  static List<Vendor> list(String text) {
    List<Vendor> vendors =
        Arrays.stream(text.split(",", -1)).map(name -> named(name.strip(), text)).toList();
    if (vendors.stream().distinct().count() < vendors.size()) {
      throw new UsageException("--providers must name each once, but was " + text);
    }
    return vendors;
  }

  private static Vendor named(String name, String text) {
    return Arrays.stream(values())
        .filter(vendor -> vendor.account().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "--providers must be some of aliyun, huawei, xuanwu, separated by commas, but was "
                        + text));
  }
}
