package io.notifyjava.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.notifyjava.idempotency.IdempotencyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Each flaw of a store of idempotency keys is caught, by the tests that it concerns. */
class IdempotencyStoreContractTest {

  private static final String FLAW = "idempotency.flaw";

  private static final Map<FlawedIdempotencyStore.Flaw, List<String>> CAUGHT_BY =
      Map.of(
          FlawedIdempotencyStore.Flaw.LOOKS_BEFORE_IT_TAKES,
          List.of("one"),
          FlawedIdempotencyStore.Flaw.GIVES_LOST_KEYS_AWAY,
          List.of("lost"),
          FlawedIdempotencyStore.Flaw.FORGETS_WHO_OWNS,
          List.of("record", "release"),
          FlawedIdempotencyStore.Flaw.KNOWS_NO_OWNER_AGAIN,
          List.of("again"),
          FlawedIdempotencyStore.Flaw.LETS_GO_OF_RESULTS,
          List.of("releaseAfterRecord"),
          FlawedIdempotencyStore.Flaw.FORGETS_LATE_RESULTS,
          List.of("lateRecord", "withoutClaim"));

  @TestFactory
  Stream<DynamicTest> catches() {
    return CAUGHT_BY.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey().name(),
                    () -> assertThat(failuresWith(entry.getKey())).containsAll(entry.getValue())));
  }

  private static List<String> failuresWith(FlawedIdempotencyStore.Flaw flaw) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter(OnlyWithin.ANOTHER_TEST, "IdempotencyStoreContractTest")
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
  static class Flawed extends IdempotencyStoreContract {

    private final FlawedIdempotencyStore.Flaw flaw;
    private @Nullable FlawedIdempotencyStore store;

    Flawed(FlawedIdempotencyStore.Flaw flaw) {
      this.flaw = flaw;
    }

    @Override
    protected IdempotencyStore store() {
      store = new FlawedIdempotencyStore(flaw);
      return store;
    }

    @Override
    protected void letPass(Duration time) {
      Objects.requireNonNull(store).letPass(time);
    }
  }

  static final class FlawResolver implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == FlawedIdempotencyStore.Flaw.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return FlawedIdempotencyStore.Flaw.valueOf(
          context.getConfigurationParameter(FLAW).orElseThrow());
    }
  }
}
