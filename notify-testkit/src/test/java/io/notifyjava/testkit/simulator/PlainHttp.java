package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLSession;

/**
 * An HTTP/1.1 client over sockets of its own that keeps connections and never repeats a request. It
 * speaks in the JDK's types.
 *
 * <p>Not the JDK's client: before 17.0.18 that one loses an answer now and then, on a busy machine,
 * when it uses a connection again ("HTTP/1.1 header parser received no bytes", JDK-8336655).
 */
final class PlainHttp {

  private final Deque<SocketChannel> idle = new ConcurrentLinkedDeque<>();

  /** Waits for the whole answer; the request's timeout bounds each silence of the server. */
  HttpResponse<String> send(HttpRequest request) throws IOException {
    SocketChannel channel = connection(request.uri());
    boolean kept = false;
    try {
      int limit = (int) request.timeout().map(Duration::toMillis).orElse(0L).longValue();
      channel.socket().setSoTimeout(limit);
      ByteBuffer bytes = ByteBuffer.wrap(bytesOf(request));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      Reading reading = new Reading(channel.socket().getInputStream());
      Answer answer = reading.answerTo(request);
      kept = reading.mayGoOn;
      return answer;
    } catch (SocketTimeoutException late) {
      throw new HttpTimeoutException("no answer within " + request.timeout());
    } finally {
      if (kept) {
        idle.addFirst(channel);
      } else {
        channel.close();
      }
    }
  }

  private SocketChannel connection(URI uri) throws IOException {
    SocketChannel used = idle.pollFirst();
    while (used != null) {
      if (isQuiet(used)) {
        return used;
      }
      used.close();
      used = idle.pollFirst();
    }
    SocketChannel fresh = SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort()));
    fresh.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return fresh;
  }

  /** False if the server has closed the connection or said something that nobody asked for. */
  private static boolean isQuiet(SocketChannel channel) {
    try {
      channel.configureBlocking(false);
      int read = channel.read(ByteBuffer.allocate(1));
      channel.configureBlocking(true);
      return read == 0;
    } catch (IOException reset) {
      return false;
    }
  }

  private static byte[] bytesOf(HttpRequest request) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    request.bodyPublisher().ifPresent(publisher -> publisher.subscribe(new Collector(body)));
    URI uri = request.uri();
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(uri.getRawPath());
    if (uri.getRawQuery() != null) {
      head.append('?').append(uri.getRawQuery());
    }
    head.append(" HTTP/1.1\r\nHost: ").append(uri.getRawAuthority()).append("\r\n");
    if (request.bodyPublisher().isPresent()) {
      head.append("Content-Length: ").append(body.size()).append("\r\n");
    }
    request
        .headers()
        .map()
        .forEach(
            (name, values) ->
                values.forEach(
                    value -> head.append(name).append(": ").append(value).append("\r\n")));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
    all.writeBytes(body.toByteArray());
    return all.toByteArray();
  }

  /**
   * Takes what a publisher has, which the JDK's publishers of texts and bytes hand over at once.
   */
  private record Collector(ByteArrayOutputStream body) implements Flow.Subscriber<ByteBuffer> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer part) {
      byte[] bytes = new byte[part.remaining()];
      part.get(bytes);
      body.writeBytes(bytes);
    }

    @Override
    public void onError(Throwable cause) {
      throw new IllegalStateException(cause);
    }

    @Override
    public void onComplete() {}
  }

  private record Answer(HttpRequest request, int statusCode, HttpHeaders headers, String body)
      implements HttpResponse<String> {

    @Override
    public Optional<HttpResponse<String>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return Optional.empty();
    }

    @Override
    public URI uri() {
      return request.uri();
    }

    @Override
    public HttpClient.Version version() {
      return HttpClient.Version.HTTP_1_1;
    }
  }

  /** The reading of one answer. */
  private static final class Reading {

    private final InputStream in;
    private boolean mayGoOn;

    Reading(InputStream in) {
      this.in = new BufferedInputStream(in);
    }

    Answer answerTo(HttpRequest request) throws IOException {
      String status = line();
      HttpHeaders headers = headers();
      int code = Integer.parseInt(status.split(" ")[1]);
      if (code < 200) {
        return answerTo(request);
      }
      mayGoOn =
          status.startsWith("HTTP/1.1 ")
              && !headers.firstValue("Connection").orElse("").equalsIgnoreCase("close");
      return new Answer(request, code, headers, new String(body(headers), UTF_8));
    }

    private HttpHeaders headers() throws IOException {
      Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        headers
            .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
            .add(line.substring(colon + 1).strip());
      }
      return HttpHeaders.of(headers, (name, value) -> true);
    }

    private byte[] body(HttpHeaders headers) throws IOException {
      if (headers.firstValue("Transfer-Encoding").isPresent()) {
        return chunks();
      }
      Optional<String> length = headers.firstValue("Content-Length");
      if (length.isPresent()) {
        return exactly(Integer.parseInt(length.get()));
      }
      mayGoOn = false;
      return in.readAllBytes();
    }

    private byte[] chunks() throws IOException {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        body.writeBytes(exactly(size));
        line();
      }
      line();
      return body.toByteArray();
    }

    private int chunkSize() throws IOException {
      return Integer.parseInt(line(), 16);
    }

    private byte[] exactly(int length) throws IOException {
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException("expected " + length + " bytes, but found " + bytes.length);
      }
      return bytes;
    }

    private String line() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new EOFException("the connection ended before a whole answer");
        }
        line.write(next);
      }
      return line.toString(ISO_8859_1).stripTrailing();
    }
  }
}
