package io.notifyjava.wechat;

/**
 * An article that the account has published; tapping it opens WeChat's own page.
 *
 * @param articleId as WeChat's publishing gave it; 1 to 512 characters without blanks
 * @since 0.1.0
 */
public record MpNewsArticleContent(String articleId) implements CustomerContent {

  public MpNewsArticleContent {
    Parts.id("articleId", articleId);
  }

  @Override
  public String msgType() {
    return "mpnewsarticle";
  }
}
