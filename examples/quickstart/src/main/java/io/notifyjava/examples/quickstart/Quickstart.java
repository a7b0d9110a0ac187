package io.notifyjava.examples.quickstart;

import io.notifyjava.Notifier;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import io.notifyjava.spi.ProviderSetup;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import io.notifyjava.wechat.CustomerMessage;
import io.notifyjava.wechat.WeChat;
import java.io.PrintStream;
import java.util.Map;

/**
 * Sends one message and tells what came of it.
 *
 * <p>Talks to a simulator in this process, or to WeChat if {@code WECHAT_APP_ID} and {@code
 * WECHAT_APP_SECRET} are set; the open id of the recipient is then the only argument.
 */
public final class Quickstart {

  private Quickstart() {}

  /** Ends with exit code 0 if the message was accepted, 1 if not, 2 if the call was wrong. */
  public static void main(String[] arguments) {
    int code = run(System.getenv(), arguments, System.out);
    if (code != 0) {
      System.exit(code);
    }
  }

  static int run(Map<String, String> environment, String[] arguments, PrintStream out) {
    String appId = environment.get("WECHAT_APP_ID");
    String appSecret = environment.get("WECHAT_APP_SECRET");
    if ((appId == null) != (appSecret == null)) {
      out.println(
          "Expected WECHAT_APP_ID and WECHAT_APP_SECRET, but found one alone: set both for WeChat,"
              + " or neither for the simulator.");
      return 2;
    }
    if (appId == null || appSecret == null) {
      out.println("WECHAT_APP_ID and WECHAT_APP_SECRET are not set: this is a simulator.");
      try (WeChatSimulator simulator = WeChatSimulator.start()) {
        return send(simulated(simulator), "o_a_follower_of_the_simulator", out);
      }
    }
    if (arguments.length != 1) {
      out.println("Expected the open id of a follower as the only argument.");
      return 2;
    }
    return send(WeChat.account().appId(appId).appSecret(appSecret).build(), arguments[0], out);
  }

  static ProviderSetup simulated(WeChatSimulator simulator) {
    return WeChat.account()
        .appId(simulator.appId())
        .appSecret(simulator.appSecret())
        .baseUrl(simulator.baseUrl().toString())
        .allowPlainHttp(true)
        .build();
  }

  private static int send(ProviderSetup account, String openId, PrintStream out) {
    // region first-send
    Notifier notifier = Notifier.builder().provider("main", account).build();
    SendResult result = notifier.send(CustomerMessage.to(openId).text("Hello!").build());
    if (result instanceof Accepted) {
      out.println("Accepted: WeChat took it.");
    } else if (result instanceof Rejected rejected) {
      out.println("Rejected, certainly not sent: " + rejected.cause());
    } else if (result instanceof Unknown unknown) {
      out.println("Unknown, it may have been sent: " + unknown.cause());
    }
    // endregion
    notifier.close();
    return result.isAccepted() ? 0 : 1;
  }
}
