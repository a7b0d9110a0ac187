package io.notifyjava.wechat.internal;

import io.notifyjava.http.HttpCall;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes the multipart form in which both platforms take media: one part of the name media. */
public final class Upload {

  private Upload() {}

  /**
   * Adds the form to a call, the same bytes for the same file.
   *
   * @param name checked; quotes in it are escaped as browsers do
   */
  public static HttpCall form(HttpCall call, String name, byte[] content) {
    String boundary = boundary(content);
    ByteArrayOutputStream body = new ByteArrayOutputStream(content.length + 512);
    String head =
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"media\"; filename=\""
            + name.replace("\"", "%22")
            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
    body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    return call.body(body.toByteArray(), "multipart/form-data; boundary=" + boundary);
  }

  /** A digest of the content cannot stand in the content but by design, and a retry repeats it. */
  private static String boundary(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return "notify-" + HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform must have SHA-256", e);
    }
  }
}
