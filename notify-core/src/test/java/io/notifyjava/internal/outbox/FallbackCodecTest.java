package io.notifyjava.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.IdempotencyKey;
import io.notifyjava.message.Lane;
import io.notifyjava.message.MailAttachment;
import io.notifyjava.message.MailMessage;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.outbox.StoredFields;
import io.notifyjava.result.FailureReason;
import io.notifyjava.route.Fallback;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The rows of fallbacks, as the first version wrote them: they are never changed. */
class FallbackCodecTest {

  private static final String ROWS = "/outbox/fallback-v1.rows";

  private final Codecs codecs = new Codecs(List.of(new SmsMessageCodec(), new MailMessageCodec()));

  private static Map<String, Fallback> samples() {
    Map<String, Fallback> samples = new LinkedHashMap<>();
    samples.put("all parts", allParts());
    samples.put("bare", Fallback.first(sms().build()).then(mail().build()));
    return samples;
  }

  private static SmsMessage.Builder sms() {
    return SmsMessage.to("+8613800138000").template("captcha");
  }

  private static MailMessage.Builder mail() {
    return MailMessage.to("li@example.net").subject("Code").text("It is\n0042 \\ or so.");
  }

  private static Fallback allParts() {
    return Fallback.first(sms().with("code", "0042").build())
        .then(
            sms()
                .with("code", "a=b\nc\\d 张三")
                .account("second")
                .idempotencyKey("own-key")
                .deadline(Instant.parse("2037-01-01T00:00:00.123456789Z"))
                .correlationId("c-1")
                .deliveryMode(DeliveryMode.AT_LEAST_ONCE)
                .lane(Lane.URGENT)
                .tags(Map.of("campaign", "spring", "area", "north"))
                .build(),
            FailureReason.UNAVAILABLE,
            FailureReason.QUOTA)
        .then(
            mail()
                .attach(MailAttachment.bytes("a.bin", "application/x", new byte[] {1, 10, -1}))
                .build(),
            FailureReason.INVALID_RECIPIENT);
  }

  @Test
  void whatIsWritten_isWhatTheFirstVersionWrote() throws IOException {
    Map<String, StoredFields> written = new LinkedHashMap<>();
    samples().forEach((name, chain) -> written.put(name, stored(chain).fields()));

    assertThat(written).as("now:%n%s", text(written)).isEqualTo(rows());
  }

  @Test
  void rowsOfTheFirstVersion_areReadForEver() throws IOException {
    Map<String, StoredFields> rows = rows();

    assertThat(rows.keySet()).containsExactlyElementsOf(samples().keySet());
    samples()
        .forEach(
            (name, chain) ->
                assertThat(read(rows, name, MessageOptions.defaults())).as(name).isEqualTo(chain));
  }

  @Test
  void anAlternativeWithoutAKey_getsTheSameOneInEveryVersion() throws IOException {
    Fallback chain = read(rows(), "all parts", sms().idempotencyKey("order-1").build().options());

    assertThat(chain.options().idempotencyKey()).contains(IdempotencyKey.of("order-1"));
    assertThat(chain.alternatives())
        .extracting(one -> one.message().options().idempotencyKey().orElseThrow().value())
        .containsExactly("own-key", "da1599e54eaa145c22268ae80d5a3108");
  }

  @Test
  void aChainThatLostAPart_isRefusedWithoutShowingIt() throws IOException {
    StoredFields whole = Objects.requireNonNull(rows().get("all parts"));
    for (StoredFields.Field left : whole.fields()) {
      StoredFields.Builder fewer = StoredFields.builder();
      whole.fields().stream()
          .filter(field -> field != left)
          .forEach(field -> fewer.put(field.name(), field.value()));

      assertThatThrownBy(
              () -> codecs.read(new Codecs.Stored("fallback", 1, fewer.build()), defaults()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("The chain has ")
          .hasMessageNotContainingAny("0042", "138");
    }
  }

  private static MessageOptions defaults() {
    return MessageOptions.defaults();
  }

  private Codecs.Stored stored(Fallback chain) {
    Codecs.Stored stored = codecs.write(chain);
    assertThat(stored.type()).isEqualTo("fallback");
    assertThat(stored.version()).isEqualTo(1);
    return stored;
  }

  private Fallback read(Map<String, StoredFields> rows, String name, MessageOptions options) {
    StoredFields fields = Objects.requireNonNull(rows.get(name));
    return (Fallback) codecs.read(new Codecs.Stored("fallback", 1, fields), options);
  }

  private static String text(Map<String, StoredFields> rows) {
    StringBuilder text = new StringBuilder();
    rows.forEach(
        (name, fields) ->
            text.append("--- ")
                .append(name)
                .append('\n')
                .append(new String(fields.toBytes(), StandardCharsets.UTF_8)));
    return text.toString();
  }

  private static Map<String, StoredFields> rows() throws IOException {
    String text;
    try (InputStream in = FallbackCodecTest.class.getResourceAsStream(ROWS)) {
      text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Map<String, StoredFields> rows = new LinkedHashMap<>();
    for (String row : text.split("(?m)^--- ", -1)) {
      int end = row.indexOf('\n');
      if (end > 0) {
        rows.put(
            row.substring(0, end),
            StoredFields.parse(row.substring(end + 1).getBytes(StandardCharsets.UTF_8)));
      }
    }
    return rows;
  }
}
