package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Checks a template message as the platform does, in the order of its fields. Thread-safe. */
final class TemplateRules {

  private final Recipients recipients;
  private final DeliveryLedger ledger;
  private final TemplateShelf templates;
  private final TemplateData data;
  private final MessageLinks links;
  private final SendLimits limits;

  TemplateRules(
      Recipients recipients,
      DeliveryLedger ledger,
      TemplateShelf templates,
      TemplateData data,
      SendLimits limits) {
    this.recipients = recipients;
    this.ledger = ledger;
    this.templates = templates;
    this.data = data;
    this.links = new MessageLinks(limits);
    this.limits = limits;
  }

  WeChatReply send(Call call) {
    JsonNode body = call.json();
    String openId = body.path("touser").textValue();
    Follower follower = recipients.standing(openId);
    String templateId = body.path("template_id").textValue();
    // Another kind's template is not there for this call: staff's answer of 2024-11.
    List<String> required = templates.keys(templateId, TemplateKind.TEMPLATE, 40036, 40037);
    links.check(body, 40165);
    data.checkTemplate(body.path("data"), templateId, required);
    if (follower == Follower.NOT_FOLLOWING) {
      throw new Refused(43004);
    }
    if (follower == Follower.BLACKLISTED) {
      throw new Refused(43019);
    }
    DeliveryLedger.Outcome outcome =
        ledger.template(
            openId, MessageLinks.clientMsgId(body), call.body(), follower != Follower.MUTED);
    if (outcome.suppressed() && limits.duplicateReply() == DuplicateReply.ERROR_40241) {
      throw new Refused(40241);
    }
    return WeChatReply.accepted(outcome.msgid());
  }
}
