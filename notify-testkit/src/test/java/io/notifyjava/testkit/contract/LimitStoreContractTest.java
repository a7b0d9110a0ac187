package io.notifyjava.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.notifyjava.limit.LimitStore;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Each flaw of a store of limits is caught, by the tests that it concerns. */
class LimitStoreContractTest {

  private static final String FLAW = "limit.flaw";

  private static final Map<FlawedLimitStore.Flaw, List<String>> CAUGHT_BY =
      Map.of(
          FlawedLimitStore.Flaw.TAKES_A_PART_OF_A_CLAIM,
          List.of("allOrNothing", "all"),
          FlawedLimitStore.Flaw.KNOWS_NO_COMMIT,
          List.of("committed"),
          FlawedLimitStore.Flaw.KNOWS_NO_RELEASE,
          List.of("oneMore", "twice", "all", "givenBack"),
          FlawedLimitStore.Flaw.FORGETS_WHO_ASKED,
          List.of("twice", "oneMore"),
          FlawedLimitStore.Flaw.COUNTS_DAYS_IN_UTC,
          List.of("day"));

  @TestFactory
  Stream<DynamicTest> catches() {
    return CAUGHT_BY.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey().name(),
                    () -> assertThat(failuresWith(entry.getKey())).containsAll(entry.getValue())));
  }

  private static List<String> failuresWith(FlawedLimitStore.Flaw flaw) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter(OnlyWithin.ANOTHER_TEST, "LimitStoreContractTest")
        .configurationParameter(FLAW, flaw.name())
        .selectors(selectClass(Flawed.class))
        .execute()
        .testEvents()
        .failed()
        .stream()
        .map(event -> event.getTestDescriptor().getSource().orElseThrow())
        .map(source -> ((MethodSource) source).getMethodName())
        .toList();
  }

  /** Runs within the test above only. */
  @ExtendWith({OnlyWithin.class, FlawResolver.class})
  static class Flawed extends LimitStoreContract {

    private final FlawedLimitStore.Flaw flaw;

    Flawed(FlawedLimitStore.Flaw flaw) {
      this.flaw = flaw;
    }

    @Override
    protected LimitStore store() {
      return new FlawedLimitStore(flaw);
    }

    @Override
    protected int threads() {
      return 50;
    }
  }

  static final class FlawResolver implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == FlawedLimitStore.Flaw.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return FlawedLimitStore.Flaw.valueOf(context.getConfigurationParameter(FLAW).orElseThrow());
    }
  }
}
