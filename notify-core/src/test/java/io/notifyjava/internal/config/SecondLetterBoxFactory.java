package io.notifyjava.internal.config;

import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.spi.ProviderFactory;
import io.notifyjava.spi.Setting;
import java.util.List;

/** Claims the type of another factory. */
public final class SecondLetterBoxFactory implements ProviderFactory {

  private final LetterBoxFactory first = new LetterBoxFactory();

  @Override
  public String type() {
    return first.type();
  }

  @Override
  public List<Setting> settings() {
    return first.settings();
  }

  @Override
  public Provider<?> create(ProviderContext context) {
    return first.create(context);
  }
}
