package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.smtp.SmtpSimulator;
import io.notifyjava.testkit.smtp.SmtpSimulatorBuilder;
import io.notifyjava.testkit.wire.Latency;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A platform that the command line can start: what all of them can be told. */
interface Offered {

  void port(int value);

  void latency(Latency value);

  void tokenLifetime(Duration value);

  void watchDuplicates(boolean value);

  void recent(int value);

  void seed(long value);

  /** Starts it, to be steered by other processes. */
  Served start();

  /**
   * A platform that serves.
   *
   * @param baseUrl where
   * @param controlUrl where it is steered; empty if that is at the base URL
   * @param platform the simulator
   * @param stop ends it
   */
  record Served(URI baseUrl, Optional<URI> controlUrl, Object platform, Runnable stop)
      implements AutoCloseable {

    @Override
    public void close() {
      stop.run();
    }
  }

  /** A platform that speaks HTTP. */
  record Http(SimulatorBuilder<?> builder) implements Offered {

    @Override
    public void port(int value) {
      builder.port(value);
    }

    @Override
    public void latency(Latency value) {
      builder.latency(value);
    }

    @Override
    public void tokenLifetime(Duration value) {
      builder.tokenLifetime(value);
    }

    @Override
    public void watchDuplicates(boolean value) {
      builder.watchDuplicates(value);
    }

    @Override
    public void recent(int value) {
      builder.recentRequests(value);
    }

    @Override
    public void seed(long value) {
      builder.seed(value);
    }

    @Override
    public Served start() {
      Simulator simulator = builder.controlEndpoints(true).start();
      return new Served(simulator.baseUrl(), Optional.empty(), simulator, simulator::close);
    }
  }

  /** A mail server. */
  record Mail(SmtpSimulatorBuilder builder) implements Offered {

    @Override
    public void port(int value) {
      builder.port(value);
    }

    @Override
    public void latency(Latency value) {
      builder.latency(value);
    }

    @Override
    public void tokenLifetime(Duration value) {
      throw new IllegalArgumentException("a mail server gives out no tokens; leave it out");
    }

    @Override
    public void watchDuplicates(boolean value) {
      builder.watchDuplicates(value);
    }

    @Override
    public void recent(int value) {
      builder.recentMails(value);
    }

    /** Only its latency is random, and that has the seed already. */
    @Override
    public void seed(long value) {}

    @Override
    public Served start() {
      SmtpSimulator simulator = builder.controlEndpoints(true).start();
      return new Served(simulator.baseUrl(), simulator.controlUrl(), simulator, simulator::close);
    }
  }
}
