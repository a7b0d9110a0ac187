package io.notifyjava.sms.huawei;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.testkit.contract.ProviderContract;
import io.notifyjava.testkit.contract.ProviderFixture;
import java.util.List;
import java.util.Optional;

/** Signed with WSSE; messages that share a call say the same. */
class HuaweiSmsWsseContractTest extends ProviderContract<SmsMessage> {

  @Override
  protected ProviderFixture<SmsMessage> fixture() {
    return new HuaweiFixture(Authentication.WSSE_HEX) {

      @Override
      public List<SmsMessage> bulkMessages() {
        return NUMBERS.stream().map(number -> message(number, "123456")).toList();
      }

      /** The form escapes each plus, so no number stands in it as it is. */
      @Override
      public Optional<String> lastBody() {
        return Optional.empty();
      }
    };
  }
}
