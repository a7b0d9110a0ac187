package io.notifyjava.benchmarks;

import java.util.List;

/**
 * One situation in which several contenders are measured.
 *
 * @param service whom they send through: nothing for WeChat, or {@code aliyun}, {@code huawei} or
 *     {@code mail}
 * @param delayMillis how long the stub waits before it answers
 * @param inFlight messages in flight
 */
record Scenario(String service, int delayMillis, int inFlight) {

  private static final String WECHAT = "";
  private static final String ALIYUN = "aliyun";
  private static final String HUAWEI = "huawei";
  private static final String MAIL = "mail";

  static final Scenario NO_DELAY = new Scenario(WECHAT, 0, 64);

  static final List<Scenario> ALL =
      List.of(
          NO_DELAY,
          new Scenario(WECHAT, 50, 500),
          new Scenario(WECHAT, 50, 2_000),
          new Scenario(ALIYUN, 0, 64),
          new Scenario(ALIYUN, 50, 500),
          new Scenario(HUAWEI, 0, 64),
          new Scenario(HUAWEI, 50, 500),
          new Scenario(MAIL, 0, 8),
          new Scenario(MAIL, 5, 8));

  /** Returns its short name, such as {@code 50ms/500} or {@code aliyun-50ms/500}. */
  String name() {
    return prefix() + delayMillis + "ms/" + inFlight;
  }

  /** Tells whether somebody is measured here, which his name says. */
  boolean isFor(String contender) {
    return service.equals(service(contender));
  }

  /** Returns who it is that all ratios of a scenario, given by name, are taken to. */
  static String yardstick(String scenario) {
    String service = service(scenario);
    if (service.equals(MAIL)) {
      return Table.MAIL_YARDSTICK;
    }
    return service.isEmpty() ? Table.YARDSTICK : service + "-" + Table.YARDSTICK;
  }

  /** Tells whether the stub speaks SMTP here. */
  boolean isMail() {
    return service.equals(MAIL);
  }

  private String prefix() {
    return service.isEmpty() ? "" : service + "-";
  }

  private static String service(String name) {
    return List.of(ALIYUN, HUAWEI, MAIL).stream()
        .filter(name::startsWith)
        .findFirst()
        .orElse(WECHAT);
  }
}
