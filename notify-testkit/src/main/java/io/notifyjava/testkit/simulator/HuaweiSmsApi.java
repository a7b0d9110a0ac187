package io.notifyjava.testkit.simulator;

/**
 * The calls of Huawei Cloud's short message service that the simulator answers.
 *
 * @since 0.1.0
 */
public enum HuaweiSmsApi implements SimulatedApi {
  /** {@code POST /sms/batchSendSms/v1}: one text to up to 500 numbers, as a form. */
  SEND("/sms/batchSendSms/v1"),
  /** {@code POST /sms/batchSendDiffSms/v1}: several texts to up to 500 numbers, as JSON. */
  SEND_DIFFERENT("/sms/batchSendDiffSms/v1");

  private final String path;

  HuaweiSmsApi(String path) {
    this.path = path;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public boolean issuesToken() {
    return false;
  }
}
