package io.notifyjava.testkit.wire;

/**
 * What one request may cost.
 *
 * @param head most bytes of request line and headers
 * @param body most bytes of body, after removal of chunked framing
 */
record WireLimits(int head, int body) {}
