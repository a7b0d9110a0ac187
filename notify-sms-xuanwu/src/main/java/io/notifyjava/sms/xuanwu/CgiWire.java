package io.notifyjava.sms.xuanwu;

import io.notifyjava.http.HttpAnswer;
import io.notifyjava.http.HttpCall;
import io.notifyjava.http.HttpStatus;
import io.notifyjava.message.Masking;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.message.Variables;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.sms.SmsSegments;
import io.notifyjava.spi.RequestPreview;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The cgi-bin interface: one text for all numbers of a call, a bare number as its answer. */
final class CgiWire implements Wire {

  private static final String PATH = "/cgi-bin/sendsms";
  private static final String EXPECTED = "Xuanwu's answer, a whole number";

  /** Far more than any answer is; what is longer is a page. */
  private static final int LONGEST = 64;

  private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,8}");

  private final CgiConfig config;
  private final Charset charset;

  CgiWire(CgiConfig config) {
    this.config = config;
    this.charset = config.charset();
  }

  @Override
  public Optional<String> problem(SmsMessage message) {
    return Optional.empty();
  }

  @Override
  public Object bulkKey(SmsMessage message) {
    return new Key(message.template(), message.variables(), message.extendCode());
  }

  private record Key(String template, Variables variables, Optional<String> extendCode) {}

  @Override
  public HttpCall call(List<Outgoing> messages, @Nullable SmsMapping mapping) {
    String password = config.credentials().password(config.passwordForm).reveal();
    Map<String, String> parameters = parameters(messages, password);
    if (config.method == CgiMethod.POST) {
      byte[] body = query(parameters).getBytes(StandardCharsets.US_ASCII);
      return HttpCall.post(PATH).body(body, contentType());
    }
    HttpCall call = HttpCall.get(PATH);
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      call = call.secretQuery(parameter.getKey(), parameter.getValue(), charset);
    }
    return call;
  }

  private String contentType() {
    return "application/x-www-form-urlencoded; charset=" + charset.name().toLowerCase(Locale.ROOT);
  }

  private Map<String, String> parameters(List<Outgoing> messages, String password) {
    Outgoing first = messages.get(0);
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("username", config.credentials().account());
    parameters.put("password", password);
    parameters.put(
        "to",
        messages.stream()
            .map(Outgoing::number)
            .collect(Collectors.joining(config.numberSeparator.text())));
    parameters.put("text", first.text());
    parameters.put("subid", first.extendCode().orElse(""));
    int parts = SmsSegments.of(first.text()).segments();
    parameters.put("msgtype", config.messageType.parameter(parts));
    parameters.put("encode", config.encode.parameter());
    if (config.passwordForm == PasswordForm.MD5) {
      parameters.put("version", "1.0");
    }
    return parameters;
  }

  private String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), charset))
        .collect(Collectors.joining("&"));
  }

  /** A GET has no body: what is shown in its place is the query. */
  @Override
  public RequestPreview preview(Outgoing message, @Nullable SmsMapping mapping) {
    boolean post = config.method == CgiMethod.POST;
    String query = query(parameters(List.of(message), Masking.MASK));
    return new RequestPreview(
        config.method.name(),
        config.connection.address() + PATH + (post ? "" : "?" + Masking.MASK),
        post ? Map.of("Content-Type", contentType()) : Map.of(),
        // Else the mask would be escaped and look like a password.
        query.replace("password=" + URLEncoder.encode(Masking.MASK, charset), "password=***"));
  }

  /**
   * Reads an answer. A cut one is never taken for another: no code is the beginning of one that
   * means something else, and 0 is no code's beginning.
   */
  @Override
  public Reply read(HttpAnswer answer, Clock clock) {
    if (!answer.isSuccess()) {
      return new Reply.Foreign(HttpStatus.unsuccessful(answer, clock));
    }
    String text = new String(answer.body(), StandardCharsets.ISO_8859_1).strip();
    if (text.isEmpty()) {
      return new Reply.Garbage(EXPECTED, "nothing");
    }
    if (text.length() > LONGEST || !NUMBER.matcher(text).matches()) {
      return new Reply.Garbage(EXPECTED, answer.body().length + " bytes that are none");
    }
    return text.equals("0") ? new Reply.Taken(null) : new Reply.Code(Integer.parseInt(text), "");
  }

  @Override
  public Map<Integer, ReplyRule> codes() {
    return ReplyCodes.CGI;
  }
}
