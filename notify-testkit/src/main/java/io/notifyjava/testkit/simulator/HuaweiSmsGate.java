package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.WireRequest;
import java.time.Clock;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a call may come in: by AK/SK or by WSSE, whichever its {@code Authorization} names.
 *
 * <p>Source: the vendor's page "Authentication" (sms_05_0046).
 */
final class HuaweiSmsGate {

  private final HuaweiWsse wsse;
  private final HuaweiAkSk akSk;

  HuaweiSmsGate(
      Map<String, String> applications,
      HuaweiSmsChoices choices,
      Clock clock,
      LongSupplier ticker) {
    this.wsse = new HuaweiWsse(applications, choices, clock, ticker);
    this.akSk = new HuaweiAkSk(applications, clock);
  }

  /**
   * Checks who calls.
   *
   * @throws Refused with the code of what is wrong first
   */
  void check(WireRequest request) {
    @Nullable String authorization = request.header("Authorization").orElse(null);
    if (authorization == null || authorization.isEmpty()) {
      throw refused("E000001");
    }
    if (authorization.startsWith(HuaweiAkSk.ALGORITHM)) {
      akSk.check(request, authorization);
    } else {
      wsse.check(request, authorization);
    }
  }

  static Refused refused(String code) {
    return new Refused(HuaweiSmsReply.error(code));
  }

  void clear() {
    wsse.clear();
  }
}
