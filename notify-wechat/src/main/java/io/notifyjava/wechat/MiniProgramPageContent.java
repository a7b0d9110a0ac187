package io.notifyjava.wechat;

/**
 * A card that opens a page of a mini program.
 *
 * @param title one line
 * @param appId of a mini program that is bound to the sending account
 * @param pagePath the page, with its query if it has one, such as {@code pages/order?id=1}
 * @param thumb the picture on the card
 * @since 0.1.0
 */
public record MiniProgramPageContent(String title, String appId, String pagePath, Media thumb)
    implements CustomerContent {

  public MiniProgramPageContent {
    Parts.line("title", title);
    Parts.appId("appId", appId);
    Parts.page("pagePath", pagePath);
    Parts.media("thumb", thumb);
  }

  @Override
  public String msgType() {
    return "miniprogrampage";
  }

  /** Shows the mini program, and neither text nor page. */
  @Override
  public String toString() {
    return "MiniProgramPageContent[title=%s, appId=%s, thumb=%s]"
        .formatted(Parts.shown(title), appId, thumb);
  }
}
