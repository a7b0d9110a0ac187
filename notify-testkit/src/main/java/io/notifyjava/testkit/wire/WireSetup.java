package io.notifyjava.testkit.wire;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What all connections of a server share. */
record WireSetup(
    WireHandler handler,
    ConnectionGate gate,
    Latency latency,
    WireLimits limits,
    @Nullable SSLContext tls) {}
