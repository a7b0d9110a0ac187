package io.notifyjava.testkit.simulator;

/**
 * The actions that {@link AliyunSmsSimulator} answers; all of them at one path, by GET or POST.
 *
 * @since 0.1.0
 */
public enum AliyunSmsApi implements SimulatedApi {
  /** {@code SendSms}: one text to up to 1,000 numbers. */
  SEND("SendSms"),
  /** {@code SendBatchSms}: up to 100 numbers, each with its own sign and values. */
  SEND_BATCH("SendBatchSms"),
  /** {@code QuerySendDetails}: what became of the messages to one number on one day. */
  QUERY("QuerySendDetails"),
  /** Anything else: refused. */
  OTHER("");

  private final String action;

  AliyunSmsApi(String action) {
    this.action = action;
  }

  /** The vendor's word, such as {@code SendSms}; empty for {@link #OTHER}. */
  public String action() {
    return action;
  }

  static AliyunSmsApi of(String action) {
    for (AliyunSmsApi api : values()) {
      if (api.action.equals(action)) {
        return api;
      }
    }
    return OTHER;
  }

  @Override
  public String path() {
    return "/";
  }

  /** POST, as this library sends; GET is taken too. */
  @Override
  public String method() {
    return "POST";
  }

  @Override
  public boolean issuesToken() {
    return false;
  }
}
