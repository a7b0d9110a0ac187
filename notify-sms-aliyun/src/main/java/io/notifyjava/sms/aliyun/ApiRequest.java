package io.notifyjava.sms.aliyun;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * One call before it is signed.
 *
 * @param parameters of the action, sorted
 * @param personal what Aliyun may echo and nobody may repeat: numbers and values; asked for only
 *     when there is something to hide them from
 */
record ApiRequest(
    Action action, SortedMap<String, String> parameters, Supplier<List<String>> personal) {

  ApiRequest {
    parameters = Collections.unmodifiableSortedMap(parameters);
  }

  /** Shows neither numbers nor values. */
  @Override
  public String toString() {
    return "ApiRequest[" + action.word() + "]";
  }
}
