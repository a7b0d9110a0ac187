package io.notifyjava.sms.aliyun;

/** Whose fault an error is, where a call carries several messages. */
enum Blame {
  /** The call's or the account's: the same for every message in it. */
  CALL,
  /** One number's: the others would have gone out. */
  NUMBER,
  /** One message's values: the others would have gone out, unless they have the same ones. */
  VALUES
}
