package io.notifyjava.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.testkit.simulator.WeChatSimulator;
import me.chanjar.weixin.mp.api.impl.WxMpServiceImpl;
import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;
import org.junit.jupiter.api.Test;

class WxJavaMpTest {
  @Test
  void x() throws Exception {
    try (WeChatSimulator wechat = WeChatSimulator.start()) {
      WxMpDefaultConfigImpl config = new WxMpDefaultConfigImpl();
      config.setAppId(wechat.appId());
      config.setSecret(wechat.appSecret());
      WxMpHostConfig hosts = new WxMpHostConfig();
      hosts.setApiHost(wechat.baseUrl().toString());
      config.setHostConfig(hosts);
      WxMpServiceImpl service = new WxMpServiceImpl();
      service.setWxMpConfigStorage(config);
      assertThat(service.getAccessToken()).hasSizeGreaterThan(100);
    }
  }
}
