package io.notifyjava.wechat;

import io.notifyjava.http.HttpCall;
import io.notifyjava.message.Message;
import java.util.Optional;

/**
 * One message on its way to the endpoint of its kind.
 *
 * @param path of the endpoint
 * @param resend whether an earlier call with this very message ended unknown
 */
record SendRequest(Endpoint endpoint, String path, Message message, boolean resend) {

  private static final String TEMPLATE_PATH = "/cgi-bin/message/template/send";
  private static final String CUSTOM_PATH = "/cgi-bin/message/custom/send";

  /** Returns the request for a message; empty if it is of a kind that cannot be sent here. */
  static Optional<SendRequest> of(Message message, boolean resend) {
    if (message instanceof TemplateMessage) {
      return Optional.of(new SendRequest(Endpoint.TEMPLATE_SEND, TEMPLATE_PATH, message, resend));
    }
    if (message instanceof CustomerMessage) {
      return Optional.of(new SendRequest(Endpoint.CUSTOM_SEND, CUSTOM_PATH, message, resend));
    }
    return Optional.empty();
  }

  /** Returns the same bytes whenever it is asked. */
  byte[] body() {
    return message instanceof TemplateMessage template
        ? Bodies.template(template)
        : Bodies.customer((CustomerMessage) message);
  }

  HttpCall with(String token) {
    return HttpCall.post(path).secretQuery("access_token", token).json(body());
  }

  String openId() {
    return message.recipient().value();
  }
}
