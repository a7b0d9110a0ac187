package io.notifyjava.internal.corridor;

import io.notifyjava.message.Message;
import io.notifyjava.message.Recipient;
import io.notifyjava.message.TemplatedMessage;
import io.notifyjava.message.Variables;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.route.Fallback;
import io.notifyjava.template.TemplateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills templates: of the message and of every alternative, so that a mistake in an alternative
 * shows before anything is sent and not when the alternative is needed.
 */
final class RenderGate implements Gate {

  private final Renderer renderer;

  RenderGate(Renderer renderer) {
    this.renderer = renderer;
  }

  @Override
  public @Nullable SendResult pass(Delivery delivery) {
    try {
      delivery.alternatives = rendered(delivery.message);
      return null;
    } catch (TemplateException e) {
      return SendResult.rejected(
          Failure.permanent(FailureReason.TEMPLATE, "template", String.valueOf(e.getMessage())));
    } catch (IllegalArgumentException e) {
      return SendResult.rejected(
          Failure.permanent(
              FailureReason.TEMPLATE,
              "template-content",
              "The filled template is not what this type of message needs: " + e.getMessage()));
    }
  }

  private List<Delivery.Alternative> rendered(Message message) {
    if (!(message instanceof Fallback fallback)) {
      return List.of(new Delivery.Alternative(fill(message), Set.of()));
    }
    List<Delivery.Alternative> chain = new ArrayList<>(1 + fallback.alternatives().size());
    chain.add(new Delivery.Alternative(fill(fallback.first()), Set.of()));
    for (Fallback.Alternative alternative : fallback.alternatives()) {
      chain.add(new Delivery.Alternative(fill(alternative.message()), alternative.on()));
    }
    return chain;
  }

  private Message fill(Message message) {
    if (!(message instanceof TemplatedMessage templated)) {
      return message;
    }
    Variables variables = withRecipient(templated.variables(), templated.recipient());
    String content = renderer.render(templated.templateKey(), variables);
    List<String> more = templated.moreTemplateKeys();
    return more.isEmpty()
        ? templated.filled(content)
        : templated.filled(content, filled(more, variables));
  }

  private Map<String, String> filled(List<String> keys, Variables variables) {
    Map<String, String> filled = new HashMap<>();
    for (String key : keys) {
      renderer.find(key, variables).ifPresent(content -> filled.put(key, content));
    }
    return filled;
  }

  /** The recipient is a variable named after its kind: {@code ${OPENID}}, {@code ${PHONE}}, ... */
  private static Variables withRecipient(Variables variables, Recipient recipient) {
    String name = recipient.kind().toUpperCase(Locale.ROOT).replace('-', '_');
    String given = variables.get(name).orElse(recipient.value());
    if (!given.equals(recipient.value())) {
      throw new TemplateException(
          "Variable " + name + " is the recipient and must not be given another value");
    }
    return variables.with(name, recipient.value());
  }
}
