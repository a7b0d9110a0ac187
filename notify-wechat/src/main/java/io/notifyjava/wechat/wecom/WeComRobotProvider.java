package io.notifyjava.wechat.wecom;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.http.HttpCall;
import io.notifyjava.http.HttpExchange;
import io.notifyjava.message.Masking;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.result.OperationFailedException;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.Capabilities.Support;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.RequestPreview;
import io.notifyjava.spi.SendContext;
import io.notifyjava.wechat.Media;
import io.notifyjava.wechat.MediaFile;
import io.notifyjava.wechat.internal.ApiCalls;
import io.notifyjava.wechat.internal.ApiCalls.Called;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends the messages of one robot: one call each, no token. Thread-safe. */
final class WeComRobotProvider implements Provider<WeComRobotMessage>, WeComRobot {

  private static final Capabilities CAPABILITIES =
      Capabilities.of(WeComRobotMessage.class, Support.plain());

  private final RobotConfig config;
  private final HttpExchange exchange;
  private final ApiCalls<WeComEndpoint> calls;
  private final Clock clock;
  private final Duration timeLimit;

  WeComRobotProvider(
      RobotConfig config,
      HttpExchange exchange,
      ApiCalls<WeComEndpoint> calls,
      ProviderContext context) {
    this.config = config;
    this.exchange = exchange;
    this.calls = calls;
    this.clock = context.clock();
    this.timeLimit = context.timeouts().attempt();
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public List<String> problems(WeComRobotMessage message) {
    Fields fields = new Fields(LongText.REFUSE);
    RobotContents.write(message.content(), fields);
    List<String> problems = new ArrayList<>(fields.problems());
    if (RobotContents.media(message.content()).stream()
        .anyMatch(media -> media.isExpired(clock.instant()))) {
      problems.add("it refers to media that WeCom has forgotten; upload them again");
    }
    return problems;
  }

  @Override
  public SendResult send(WeComRobotMessage message, SendContext context) {
    byte[] body = Bodies.robot(message);
    Operation request =
        new Operation(
            WeComEndpoint.ROBOT_SEND,
            noToken -> call(WeComEndpoint.ROBOT_SEND).json(body),
            answer -> true,
            personal(message));
    return calls.call(request, "", context.timeLimit()).result();
  }

  /** WeCom does not get to see the group's name; what stands in its place, such as a proxy, may. */
  private static List<String> personal(WeComRobotMessage message) {
    List<String> personal = new ArrayList<>();
    if (message.content() instanceof RobotContent.Text text) {
      personal.addAll(text.userIds());
      personal.addAll(text.mobiles());
    }
    String group = message.recipient().value();
    if (!group.equals(WeComRobotMessage.DEFAULT_GROUP)) {
      personal.add(group);
    }
    personal.removeIf(name -> name.length() < 3);
    return personal;
  }

  @Override
  public Optional<RateLimit> rateLimit() {
    return Optional.of(config.rateLimit());
  }

  @Override
  public <T> Optional<T> extension(Class<T> type) {
    return type == WeComRobot.class ? Optional.of(type.cast(this)) : Optional.empty();
  }

  @Override
  public Media upload(WeComMediaType type, MediaFile file) {
    if (type != WeComMediaType.FILE && type != WeComMediaType.VOICE) {
      throw new IllegalArgumentException(
          "a robot takes files and voice only, but the type was "
              + type.word()
              + "; pictures go into the message itself");
    }
    type.check(file);
    Operation upload =
        new Operation(
            WeComEndpoint.ROBOT_UPLOAD,
            noToken -> Uploads.call(call(WeComEndpoint.ROBOT_UPLOAD), type, file),
            Uploads::isUploaded,
            List.of());
    Called called = calls.call(upload, "", timeLimit);
    JsonNode answer = called.body();
    if (answer == null) {
      throw new OperationFailedException(
          "uploading media",
          called.result().failure().orElseThrow(),
          called.result() instanceof Rejected);
    }
    return Uploads.media(answer, clock.instant());
  }

  private HttpCall call(WeComEndpoint endpoint) {
    return HttpCall.post(endpoint.path()).secretQuery("key", config.key());
  }

  @Override
  public RequestPreview preview(WeComRobotMessage message) {
    return new RequestPreview(
        "POST",
        config.baseUrl() + WeComEndpoint.ROBOT_SEND.path() + "?key=" + Masking.MASK,
        Map.of("Content-Type", "application/json; charset=utf-8"),
        new String(Bodies.robot(message), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    exchange.close();
  }

  @Override
  public String toString() {
    return "WeComRobotProvider[" + config + "]";
  }
}
