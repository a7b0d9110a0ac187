/**
 * Sends short messages to everybody in a CSV file through Aliyun, Huawei or Xuanwu. Runs by itself;
 * nobody calls it.
 */
@NullMarked
package io.notifyjava.examples.sms;

import org.jspecify.annotations.NullMarked;
