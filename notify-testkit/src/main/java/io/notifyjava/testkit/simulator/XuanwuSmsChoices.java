package io.notifyjava.testkit.simulator;

import java.util.Set;

/**
 * What no source settles.
 *
 * @param maxNumbers numbers of one call
 * @param separator between the numbers of a call to cgi-bin
 * @param numericCode whether MOS REST writes its code as a number, not as a text
 * @param bizTypes business types that the account has; any if none is named
 */
record XuanwuSmsChoices(
    int maxNumbers, char separator, boolean numericCode, Set<String> bizTypes) {}
