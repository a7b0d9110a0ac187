package io.notifyjava.internal.config;

import io.notifyjava.limit.Limit;
import io.notifyjava.limit.VendorLimits;
import java.util.Set;

/** The limits of {@link VendorLimits}, by the names that configuration has for them. */
enum LimitPreset {
  ALIYUN_CODES,
  ALIYUN_NOTICES,
  HUAWEI_CODES,
  HUAWEI_NOTICES,
  HUAWEI_PROMOTIONS,
  HUAWEI_SAME_CONTENT,
  HUAWEI_INTERNATIONAL,
  HUAWEI_PACE;

  /** Returns whether it counts some logical templates, which must be named then. */
  boolean ofTemplates() {
    return switch (this) {
      case ALIYUN_CODES, ALIYUN_NOTICES, HUAWEI_CODES, HUAWEI_NOTICES, HUAWEI_PROMOTIONS -> true;
      case HUAWEI_SAME_CONTENT, HUAWEI_INTERNATIONAL, HUAWEI_PACE -> false;
    };
  }

  /**
   * Returns the limit of one account.
   *
   * @param templates not looked at unless it is {@link #ofTemplates()}
   */
  Limit limit(String name, String account, Set<String> templates) {
    return switch (this) {
      case ALIYUN_CODES -> VendorLimits.aliyunCodes(name, account, templates);
      case ALIYUN_NOTICES -> VendorLimits.aliyunNotices(name, account, templates);
      case HUAWEI_CODES -> VendorLimits.huaweiCodes(name, account, templates);
      case HUAWEI_NOTICES -> VendorLimits.huaweiNotices(name, account, templates);
      case HUAWEI_PROMOTIONS -> VendorLimits.huaweiPromotions(name, account, templates);
      case HUAWEI_SAME_CONTENT -> VendorLimits.huaweiSameContent(name, account);
      case HUAWEI_INTERNATIONAL -> VendorLimits.huaweiInternational(name, account);
      case HUAWEI_PACE -> VendorLimits.huaweiPace(name, account);
    };
  }
}
