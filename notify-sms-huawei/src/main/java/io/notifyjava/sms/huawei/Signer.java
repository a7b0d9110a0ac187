package io.notifyjava.sms.huawei;

import java.time.Instant;
import java.util.Map;

/** Makes the headers by which Huawei knows who calls. Thread-safe. */
interface Signer {

  /**
   * Returns the headers of one request; never the same twice where Huawei forbids it.
   *
   * @param path the whole path of the URL
   * @param body exactly as it is sent
   */
  Map<String, String> headers(String path, byte[] body, Instant now);
}
