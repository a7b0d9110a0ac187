package io.notifyjava.message;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The medium that reaches a person, such as WeChat or SMS.
 *
 * <p>Open, so that a provider module can bring a medium that this library does not know.
 *
 * @param name 1 to 32 lower-case letters, digits or hyphens; stable, used in configuration and
 *     metrics
 * @since 0.1.0
 */
public record Channel(String name) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  /** WeChat official accounts and mini programs. */
  public static final Channel WECHAT = new Channel("wechat");

  /** WeChat Work (WeCom). */
  public static final Channel WECOM = new Channel("wecom");

  /** Short messages to a phone number. */
  public static final Channel SMS = new Channel("sms");

  /** Mail. */
  public static final Channel MAIL = new Channel("mail");

  public Channel {
    Objects.requireNonNull(name, "name");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Channel name must be 1 to 32 lower-case letters, digits or hyphens, but was: " + name);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
