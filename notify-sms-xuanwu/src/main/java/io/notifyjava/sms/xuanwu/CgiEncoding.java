package io.notifyjava.sms.xuanwu;

import java.nio.charset.Charset;

/**
 * The characters of a call to the cgi-bin interface; said to it by {@code encode}.
 *
 * @since 0.1.0
 */
public enum CgiEncoding {
  /** {@code encode=0}: 24,000 characters, no emoji. */
  GBK("0", "GBK"),
  /** {@code encode=1}: every character. */
  UTF_8("1", "UTF-8");

  private final String parameter;
  private final String charset;

  CgiEncoding(String parameter, String charset) {
    this.parameter = parameter;
    this.charset = charset;
  }

  String parameter() {
    return parameter;
  }

  /** Tells whether this Java has it: GBK is in a module that small runtimes leave out. */
  boolean isSupported() {
    return Charset.isSupported(charset);
  }

  Charset charset() {
    return Charset.forName(charset);
  }
}
