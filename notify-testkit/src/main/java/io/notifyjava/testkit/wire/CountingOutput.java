package io.notifyjava.testkit.wire;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts what goes out; adds no buffer of its own. */
final class CountingOutput extends FilterOutputStream {

  private final WireCounters counters;

  CountingOutput(OutputStream out, WireCounters counters) {
    super(out);
    this.counters = counters;
  }

  @Override
  public void write(int value) throws IOException {
    out.write(value);
    counters.wrote(1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    counters.wrote(length);
  }
}
