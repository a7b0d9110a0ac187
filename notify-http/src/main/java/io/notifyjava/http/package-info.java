/**
 * One careful HTTP exchange for the providers that speak HTTP: what goes out is an {@link
 * io.notifyjava.http.HttpCall}, what comes back an {@link io.notifyjava.http.HttpOutcome} that
 * tells whether the request can have left.
 *
 * <p>How a provider is reached is set in the same way for all of them: their builders extend {@link
 * io.notifyjava.http.ConnectionBuilder}, their factories declare and read {@link
 * io.notifyjava.http.ConnectionKeys}, and their accounts keep {@link
 * io.notifyjava.http.ConnectionSettings}.
 *
 * <p>For authors of providers; applications meet what their accounts' builders inherit. Uses {@code
 * message} and {@code result} of the core, of its SPI what says how settings are declared and read,
 * and nothing else of it; OkHttp and Jackson live behind this package.
 */
@NullMarked
package io.notifyjava.http;

import org.jspecify.annotations.NullMarked;
