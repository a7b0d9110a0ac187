/**
 * WeCom (企业微信): messages of an application to members, and of a robot to its group.
 *
 * <p>Services build messages ({@link io.notifyjava.wechat.wecom.WeComMessage}, {@link
 * io.notifyjava.wechat.wecom.WeComRobotMessage}) and set up applications and robots ({@link
 * io.notifyjava.wechat.wecom.WeCom}); what these offer beside sending is {@link
 * io.notifyjava.wechat.wecom.WeComAccount} and {@link io.notifyjava.wechat.wecom.WeComRobot}.
 * Everything else is package-private. Uses the core's values and its SPI, {@code notify-http}, and
 * this module's {@code internal} floor.
 */
@NullMarked
package io.notifyjava.wechat.wecom;

import org.jspecify.annotations.NullMarked;
