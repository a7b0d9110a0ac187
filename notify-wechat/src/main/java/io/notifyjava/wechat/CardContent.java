package io.notifyjava.wechat;

/**
 * A coupon or card of the account ({@code wxcard}).
 *
 * @param cardId WeChat's id of the card; 1 to 512 characters without blanks
 * @since 0.1.0
 */
public record CardContent(String cardId) implements CustomerContent {

  public CardContent {
    Parts.id("cardId", cardId);
  }

  @Override
  public String msgType() {
    return "wxcard";
  }
}
