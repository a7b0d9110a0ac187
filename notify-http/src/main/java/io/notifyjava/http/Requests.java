package io.notifyjava.http;

import okhttp3.HttpUrl;
import okhttp3.Request;

/** Turns a call into OkHttp's request. */
final class Requests {

  private Requests() {}

  static Request build(HttpUrl url, HttpCall call, CallTrace trace) {
    Request.Builder request = new Request.Builder().url(url).tag(CallTrace.class, trace);
    for (RequestHeader header : call.headers()) {
      request.addHeader(header.name(), header.value());
    }
    if (call.method().equals("GET")) {
      return request.build();
    }
    return request.method(call.method(), new OneShotBody(call.body(), call.contentType())).build();
  }
}
