package io.notifyjava.testkit.outbox;

import io.notifyjava.internal.outbox.SmsMessageCodec;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.outbox.MessageCodec;
import io.notifyjava.testkit.contract.MessageCodecContract;
import java.util.LinkedHashMap;
import java.util.Map;

class SmsMessageCodecTest extends MessageCodecContract<SmsMessage> {

  @Override
  protected MessageCodec<SmsMessage> codec() {
    return new SmsMessageCodec();
  }

  @Override
  protected Map<String, SmsMessage> samples() {
    Map<String, SmsMessage> samples = new LinkedHashMap<>();
    samples.put(
        "all parts",
        SmsMessage.to("+8613800138000")
            .template("captcha")
            .with("code", "0042")
            .with("name", "a=b\nc\\d 张三")
            .with("empty", "")
            .extendCode("01")
            .build());
    samples.put("bare", SmsMessage.to("+4915112345678").template("welcome").build());
    return samples;
  }
}
