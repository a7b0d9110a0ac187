package io.notifyjava.examples.common;

import io.notifyjava.batch.BatchProgress;
import io.notifyjava.batch.BatchState;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows how far a batch is: a bar on a terminal, a line now and then elsewhere. */
public final class ProgressDisplay implements Consumer<BatchProgress> {

  private static final int WIDTH = 30;

  /** Back to the first column, and away with what stood there. */
  private static final String OVER = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;

  /**
   * Shows it.
   *
   * @param out the screen, or what stands in for one
   * @param terminal whether somebody watches
   */
  public ProgressDisplay(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Returns how often it wants to be told. */
  public Duration every() {
    return terminal ? Duration.ofMillis(200) : Duration.ofSeconds(5);
  }

  @Override
  public void accept(BatchProgress progress) {
    String line = line(progress);
    if (!terminal) {
      out.println(line);
      return;
    }
    out.print(OVER + bar(progress) + line);
    if (progress.state() == BatchState.DONE) {
      out.println();
    }
    out.flush();
  }

  /** Writes a line of its own, so that the bar does not stand in it. */
  public void say(String line) {
    out.println(terminal ? OVER + line : line);
  }

  private static String bar(BatchProgress progress) {
    if (progress.total().isEmpty()) {
      return "";
    }
    int done = (int) Math.round(share(progress) * WIDTH);
    return "[" + "#".repeat(done) + "-".repeat(WIDTH - done) + "] ";
  }

  private static String line(BatchProgress progress) {
    StringBuilder line = new StringBuilder();
    if (progress.total().isPresent()) {
      line.append((int) (share(progress) * 100)).append(" %  ");
    }
    line.append(number("%,d accepted", progress.accepted()));
    if (progress.fellBack() > 0) {
      line.append(number(" (%,d fell back)", progress.fellBack()));
    }
    line.append(number(", %,d rejected", progress.rejected()));
    line.append(number(", %,d unknown", progress.unknown()));
    line.append(number(", %,d/s", Math.round(progress.perSecond())));
    progress.eta().ifPresent(eta -> line.append(", ").append(clock(eta)).append(" left"));
    return line.toString();
  }

  private static double share(BatchProgress progress) {
    long total = progress.total().orElse(0);
    return total == 0 ? 1 : Math.min(1, (double) progress.counts().ended() / total);
  }

  private static String number(String format, long value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String clock(Duration time) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }
}
