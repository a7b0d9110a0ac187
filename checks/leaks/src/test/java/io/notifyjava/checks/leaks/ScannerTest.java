package io.notifyjava.checks.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search finds what leaks, and nothing in honest lines. */
class ScannerTest {

  private static final String SOURCE =
      """
      private static final String APP_SECRET = "s3cr3t-of-a-test";
      WeChat.account().appSecret("another-s3cr3t\\n").build();
      CustomerMessage.to("oABC_def-123").build();
      SmsMessage.to(PHONE).with("code", "998877").with("code", "4321");
      Secret.of("secret");
      """;

  private final Scanner scanner = new Scanner(canaries());

  private static Canaries canaries() {
    Set<String> secrets = new TreeSet<>();
    Map<String, Pattern> codes = new TreeMap<>();
    Canaries.collect(SOURCE, secrets, codes);
    return new Canaries(secrets, codes);
  }

  @Test
  void canaries_are_collected_from_the_sources_of_tests() {
    assertThat(canaries().secrets())
        .containsExactly("another-s3cr3t", "oABC_def-123", "s3cr3t-of-a-test");
    assertThat(canaries().codes()).containsOnlyKeys("4321", "998877");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sent to 13800138000 at last                          | a mainland phone number
          {"phone":"+8613800138000"}                           | a mainland phone number
          8613800138000,                                       | a mainland phone number
          to=+14155550123;                                     | a phone number in E.164
          GET /sms?to=%2B8613800138000&x                       | a phone number in a URL
          touser oABCDEFGHIJKLMNOPQRST0000001 refused          | an open id of WeChat
          POST /?Action=SendSms&Signature=eAFH%2FglqvakLjV&x=y | a signature
          Authorization: WSSE realm="SDP",profile              | a header of authorization
          X-WSSE: UsernameToken Username="k"                   | a header of WSSE
          PasswordDigest="aGFsbG8=", Nonce="1"                 | a digest of WSSE
          GET /cgi-bin/send?access_token=57_abcdef             | an access token
          {"access_token":"57_abcdef","expires_in":7200}       | an access token
          {"appid":"wx1","secret":"0123456789abcdef"}          | a secret
          &corpsecret=0123456789abcdef                         | a secret
          &password=e10adc39&to=                               | a password
          /webhook/send?key=693a91f6-7aaa                      | a robot's key
          wrong s3cr3t-of-a-test given                         | the test's s3cr3t-of-a-test
          the first 7 of oABC_def-1234                         | the test's oABC_def-123
          Your number is 998877.                               | the test's code 998877
          {code=4321}                                          | the test's code 4321
          ["4321"]                                             | the test's code 4321
          """)
  void what_leaks_is_found(String line, String what) {
    assertThat(scanner.find(line)).contains(what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Message 87837bf67318ba99 attempt 1 (note) via main: ACCEPTED",
        "to +86***00 and o***01",
        "at 1763712345678 ms, 13800138.5 of them, 138001380001 bytes",
        "it would have at least 16000000000 characters",
        "Authorization: ***",
        "access_token=***&x",
        "Signature=null",
        "the signature is missing; set appSecret",
        "[pool size = 2, completed tasks = 4321], took 4321 ms, errcode 4321",
        "9988771 998877.5 a998877",
        "secret",
        "okhttp3.internal.concurrent.TaskRunner and other_long_names_without_any_digits",
        "2026-11-21T11:42:01+08:00 +0800"
      })
  void honest_lines_pass(String line) {
    assertThat(scanner.find(line)).isEmpty();
  }
}
