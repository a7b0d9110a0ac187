package io.notifyjava.testkit.wire;

/**
 * What a {@link WireServer} has seen since it started or since its counters were reset.
 *
 * @param connections connections accepted, those that a fault ended at once included
 * @param openNow connections open at this moment; not touched by a reset
 * @param requests requests read to their end, malformed ones not included
 * @param malformed requests refused because they break HTTP/1.1 or a limit
 * @param bytesRead bytes read from clients, after decryption
 * @param bytesWritten bytes written to clients, before encryption
 * @since 0.1.0
 */
public record WireStats(
    long connections,
    long openNow,
    long requests,
    long malformed,
    long bytesRead,
    long bytesWritten) {}
