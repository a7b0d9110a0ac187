package io.notifyjava.testkit.wire;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Counts what goes out; adds no buffer of its own. Counts first, so that a client that has an
 * answer finds it counted.
 */
final class CountingOutput extends FilterOutputStream {

  private final WireCounters counters;

  CountingOutput(OutputStream out, WireCounters counters) {
    super(out);
    this.counters = counters;
  }

  @Override
  public void write(int value) throws IOException {
    counters.wrote(1);
    out.write(value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    counters.wrote(length);
    out.write(bytes, offset, length);
  }
}
