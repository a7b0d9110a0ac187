package io.notifyjava.testkit.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An account of a {@link XuanwuSmsSimulator}: well and without limit, until a method here says
 * otherwise. Thread-safe.
 *
 * @since 0.1.0
 */
public final class XuanwuSmsAccount {

  private enum State {
    WELL,
    DISABLED,
    MAY_NOT_SEND,
    LOADING
  }

  private final String name;
  private final String password;
  private final String digest;
  private final AtomicLong balance = new AtomicLong(Long.MAX_VALUE);
  private volatile State state = State.WELL;

  XuanwuSmsAccount(String name, String password) {
    this.name = name;
    this.password = password;
    this.digest = md5(password);
  }

  private static String md5(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has MD5", impossible);
    }
  }

  /** Its name: {@code account@enterprise} at cgi-bin, the account in MOS REST. */
  public String name() {
    return name;
  }

  /** Its password. */
  public String password() {
    return password;
  }

  /** It is disabled or expired: -1 in MOS REST, -7 at cgi-bin. */
  public void isDisabled() {
    state = State.DISABLED;
  }

  /** It has no right to send: -13 in MOS REST; no source has a code at cgi-bin, -7 here. */
  public void mayNotSend() {
    state = State.MAY_NOT_SEND;
  }

  /** Its data are still being loaded: -3 at cgi-bin; MOS REST is not touched. */
  public void isLoading() {
    state = State.LOADING;
  }

  /** It is as it was at first. */
  public void isWell() {
    state = State.WELL;
    balance.set(Long.MAX_VALUE);
  }

  /**
   * How many parts (70 characters, or 67 of each if there are several) it may still send; then -12.
   */
  public void balance(long parts) {
    balance.set(parts);
  }

  /** Whether this is its password as cgi-bin takes it. */
  boolean knows(String given, boolean digested) {
    return (digested ? digest : password).equals(given);
  }

  /** Whether this is the header of MOS REST: base64 of account, colon, MD5 of the password. */
  boolean authorizes(String header) {
    byte[] bytes = (name + ":" + digest).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(bytes).equals(header);
  }

  /**
   * Lets MOS REST go on.
   *
   * @throws Refused -1 or -13
   */
  void requireMos() {
    switch (state) {
      case DISABLED -> throw new Refused(XuanwuSmsReply.mos(-1));
      case MAY_NOT_SEND -> throw new Refused(XuanwuSmsReply.mos(-13));
      default -> {}
    }
  }

  /**
   * Lets cgi-bin go on.
   *
   * @throws Refused -7 or -3
   */
  void requireCgi() {
    switch (state) {
      case DISABLED, MAY_NOT_SEND -> throw new Refused(XuanwuSmsReply.cgi(-7));
      case LOADING -> throw new Refused(XuanwuSmsReply.cgi(-3));
      default -> {}
    }
  }

  /** Takes the price of a call, all or nothing; false if there is not enough. */
  boolean pay(long parts) {
    while (true) {
      long left = balance.get();
      if (left == Long.MAX_VALUE) {
        return true;
      }
      if (left < parts) {
        return false;
      }
      if (balance.compareAndSet(left, left - parts)) {
        return true;
      }
    }
  }

  /** Shows the name; no password. */
  @Override
  public String toString() {
    return "XuanwuSmsAccount[" + name + "]";
  }
}
