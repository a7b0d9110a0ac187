package io.notifyjava.testkit.contract;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps contracts that are meant to fail from running unless another test runs them. */
final class OnlyWithin implements ExecutionCondition {

  /** The configuration parameter by which a test says that it runs them. */
  static final String ANOTHER_TEST = "contract.within";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return context.getConfigurationParameter(ANOTHER_TEST).isPresent()
        ? ConditionEvaluationResult.enabled("run by another test")
        : ConditionEvaluationResult.disabled("runs within another test only");
  }
}
