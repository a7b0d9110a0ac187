package io.notifyjava.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Each flaw of a provider is caught, and by the tests that it concerns. */
class ProviderContractTest {

  /** Flaws of quick groups: the whole group runs, and exactly these tests of it fail. */
  private static final List<Case> EXACTLY =
      List.of(
          new Case(
              Flaw.TAKES_ANY_200_FOR_YES,
              ProviderContract.Faults.class,
              "emptyBody",
              "emptyObject",
              "htmlPage"),
          new Case(Flaw.TAKES_SERVER_ERRORS_FOR_NO, ProviderContract.Faults.class, "serverError"),
          new Case(
              Flaw.CALLS_A_LOST_ANSWER_REJECTED,
              ProviderContract.Faults.class,
              "garbage",
              "halfClosed",
              "resetAfterRequest",
              "truncated"),
          new Case(
              Flaw.CALLS_A_REFUSED_CONNECTION_UNKNOWN, ProviderContract.Faults.class, "lostServer"),
          new Case(Flaw.CALLS_A_CUT_HANDSHAKE_FINAL, ProviderContract.Faults.class, "cutHandshake"),
          new Case(
              Flaw.SENDS_A_LOST_REQUEST_AGAIN,
              ProviderContract.Faults.class,
              "garbage",
              "halfClosed",
              "resetAfterRequest",
              "truncated"),
          new Case(
              Flaw.THROWS_WHAT_THE_NETWORK_DOES,
              ProviderContract.Faults.class,
              "cutHandshake",
              "garbage",
              "halfClosed",
              "lostServer",
              "recovers",
              "refusedConnection",
              "resetAfterRequest",
              "resetAtAccept",
              "truncated"),
          new Case(
              Flaw.SPOILED_BY_A_BROKEN_CALL,
              ProviderContract.Faults.class,
              "lostServer",
              "recovers"),
          //
          new Case(Flaw.TAKES_UNKNOWN_CODES_FOR_YES, ProviderContract.Answers.class, "unknownCode"),
          new Case(Flaw.RETRIES_UNKNOWN_CODES, ProviderContract.Answers.class, "unknownCode"),
          new Case(Flaw.LOSES_THE_ID, ProviderContract.Answers.class, "yes", "yesToMany"),
          new Case(Flaw.READS_THE_SYSTEM_CLOCK, ProviderContract.Answers.class, "yes"),
          new Case(Flaw.GIVES_ONE_ID_TO_ALL, ProviderContract.Answers.class, "yesToMany"),
          new Case(
              Flaw.CALLS_A_BAD_RECIPIENT_RETRYABLE,
              ProviderContract.Answers.class,
              "invalidRecipient"),
          new Case(
              Flaw.CALLS_A_BAD_TEMPLATE_A_BAD_MESSAGE, ProviderContract.Answers.class, "template"),
          new Case(Flaw.CALLS_A_BAD_ACCOUNT_UNKNOWN, ProviderContract.Answers.class, "credentials"),
          new Case(Flaw.CALLS_A_SPENT_QUOTA_RETRYABLE, ProviderContract.Answers.class, "quota"),
          new Case(Flaw.RETRIES_WHEN_THROTTLED, ProviderContract.Answers.class, "throttled"),
          new Case(
              Flaw.REJECTS_A_RESENT_DUPLICATE,
              ProviderContract.Answers.class,
              "duplicateOfAResentMessage"),
          new Case(
              Flaw.ACCEPTS_A_FRESH_DUPLICATE,
              ProviderContract.Answers.class,
              "duplicateOfAFreshMessage"),
          //
          new Case(
              Flaw.CHANGES_ITS_CAPABILITIES, ProviderContract.Description.class, "capabilities"),
          new Case(
              Flaw.FINDS_PROBLEMS_IN_GOOD_MESSAGES,
              ProviderContract.Description.class,
              "noProblems"),
          new Case(
              Flaw.PREVIEWS_ANOTHER_REQUEST,
              ProviderContract.Description.class,
              "asDocumented",
              "previewIsTrue"),
          new Case(
              Flaw.SENDS_AN_UNDOCUMENTED_FIELD, ProviderContract.Description.class, "asDocumented"),
          new Case(
              Flaw.CONNECTS_WHEN_IT_IS_BUILT, ProviderContract.Description.class, "noConnection"),
          new Case(
              Flaw.MAKES_A_NEW_KEY_FOR_EVERY_REQUEST,
              ProviderContract.Description.class,
              "idempotentRequest"),
          new Case(Flaw.SHOWS_THE_SECRET_IN_PREVIEW, ProviderContract.Description.class, "preview"),
          //
          new Case(Flaw.SENDS_AFTER_CLOSE, ProviderContract.End.class, "sendAfterClose"),
          new Case(Flaw.THROWS_AFTER_CLOSE, ProviderContract.End.class, "sendAfterClose"),
          new Case(
              Flaw.THROWS_WHEN_CLOSED_AGAIN,
              ProviderContract.End.class,
              "closeAgain",
              "sendAfterClose"));

  /** Flaws of shared calls. */
  private static final List<Case> OF_MANY =
      List.of(
          new Case(
              Flaw.MAKES_A_CALL_FOR_EACH_OF_MANY,
              ProviderContract.Bulk.class,
              "partialFailure",
              "yes"),
          new Case(Flaw.HIDES_A_PARTIAL_FAILURE, ProviderContract.Bulk.class, "partialFailure"),
          new Case(
              Flaw.BLAMES_THE_NEXT_FOR_A_PARTIAL_FAILURE,
              ProviderContract.Bulk.class,
              "partialFailure"),
          new Case(
              Flaw.LOSES_A_RESULT_OF_MANY, ProviderContract.Bulk.class, "partialFailure", "yes"),
          new Case(Flaw.NAMES_A_RECIPIENT_TWICE, ProviderContract.Bulk.class, "recipients"),
          new Case(
              Flaw.CALLS_ALL_BUT_THE_FIRST_OF_MANY_REJECTED,
              ProviderContract.Bulk.class,
              "emptyObject",
              "garbage",
              "resetAfterRequest",
              "truncated"),
          new Case(Flaw.GIVES_EACH_MESSAGE_A_KEY_OF_ITS_OWN, ProviderContract.Bulk.class, "keys"));

  /** Flaws of slow groups: only the tests that must fail are run. */
  private static final List<Case> AT_LEAST =
      List.of(
          new Case(Flaw.LIMITS_THE_HEADERS_ONLY, ProviderContract.Time.class, "drips"),
          new Case(Flaw.APPLIES_THE_LIMIT_TWICE, ProviderContract.Time.class, "silent"),
          new Case(Flaw.IMPATIENT, ProviderContract.Time.class, "slow"),
          new Case(Flaw.IGNORES_INTERRUPTS, ProviderContract.Time.class, "interrupted"),
          new Case(Flaw.SWALLOWS_THE_INTERRUPT_FLAG, ProviderContract.Time.class, "interrupted"),
          new Case(
              Flaw.CALLS_AN_INTERRUPTED_CALL_REJECTED, ProviderContract.Time.class, "interrupted"),
          //
          new Case(Flaw.RENEWS_IN_EVERY_THREAD, ProviderContract.Tokens.class, "expiredToken"),
          new Case(Flaw.NEVER_RENEWS, ProviderContract.Tokens.class, "expiredToken"),
          new Case(Flaw.RENEWS_WITHOUT_END, ProviderContract.Tokens.class, "refusedToken"),
          new Case(
              Flaw.RENEWS_FOR_EVERY_MESSAGE,
              ProviderContract.Tokens.class,
              "refusedTokenManyTimes"),
          new Case(
              Flaw.ASKS_AGAIN_THOUGH_NO_TOKEN_COMES,
              ProviderContract.Tokens.class,
              "noTokenForMany"),
          new Case(
              Flaw.CALLS_A_MISSING_TOKEN_UNKNOWN,
              ProviderContract.Tokens.class,
              "noToken",
              "noTokenForMany",
              "silentToken"),
          //
          new Case(Flaw.SHOWS_THE_SECRET_IN_TO_STRING, ProviderContract.Secrets.class, "toStrings"),
          new Case(Flaw.SHOWS_WHAT_THE_VENDOR_REPEATS, ProviderContract.Secrets.class, "echoed"),
          new Case(Flaw.SHOWS_THE_TOKEN_IN_FAILURES, ProviderContract.Secrets.class, "inEveryMood"),
          new Case(Flaw.LOGS_THE_TOKEN_AT_TRACE, ProviderContract.Secrets.class, "inEveryMood"),
          new Case(
              Flaw.LOGS_THE_SECRET_IN_BASE64,
              ProviderContract.Secrets.class,
              "whenCut",
              "whenRefused"),
          new Case(Flaw.LOGS_THE_RECIPIENT, ProviderContract.Secrets.class, "whenRefused"),
          new Case(
              Flaw.LOGS_THE_SECRET_WITH_AN_EXCEPTION,
              ProviderContract.Secrets.class,
              "whenRefused"));

  @TestFactory
  Stream<DynamicTest> aFlawFailsExactlyTheTestsThatItConcerns() {
    return together(EXACTLY, Case::wholeGroup);
  }

  @TestFactory
  Stream<DynamicTest> aFlawFailsEachTestThatItConcerns() {
    return together(AT_LEAST, Case::failingTests);
  }

  @TestFactory
  Stream<DynamicTest> aFlawOfSharedCallsFailsEachTestThatItConcerns() {
    return together(OF_MANY, Case::failingTests);
  }

  @Test
  void sharedCallsWithoutAFlawPassEveryRule() {
    Events tests =
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter(OnlyWithin.ANOTHER_TEST, "true")
            .configurationParameter(FlawedContract.FLAW, Flaw.NONE.name())
            .selectors(
                selectNestedClass(List.of(FlawedContract.class), ProviderContract.Bulk.class))
            .execute()
            .testEvents();

    assertThat(tests.succeeded().count()).isEqualTo(12).isEqualTo(tests.started().count());
  }

  @Test
  void everyFlawIsLookedFor() {
    Set<Flaw> lookedFor =
        Stream.of(EXACTLY, OF_MANY, AT_LEAST)
            .flatMap(List::stream)
            .map(Case::flaw)
            .collect(Collectors.toSet());
    assertThat(EnumSet.complementOf(EnumSet.copyOf(lookedFor))).containsExactly(Flaw.NONE);
  }

  /** Runs the cases a few at a time, because most of their time is waiting. */
  private static Stream<DynamicTest> together(
      List<Case> cases, Function<Case, List<DiscoverySelector>> selectors) {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<DynamicTest> tests = new ArrayList<>();
    for (Case one : cases) {
      Future<Set<String>> failures = pool.submit(() -> one.failuresOf(selectors.apply(one)));
      tests.add(
          DynamicTest.dynamicTest(
              one.flaw.name(), () -> assertThat(failures.get()).isEqualTo(one.failing)));
    }
    pool.shutdown();
    return tests.stream();
  }

  /** A flaw, the group of tests that must see it, and the tests of the group that must fail. */
  private record Case(Flaw flaw, Class<?> group, Set<String> failing) {

    Case(Flaw flaw, Class<?> group, String... failing) {
      this(flaw, group, new TreeSet<>(Arrays.asList(failing)));
    }

    List<DiscoverySelector> wholeGroup() {
      return List.of(selectNestedClass(List.of(FlawedContract.class), group));
    }

    List<DiscoverySelector> failingTests() {
      return failing.stream()
          .<DiscoverySelector>map(
              method -> selectNestedMethod(List.of(FlawedContract.class), group, method))
          .toList();
    }

    Set<String> failuresOf(List<DiscoverySelector> selectors) {
      Events tests =
          EngineTestKit.engine("junit-jupiter")
              .configurationParameter(OnlyWithin.ANOTHER_TEST, "true")
              .configurationParameter(FlawedContract.FLAW, flaw.name())
              .selectors(selectors.toArray(DiscoverySelector[]::new))
              .execute()
              .testEvents();
      return tests.failed().stream()
          .map(Case::method)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String method(Event event) {
      TestDescriptor test = event.getTestDescriptor();
      return test.getSource()
          .map(source -> source instanceof MethodSource of ? of.getMethodName() : "?")
          .orElseGet(test::getDisplayName);
    }
  }
}
