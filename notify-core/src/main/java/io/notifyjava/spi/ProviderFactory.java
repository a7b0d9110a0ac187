package io.notifyjava.spi;

import java.util.List;

/**
 * What {@link java.util.ServiceLoader} finds: makes providers of one type from configuration.
 *
 * <p>Being on the class path is not enough to be used: configuration names the type.
 * Implementations have a public constructor without arguments that does nothing and cannot fail.
 *
 * @since 0.1.0
 */
public interface ProviderFactory extends ProviderSetup {

  /**
   * Returns the stable id of the type, such as {@code wechat}; lower-case letters, digits, hyphens.
   */
  String type();

  /** Returns every setting that an account of this type may have; others are refused. */
  List<Setting> settings();
}
