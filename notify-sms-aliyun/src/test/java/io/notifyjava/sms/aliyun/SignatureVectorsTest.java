package io.notifyjava.sms.aliyun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.http.MethodType;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Signatures that others published, or computed by other means. */
class SignatureVectorsTest {

  private static final String FORM =
      "OutId=ord-1&PhoneNumbers=13800138000&SignName=%E6%B5%8B%E8%AF%95%E7%AD%BE%E5%90%8D"
          + "&TemplateCode=SMS_000001&TemplateParam=%7B%22code%22%3A%22123456%22%7D";

  /** Aliyun's page "Signature mechanism" (28839), the example DescribeRegions. */
  @Test
  void v1_ofThePublishedExample() {
    Map<String, String> parameters =
        Map.of(
            "AccessKeyId", "testid",
            "Action", "DescribeRegions",
            "Format", "XML",
            "SignatureMethod", "HMAC-SHA1",
            "SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
            "SignatureVersion", "1.0",
            "Timestamp", "2016-02-23T12:46:24Z",
            "Version", "2014-05-26");

    assertThat(SignerV1.stringToSign(MethodType.GET, parameters))
        .isEqualTo(
            "GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeRegions%26Format%3DXML"
                + "%26SignatureMethod%3DHMAC-SHA1"
                + "%26SignatureNonce%3D3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"
                + "%26SignatureVersion%3D1.0%26Timestamp%3D2016-02-23T12%253A46%253A24Z"
                + "%26Version%3D2014-05-26");
    assertThat(SignerV1.signature(MethodType.GET, parameters, "testsecret"))
        .isEqualTo("OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
  }

  /** The example SendSms of Aliyun's older page on the HTTP protocol of short messages. */
  @Test
  void v1_ofThePublishedShortMessage() {
    SortedMap<String, String> parameters = shortMessage("45e25e9b-0a6f-4070-8c85-2956eda1b466");
    parameters.put("Format", "XML");
    parameters.put("OutId", "123");
    parameters.put("PhoneNumbers", "15300000001");
    parameters.put("SignName", "阿里云短信测试专用");
    parameters.put("TemplateCode", "SMS_71390007");
    parameters.put("TemplateParam", "{\"customer\":\"test\"}");
    parameters.put("Timestamp", "2017-07-12T02:42:19Z");

    assertThat(SignerV1.signature(MethodType.GET, parameters, "testSecret"))
        .isEqualTo("zJDF+Lrzhj/ThnlvIToysFRq6t4=");
  }

  /** Our own, computed with the vendor's classes and an independent script. */
  @Test
  void v1_ofAwkwardCharactersInAPost() {
    SortedMap<String, String> parameters = shortMessage("00000000-0000-0000-0000-000000000001");
    parameters.put("Format", "JSON");
    parameters.put("OutId", "ord-1_2.3~4");
    parameters.put("PhoneNumbers", "13800138000,13900139000");
    parameters.put("SignName", "测试 签名");
    parameters.put("TemplateCode", "SMS_000001");
    parameters.put("TemplateParam", "{\"code\":\"a b*c~d+e%f/g=h&i\",\"n\":\"(1)!'\"}");
    parameters.put("Timestamp", "2024-01-02T03:04:05Z");

    assertThat(SignerV1.signature(MethodType.POST, parameters, "testSecret"))
        .isEqualTo("9tyzYib+ocR8SUkfKnLhbxnVIhc=");
    parameters.put("SecurityToken", "stsToken+/=");
    assertThat(SignerV1.signature(MethodType.POST, parameters, "testSecret"))
        .isEqualTo("RvhoBJWqMZHdmAWMKG04Lo5iyF8=");
  }

  /** Aliyun's page "V3 request and signature" (2593177), the example RunInstances. */
  @Test
  void v3_ofThePublishedExample() {
    SortedMap<String, String> headers =
        headers("ecs.cn-shanghai.aliyuncs.com", "RunInstances", "2014-05-26");
    headers.put("x-acs-date", "2023-10-26T10:22:32Z");
    headers.put("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d");
    headers.put(
        "x-acs-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    Map<String, String> query =
        Map.of(
            "ImageId",
            "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
            "RegionId",
            "cn-shanghai");

    assertThat(digest(SignerV3.canonical(MethodType.POST, query, headers)))
        .isEqualTo("7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259");
    assertThat(
            SignerV3.authorization(
                MethodType.POST,
                query,
                headers,
                new Keys("YourAccessKeyId", "YourAccessKeySecret", null)))
        .isEqualTo(
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
                + "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature="
                + "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
  }

  /** Our own, computed with the script that reproduces the published one: all in the query. */
  @Test
  void v3_ofAShortMessageInTheQuery() {
    SortedMap<String, String> headers = headers("dysmsapi.aliyuncs.com", "SendSms", "2017-05-25");
    headers.put("x-acs-date", "2024-01-02T03:04:05Z");
    headers.put("x-acs-signature-nonce", "00000000000000000000000000000001");
    headers.put("x-acs-content-sha256", digest(""));
    Map<String, String> query =
        Map.of(
            "OutId", "ord-1",
            "PhoneNumbers", "13800138000",
            "SignName", "测试签名",
            "TemplateCode", "SMS_000001",
            "TemplateParam", "{\"code\":\"123456\"}");

    assertThat(digest(SignerV3.canonical(MethodType.POST, query, headers)))
        .isEqualTo("928a21c56f884c711d08b839e31a82c9d88420ad31856720245197a50a26e13d");
    assertThat(
            SignerV3.authorization(
                MethodType.POST, query, headers, new Keys("testId", "testSecret", null)))
        .endsWith("Signature=496ff9b549b931b131d7619f24313156803802da680e098b09243420704405a8");
  }

  /** Our own, computed with the script that reproduces the published one. */
  @Test
  void v3_ofAShortMessageInTheBody() {
    SortedMap<String, String> headers = headers("dysmsapi.aliyuncs.com", "SendSms", "2017-05-25");
    headers.put("content-type", "application/x-www-form-urlencoded");
    headers.put("x-acs-date", "2024-01-02T03:04:05Z");
    headers.put("x-acs-signature-nonce", "00000000000000000000000000000001");
    headers.put("x-acs-content-sha256", digest(FORM));

    assertThat(headers.get("x-acs-content-sha256"))
        .isEqualTo("e625e676bbb31c93622682e91a9171cf9fb62aa60d0364338c9383f1244185d8");
    assertThat(digest(SignerV3.canonical(MethodType.POST, Map.of(), headers)))
        .isEqualTo("fb3b70f83f5ba74a835494f30869d79d5309b6a07a671583f4016be537f63c2a");
    assertThat(
            SignerV3.authorization(
                MethodType.POST, Map.of(), headers, new Keys("testId", "testSecret", null)))
        .endsWith("Signature=740e23cc2f0d0b28689fb2f5153f5dc71aab6179454ba1eb3950ef14b0611718");
  }

  private static SortedMap<String, String> shortMessage(String nonce) {
    return new TreeMap<>(
        Map.of(
            "AccessKeyId",
            "testId",
            "Action",
            "SendSms",
            "RegionId",
            "cn-hangzhou",
            "SignatureMethod",
            "HMAC-SHA1",
            "SignatureNonce",
            nonce,
            "SignatureVersion",
            "1.0",
            "Version",
            "2017-05-25"));
  }

  private static SortedMap<String, String> headers(String host, String action, String version) {
    return new TreeMap<>(Map.of("host", host, "x-acs-action", action, "x-acs-version", version));
  }

  private static String digest(String text) {
    return HexFormat.of().formatHex(Macs.sha256(text.getBytes(UTF_8)));
  }
}
