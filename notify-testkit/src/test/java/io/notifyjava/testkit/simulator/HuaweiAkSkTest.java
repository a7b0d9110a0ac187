package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.wire.WireHeader;
import io.notifyjava.testkit.wire.WireRequest;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What AK/SK signs, part by part: requests are signed here by a few lines that write the canonical
 * text down as the vendor's page "Authentication" (sms_05_0046) shows it.
 */
class HuaweiAkSkTest {

  private static final String DATE = "20240102T030405Z";
  private static final String BODY = "to=1";
  private static final String NAMES = "host;x-sdk-date";

  private final ManualClock time = ManualClock.at(Instant.parse("2024-01-02T03:04:05Z"));
  private final HuaweiAkSk gate = new HuaweiAkSk(Map.of("key", "secret"), time);

  private String judged(String method, String path, Map<String, String> query, String canonical)
      throws Exception {
    return judged(method, path, query, canonical, "key", DATE, NAMES, List.of());
  }

  private String judged(
      String method,
      String path,
      Map<String, String> query,
      String canonical,
      String key,
      String date,
      String names,
      List<WireHeader> more)
      throws Exception {
    List<WireHeader> headers = new ArrayList<>(more);
    headers.add(new WireHeader("Host", "h"));
    headers.add(new WireHeader("X-Sdk-Date", date));
    String authorization =
        "SDK-HMAC-SHA256 Access=%s, SignedHeaders=%s, Signature=%s"
            .formatted(key, names, signature(canonical, date));
    WireRequest request = new WireRequest(method, path, query, headers, BODY.getBytes(UTF_8));
    Refused refused = catchThrowableOfType(Refused.class, () -> gate.check(request, authorization));
    return refused == null
        ? "000000"
        : ((HuaweiSmsReply) refused.reply(new HuaweiSmsDialect(time))).code();
  }

  private static String signature(String canonical, String date) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("secret".getBytes(UTF_8), "HmacSHA256"));
    String text = "SDK-HMAC-SHA256\n" + date + "\n" + sha256(canonical);
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }

  private static String canonical(String method, String path, String query, String date)
      throws Exception {
    return method
        + "\n"
        + path
        + "\n"
        + query
        + "\nhost:h\nx-sdk-date:"
        + date
        + "\n\n"
        + NAMES
        + "\n"
        + sha256(BODY);
  }

  @Test
  void method_path_and_query_are_signed() throws Exception {
    Map<String, String> none = Map.of();
    assertThat(judged("POST", "/p", none, canonical("POST", "/p/", "", DATE))).isEqualTo("000000");
    assertThat(judged("POST", "/p/", none, canonical("POST", "/p/", "", DATE)))
        .as("one slash at the end, not two")
        .isEqualTo("000000");
    assertThat(judged("GET", "/p", none, canonical("POST", "/p/", "", DATE))).isEqualTo("E000045");
    assertThat(judged("POST", "/q", none, canonical("POST", "/p/", "", DATE))).isEqualTo("E000045");
    assertThat(judged("POST", "/p", none, canonical("POST", "/p", "", DATE)))
        .as("without the slash")
        .isEqualTo("E000045");
    Map<String, String> query = Map.of("b", "1 2", "a", "x*~");
    assertThat(judged("POST", "/p", query, canonical("POST", "/p/", "a=x%2A~&b=1%202", DATE)))
        .isEqualTo("000000");
    assertThat(judged("POST", "/p", query, canonical("POST", "/p/", "", DATE)))
        .isEqualTo("E000045");
  }

  @Test
  void a_key_that_nobody_has_is_named_as_such() throws Exception {
    String canonical = canonical("POST", "/p/", "", DATE);

    assertThat(judged("POST", "/p", Map.of(), canonical, "other", DATE, NAMES, List.of()))
        .isEqualTo("E000102");
  }

  @ParameterizedTest
  @CsvSource({
    "20240102T031905Z, 000000",
    "20240102T031906Z, E000110",
    "20240102T024905Z, 000000",
    "20240102T024904Z, E000110",
    "20240230T030405Z, E000045",
    "20241302T030405Z, E000045"
  })
  void the_time_may_be_off_by_fifteen_minutes_either_way(String date, String code)
      throws Exception {
    assertThat(
            judged(
                "POST",
                "/p",
                Map.of(),
                canonical("POST", "/p/", "", date),
                "key",
                date,
                NAMES,
                List.of()))
        .isEqualTo(code);
  }

  @Test
  void headers_are_signed_in_their_order_host_and_date_among_them() throws Exception {
    String head = "POST\n/p/\n\n";
    String other = "a-header:x\n";
    String date = "x-sdk-date:" + DATE + "\n";
    List<WireHeader> more = List.of(new WireHeader("A-Header", " x "));

    assertThat(named("a-header;host;x-sdk-date", head + other + "host:h\n" + date, more))
        .isEqualTo("000000");
    assertThat(named("host;a-header;x-sdk-date", head + "host:h\n" + other + date, more))
        .as("another order")
        .isEqualTo("E000045");
    assertThat(named("x-sdk-date", head + date, more)).as("without host").isEqualTo("E000045");
    assertThat(named("host", head + "host:h\n", more)).as("without the date").isEqualTo("E000045");
    assertThat(named("b-header;host;x-sdk-date", head + "b-header:\nhost:h\n" + date, more))
        .as("a header that is not there")
        .isEqualTo("E000045");
  }

  private String named(String names, String beginning, List<WireHeader> more) throws Exception {
    String canonical = beginning + "\n" + names + "\n" + sha256(BODY);
    return judged("POST", "/p", Map.of(), canonical, "key", DATE, names, more);
  }
}
