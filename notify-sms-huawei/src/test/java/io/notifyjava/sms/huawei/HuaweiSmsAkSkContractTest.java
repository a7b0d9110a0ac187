package io.notifyjava.sms.huawei;

import io.notifyjava.message.SmsMessage;
import io.notifyjava.testkit.contract.ProviderContract;
import io.notifyjava.testkit.contract.ProviderFixture;
import java.util.Optional;

/** Signed with AK/SK; messages that share a call say different things. */
class HuaweiSmsAkSkContractTest extends ProviderContract<SmsMessage> {

  @Override
  protected ProviderFixture<SmsMessage> fixture() {
    return new HuaweiFixture(Authentication.AK_SK) {

      /** The fields of the example on "Sending SMSs" (sms_05_0001), without empty ones. */
      @Override
      public Optional<String> documentedBody() {
        return Optional.of(
            "from=8824110605&to=%2B8613800138000&templateId=1d18a7f4e1b84f6c8fcb546b48b3baea"
                + "&templateParas=%5B%22123456%22%5D");
      }
    };
  }
}
