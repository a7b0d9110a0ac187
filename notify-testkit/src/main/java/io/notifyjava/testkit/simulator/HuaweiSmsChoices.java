package io.notifyjava.testkit.simulator;

import java.util.Set;

/**
 * What the vendor leaves open, and what a test may want to be otherwise.
 *
 * @param digests the forms of the WSSE digest that are taken
 * @param checkNonces whether a nonce is taken once only
 * @param contentLimits whether one number gets one text twice a minute and five times an hour only
 */
record HuaweiSmsChoices(Set<HuaweiWsseDigest> digests, boolean checkNonces, boolean contentLimits) {

  HuaweiSmsChoices {
    digests = Set.copyOf(digests);
  }
}
