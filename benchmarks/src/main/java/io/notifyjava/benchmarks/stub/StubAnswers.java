package io.notifyjava.benchmarks.stub;

import java.nio.charset.StandardCharsets;

/** What the stub says. */
final class StubAnswers {

  /** WeChat's answer to a customer-service message, which has no id. */
  static final byte[] SENT = json("{\"errcode\":0,\"errmsg\":\"ok\"}");

  static final byte[] TOKEN =
      json("{\"access_token\":\"" + "t".repeat(136) + "\",\"expires_in\":7200}");

  private StubAnswers() {}

  /**
   * What came so far, for whoever checks that nothing was lost or doubled.
   *
   * @param messages each number of a call to an SMS service is one
   * @param calls requests that brought messages
   * @param connections that were opened
   */
  static byte[] count(long messages, long calls, long connections) {
    return json(
        "{\"messages\":%d,\"calls\":%d,\"connections\":%d}"
            .formatted(messages, calls, connections));
  }

  static byte[] json(String body) {
    return json(body.getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] json(byte[] body) {
    byte[] head =
        ("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Type: application/json; encoding=utf-8\r\n"
                + "Date: Sat, 21 Nov 2026 05:00:00 GMT\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[head.length + body.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }
}
