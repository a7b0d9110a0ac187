package io.notifyjava.benchmarks.stub;

import java.nio.charset.StandardCharsets;

/** What the stub says. */
final class StubAnswers {

  /** WeChat's answer to a customer-service message, which has no id. */
  static final byte[] SENT = json("{\"errcode\":0,\"errmsg\":\"ok\"}");

  static final byte[] TOKEN =
      json("{\"access_token\":\"" + "t".repeat(136) + "\",\"expires_in\":7200}");

  private StubAnswers() {}

  /** The number of messages so far, for whoever checks that none was lost or doubled. */
  static byte[] count(long messages) {
    return json("{\"messages\":" + messages + "}");
  }

  private static byte[] json(String body) {
    return ("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Type: application/json; encoding=utf-8\r\n"
            + "Date: Sat, 21 Nov 2026 05:00:00 GMT\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
