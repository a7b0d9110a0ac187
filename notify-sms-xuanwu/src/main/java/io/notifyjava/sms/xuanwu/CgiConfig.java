package io.notifyjava.sms.xuanwu;

import io.notifyjava.http.ConnectionSettings;
import io.notifyjava.sms.SmsMapping;
import java.nio.charset.Charset;
import java.util.List;

/** An account with the cgi-bin interface. */
final class CgiConfig extends AccountConfig {

  final PasswordForm passwordForm;
  final CgiMethod method;
  final CgiMessageType messageType;
  final NumberSeparator numberSeparator;
  final CgiEncoding encode;

  CgiConfig(XuanwuSms.CgiBuilder given, ConnectionSettings connection) {
    super(given, connection, problems(given));
    this.passwordForm = given.passwordForm;
    this.method = given.method;
    this.messageType = given.messageType;
    this.numberSeparator = given.numberSeparator;
    this.encode = given.encode;
  }

  private static List<String> problems(XuanwuSms.CgiBuilder given) {
    return given.encode.isSupported()
        ? List.of()
        : List.of(
            "encode: this Java runtime has no GBK; add its module jdk.charsets, or use utf-8 if"
                + " the account takes it");
  }

  @Override
  Charset charset() {
    return encode.charset();
  }

  @Override
  void checkMapping(SmsMapping mapping, List<String> problems) {
    mapping
        .settings()
        .keySet()
        .forEach(name -> problems.add("setting " + name + " means nothing to cgi-bin"));
  }

  @Override
  Wire wire() {
    return new CgiWire(this);
  }
}
