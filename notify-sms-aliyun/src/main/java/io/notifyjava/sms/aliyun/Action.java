package io.notifyjava.sms.aliyun;

/** What is asked of Aliyun; the API's version 2017-05-25. */
enum Action {
  SEND("SendSms"),
  SEND_BATCH("SendBatchSms"),
  QUERY("QuerySendDetails");

  static final String VERSION = "2017-05-25";

  private final String word;

  Action(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
