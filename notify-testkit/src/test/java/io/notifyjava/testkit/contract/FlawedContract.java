package io.notifyjava.testkit.contract;

import io.notifyjava.message.Secret;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.testkit.TestMessage;
import java.net.URI;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The contract over a provider with the flaw that the configuration parameter {@value #FLAW} names.
 * Runs within {@link ProviderContractTest} only.
 */
@ExtendWith({OnlyWithin.class, FlawedContract.FlawResolver.class})
class FlawedContract extends ProviderContract<TestMessage> {

  static final String FLAW = "tiny.flaw";

  private final Flaw flaw;

  FlawedContract(Flaw flaw) {
    this.flaw = flaw;
  }

  @Override
  protected ProviderFixture<TestMessage> fixture() {
    return new TinyBulkFixture() {

      @Override
      public Provider<?> provider(ProviderContext context, URI baseUrl) {
        return new TinyProvider(context, baseUrl, Secret.of(secret()), flaw);
      }
    };
  }

  static final class FlawResolver implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Flaw.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return Flaw.valueOf(context.getConfigurationParameter(FLAW).orElseThrow());
    }
  }
}
