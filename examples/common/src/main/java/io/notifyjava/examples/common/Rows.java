package io.notifyjava.examples.common;

import java.io.Closeable;
import java.util.Iterator;
import java.util.List;

/** The rows to send, each made when it is asked for. For one thread. */
public interface Rows extends Iterator<Row>, Closeable {

  /** Returns the names of the variables, in the order of the file. */
  List<String> variables();
}
