package io.notifyjava.testkit.simulator;

import java.util.Set;

/**
 * What the vendor does not document, or what depends on the corporation: chosen by the builder.
 *
 * @param expiredToken errcode for a token whose time is over
 * @param missingRecipients errcode for a message to nobody
 * @param recipientLists how unreached recipients are told
 * @param duplicateReply the answer to a suppressed duplicate
 * @param robotTextBytes longest text of a robot
 * @param miniPrograms linked to the applications; empty if any is
 * @param refuseEscapes whether letters written as escapes are refused
 * @param watchMembers whether more than 30 messages a minute to one member are dropped
 * @param tokenErrors wrong token calls in an hour before the caller is blocked
 * @param callsPerMinute of one call; 0 for no limit
 * @param callsPerHour of one call; 0 for no limit
 * @param personTimesPerDay of one application; 0 for no limit
 * @param concurrent calls at the same time; 0 for no limit
 */
record WeComChoices(
    int expiredToken,
    int missingRecipients,
    RecipientLists recipientLists,
    WeComDuplicateReply duplicateReply,
    int robotTextBytes,
    Set<String> miniPrograms,
    boolean refuseEscapes,
    boolean watchMembers,
    int tokenErrors,
    long callsPerMinute,
    long callsPerHour,
    long personTimesPerDay,
    int concurrent) {

  WeComChoices {
    miniPrograms = Set.copyOf(miniPrograms);
  }
}
