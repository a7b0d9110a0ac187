package io.notifyjava.benchmarks.load;

import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.http.apache.DefaultApacheHttpClientBuilder;
import me.chanjar.weixin.mp.api.WxMpKefuService;
import me.chanjar.weixin.mp.api.WxMpService;
import me.chanjar.weixin.mp.api.impl.BaseWxMpServiceImpl;
import me.chanjar.weixin.mp.api.impl.WxMpServiceImpl;
import me.chanjar.weixin.mp.api.impl.WxMpServiceOkHttpImpl;
import me.chanjar.weixin.mp.bean.kefu.WxMpKefuMessage;
import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;

/** WxJava (weixin-java-mp), the library that most services use today. */
final class WxJava implements Contender {

  private final WxMpKefuService messages;

  private WxJava(BaseWxMpServiceImpl<?, ?> service, WxMpDefaultConfigImpl config) {
    WxMpService it = service;
    it.setWxMpConfigStorage(config);
    this.messages = it.getKefuService();
  }

  /** On Apache's client with its own settings: 10 connections to a host. */
  static WxJava asItComes(String url) {
    return new WxJava(new WxMpServiceImpl(), config(url));
  }

  /** On Apache's client with as many connections as messages in flight. */
  static WxJava raised(String url, int inFlight) {
    WxMpDefaultConfigImpl config = config(url);
    DefaultApacheHttpClientBuilder apache = DefaultApacheHttpClientBuilder.get();
    apache.setMaxConnPerHost(inFlight);
    apache.setMaxTotalConn(inFlight);
    config.setApacheHttpClientBuilder(apache);
    return new WxJava(new WxMpServiceImpl(), config);
  }

  /** On OkHttp as WxJava sets it up. */
  static WxJava onOkHttp(String url) {
    return new WxJava(new WxMpServiceOkHttpImpl(), config(url));
  }

  private static WxMpDefaultConfigImpl config(String url) {
    WxMpDefaultConfigImpl config = new WxMpDefaultConfigImpl();
    config.setAppId("wx0123456789abcdef");
    config.setSecret("secret");
    config.updateAccessToken(Texts.TOKEN, 7_200);
    WxMpHostConfig hosts = new WxMpHostConfig();
    hosts.setApiHost(url);
    config.setHostConfig(hosts);
    return config;
  }

  @Override
  public boolean send(int recipient) throws WxErrorException {
    return messages.sendKefuMessage(
        WxMpKefuMessage.TEXT().toUser(Texts.openId(recipient)).content(Texts.TEXT).build());
  }

  @Override
  public void close() {
    // It has no end; its threads are daemons or end with the process.
  }
}
