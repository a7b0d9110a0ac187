/**
 * A small, strict HTTP/1.1 server on raw loopback sockets, made to misbehave on request.
 *
 * <p>Lives here: the server, what a handler sees of a request, what it answers, and the faults that
 * it can play on the socket. Anyone who tests an HTTP client may use it; the simulators are built
 * on it. It knows no provider's protocol and depends on the JDK and SLF4J only.
 */
@NullMarked
package io.notifyjava.testkit.wire;

import org.jspecify.annotations.NullMarked;
