package io.notifyjava.testkit.wire;

import java.util.List;
import java.util.Map;

/**
 * Request line and headers, understood.
 *
 * @param contentLength the announced length, -1 if none was announced
 */
record RequestHead(
    String method,
    String path,
    Map<String, String> query,
    List<WireHeader> headers,
    long contentLength,
    boolean chunked,
    boolean expectsContinue,
    boolean keepAlive) {}
