package io.notifyjava.sms.xuanwu;

import io.notifyjava.http.HttpAnswer;
import io.notifyjava.http.HttpCall;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.sms.SmsMapping;
import io.notifyjava.spi.RequestPreview;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of Xuanwu's interfaces: how calls are written and answers read. No I/O. Thread-safe. */
interface Wire {

  /** Returns what else is wrong with a message at this interface; empty if nothing is. */
  Optional<String> problem(SmsMessage message);

  /** Returns everything of a call that messages must have in common to share one. */
  Object bulkKey(SmsMessage message);

  /**
   * Returns the call for messages with equal keys.
   *
   * @param mapping what their template is for this account; null if nothing was said
   */
  HttpCall call(List<Outgoing> messages, @Nullable SmsMapping mapping);

  /** Returns the request for one message, without secrets. */
  RequestPreview preview(Outgoing message, @Nullable SmsMapping mapping);

  /** Reads an answer. */
  Reply read(HttpAnswer answer, Clock clock);

  /** Returns the codes of this interface, 0 left out. */
  Map<Integer, ReplyRule> codes();
}
