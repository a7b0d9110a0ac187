package io.notifyjava.examples.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.testkit.simulator.WeChatSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to WeChat, with a simulator at the address that the environment names. */
class RealAccountTest {

  @TempDir Path folder;
  private WeChatSimulator weChat;
  private Path csv;

  @BeforeEach
  void start() throws IOException {
    weChat = WeChatSimulator.start();
    csv = folder.resolve("recipients.csv");
    Files.writeString(csv, "openid,thing1\noFollower1,Ada\noFollower2,Bob\noFollower3,Eve\n");
  }

  @AfterEach
  void stop() {
    weChat.close();
  }

  @Test
  void theAccountOfTheEnvironmentSends() {
    weChat.registerTemplate("my-template", "thing1");
    weChat.closeWindow("oFollower2");

    Run run = run(weChat.appSecret());

    assertThat(run.exitCode()).isZero();
    assertThat(run.counts())
        .isEqualTo(
            "{\"end\":\"COMPLETED\",\"accepted\":3,\"fellBack\":1,\"rejected\":0,\"unknown\":0,"
                + "\"skipped\":0,\"rejectedByReason\":{}}");
    assertThat(weChat.counts().customerDelivered()).isEqualTo(2);
    assertThat(weChat.counts().templateDelivered()).isEqualTo(1);
  }

  @Test
  void aWrongSecretStopsTheRunAndIsToldToNobody() {
    Run run = run("not-the-secret");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.json().get("accepted").intValue()).isZero();
    assertThat(run.json().get("rejectedByReason").fieldNames())
        .toIterable()
        .containsExactly("AUTHENTICATION");
    assertThat(run.err())
        .contains("STOPPED (the account was refused", "--start-line")
        .doesNotContain("not-the-secret");
  }

  private Run run(String secret) {
    return Run.with(
        Map.of(
            "WECHAT_APP_ID",
            weChat.appId(),
            "WECHAT_APP_SECRET",
            secret,
            "WECHAT_BASE_URL",
            weChat.baseUrl().toString()),
        "--csv",
        csv.toString(),
        "--template-id",
        "my-template",
        "--concurrency",
        "1");
  }
}
