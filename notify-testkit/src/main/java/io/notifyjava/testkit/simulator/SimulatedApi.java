package io.notifyjava.testkit.simulator;

/**
 * A call that a simulator answers.
 *
 * @since 0.1.0
 */
public sealed interface SimulatedApi permits WeChatApi, WeComApi, AliyunSmsApi, HuaweiSmsApi {

  /** The name of the constant, such as {@code TEMPLATE}. */
  String name();

  /** The path below the base URL. */
  String path();

  /** The HTTP method that the platform accepts. */
  String method();

  /** Whether the call hands out a token. */
  boolean issuesToken();
}
