package io.notifyjava.testkit.smtp;

import io.notifyjava.testkit.wire.Latency;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Gives the answers of one connection, whole or broken as a fault wants it. */
final class SmtpSpeaker {

  private static final byte[] GARBAGE =
      "\u0001\u0002 this is not SMTP\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HTML_PAGE =
      """
      HTTP/1.1 200 OK\r
      Content-Type: text/html\r
      \r
      <html><head><title>Sign in</title></head><body>portal</body></html>\r
      """
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LINE_END = {'\r', '\n'};

  private final SmtpLink link;
  private final Latency latency;

  SmtpSpeaker(SmtpLink link, Latency latency) {
    this.link = link;
    this.latency = latency;
  }

  /** Waits as long as the answer is to take. */
  void think(SmtpAnswer answer) throws IOException, SmtpEnd {
    pause(latency.nextNanos() + answer.delay().toNanos());
  }

  /** Gives an answer. */
  void say(SmtpAnswer answer) throws IOException, SmtpEnd {
    SmtpFault fault = answer.fault();
    if (fault == null) {
      say(answer.reply());
    } else {
      broken(answer.reply(), fault);
    }
  }

  void say(SmtpReply reply) throws IOException {
    say(reply.bytes());
  }

  private void say(byte[] bytes) throws IOException {
    link.say(bytes, bytes.length);
  }

  private void broken(SmtpReply reply, SmtpFault fault) throws IOException, SmtpEnd {
    byte[] bytes = reply.bytes();
    switch (fault.kind()) {
      case RESET -> reset();
      case CLOSE -> close();
      case HALF_CLOSE -> {
        link.halfClose();
        drain();
      }
      case SILENCE -> drain();
      case NEVER_READ -> pause(Long.MAX_VALUE);
      case TRUNCATED -> {
        say(Arrays.copyOf(bytes, bytes.length / 2));
        close();
      }
      case RESET_IN_ANSWER -> {
        say(Arrays.copyOf(bytes, bytes.length / 2));
        reset();
      }
      case GARBAGE -> {
        say(GARBAGE);
        close();
      }
      case HTML_PAGE -> {
        say(HTML_PAGE);
        close();
      }
      case EMPTY_LINE -> say(LINE_END);
      case UNFINISHED -> say(more(reply));
      case ENDLESS -> endless(reply);
      case HUGE_ANSWER -> huge(reply, fault.bytes());
      case DRIP -> drip(bytes, fault.interval().toNanos());
      case CLOSE_AFTER_REPLY -> {
        say(bytes);
        close();
      }
      case RESET_AFTER_REPLY -> {
        say(bytes);
        reset();
      }
    }
  }

  /** A line of the same answer that promises another. */
  private static byte[] more(SmtpReply reply) {
    return (reply.code() + "-and so on, as the poet says, for quite some time to come\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private void endless(SmtpReply reply) throws IOException {
    byte[] line = more(reply);
    while (true) {
      say(line);
    }
  }

  private void huge(SmtpReply reply, long size) throws IOException {
    byte[] line = more(reply);
    for (long sent = 0; sent < size; sent += line.length) {
      say(line);
    }
    say(reply);
  }

  private void drip(byte[] bytes, long nanos) throws IOException, SmtpEnd {
    for (byte one : bytes) {
      link.say(new byte[] {one}, 1);
      link.flush();
      pause(nanos);
    }
  }

  private void pause(long nanos) throws IOException, SmtpEnd {
    if (nanos > 0) {
      link.flush();
      if (!link.pause(nanos)) {
        throw SmtpEnd.gone();
      }
    }
  }

  private void drain() throws IOException, SmtpEnd {
    link.flush();
    link.drain();
    throw SmtpEnd.gone();
  }

  private void close() throws IOException, SmtpEnd {
    link.farewell();
    throw SmtpEnd.gone();
  }

  private void reset() throws IOException, SmtpEnd {
    link.flush();
    link.reset();
    throw SmtpEnd.gone();
  }
}
