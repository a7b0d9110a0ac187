package io.notifyjava.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** What a fixture may leave out, and what the contract does then. */
class ProviderFixtureTest {

  @Test
  void aMoodThatEveryServerHas_mayNotBeLeftOut() {
    Events tests = run(selectMethod(SampleContracts.Speechless.class, "fixtureIsComplete"));

    assertThat(messages(tests.failed().list()))
        .singleElement()
        .asString()
        .contains("moods that every vendor's server has, but that the fixture leaves out")
        .contains("SILENT");
  }

  @Test
  void moodsThatAVendorLacks_areShownAsSkippedWithAReason() {
    Events tests =
        run(
            selectNestedClass(
                List.of(SampleContracts.Modest.class), ProviderContract.Answers.class));

    assertThat(tests.failed().count()).isZero();
    assertThat(messages(tests.aborted().list()))
        .containsExactlyInAnyOrder(
            "Assumption failed: This vendor's server never is REFUSES_TEMPLATE.",
            "Assumption failed: This vendor's server never is ALREADY_ARRIVED.",
            "Assumption failed: This vendor's server never is ALREADY_ARRIVED.");
    assertThat(tests.succeeded().count()).isEqualTo(7);
  }

  @Test
  void aVendorWithoutTokens_skipsTheGroup() {
    Events tests =
        run(
            selectNestedClass(
                List.of(SampleContracts.Modest.class), ProviderContract.Tokens.class));

    assertThat(tests.failed().count()).isZero();
    assertThat(tests.succeeded().count()).isZero();
    assertThat(messages(tests.aborted().list()))
        .containsOnly("Assumption failed: This vendor has no tokens.");
  }

  @Test
  void aVendorWithoutKeys_skipsTheirTest() {
    Events tests =
        run(
            selectNestedMethod(
                List.of(SampleContracts.Modest.class),
                ProviderContract.Description.class,
                "idempotentRequest"));

    assertThat(messages(tests.aborted().list()))
        .containsExactly("Assumption failed: This vendor recognises no repeated request.");
  }

  @Test
  void secretsThatCannotBeToldFromOtherText_areRefused() {
    Events tests =
        run(
            selectNestedMethod(
                List.of(SampleContracts.Speechless.class),
                ProviderContract.Secrets.class,
                "fixtureNamesThem"));

    assertThat(messages(tests.failed().list()))
        .singleElement()
        .asString()
        .contains("secrets that are long enough to be told from other text");
  }

  @Test
  void everyTestGetsAFixtureOfItsOwnAndClosesIt() {
    SampleContracts.Counting.opened = 0;
    SampleContracts.Counting.closed = 0;
    Events tests =
        run(selectNestedClass(List.of(SampleContracts.Counting.class), ProviderContract.End.class));

    assertThat(SampleContracts.Counting.opened)
        .isPositive()
        .isEqualTo(SampleContracts.Counting.closed);
    assertThat(tests.failed().count()).isZero();
  }

  private static Events run(DiscoverySelector... selectors) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter(OnlyWithin.ANOTHER_TEST, "true")
        .selectors(selectors)
        .execute()
        .testEvents();
  }

  private static List<String> messages(List<Event> events) {
    return events.stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().orElseThrow().getMessage())
        .toList();
  }
}
