package io.notifyjava.benchmarks.load;

import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Everybody who is measured, by name. */
final class Contenders {

  private static final Set<String> BATCHES =
      Set.of("batch", "aliyun-bulk", "huawei-bulk", "mail-batch");

  private Contenders() {}

  /** Tells whether its messages go out as one batch, and not one by one from many threads. */
  static boolean isBatch(String name) {
    return BATCHES.contains(name);
  }

  /** Makes one that sends from the caller's thread. */
  static Contender named(String name, String url, int inFlight) {
    if (name.endsWith("-sms4j-raised")) {
      Sms4j.raise(inFlight);
    }
    return switch (name) {
      case "send" -> Ours.weChat(url, inFlight, null);
      case "socket" -> new BareSocket(url);
      case "okhttp" -> BareOkHttp.weChat(url, inFlight);
      case "jdk" -> new JdkClient(url);
      case "wxjava" -> WxJava.asItComes(url);
      case "wxjava-raised" -> WxJava.raised(url, inFlight);
      case "wxjava-okhttp" -> WxJava.onOkHttp(url);
      case "aliyun" -> Ours.aliyun(url, inFlight, null);
      case "aliyun-okhttp" -> BareOkHttp.aliyun(url, inFlight);
      case "aliyun-sdk" -> AliyunSdk.asItComes(url);
      case "aliyun-sdk-raised" -> AliyunSdk.raised(url, inFlight);
      case "aliyun-sms4j", "aliyun-sms4j-raised" -> Sms4j.aliyun(url);
      case "huawei" -> Ours.huawei(url, inFlight, null);
      case "huawei-okhttp" -> BareOkHttp.huawei(url, inFlight);
      case "huawei-sms4j", "huawei-sms4j-raised" -> Sms4j.huawei(url);
      case "mail" -> Ours.mail(url, inFlight, null);
      case "mail-transport" -> Transports.reused(url);
      case "mail-transport-search" -> Transports.searching(url);
      case "mail-transport-single" -> Transports.single(url);
      case "mail-spring" -> new SpringMail(url);
      case "mail-simplejavamail" -> new SimpleJavaMail(url, inFlight);
      default -> throw new IllegalArgumentException("Nobody here is called '" + name + "'");
    };
  }

  /** Makes one that sends batches; with no executor, its notifier makes its own. */
  static Ours batch(String name, String url, int inFlight, @Nullable Executor executor) {
    return switch (name) {
      case "batch" -> Ours.weChat(url, inFlight, executor);
      case "aliyun-bulk" -> Ours.aliyun(url, inFlight, executor);
      case "huawei-bulk" -> Ours.huawei(url, inFlight, executor);
      case "mail-batch" -> Ours.mail(url, inFlight, executor);
      default -> throw new IllegalArgumentException("No batch here is called '" + name + "'");
    };
  }
}
