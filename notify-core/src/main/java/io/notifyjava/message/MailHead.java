package io.notifyjava.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything of a mail but what is read in it: shared by filled and by stored ones. */
record MailHead(
    List<MailAddress> to,
    List<MailAddress> cc,
    List<MailAddress> bcc,
    List<MailAddress> replyTo,
    @Nullable MailAddress from,
    List<MailAttachment> attachments,
    Map<String, String> headers,
    boolean signature,
    boolean autoSubmitted,
    boolean allOrNothing,
    @Nullable String messageId,
    @Nullable Set<String> onlyTo) {

  MailHead {
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    bcc = List.copyOf(bcc);
    replyTo = List.copyOf(replyTo);
    attachments = List.copyOf(attachments);
    // In the order in which they were given, which a copy would lose.
    headers =
        headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    onlyTo = onlyTo == null ? null : Set.copyOf(onlyTo);
  }

  /** Returns each mailbox once that the envelope names, in the order of to, cc, bcc. */
  List<MailAddress> envelope() {
    if (to.size() == 1 && cc.isEmpty() && bcc.isEmpty()) {
      return to;
    }
    Set<String> seen = new LinkedHashSet<>();
    List<MailAddress> all = new ArrayList<>();
    for (List<MailAddress> some : List.of(to, cc, bcc)) {
      for (MailAddress one : some) {
        if ((onlyTo == null || onlyTo.contains(one.address())) && seen.add(one.address())) {
          all.add(one);
        }
      }
    }
    return Collections.unmodifiableList(all);
  }

  MailHead only(Set<String> addresses, String messageId) {
    return new MailHead(
        to,
        cc,
        bcc,
        replyTo,
        from,
        attachments,
        headers,
        signature,
        autoSubmitted,
        allOrNothing,
        messageId,
        addresses);
  }

  @Override
  public String toString() {
    return "to=%s, cc=%s, bcc=%s, attachments=%s, headers=%s"
        .formatted(to, cc, bcc, attachments, headers.keySet());
  }
}
