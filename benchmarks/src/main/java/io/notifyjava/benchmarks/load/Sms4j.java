package io.notifyjava.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.dromara.sms4j.aliyun.config.AlibabaConfig;
import org.dromara.sms4j.api.SmsBlend;
import org.dromara.sms4j.core.factory.SmsFactory;
import org.dromara.sms4j.huawei.config.HuaweiConfig;
import org.dromara.sms4j.javase.config.SEInitializer;
import org.dromara.sms4j.provider.config.BaseConfig;

/** SMS4J, the library by which most services reach several SMS vendors today. */
final class Sms4j implements Contender {

  private static final AtomicBoolean SET_UP = new AtomicBoolean();

  private final SmsBlend sms;
  private final IntFunction<String> numbers;

  private Sms4j(BaseConfig config, IntFunction<String> numbers) {
    config.setAccessKeyId(SmsTexts.KEY);
    config.setAccessKeySecret(SmsTexts.SECRET);
    config.setConfigId("main");
    this.sms = blend(config);
    this.numbers = numbers;
  }

  /** Its host is a setting, its {@code https://} is not: see {@link PlainHttps}. */
  static Sms4j aliyun(String url) {
    AlibabaConfig config = new AlibabaConfig();
    config.setRequestUrl(URI.create(url).getAuthority());
    config.setSignature(SmsTexts.SIGN);
    config.setTemplateId(SmsTexts.ALIYUN_TEMPLATE);
    return new Sms4j(config, SmsTexts::national);
  }

  static Sms4j huawei(String url) {
    HuaweiConfig config = new HuaweiConfig();
    config.setUrl(url);
    config.setSender(SmsTexts.HUAWEI_SENDER);
    config.setTemplateId(SmsTexts.HUAWEI_TEMPLATE);
    return new Sms4j(config, SmsTexts::international);
  }

  /**
   * Lets the process keep as many idle connections as messages are in flight: it is the JDK that
   * keeps them, 5 if nobody says otherwise. To be said before the first connection.
   */
  static void raise(int inFlight) {
    System.setProperty("http.maxConnections", Integer.toString(inFlight));
  }

  /** What all of a process share is set up once; a second time would do it twice. */
  private static SmsBlend blend(BaseConfig config) {
    if (SET_UP.compareAndSet(false, true)) {
      URL.setURLStreamHandlerFactory(
          protocol -> protocol.equals("https") ? new PlainHttps() : null);
      SEInitializer.initializer().fromJson("{\"sms\":{\"blends\":{}}}");
    }
    SmsFactory.createSmsBlend(config);
    return SmsFactory.getSmsBlend(config.getConfigId());
  }

  @Override
  public boolean send(int recipient) {
    LinkedHashMap<String, String> values = new LinkedHashMap<>();
    values.put("station", SmsTexts.STATION);
    values.put("code", SmsTexts.CODE);
    return sms.sendMessage(numbers.apply(recipient), values).isSuccess();
  }

  @Override
  public void close() {
    // It keeps nothing open.
  }

  /**
   * Takes the TLS out of {@code https} URLs, since nobody else here pays for it. The library itself
   * is untouched and its connections are the JDK's, as always.
   */
  private static final class PlainHttps extends URLStreamHandler {

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      return new URL("http", url.getHost(), url.getPort(), url.getFile()).openConnection();
    }
  }
}
