package io.notifyjava.redis;

import io.notifyjava.result.NotifyException;
import java.net.SocketTimeoutException;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Thrown where a store in Redis cannot do what it was asked.
 *
 * <p>Names the server, what was wanted and what the matter is. It carries neither the client's
 * exception nor its text, because servers repeat arguments in their errors, and so tokens.
 *
 * @since 0.1.0
 */
public final class RedisException extends NotifyException {

  private static final long serialVersionUID = 1L;

  /** The first word of an error is its code: {@code OOM command not allowed ...}. */
  private static final Pattern CODE = Pattern.compile("^-?([A-Z]{2,24})\\b");

  /** Redis 6 wraps what a command of a script came to: {@code ERR Error running ...: -OOM ...}. */
  private static final Pattern WITHIN =
      Pattern.compile(
          "\\b(OOM|READONLY|NOPERM|WRONGTYPE|MASTERDOWN|NOREPLICAS|MISCONF|CROSSSLOT)\\b");

  private final String code;

  RedisException(String message) {
    this(message, "");
  }

  private RedisException(String message, String code) {
    super(message);
    this.code = code;
  }

  /** Tells whether the server answered with an error of this code. */
  boolean answered(String expected) {
    return code.equals(expected);
  }

  static RedisException of(Object server, String what, Throwable cause) {
    return new RedisException(
        "Redis at " + server + " could not " + what + ": " + reason(cause),
        cause instanceof JedisDataException answered ? codeOf(answered) : "");
  }

  private static String reason(Throwable thrown) {
    if (thrown instanceof JedisDataException answered) {
      String code = codeOf(answered);
      return "it answered " + code + hint(code);
    }
    if (thrown instanceof NoSuchElementException) {
      return "all connections of the pool were busy for too long; give it more, or look why the"
          + " server is slow";
    }
    Throwable root = rootOf(thrown);
    if (root instanceof SocketTimeoutException) {
      return "it gave no answer in time";
    }
    if (root instanceof InterruptedException) {
      return "the thread was interrupted";
    }
    return "the connection failed with "
        + root.getClass().getName()
        + "; expected a Redis that listens there";
  }

  /** Returns the code of an error that the server answered with. */
  static String codeOf(JedisDataException answered) {
    String text = String.valueOf(answered.getMessage());
    Matcher code = CODE.matcher(text);
    if (!code.find()) {
      return "an error without a code";
    }
    Matcher within = WITHIN.matcher(text);
    return code.group(1).equals("ERR") && within.find() ? within.group(1) : code.group(1);
  }

  static Throwable rootOf(Throwable thrown) {
    Throwable root = thrown;
    // Bounded, because causes may form a ring.
    for (int i = 0; i < 10; i++) {
      Throwable cause = root.getCause();
      if (cause == null) {
        return root;
      }
      root = cause;
    }
    return root;
  }

  private static String hint(String code) {
    return switch (code) {
      case "OOM" -> ", because its maxmemory is reached; give it room";
      case "READONLY" -> ", because it is a replica; expected the primary";
      case "WRONGPASS", "NOAUTH" -> "; expected the user and the password that it knows";
      case "NOPERM" ->
          "; the user must be allowed get, getrange, pttl, eval and evalsha, and what"
              + " the scripts call, on keys of the store's prefix";
      case "WRONGTYPE" -> ", because something else stands under the key; choose another prefix";
      case "MOVED", "ASK", "CROSSSLOT", "CLUSTERDOWN" ->
          "; a cluster needs its own client, given" + " to RedisServer.client(...)";
      case "LOADING", "BUSY", "MASTERDOWN", "TRYAGAIN" -> "; it will be able to again by itself";
      default -> "";
    };
  }
}
