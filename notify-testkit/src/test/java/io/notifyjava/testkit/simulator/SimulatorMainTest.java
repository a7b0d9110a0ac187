package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SimulatorMainTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) throws IOException {
    return SimulatorMain.run(
        new ByteArrayInputStream(new byte[0]),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        args);
  }

  @Test
  void goodCommandLine_printsExactlyOneLine_andEndsWithItsInput() throws IOException {
    assertThat(run("--port", "0", "--latency", "lognormal:50ms,0.5", "--seed", "7")).isZero();
    assertThat(out.toString(UTF_8)).matches("\\{\"baseUrl\":\"http://127.0.0.1:\\d+\"}\n");
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void badCommandLine_namesEveryProblem_andPrintsNothingElse() throws IOException {
    int status =
        run(
            "--port",
            "many",
            "--latency",
            "fast",
            "--closed-windows",
            "130%",
            "--app-id",
            "wx1",
            "--watch-duplicates",
            "perhaps",
            "--colour",
            "red",
            "--seed");
    assertThat(status).isEqualTo(2);
    assertThat(out.size()).isZero();
    assertThat(err.toString(UTF_8))
        .contains(
            "unknown option --colour; known are --access-key-id, --access-key-secret, --account, ")
        .contains("--seed needs a value after it")
        .contains("--port needs a number, but was \"many\"")
        .contains("--latency: a latency is written as 0, 500us, 20ms, 2s or lognormal:50ms,0.5")
        .contains("--closed-windows: a share lies between 0 and 1, or 0% and 100%, but was 130%")
        .contains("--watch-duplicates: expected true or false, but was perhaps")
        .contains("--app-id and --app-secret go together; give both or neither")
        .contains("usage: SimulatorMain");
  }

  @Test
  void help_isPrinted_andDocumentsEveryOption() throws IOException {
    assertThat(run("--port", "0", "--help")).isZero();
    String help = out.toString(UTF_8);
    assertThat(help).isEqualTo(SimulatorOptions.USAGE);
    assertThat(SimulatorOptions.names())
        .hasSize(40)
        .allSatisfy(name -> assertThat(help).contains("  " + name + " "));
    assertThat(help.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(100));
  }

  @Test
  void everyOption_isTaken() throws IOException {
    String line =
        "--platform wechat --port 0 --latency 1ms --app-id wxA --app-secret secretA"
            + " --account-kind mini-program --token-lifetime 60 --content-type alternating"
            + " --closed-windows 0.5 --consent-needed true --subscription-msgid true"
            + " --duplicate-reply error-40241 --mini-programs wx1,wx2 --pages a,b"
            + " --check-media-format false --watch-duplicates false --recent 3 --seed 9";
    assertThat(run(line.split(" "))).as(err.toString(UTF_8)).isZero();
    String weCom =
        "--platform wecom --corp-id wwA --agent-id 7 --agent-secret s --robot-key k"
            + " --member-limits false --token-lifetime 60 --recent 3";
    assertThat(run(weCom.split(" "))).as(err.toString(UTF_8)).isZero();
    String xuanwu = "--platform xuanwu-sms --account me@corp --password s --max-numbers 7";
    assertThat(run(xuanwu.split(" "))).as(err.toString(UTF_8)).isZero();
    String aliyun =
        "--platform aliyun-sms --access-key-id k --access-key-secret s --number-limits false";
    assertThat(run(aliyun.split(" "))).as(err.toString(UTF_8)).isZero();
    String huawei =
        "--platform huawei-sms --sms-app-key k --sms-app-secret s --content-limits false";
    assertThat(run(huawei.split(" "))).as(err.toString(UTF_8)).isZero();
    String smtp =
        "--platform smtp --port 0 --latency 1ms --watch-duplicates false --recent 0 --seed 9"
            + " --tls starttls --certificate expired --user ann --user-password s"
            + " --login-required true --pipelining false --mails-per-connection 5"
            + " --max-connections 8";
    assertThat(run(smtp.split(" "))).as(err.toString(UTF_8)).isZero();
    String all = String.join(" ", line, weCom, xuanwu, aliyun, huawei, smtp);
    assertThat(all.split(" ")).contains(SimulatorOptions.names().toArray(String[]::new));
  }

  @Test
  void smtp_isServedWithAPortToSteerItBy() throws IOException {
    assertThat(run("--platform", "smtp")).isZero();
    assertThat(out.toString(UTF_8))
        .matches(
            "\\{\"baseUrl\":\"smtp://127.0.0.1:\\d+\",\"controlUrl\":\"http://127.0.0.1:\\d+\"}\n");
    assertThat(run("--platform", "smtp", "--token-lifetime", "60")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("--token-lifetime: a mail server gives out no tokens");
  }

  @Test
  void wrongChoice_namesTheRightOnes() throws IOException {
    assertThat(
            run(
                "--platform",
                "telegram",
                "--account-kind",
                "shop",
                "--token-lifetime",
                "7201",
                "--recent",
                "-1"))
        .isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .contains(
            "--platform: expected one of wechat, wecom, xuanwu-sms, aliyun-sms, huawei-sms,"
                + " smtp, but was telegram")
        .contains(
            "--account-kind: expected one of service, subscription, test, unverified, mini-program,"
                + " but was shop")
        .contains(
            "--token-lifetime: a token lives between one second and 7200 s, but was given PT2H1S")
        .contains("--recent: recentRequests is zero or more, but was -1; use 0 to keep none");
  }

  @Test
  void weCom_isServedWithItsOwnOptions() throws IOException {
    SimulatorOptions options =
        SimulatorOptions.parse(
            "--platform",
            "wecom",
            "--corp-id",
            "wwMine",
            "--agent-id",
            "7",
            "--agent-secret",
            "seven",
            "--robot-key",
            "robot-1",
            "--member-limits",
            "false");
    try (Offered.Served served = options.start()) {
      WeComSimulator wecom = (WeComSimulator) served.platform();
      assertThat(wecom.corpId()).isEqualTo("wwMine");
      assertThat(wecom.application(7).secret()).isEqualTo("seven");
      assertThat(wecom.robot().key()).isEqualTo("robot-1");
    }
    assertThat(run("--platform", "wecom")).isZero();
    assertThat(out.toString(UTF_8)).matches("\\{\"baseUrl\":\"http://127.0.0.1:\\d+\"}\n");
  }

  @Test
  void optionsOfTheOtherPlatform_areRefused() throws IOException {
    assertThat(run("--platform", "wecom", "--app-id", "wx1", "--agent-id", "1")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .contains("--app-id is not for --platform wecom")
        .contains("--agent-id and --agent-secret go together; give both or neither");
    err.reset();
    assertThat(run("--robot-key", "k", "--platform", "sms")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .contains("--robot-key is not for --platform wechat")
        .contains(
            "--platform: expected one of wechat, wecom, xuanwu-sms, aliyun-sms, huawei-sms,"
                + " smtp, but was sms");
    err.reset();
    assertThat(run("--platform", "wecom", "--agent-id", "x", "--agent-secret", "s")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("--agent-id needs a number, but was \"x\"");
  }

  @Test
  void takenPort_isAnErrorWithoutAStackTrace() throws IOException {
    try (WeChatSimulator other = WeChatSimulator.start()) {
      String port = Integer.toString(other.baseUrl().getPort());
      assertThat(run("--port", port)).isEqualTo(1);
      assertThat(err.toString(UTF_8))
          .isEqualTo(
              "cannot listen on 127.0.0.1:" + port + "; choose another port, or 0 for any\n");
    }
    assertThat(out.size()).isZero();
  }

  @Test
  @Timeout(180)
  void asAProgram_itServesUntilItsStandardInputCloses() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorMain.class.getName(),
                "--closed-windows",
                "100%",
                "--app-id",
                "wxOther",
                "--app-secret",
                "other-secret")
            .start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      String base = new ObjectMapper().readTree(lines.readLine()).path("baseUrl").asText();
      PlainHttp http = new PlainHttp();
      String token =
          post(http, base + "/cgi-bin/stable_token", TOKEN).path("access_token").asText();
      JsonNode refused =
          post(
              http,
              base + "/cgi-bin/message/custom/send?access_token=" + token,
              SimClient.textBody("oABCDEF", "hi"));
      assertThat(refused.path("errcode").intValue()).isEqualTo(45015);
      JsonNode counts = post(http, base + "/_sim/counts", null);
      assertThat(counts.path("customerCalls").intValue()).isEqualTo(1);

      process.getOutputStream().close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(lines.readLine()).as("one line only").isNull();
    } finally {
      process.destroyForcibly();
    }
  }

  private static final String TOKEN =
      "{\"grant_type\":\"client_credential\",\"appid\":\"wxOther\",\"secret\":\"other-secret\"}";

  private static JsonNode post(PlainHttp http, String url, String body) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (body != null) {
      request.POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return new ObjectMapper().readTree(http.send(request.build()).body());
  }
}
