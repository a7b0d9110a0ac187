package io.notifyjava.testkit.simulator;

import java.util.Arrays;
import java.util.Optional;

/**
 * The calls of an official account that the simulator answers.
 *
 * @since 0.1.0
 */
public enum WeChatApi implements SimulatedApi {
  /** {@code GET /cgi-bin/token}: the classic token, replaced by each call. */
  TOKEN("/cgi-bin/token", "GET"),
  /** {@code POST /cgi-bin/stable_token}: the same token while it lives. */
  STABLE_TOKEN("/cgi-bin/stable_token", "POST"),
  /** {@code POST /cgi-bin/message/template/send}: template messages. */
  TEMPLATE("/cgi-bin/message/template/send", "POST"),
  /** {@code POST /cgi-bin/message/custom/send}: customer-service messages. */
  CUSTOMER("/cgi-bin/message/custom/send", "POST"),
  /** {@code POST /cgi-bin/message/custom/typing}: shows or ends "is typing". */
  TYPING("/cgi-bin/message/custom/typing", "POST"),
  /** {@code POST /cgi-bin/message/custom/business/send}: for agencies only, so always refused. */
  CUSTOMER_BUSINESS("/cgi-bin/message/custom/business/send", "POST"),
  /** {@code POST /cgi-bin/message/subscribe/send}: subscription messages of mini programs. */
  SUBSCRIBE("/cgi-bin/message/subscribe/send", "POST"),
  /** {@code POST /cgi-bin/message/subscribe/bizsend}: those of service accounts. */
  SERVICE_SUBSCRIBE("/cgi-bin/message/subscribe/bizsend", "POST"),
  /** {@code POST /cgi-bin/message/template/subscribe}: one-time subscription messages. */
  ONE_TIME_SUBSCRIBE("/cgi-bin/message/template/subscribe", "POST"),
  /** {@code POST /cgi-bin/message/wxopen/template/uniform_send}: withdrawn in 2023. */
  UNIFORM("/cgi-bin/message/wxopen/template/uniform_send", "POST"),
  /** {@code POST /cgi-bin/message/wxopen/template/send}: by form id, withdrawn in 2020. */
  FORM("/cgi-bin/message/wxopen/template/send", "POST"),
  /** {@code GET /cgi-bin/template/get_all_private_template}: the account's templates. */
  TEMPLATE_LIST("/cgi-bin/template/get_all_private_template", "GET"),
  /** {@code POST /cgi-bin/media/upload}: material that is kept for three days. */
  MEDIA_UPLOAD("/cgi-bin/media/upload", "POST"),
  /** {@code POST /cgi-bin/clear_quota}: gives all quotas back, with a token. */
  CLEAR_QUOTA("/cgi-bin/clear_quota", "POST"),
  /** {@code POST /cgi-bin/clear_quota/v2}: gives all quotas back, with the app secret. */
  CLEAR_QUOTA_V2("/cgi-bin/clear_quota/v2", "POST"),
  /** {@code POST /cgi-bin/openapi/quota/clear}: gives one call's quota back. */
  QUOTA_CLEAR("/cgi-bin/openapi/quota/clear", "POST"),
  /** {@code POST /cgi-bin/openapi/quota/get}: tells one call's quota. */
  QUOTA_GET("/cgi-bin/openapi/quota/get", "POST"),
  /** {@code POST /cgi-bin/openapi/rid/get}: tells what a {@code rid} stands for. */
  RID_GET("/cgi-bin/openapi/rid/get", "POST");

  private final String path;
  private final String method;

  WeChatApi(String path, String method) {
    this.path = path;
    this.method = method;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public boolean issuesToken() {
    return this == TOKEN || this == STABLE_TOKEN;
  }

  /** The call of this path, if it is one. */
  static Optional<WeChatApi> ofPath(String path) {
    return Arrays.stream(values()).filter(api -> api.path.equals(path)).findFirst();
  }
}
