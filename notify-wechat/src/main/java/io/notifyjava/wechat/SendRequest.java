package io.notifyjava.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.http.HttpCall;
import io.notifyjava.message.Message;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.wechat.internal.ApiRequest;
import io.notifyjava.wechat.internal.Reply;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One message on its way to the endpoint of its kind.
 *
 * @param path of the endpoint
 * @param resend whether an earlier call with this very message ended unknown
 */
record SendRequest(Endpoint endpoint, String path, Message message, boolean resend)
    implements ApiRequest<Endpoint> {

  private static final String TEMPLATE_PATH = "/cgi-bin/message/template/send";
  private static final String CUSTOM_PATH = "/cgi-bin/message/custom/send";
  private static final String SUBSCRIBE_PATH = "/cgi-bin/message/subscribe/send";
  private static final String BIZ_PATH = "/cgi-bin/message/subscribe/bizsend";
  private static final String ONE_TIME_PATH = "/cgi-bin/message/template/subscribe";

  /** Returns the request for a message; empty if it is of a kind that cannot be sent here. */
  static Optional<SendRequest> of(Message message, boolean resend) {
    if (message instanceof TemplateMessage) {
      return Optional.of(new SendRequest(Endpoint.TEMPLATE_SEND, TEMPLATE_PATH, message, resend));
    }
    if (message instanceof CustomerMessage) {
      return Optional.of(new SendRequest(Endpoint.CUSTOM_SEND, CUSTOM_PATH, message, resend));
    }
    if (message instanceof SubscriptionMessage) {
      return Optional.of(new SendRequest(Endpoint.SUBSCRIBE_SEND, SUBSCRIBE_PATH, message, resend));
    }
    if (message instanceof ServiceSubscriptionMessage) {
      return Optional.of(new SendRequest(Endpoint.BIZ_SEND, BIZ_PATH, message, resend));
    }
    if (message instanceof OneTimeSubscriptionMessage) {
      return Optional.of(new SendRequest(Endpoint.ONE_TIME_SEND, ONE_TIME_PATH, message, resend));
    }
    return Optional.empty();
  }

  /** Returns the same bytes whenever it is asked. */
  byte[] body() {
    if (message instanceof TemplateMessage template) {
      return Bodies.template(template);
    }
    return message instanceof CustomerMessage customer
        ? Bodies.customer(customer)
        : SubscriptionBodies.of((SubscriptionBase) message);
  }

  @Override
  public HttpCall with(String token) {
    return HttpCall.post(path).secretQuery("access_token", token).json(body());
  }

  @Override
  public Collection<String> personal() {
    return List.of(message.recipient().value());
  }

  /**
   * The id is up to 63 bits and kept as its digits. A repeated {@code client_msg_id} is said to be
   * answered with 0 or none, which nobody could correlate with anything: then there is no id. Of
   * subscription messages some clients have seen one that no page mentions; it is taken if it is
   * one.
   */
  @Override
  public SendResult accepted(Reply.Spoken reply, Instant now) {
    JsonNode msgid = reply.body().path("msgid");
    if (endpoint == Endpoint.CUSTOM_SEND || msgid.isMissingNode() || msgid.isNull()) {
      return SendResult.accepted(Receipt.of(null, now));
    }
    String digits = msgid.isIntegralNumber() || msgid.isTextual() ? msgid.asText() : "";
    if (!isDigits(digits)) {
      if (endpoint != Endpoint.TEMPLATE_SEND) {
        return SendResult.accepted(Receipt.of(null, now));
      }
      return SendResult.unknown(new Reply.Garbage("a msgid that is not a whole number").failure());
    }
    return SendResult.accepted(Receipt.of(digits.equals("0") ? null : digits, now));
  }

  /** Without a stream: this is looked at for every message. */
  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= 20;
  }
}
