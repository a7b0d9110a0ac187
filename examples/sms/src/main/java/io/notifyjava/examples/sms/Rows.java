package io.notifyjava.examples.sms;

import java.io.Closeable;
import java.util.Iterator;
import java.util.List;

/** The rows to send, each made when it is asked for. For one thread. */
interface Rows extends Iterator<Row>, Closeable {

  /** The name of the column of phone numbers. */
  String PHONE = "phone";

  /** Returns the names of the variables, in the order of the file. */
  List<String> variables();
}
