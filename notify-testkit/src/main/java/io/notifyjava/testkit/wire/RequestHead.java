package io.notifyjava.testkit.wire;

import java.util.List;
import java.util.Map;

/**
 * Request line and headers, understood.
 *
 * @param rawQuery what stands behind the question mark, as it came
 * @param contentLength the announced length, -1 if none was announced
 */
record RequestHead(
    String method,
    String path,
    String rawQuery,
    Map<String, String> query,
    List<WireHeader> headers,
    long contentLength,
    boolean chunked,
    boolean expectsContinue,
    boolean keepAlive) {}
