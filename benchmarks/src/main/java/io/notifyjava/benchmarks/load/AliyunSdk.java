package io.notifyjava.benchmarks.load;

import com.aliyuncs.CommonRequest;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.IAcsClient;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.HttpClientConfig;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import java.net.URI;

/** The Aliyun SDK's core with its own HTTP client, used as its documentation shows. */
final class AliyunSdk implements Contender {

  private static final String REGION = "cn-hangzhou";

  private final IAcsClient client;
  private final String host;

  private AliyunSdk(String url, HttpClientConfig config) {
    DefaultProfile profile = DefaultProfile.getProfile(REGION, SmsTexts.KEY, SmsTexts.SECRET);
    profile.setHttpClientConfig(config);
    this.client = new DefaultAcsClient(profile);
    this.host = URI.create(url).getAuthority();
  }

  /** With its own settings: 128 connections. */
  static AliyunSdk asItComes(String url) {
    return new AliyunSdk(url, HttpClientConfig.getDefault());
  }

  /** With as many connections as messages in flight. */
  static AliyunSdk raised(String url, int inFlight) {
    HttpClientConfig config = HttpClientConfig.getDefault();
    config.setMaxRequests(inFlight);
    config.setMaxRequestsPerHost(inFlight);
    return new AliyunSdk(url, config);
  }

  @Override
  public boolean send(int recipient) throws ClientException {
    CommonRequest request = new CommonRequest();
    request.setSysMethod(MethodType.POST);
    // The stub speaks no TLS; plain HTTP is also what the SDK takes if nobody says otherwise.
    request.setSysProtocol(ProtocolType.HTTP);
    request.setSysDomain(host);
    request.setSysVersion("2017-05-25");
    request.setSysAction("SendSms");
    request.putQueryParameter("PhoneNumbers", SmsTexts.national(recipient));
    request.putQueryParameter("SignName", SmsTexts.SIGN);
    request.putQueryParameter("TemplateCode", SmsTexts.ALIYUN_TEMPLATE);
    request.putQueryParameter("TemplateParam", SmsTexts.JSON_VALUES);
    return client.getCommonResponse(request).getData().contains("\"Code\":\"OK\"");
  }

  @Override
  public void close() {
    // Its client belongs to the process and ends with it.
  }
}
