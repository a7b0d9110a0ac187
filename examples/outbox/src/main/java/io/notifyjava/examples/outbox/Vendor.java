package io.notifyjava.examples.outbox;

import io.notifyjava.testkit.simulator.AliyunSmsApi;
import io.notifyjava.testkit.simulator.AliyunSmsSimulator;
import io.notifyjava.testkit.simulator.HuaweiSmsSimulator;
import io.notifyjava.testkit.simulator.Simulator;
import io.notifyjava.testkit.simulator.WeChatSimulator;
import io.notifyjava.testkit.wire.Latency;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

/**
 * The vendor's side, simulated in the judging process, which no crash reaches.
 *
 * @param simulator running
 * @param all how many messages it delivered
 * @param settled by how many calls doubts were settled: repeats that it recognised, look-ups
 * @param each how often it delivered the message of a number
 */
record Vendor(Simulator simulator, LongSupplier all, LongSupplier settled, IntUnaryOperator each)
    implements AutoCloseable {

  /** Starts one. */
  static Vendor start(Channel channel, Latency latency) {
    return switch (channel) {
      case WECHAT -> {
        WeChatSimulator simulator =
            WeChatSimulator.builder()
                .account(Channel.NAME, Channel.SECRET)
                .latency(latency)
                .recentRequests(0)
                .start();
        yield new Vendor(
            simulator,
            () -> simulator.counts().templateDelivered(),
            () -> simulator.counts().suppressed(),
            number -> simulator.templatesTo(channel.recipient(number)));
      }
      case ALIYUN -> {
        AliyunSmsSimulator simulator =
            AliyunSmsSimulator.builder()
                .accessKey(Channel.NAME, Channel.SECRET)
                .latency(latency)
                .limits(false)
                .recentRequests(0)
                .start();
        yield new Vendor(
            simulator,
            () -> simulator.counts().accepted(),
            () -> simulator.counts().calls(AliyunSmsApi.QUERY),
            number -> simulator.accepted(channel.recipient(number)));
      }
      case HUAWEI -> {
        HuaweiSmsSimulator simulator =
            HuaweiSmsSimulator.builder()
                .application(Channel.NAME, Channel.SECRET)
                .latency(latency)
                .contentLimits(false)
                .recentRequests(0)
                .start();
        yield new Vendor(
            simulator,
            () -> simulator.counts().accepted(),
            () -> 0,
            number -> simulator.accepted(channel.recipient(number)));
      }
    };
  }

  /** Returns where it answers. */
  String baseUrl() {
    return simulator.baseUrl().toString();
  }

  /** Returns how many messages were delivered until now. */
  long delivered() {
    return all.getAsLong();
  }

  /** Returns how often the message of a number was delivered. */
  int delivered(int number) {
    return each.applyAsInt(number);
  }

  /** Returns how many requests came again that the vendor recognised, and so delivered once. */
  long repeats() {
    return simulator instanceof WeChatSimulator ? settled.getAsLong() : 0;
  }

  @Override
  public void close() {
    simulator.close();
  }
}
