package io.notifyjava.sms.xuanwu;

import io.notifyjava.message.Redactor;
import io.notifyjava.message.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Who calls: the password as it is, as MD5 digits, and within the header of MOS REST. Xuanwu
 * prescribes MD5; nothing is protected by it.
 */
final class Credentials {

  private final String account;
  private final Secret password;
  private final Secret digest;
  private final Secret authorization;

  Credentials(String account, Secret password) {
    this.account = account;
    this.password = password;
    String digits = md5(password.reveal());
    this.digest = Secret.of(digits);
    byte[] pair = (account + ":" + digits).getBytes(StandardCharsets.UTF_8);
    this.authorization = Secret.of(Base64.getEncoder().encodeToString(pair));
  }

  private static String md5(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform must have MD5", e);
    }
  }

  String account() {
    return account;
  }

  /** Returns what cgi-bin is given as {@code password}. */
  Secret password(PasswordForm form) {
    return form == PasswordForm.MD5 ? digest : password;
  }

  /** Returns the value of {@code Authorization}: base64 without the word {@code Basic}. */
  Secret authorization() {
    return authorization;
  }

  /** Returns a redactor that knows every form of the password. */
  Redactor redactor() {
    return new Redactor(List.of(authorization, digest, password));
  }

  @Override
  public String toString() {
    return "Credentials[***]";
  }
}
