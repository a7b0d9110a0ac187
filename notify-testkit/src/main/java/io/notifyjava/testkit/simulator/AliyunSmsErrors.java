package io.notifyjava.testkit.simulator;

import java.util.Map;

/** The texts and the HTTP status of errors: the vendor's own where they are published. */
final class AliyunSmsErrors {

  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("isv.MOBILE_NUMBER_ILLEGAL", "无效号码"),
          Map.entry("isv.DOMESTIC_NUMBER_NOT_SUPPORTED", "国际/港澳台消息模板不支持发送境内号码"),
          Map.entry("isv.SMS_TEST_NUMBER_LIMIT", "只能向已回复授权信息的手机号发送"),
          Map.entry("isv.MOBILE_COUNT_OVER_LIMIT", "手机号码数量超过限制"),
          Map.entry("isv.TEMPLATE_MISSING_PARAMETERS", "模板缺少变量"),
          Map.entry("isv.INVALID_JSON_PARAM", "参数格式错误，请修改为字符串值"),
          Map.entry("isv.INVALID_PARAMETERS", "参数格式不正确"),
          Map.entry("isv.PARAM_LENGTH_LIMIT", "参数超过长度限制"),
          Map.entry("isv.PARAM_NOT_SUPPORT_URL", "变量不支持传入URL"),
          Map.entry("isv.SMS_TEMPLATE_ILLEGAL", "短信模板不合法"),
          Map.entry("isv.SMS_SIGNATURE_ILLEGAL", "短信签名不合法"),
          Map.entry("isv.EXTEND_CODE_ERROR", "扩展码使用错误，相同的扩展码不可用于多个签名"),
          Map.entry("isv.BLACK_KEY_CONTROL_LIMIT", "黑名单管控"),
          Map.entry("isv.CUSTOMER_REFUSED", "用户已退订推广短信"),
          Map.entry("isv.AMOUNT_NOT_ENOUGH", "账户余额不足"),
          Map.entry("isv.DAY_LIMIT_CONTROL", "触发日发送限额"),
          Map.entry("isv.BUSINESS_LIMIT_CONTROL", "触发分钟级流控Permits:1"),
          Map.entry("isp.SYSTEM_ERROR", "isp.SYSTEM_ERROR"),
          Map.entry("Throttling.User", "Request was denied due to user flow control."),
          Map.entry("ServiceUnavailable", "The request has failed due to a temporary failure."),
          Map.entry("InvalidAccessKeyId.NotFound", "Specified access key is not found or invalid."),
          Map.entry("InvalidAccessKeyId.Inactive", "Specified access key is disabled."),
          Map.entry("SignatureNonceUsed", "Specified signature nonce was used already."),
          Map.entry("InvalidTimeStamp.Expired", "Specified time stamp or date value is expired."),
          Map.entry(
              "InvalidTimeStamp.Format",
              "Specified time stamp or date value is not well formatted."),
          Map.entry("InvalidVersion", "Specified parameter Version is not valid."),
          Map.entry(
              "InvalidAction.NotFound",
              "Specified api is not found, please check your url and method."));

  private AliyunSmsErrors() {}

  static String text(String code) {
    return TEXTS.getOrDefault(code, code);
  }

  /** A refusal by the gateway is an HTTP error; one by the product itself has status 200. */
  static int status(String code) {
    if (code.startsWith("isv.") || code.startsWith("isp.")) {
      return 200;
    }
    return switch (code) {
      case "OK" -> 200;
      case "InvalidAccessKeyId.NotFound", "InvalidAction.NotFound" -> 404;
      case "InternalError" -> 500;
      case "ServiceUnavailable" -> 503;
      default -> 400;
    };
  }
}
