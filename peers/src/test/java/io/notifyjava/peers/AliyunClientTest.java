package io.notifyjava.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.aliyun.dysmsapi20170525.Client;
import com.aliyun.dysmsapi20170525.models.QuerySendDetailsRequest;
import com.aliyun.dysmsapi20170525.models.QuerySendDetailsResponseBody;
import com.aliyun.dysmsapi20170525.models.SendBatchSmsRequest;
import com.aliyun.dysmsapi20170525.models.SendBatchSmsResponseBody;
import com.aliyun.dysmsapi20170525.models.SendSmsRequest;
import com.aliyun.dysmsapi20170525.models.SendSmsResponseBody;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import io.notifyjava.testkit.simulator.AliyunSmsApi;
import io.notifyjava.testkit.simulator.AliyunSmsSimulator;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The vendor's own client of short messages, as it comes, against the simulator. */
class AliyunClientTest {

  private static final String KEY = "LTAI5tPeersKeyId";
  private static final String SECRET = "peersSecretOfThirty0123456789";

  private final AliyunSmsSimulator aliyun =
      AliyunSmsSimulator.builder()
          .accessKey(KEY, SECRET)
          .stsKey("STS.PeersKeyId", "stsSecretOfThirty012345678901", "token+/=of sts")
          .sign("衣云")
          .template("SMS_100", "${where}见，${when}")
          .start();

  @AfterEach
  void close() {
    aliyun.close();
  }

  private Client client(String authority, Consumer<Config> more) {
    Config config =
        new Config()
            .setAccessKeyId(KEY)
            .setAccessKeySecret(SECRET)
            .setEndpoint(authority)
            .setProtocol("HTTP");
    more.accept(config);
    try {
      return new Client(config);
    } catch (Exception refused) {
      throw new AssertionError(refused);
    }
  }

  private Client client() {
    return client(aliyun.baseUrl().getAuthority(), config -> {});
  }

  private static SendSmsRequest message() {
    return new SendSmsRequest()
        .setPhoneNumbers("13800138000,+8613900139000")
        .setSignName("衣云")
        .setTemplateCode("SMS_100")
        .setTemplateParam("{\"where\":\"东 门*~+'()!\",\"when\":\"9:30\"}")
        .setSmsUpExtendCode("42")
        .setOutId("order-1");
  }

  @Test
  void sendSms_isServed() throws Exception {
    SendSmsResponseBody answer = client().sendSms(message()).getBody();

    assertThat(answer.getCode()).isEqualTo("OK");
    assertThat(answer.getBizId()).matches("\\d+\\^0");
    assertThat(answer.getRequestId()).isNotBlank();
    assertThat(aliyun.accepted("13800138000")).isEqualTo(1);
    assertThat(aliyun.accepted("13900139000")).isEqualTo(1);
  }

  @Test
  void sendSmsWithAKeyOfSts_isServed() throws Exception {
    Client client =
        client(
            aliyun.baseUrl().getAuthority(),
            config ->
                config
                    .setAccessKeyId("STS.PeersKeyId")
                    .setAccessKeySecret("stsSecretOfThirty012345678901")
                    .setSecurityToken("token+/=of sts"));

    assertThat(client.sendSms(message()).getBody().getCode()).isEqualTo("OK");
  }

  @Test
  void sendBatchSms_isServed() throws Exception {
    SendBatchSmsResponseBody answer =
        client()
            .sendBatchSms(
                new SendBatchSmsRequest()
                    .setPhoneNumberJson("[\"13800138000\",\"13900139000\"]")
                    .setSignNameJson("[\"衣云\",\"衣云\"]")
                    .setTemplateCode("SMS_100")
                    .setTemplateParamJson(
                        "[{\"where\":\"a\",\"when\":\"1\"},{\"where\":\"b\",\"when\":\"2\"}]"))
            .getBody();

    assertThat(answer.getCode()).isEqualTo("OK");
    assertThat(aliyun.counts().calls(AliyunSmsApi.SEND_BATCH)).isEqualTo(1);
    assertThat(aliyun.counts().accepted()).isEqualTo(2);
  }

  @Test
  void querySendDetails_findsWhatWasSent() throws Exception {
    client().sendSms(message());
    QuerySendDetailsResponseBody answer =
        client()
            .querySendDetails(
                new QuerySendDetailsRequest()
                    .setPhoneNumber("13800138000")
                    .setSendDate(
                        LocalDate.now(ZoneOffset.ofHours(8))
                            .format(DateTimeFormatter.BASIC_ISO_DATE))
                    .setPageSize(10L)
                    .setCurrentPage(1L))
            .getBody();

    assertThat(answer.getCode()).isEqualTo("OK");
    assertThat(answer.getTotalCount()).isEqualTo("1");
    assertThat(answer.getSmsSendDetailDTOs().getSmsSendDetailDTO().get(0).getOutId())
        .isEqualTo("order-1");
  }

  @Test
  void refusalOfTheProduct_isTheClientsOrdinaryAnswer() throws Exception {
    aliyun.poison("13900139000", "isv.MOBILE_NUMBER_ILLEGAL");
    SendSmsResponseBody answer = client().sendSms(message()).getBody();

    assertThat(answer.getCode()).isEqualTo("isv.MOBILE_NUMBER_ILLEGAL");
    assertThat(answer.getBizId()).isNull();
  }

  /** The way this library sends: the vendor's code puts the parameters into a form when told so. */
  @Test
  void formInTheBody_isSignedByTheVendorsCodeAsTheSimulatorJudgesIt() throws Exception {
    sendForm(client());

    assertThat(aliyun.counts().accepted()).isEqualTo(1);
    assertThat(aliyun.recent().get(0).request().query()).isEmpty();
  }

  private static Map<String, ?> sendForm(Client client) throws Exception {
    Params params =
        new Params()
            .setAction("SendSms")
            .setVersion("2017-05-25")
            .setProtocol("HTTP")
            .setPathname("/")
            .setMethod("POST")
            .setAuthType("AK")
            .setStyle("RPC")
            .setReqBodyType("formData")
            .setBodyType("json");
    Map<String, Object> form =
        Map.of(
            "PhoneNumbers", "13800138000",
            "SignName", "衣云",
            "TemplateCode", "SMS_100",
            "TemplateParam", "{\"where\":\"东 门*~+'()!\",\"when\":\"9:30\"}");
    return client.callApi(params, new OpenApiRequest().setBody(form), new RuntimeOptions());
  }

  @FunctionalInterface
  private interface Attempt {
    Object on(Client client) throws Exception;
  }

  private DynamicTest refused(
      String what, Consumer<VerbatimRelay> flip, Attempt attempt, String code) {
    return DynamicTest.dynamicTest(
        what,
        () -> {
          try (VerbatimRelay relay = new VerbatimRelay(aliyun.baseUrl())) {
            Client client = client(relay.authority(), config -> {});
            assertThat(attempt.on(client)).as("the request as it is").isNotNull();
            long accepted = aliyun.counts().accepted();
            flip.accept(relay);
            Throwable thrown = catchThrowable(() -> attempt.on(client));

            assertThat(relay.flips()).isEqualTo(1);
            assertThat(thrown).isInstanceOf(TeaException.class);
            assertThat(((TeaException) thrown).getCode()).isEqualTo(code);
            assertThat(aliyun.counts().accepted()).isEqualTo(accepted);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> oneWrongByte_isRefused() {
    Attempt send = client -> client.sendSms(message());
    Attempt form = AliyunClientTest::sendForm;
    String wrong = "SignatureDoesNotMatch";
    return Stream.of(
        refused("number", relay -> relay.flipQuery("PhoneNumbers"), send, wrong),
        refused("sign", relay -> relay.flipQuery("SignName"), send, wrong),
        refused("template", relay -> relay.flipQuery("TemplateCode"), send, wrong),
        refused("values", relay -> relay.flipQuery("TemplateParam"), send, wrong),
        refused("extend code", relay -> relay.flipQuery("SmsUpExtendCode"), send, wrong),
        refused("OutId", relay -> relay.flipQuery("OutId"), send, wrong),
        refused("nonce", relay -> relay.flipHeader("x-acs-signature-nonce", ""), send, wrong),
        refused("digest", relay -> relay.flipHeader("x-acs-content-sha256", ""), send, wrong),
        refused("host", relay -> relay.flipHeader("host", ""), send, wrong),
        refused("signature", relay -> relay.flipHeader("authorization", ""), send, wrong),
        refused(
            "action", relay -> relay.flipHeader("x-acs-action", ""), send, "SignatureDoesNotMatch"),
        refused(
            "date", relay -> relay.flipHeader("x-acs-date", "Z"), send, "SignatureDoesNotMatch"),
        refused("version", relay -> relay.flipHeader("x-acs-version", ""), send, "InvalidVersion"),
        refused(
            "access key",
            relay -> relay.flipHeader("authorization", ",SignedHeaders"),
            send,
            "InvalidAccessKeyId.NotFound"),
        refused("body", relay -> relay.flipBody("PhoneNumbers=13800138"), form, wrong),
        refused("body's values", relay -> relay.flipBody("when%22%3A%229"), form, wrong));
  }
}
