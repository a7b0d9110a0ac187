package io.notifyjava.message;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** Checks what an attachment is called. */
final class MailFileNames {

  private static final int MAX_NAME = 200;
  private static final Pattern TYPE =
      Pattern.compile(
          "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,62}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,63}");
  private static final Pattern CONTENT_ID = Pattern.compile("[A-Za-z0-9._@-]{1,128}");

  /** Names that mean a device to Windows, whatever follows their first dot. */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  private MailFileNames() {}

  static String checked(String name) {
    Texts.required("fileName", name, MAX_NAME);
    MailText.requireWhole("fileName", name);
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.indexOf(':') >= 0) {
      throw error("must be a name without folders and drives, such as report.pdf");
    }
    if (name.equals(".") || name.equals("..") || DEVICE.matcher(name).matches()) {
      throw error("must not be a name that means something else to an operating system");
    }
    name.codePoints()
        .filter(MailFileNames::isTreacherous)
        .findFirst()
        .ifPresent(
            c -> {
              throw error("must not hold invisible characters such as " + "U+%04X".formatted(c));
            });
    return name;
  }

  /** U+202E and its kind make {@code exe.fdp} out of {@code pdf.exe}; so do line separators. */
  private static boolean isTreacherous(int c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.CONTROL;
  }

  static String mediaType(String type) {
    Objects.requireNonNull(type, "mediaType");
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException(
          "mediaType must be a type and a subtype without parameters, such as application/pdf");
    }
    String lower = type.toLowerCase(Locale.ROOT);
    if (lower.startsWith("multipart/") || lower.startsWith("message/")) {
      throw new IllegalArgumentException(
          "mediaType must not be multipart or message, which an attachment in base64 cannot be; use"
              + " application/octet-stream");
    }
    return lower;
  }

  static String contentId(String id) {
    if (!CONTENT_ID.matcher(Objects.requireNonNull(id, "contentId")).matches()) {
      throw new IllegalArgumentException(
          "contentId must be 1 to 128 letters, digits, dots, hyphens, underscores or at signs");
    }
    return id;
  }

  private static IllegalArgumentException error(String problem) {
    return new IllegalArgumentException("fileName " + problem);
  }
}
