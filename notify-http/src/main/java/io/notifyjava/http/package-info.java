/**
 * One careful HTTP exchange for the providers that speak HTTP: what goes out is an {@link
 * io.notifyjava.http.HttpCall}, what comes back an {@link io.notifyjava.http.HttpOutcome} that
 * tells whether the request can have left.
 *
 * <p>For authors of providers; applications meet it only where a provider's builder takes their own
 * {@code OkHttpClient}. Uses {@code message} and {@code result} of the core and nothing else of it;
 * OkHttp and Jackson live behind this package.
 */
@NullMarked
package io.notifyjava.http;

import org.jspecify.annotations.NullMarked;
