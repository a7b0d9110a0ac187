package io.notifyjava.sms.aliyun;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * One call before it is signed.
 *
 * @param parameters of the action, sorted
 * @param personal what Aliyun may echo and nobody may repeat: numbers and values
 */
record ApiRequest(Action action, SortedMap<String, String> parameters, List<String> personal) {

  ApiRequest {
    parameters = Collections.unmodifiableSortedMap(parameters);
    personal = List.copyOf(personal);
  }

  /** Shows neither numbers nor values. */
  @Override
  public String toString() {
    return "ApiRequest[" + action.word() + "]";
  }
}
