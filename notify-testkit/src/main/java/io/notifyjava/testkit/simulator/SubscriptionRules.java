package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks subscription messages: of mini programs, of service accounts, and one-time. Thread-safe.
 *
 * <p>Sources: the vendor's pages "Send subscription message" of both kinds of account and "One-time
 * subscription message". Not documented: the code for a scene, state or language that is none
 * (40097 here, a parameter error), and whether a {@code msgid} is answered (an option).
 */
final class SubscriptionRules {

  private static final Set<String> STATES = Set.of("developer", "trial", "formal");
  private static final Set<String> LANGUAGES = Set.of("zh_CN", "en_US", "zh_HK", "zh_TW");
  private static final Pattern SCENE = Pattern.compile("[0-9]{1,5}");
  private static final int HIGHEST_SCENE = 10_000;
  private static final int LONGEST_TITLE = 15;
  private static final int LONGEST_CONTENT = 200;

  private final Recipients recipients;
  private final DeliveryLedger ledger;
  private final TemplateShelf templates;
  private final TemplateData data;
  private final ConsentBook consents;
  private final MessageLinks links;
  private final SendLimits limits;

  SubscriptionRules(
      Recipients recipients,
      DeliveryLedger ledger,
      TemplateShelf templates,
      TemplateData data,
      ConsentBook consents,
      SendLimits limits) {
    this.recipients = recipients;
    this.ledger = ledger;
    this.templates = templates;
    this.data = data;
    this.consents = consents;
    this.links = new MessageLinks(limits);
    this.limits = limits;
  }

  /** subscribe/send and bizsend. */
  WeChatReply send(Call call) {
    JsonNode body = call.json();
    String openId = body.path("touser").textValue();
    recipients.standing(openId);
    String templateId = body.path("template_id").textValue();
    List<String> required = templates.keys(templateId, TemplateKind.SUBSCRIPTION, 40037, 43102);
    links.checkPage(body);
    if (call.api() == WeChatApi.SERVICE_SUBSCRIBE) {
      links.check(body, 41030);
    }
    requireOneOf(STATES, JsonFields.optionalText(body, "miniprogram_state"));
    requireOneOf(LANGUAGES, JsonFields.optionalText(body, "lang"));
    data.checkSubscription(body.path("data"), templateId, required);
    return deliver(call, openId, templateId, clientMsgId(call, body));
  }

  /** template/subscribe. */
  WeChatReply sendOnce(Call call) {
    JsonNode body = call.json();
    String openId = body.path("touser").textValue();
    recipients.standing(openId);
    String templateId = body.path("template_id").textValue();
    // Observed for a template of bizsend that came here.
    templates.keys(templateId, TemplateKind.ONE_TIME, 40037, 43101);
    links.check(body, 41030);
    int scene = scene(body.path("scene"));
    String title = JsonFields.requiredText(body, "title", 40062);
    if (length(title) > LONGEST_TITLE) {
      throw new Refused(40062);
    }
    checkContent(body.path("data"));
    consents.use(openId, templateId, scene);
    ledger.subscription(openId, null, call.body());
    return WeChatReply.ok();
  }

  private WeChatReply deliver(
      Call call, String openId, String templateId, @Nullable String clientMsgId) {
    // A suppressed duplicate uses no consent up, as nothing reaches the person.
    boolean repeated = clientMsgId != null && ledger.knows(openId, clientMsgId);
    if (!repeated) {
      consents.use(openId, templateId, ConsentBook.NO_SCENE);
    }
    DeliveryLedger.Outcome outcome = ledger.subscription(openId, clientMsgId, call.body());
    return limits.subscriptionMsgid() ? WeChatReply.accepted(outcome.msgid()) : WeChatReply.ok();
  }

  private @Nullable String clientMsgId(Call call, JsonNode body) {
    boolean heeded = limits.subscriptionReentry() && call.api() == WeChatApi.SERVICE_SUBSCRIBE;
    return heeded ? MessageLinks.clientMsgId(body) : null;
  }

  private static void checkContent(JsonNode data) {
    TemplateData.requireObject(data);
    JsonNode content = data.path("content");
    JsonNode value = content.path("value");
    if (!value.isTextual() && !value.isMissingNode()) {
      throw TemplateData.invalid("content");
    }
    if (value.asText().isEmpty()) {
      throw TemplateData.empty("content");
    }
    if (length(value.textValue()) > LONGEST_CONTENT) {
      throw TemplateData.invalid("content");
    }
    JsonFields.optionalText(content, "color");
  }

  /** A number from 0 to 10000; the vendor's sample writes it as a text. */
  private static int scene(JsonNode node) {
    boolean written = node.isTextual() || node.isIntegralNumber();
    if (!written || !SCENE.matcher(node.asText()).matches()) {
      throw new Refused(40097);
    }
    int scene = Integer.parseInt(node.asText());
    if (scene > HIGHEST_SCENE) {
      throw new Refused(40097);
    }
    return scene;
  }

  private static void requireOneOf(Set<String> known, @Nullable String value) {
    if (value != null && !known.contains(value)) {
      throw new Refused(40097);
    }
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
