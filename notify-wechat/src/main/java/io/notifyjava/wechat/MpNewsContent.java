package io.notifyjava.wechat;

/**
 * An article that WeChat holds as material; tapping it opens WeChat's own page.
 *
 * <p>WeChat has withdrawn it from accounts that use drafts and publishing; those send {@link
 * MpNewsArticleContent}.
 *
 * @param media the article's material
 * @since 0.1.0
 */
public record MpNewsContent(Media media) implements CustomerContent {

  public MpNewsContent {
    Parts.media("media", media);
  }

  @Override
  public String msgType() {
    return "mpnews";
  }
}
