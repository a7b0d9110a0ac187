package io.notifyjava.examples.sms;

import io.notifyjava.examples.common.Environment;
import io.notifyjava.examples.common.UsageException;
import io.notifyjava.sms.SmsTemplates;
import io.notifyjava.testkit.wire.Latency;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * Through whom it goes, and what the templates are.
 *
 * @param vendors in the order of preference
 * @param real whether the accounts are the environment's
 * @param environment names them
 * @param templates what is sent
 */
record Plan(List<Vendor> vendors, boolean real, Environment environment, SmsTemplates templates) {

  private static final String CHOICE = "SMS_PROVIDER";

  /**
   * Decides.
   *
   * @throws UsageException naming everything that is wrong
   */
  static Plan of(SmsCommand options, Environment environment) {
    String named =
        options.providers == null ? environment.get(CHOICE).orElse("aliyun") : options.providers;
    List<Vendor> vendors = Vendor.list(named);
    boolean chosen = options.providers == null && environment.get(CHOICE).isPresent();
    boolean real =
        chosen || vendors.stream().anyMatch(vendor -> environment.hasAny(vendor.variables()));
    options.check(real);
    return new Plan(vendors, real, environment, templates(options));
  }

  private static SmsTemplates templates(SmsCommand options) {
    SmsTemplates templates =
        options.templates == null ? ownTemplates() : SmsTemplates.load(options.templates);
    if (templates.find(options.template).isEmpty()) {
      throw new UsageException(
          "--template must be one of " + templates.names() + ", but was " + options.template);
    }
    return templates;
  }

  private static SmsTemplates ownTemplates() {
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(Plan.class.getResourceAsStream("/templates.properties"))) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return SmsTemplates.of(properties);
  }

  /** Starts what must be started. */
  List<Carrier> carriers(SmsCommand options) {
    if (real) {
      return RealAccounts.of(vendors, environment);
    }
    List<Carrier> carriers = new ArrayList<>();
    for (Vendor vendor : vendors) {
      Faults faults = carriers.isEmpty() ? options.faults() : Faults.NONE;
      Latency latency = Latency.parse(options.latency, 1);
      carriers.add(
          switch (vendor) {
            case ALIYUN -> SimulatedAliyun.start(latency, faults);
            case HUAWEI -> SimulatedHuawei.start(latency, faults);
            case XUANWU -> SimulatedXuanwu.start(latency, faults);
          });
    }
    return carriers;
  }
}
