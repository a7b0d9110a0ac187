package io.notifyjava.mail;

/** An attachment cannot be read, or is not what it was. Its text holds no name and no content. */
final class AttachmentException extends Exception {

  private static final long serialVersionUID = 1L;

  AttachmentException(String message) {
    super(message);
  }
}
