package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MediaTest extends SimulatorTestBase {

  private static final String PNG = "\u0089PNG\r\n\u001a\n";
  private static final String JPEG = "\u00ff\u00d8\u00ff\u00e0";
  private static final String MP4 = "\u0000\u0000\u0000\u0018ftypmp42";

  private JsonNode upload(String type, String start, int length) {
    byte[] file = Arrays.copyOf(start.getBytes(ISO_8859_1), length);
    return upload(
        type,
        "multipart/form-data; boundary=XX",
        form("Content-Disposition: form-data; name=\"media\"; filename=\"图.bin\"", file));
  }

  private JsonNode upload(String type, String contentType, byte[] body) {
    String path = "/cgi-bin/media/upload?access_token=" + client.token() + "&type=" + type;
    return SimClient.json(
        client.send(
            client
                .request(path)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build()));
  }

  private static byte[] form(String disposition, byte[] file) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(("--XX\r\n" + disposition + "\r\n\r\n").getBytes(UTF_8));
    body.writeBytes(file);
    body.writeBytes("\r\n--XX--\r\n".getBytes(UTF_8));
    return body.toByteArray();
  }

  private String image() {
    return upload("image", PNG, 100).path("media_id").asText();
  }

  private int send(String type, String content) {
    String body =
        "{\"touser\":\"%s\",\"msgtype\":\"%s\",\"%s\":%s}"
            .formatted(OPEN_ID, type, type, content.replace('\'', '"'));
    return errcode(client.customer(client.token(), body));
  }

  private int sendImage(String mediaId) {
    return send("image", "{'media_id':'" + mediaId + "'}");
  }

  @Test
  void reply_hasKindIdAndTime_asTheVendorsPageShowsThem() {
    JsonNode reply = upload("image", PNG, 100);
    assertThat(new TreeSet<>(List.copyOf(fieldNames(reply))))
        .isEqualTo(Set.of("created_at", "media_id", "type"));
    assertThat(reply.path("type").asText()).isEqualTo("image");
    assertThat(reply.path("media_id").asText()).matches("[A-Za-z0-9_-]{64}");
    assertThat(reply.path("created_at").longValue()).isEqualTo(time.instant().getEpochSecond());
    JsonNode thumb = upload("thumb", JPEG, 100);
    assertThat(thumb.has("media_id")).isFalse();
    assertThat(thumb.path("thumb_media_id").asText()).hasSize(64);
  }

  private static List<String> fieldNames(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  @Test
  void uploadedMedia_isGoodForThreeDays_andThenUnknown() {
    String id = image();
    assertThat(image()).isNotEqualTo(id);
    time.pass(Duration.ofDays(3).minusNanos(1));
    assertThat(sendImage(id)).isZero();
    time.pass(Duration.ofNanos(1));
    assertThat(sendImage(id)).isEqualTo(40007);
  }

  @Test
  void onceThereIsMedia_othersAreUnknown_andEachIsOfItsKind() {
    assertThat(sendImage("anything")).isZero();
    String image = image();
    assertThat(sendImage("anything")).isEqualTo(40007);
    assertThat(send("voice", "{'media_id':'" + image + "'}")).isEqualTo(40007);
    String video = upload("video", MP4, 100).path("media_id").asText();
    String thumb = upload("thumb", JPEG, 100).path("thumb_media_id").asText();
    String both = "{'media_id':'%s','thumb_media_id':'%s'}";
    assertThat(send("video", both.formatted(video, thumb))).isZero();
    assertThat(send("video", both.formatted(video, image))).as("an image will do").isZero();
    assertThat(send("video", both.formatted(thumb, thumb))).isEqualTo(40007);
    assertThat(send("video", both.formatted(video, video))).isEqualTo(40007);
  }

  @Test
  void permanentMedia_staysForEver_untilReset() {
    simulator.registerMedia("P", MediaType.IMAGE);
    time.pass(Duration.ofDays(1000));
    assertThat(sendImage("P")).isZero();
    assertThat(sendImage("Q")).isEqualTo(40007);
    simulator.reset();
    assertThat(sendImage("Q")).isZero();
  }

  @Test
  void kind_mustBeOneOfTheFour() {
    assertThat(errcode(upload("file", PNG, 10))).isEqualTo(40004);
    assertThat(errcode(upload("", PNG, 10))).isEqualTo(40004);
    assertThat(errcode(upload("IMAGE", PNG, 10))).isEqualTo(40004);
  }

  @Test
  void size_isLimitedPerKind_andEmptyIsItsOwnError() {
    assertThat(errcode(upload("image", "", 0))).isEqualTo(44001);
    assertThat(upload("thumb", JPEG, 64 * 1024).has("errcode")).isFalse();
    assertThat(errcode(upload("thumb", JPEG, 64 * 1024 + 1))).isEqualTo(40012);
    assertThat(upload("voice", "#!AMR\n", 2 * 1024 * 1024).has("errcode")).isFalse();
    assertThat(errcode(upload("voice", "#!AMR\n", 2 * 1024 * 1024 + 1))).isEqualTo(40010);
    assertThat(upload("image", PNG, 10 * 1024 * 1024).has("errcode")).isFalse();
    assertThat(errcode(upload("image", PNG, 10 * 1024 * 1024 + 1))).isEqualTo(40009);
    assertThat(errcode(upload("video", MP4, 10 * 1024 * 1024 + 1))).isEqualTo(40011);
    start(WeChatSimulator.builder().mediaLimit(MediaType.IMAGE, 100));
    assertThat(errcode(upload("image", PNG, 101))).isEqualTo(40009);
    assertThat(upload("image", PNG, 100).has("errcode")).isFalse();
  }

  @Test
  void format_mustBeOneOfTheKinds_unlessThatIsSwitchedOff() {
    Map<String, List<String>> good =
        Map.of(
            "image", List.of(PNG, JPEG, "GIF89a"),
            "voice", List.of("#!AMR\n", "ID3\u0003", "\u00ff\u00fb\u0090"),
            "video", List.of(MP4),
            "thumb", List.of(JPEG));
    good.forEach(
        (type, starts) ->
            starts.forEach(
                start -> assertThat(upload(type, start, 64).has("errcode")).as(type).isFalse()));
    assertThat(errcode(upload("thumb", PNG, 64))).isEqualTo(40005);
    assertThat(errcode(upload("image", MP4, 64))).isEqualTo(40005);
    assertThat(errcode(upload("image", "\u0089", 1))).isEqualTo(40005);
    assertThat(errcode(upload("voice", "\u00ff", 1))).isEqualTo(40005);
    assertThat(errcode(upload("video", "ftyp", 64))).isEqualTo(40005);
    start(WeChatSimulator.builder().checkMediaFormat(false));
    assertThat(upload("image", "text", 4).has("errcode")).isFalse();
  }

  @Test
  void form_mustCarryTheFieldMediaWithAFileName() {
    byte[] file = PNG.getBytes(ISO_8859_1);
    String type = "multipart/form-data; boundary=XX";
    String disposition = "Content-Disposition: form-data; name=\"media\"; filename=\"a.png\"";
    assertThat(upload("image", type, form(disposition, file)).has("errcode")).isFalse();
    assertThat(errcode(upload("image", type, form(disposition.replace("media", "file"), file))))
        .isEqualTo(41005);
    assertThat(
            errcode(
                upload("image", type, form(disposition.replace("; filename=\"a.png\"", ""), file))))
        .isEqualTo(41005);
    assertThat(errcode(upload("image", "application/octet-stream", file))).isEqualTo(41005);
    assertThat(errcode(upload("image", type, new byte[0]))).isEqualTo(41005);
  }

  @Test
  void upload_needsATokenOfAVerifiedAccount() {
    assertThat(errcode(SimClient.json(client.post("/cgi-bin/media/upload?type=image", "x"))))
        .isEqualTo(41001);
    start(WeChatSimulator.builder().accountKind(AccountKind.UNVERIFIED));
    assertThat(errcode(upload("image", PNG, 10))).isEqualTo(48001);
  }

  @Test
  void uploads_areRememberedForAssertions_butNotMoreThanTheHeapCanHold() {
    for (int i = 0; i < 5; i++) {
      upload("image", PNG, 5 * 1024 * 1024);
    }
    assertThat(simulator.recent(WeChatApi.MEDIA_UPLOAD)).hasSize(3);
    assertThat(simulator.lastBody(WeChatApi.MEDIA_UPLOAD).length).isGreaterThan(5 * 1024 * 1024);
    assertThat(simulator.counts().calls(WeChatApi.MEDIA_UPLOAD)).isEqualTo(5);
  }

  @Test
  void longBody_isLeftToUploads() {
    String text = "x".repeat(1024 * 1024);
    String path = "/cgi-bin/message/custom/send?access_token=" + client.token();
    assertThat(client.post(path, SimClient.textBody(OPEN_ID, text)).statusCode()).isEqualTo(413);
    assertThat(client.post(path, text).body()).contains("errcode\":47001");
  }

  @Test
  void sixtyFourUploadsAtOnce_getIdsOfTheirOwn() throws Exception {
    String path = "/cgi-bin/media/upload?type=image&access_token=" + client.token();
    byte[] body =
        form(
            "Content-Disposition: form-data; name=\"media\"; filename=\"a.png\"",
            PNG.getBytes(ISO_8859_1));
    List<String> ids =
        Together.run(
            64,
            5,
            () ->
                SimClient.json(
                        client.send(
                            client
                                .request(path)
                                .header("Content-Type", "multipart/form-data; boundary=XX")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build()))
                    .path("media_id")
                    .asText());
    assertThat(ids).hasSize(320).doesNotHaveDuplicates();
    assertThat(sendImage(ids.get(319))).isZero();
  }
}
