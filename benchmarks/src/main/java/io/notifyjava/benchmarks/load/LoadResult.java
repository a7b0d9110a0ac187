package io.notifyjava.benchmarks.load;

/**
 * What one load run saw.
 *
 * @param warmUps sent before anything counted
 */
record LoadResult(long warmUps, long accepted, long failed, Meter.Used used, Latencies latencies) {

  /** Returns one line of JSON; what stands in it is explained in docs/performance.md. */
  String json() {
    double messages = Math.max(1, accepted + failed);
    return "{\"sent\":%d,\"accepted\":%d,\"failed\":%d,\"perSecond\":%.1f,\"cpuSecondsPer10k\":%.4f,\"bytesPerMessage\":%.1f,\"peakMegabytes\":%d,\"p50Micros\":%d,\"p99Micros\":%d}"
        .formatted(
            warmUps + accepted + failed,
            accepted,
            failed,
            accepted * 1e9 / used.nanos(),
            used.cpuNanos() / 1e9 / messages * 10_000,
            used.bytes() / messages,
            Meter.peakMegabytes(),
            latencies.micros(0.5),
            latencies.micros(0.99));
  }
}
