package io.notifyjava.testkit.simulator;

/**
 * What a template is for; another call than its own refuses it.
 *
 * @since 0.1.0
 */
public enum TemplateKind {
  /** Template messages: template/send. */
  TEMPLATE,
  /** Subscription messages of mini programs and service accounts: subscribe/send and bizsend. */
  SUBSCRIPTION,
  /** One-time subscription messages: template/subscribe. */
  ONE_TIME
}
