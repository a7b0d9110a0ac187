package io.notifyjava.http;

import okhttp3.HttpUrl;
import okhttp3.Request;

/** Turns a call into OkHttp's request for one host. */
final class Requests {

  private Requests() {}

  static Request build(HttpUrl host, HttpCall call, CallTrace trace) {
    HttpUrl.Builder url = host.newBuilder().addEncodedPathSegments(call.path().substring(1));
    for (HttpCall.QueryParameter parameter : call.query()) {
      url.addQueryParameter(parameter.name(), parameter.value());
    }
    Request.Builder request = new Request.Builder().url(url.build()).tag(CallTrace.class, trace);
    for (RequestHeader header : call.headers()) {
      request.addHeader(header.name(), header.value());
    }
    if (call.method().equals("GET")) {
      return request.build();
    }
    return request.method(call.method(), new OneShotBody(call.body(), call.contentType())).build();
  }
}
