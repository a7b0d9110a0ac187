package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The judge's own signatures against those that others published. */
class AliyunSmsSignaturesTest {

  /** "Signature mechanism" (28839), the example DescribeRegions. */
  @Test
  void v1_ofThePublishedExample() {
    SortedMap<String, String> parameters =
        new TreeMap<>(
            Map.of(
                "AccessKeyId", "testid",
                "Action", "DescribeRegions",
                "Format", "XML",
                "SignatureMethod", "HMAC-SHA1",
                "SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
                "SignatureVersion", "1.0",
                "Timestamp", "2016-02-23T12:46:24Z",
                "Version", "2014-05-26"));

    assertThat(
            AliyunSmsSignatures.v1(
                AliyunSmsSignatures.stringToSign("GET", parameters), "testsecret"))
        .isEqualTo("OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
  }

  /** Computed with the vendor's own classes. */
  @Test
  void v1_ofAwkwardCharacters() {
    SortedMap<String, String> parameters =
        new TreeMap<>(
            Map.of(
                "AccessKeyId", "testId",
                "Action", "SendSms",
                "Format", "JSON",
                "OutId", "ord-1_2.3~4",
                "PhoneNumbers", "13800138000,13900139000",
                "RegionId", "cn-hangzhou",
                "SignName", "测试 签名",
                "SignatureNonce", "00000000-0000-0000-0000-000000000001",
                "TemplateCode", "SMS_000001",
                "TemplateParam", "{\"code\":\"a b*c~d+e%f/g=h&i\",\"n\":\"(1)!'\"}"));
    parameters.put("SignatureMethod", "HMAC-SHA1");
    parameters.put("SignatureVersion", "1.0");
    parameters.put("Timestamp", "2024-01-02T03:04:05Z");
    parameters.put("Version", "2017-05-25");

    assertThat(
            AliyunSmsSignatures.v1(
                AliyunSmsSignatures.stringToSign("POST", parameters), "testSecret"))
        .isEqualTo("9tyzYib+ocR8SUkfKnLhbxnVIhc=");
  }

  /** "V3 request and signature" (2593177), the example RunInstances. */
  @Test
  void v3_ofThePublishedExample() {
    String digest = AliyunSmsSignatures.sha256(new byte[0]);
    SortedMap<String, String> query =
        new TreeMap<>(
            Map.of(
                "ImageId",
                "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
                "RegionId",
                "cn-shanghai"));
    SortedMap<String, String> headers =
        new TreeMap<>(
            Map.of(
                "host", "ecs.cn-shanghai.aliyuncs.com",
                "x-acs-action", "RunInstances",
                "x-acs-version", "2014-05-26",
                "x-acs-date", "2023-10-26T10:22:32Z",
                "x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d",
                "x-acs-content-sha256", digest));
    String canonical = AliyunSmsSignatures.canonical("POST", query, headers, digest);

    assertThat(AliyunSmsSignatures.sha256(canonical.getBytes(UTF_8)))
        .isEqualTo("7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259");
    assertThat(AliyunSmsSignatures.v3(canonical, "YourAccessKeySecret"))
        .isEqualTo("06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
  }
}
