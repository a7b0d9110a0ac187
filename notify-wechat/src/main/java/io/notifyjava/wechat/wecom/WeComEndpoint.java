package io.notifyjava.wechat.wecom;

/** What was asked of WeCom: the same number means different things to different endpoints. */
enum WeComEndpoint {
  /** The way to an access token. */
  TOKEN("/cgi-bin/gettoken"),
  /** Sending a message of an application. */
  SEND("/cgi-bin/message/send"),
  /** Taking a message back. */
  RECALL("/cgi-bin/message/recall"),
  /** Changing a card. */
  UPDATE_CARD("/cgi-bin/message/update_template_card"),
  /** Uploading media for messages of applications. */
  UPLOAD("/cgi-bin/media/upload"),
  /** Sending a message of a robot. */
  ROBOT_SEND("/cgi-bin/webhook/send"),
  /** Uploading media for messages of a robot. */
  ROBOT_UPLOAD("/cgi-bin/webhook/upload_media");

  private final String path;

  WeComEndpoint(String path) {
    this.path = path;
  }

  String path() {
    return path;
  }
}
