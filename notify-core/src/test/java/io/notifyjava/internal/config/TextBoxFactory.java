package io.notifyjava.internal.config;

import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderFactory;
import io.notifyjava.spi.Setting;
import java.util.List;

/** A factory on the tests' class path, whose accounts send short messages. */
public final class TextBoxFactory implements ProviderFactory {

  @Override
  public String type() {
    return "text-box";
  }

  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  public Provider<?> create(ProviderContext context) {
    return new ScriptedProvider(Capabilities.of(SmsMessage.class, Capabilities.Support.plain()));
  }
}
