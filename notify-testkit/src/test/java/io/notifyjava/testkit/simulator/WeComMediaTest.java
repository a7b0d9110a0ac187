package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WeComMediaTest extends WeComTestBase {

  private static final int MEGABYTE = 1024 * 1024;

  private static byte[] grown(byte[] content, int length) {
    return Arrays.copyOf(content, length);
  }

  @Test
  void upload_tellsTypeIdAndTime() {
    JsonNode reply = client.upload("image", WeComClient.PNG);
    assertThat(errcode(reply)).isZero();
    assertThat(reply.path("type").textValue()).isEqualTo("image");
    assertThat(reply.path("media_id").textValue()).hasSizeGreaterThan(20);
    assertThat(reply.path("created_at").textValue())
        .isEqualTo(Long.toString(time.instant().getEpochSecond()));
    assertThat(wecom.counts().uploads()).isEqualTo(1);
  }

  @Test
  void wrongForms_areRefused() {
    String path = "/cgi-bin/media/upload?type=file&access_token=" + client.token();
    byte[] file = "some file".getBytes(UTF_8);
    for (String disposition :
        new String[] {
          "form-data; name=\"file\"; filename=\"a.txt\"",
          "form-data; name=\"media\"",
          "form-data; name=\"media\"; filename=\"\"",
          "attachment; name=\"media\"; filename=\"a.txt\""
        }) {
      assertThat(errcode(WeComClient.json(client.form(path, disposition, file))))
          .as(disposition)
          .isEqualTo(44001);
    }
    assertThat(errcode(WeComClient.json(client.post(path, "no form")))).isEqualTo(44001);
    assertThat(errcode(client.upload("file", new byte[0]))).isEqualTo(44001);
    assertThat(errcode(client.upload("thumb", WeComClient.PNG))).isEqualTo(40005);
    assertThat(errcode(client.upload("", WeComClient.PNG))).isEqualTo(40005);
    assertThat(errcode(client.withToken("bad").upload("file", file))).isEqualTo(40014);
    assertThat(wecom.counts().uploads()).isZero();
  }

  @Test
  void sizes_haveTheirLimits() {
    assertThat(errcode(client.upload("file", new byte[5]))).isEqualTo(40006);
    assertThat(errcode(client.upload("file", new byte[6]))).isZero();
    assertThat(errcode(client.upload("file", new byte[20 * MEGABYTE]))).isZero();
    assertThat(errcode(client.upload("file", new byte[20 * MEGABYTE + 1]))).isEqualTo(45001);
    assertThat(errcode(client.upload("image", grown(WeComClient.PNG, 10 * MEGABYTE)))).isZero();
    assertThat(errcode(client.upload("image", grown(WeComClient.PNG, 10 * MEGABYTE + 1))))
        .isEqualTo(45001);
    assertThat(errcode(client.upload("voice", grown(WeComClient.AMR, 2 * MEGABYTE)))).isZero();
    assertThat(errcode(client.upload("voice", grown(WeComClient.AMR, 2 * MEGABYTE + 1))))
        .isEqualTo(45001);
    assertThat(errcode(client.upload("video", grown(WeComClient.MP4, 10 * MEGABYTE + 1))))
        .isEqualTo(45001);
  }

  @Test
  void formats_areLookedAt() {
    byte[] jpg = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1, 2, 3, 4};
    assertThat(errcode(client.upload("image", jpg))).isZero();
    assertThat(errcode(client.upload("image", WeComClient.AMR))).isEqualTo(40004);
    assertThat(errcode(client.upload("voice", WeComClient.PNG))).isEqualTo(301017);
    assertThat(errcode(client.upload("video", WeComClient.PNG))).isEqualTo(40004);
    assertThat(errcode(client.upload("video", WeComClient.MP4))).isZero();
  }

  @Test
  void robotsUpload_filesAndVoicesOnly() {
    byte[] file = "some file".getBytes(UTF_8);
    assertThat(errcode(client.robotUpload(KEY, "file", file))).isZero();
    assertThat(errcode(client.robotUpload(KEY, "voice", WeComClient.AMR))).isZero();
    assertThat(errcode(client.robotUpload(KEY, "image", WeComClient.PNG))).isEqualTo(40005);
    assertThat(errcode(client.robotUpload("other", "file", file))).isEqualTo(93000);
    wecom.robot(KEY).isDisabled();
    assertThat(errcode(client.robotUpload(KEY, "file", file))).isEqualTo(93004);
  }

  @Test
  void longJson_isStoppedByTheFrontEnd() {
    String body = WeComClient.text("a", "x".repeat(8 * MEGABYTE));
    assertThat(
            client.post("/cgi-bin/message/send?access_token=" + client.token(), body).statusCode())
        .isEqualTo(413);
  }
}
