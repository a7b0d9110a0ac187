package io.notifyjava.testkit.simulator;

/**
 * Who sends a message: the media that it may use, and whether it is a robot.
 *
 * @param owner of the media
 */
record WeComSender(WeComMedia media, long owner, boolean robot) {

  /**
   * Checks a media id.
   *
   * @throws Refused as {@link WeComMedia#require}
   */
  void require(String mediaId, SealedIds.Kind kind) {
    media.require(mediaId, kind, owner);
  }
}
