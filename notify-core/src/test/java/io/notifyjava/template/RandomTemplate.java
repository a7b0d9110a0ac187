package io.notifyjava.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * A random template, values for it, and what must come out; made side by side, so that the expected
 * result owes nothing to the code under test.
 *
 * @param source the template
 * @param variables values, some of which are not used
 * @param tree the document that the filled template must be; for a text, one string
 */
record RandomTemplate(String source, Map<String, String> variables, JsonNode tree) {

  private static final String[] CHUNKS = {
    "\"",
    "\\",
    "\\\"",
    "$",
    "$$",
    "{",
    "}",
    "${",
    "${A}",
    "${X:-y}",
    "$1",
    "\\u0022",
    "\n",
    "\r\n",
    "\t",
    "\u0000",
    "\u001F",
    "\u007F",
    "\u2028",
    "\u2029",
    "😀",
    "👩‍👩‍👧",
    "\u202E",
    "</script>",
    "\",\"touser\":\"evil",
    "\"}],\"x\":[{\"",
    "你好",
    "a",
    "Z9",
    " ",
    ":-",
    "//",
    "/*",
    "#",
    "null",
    "\uFEFF",
    "\uFFFD",
    "'",
    "`",
    "%s",
    "{{B}}",
    "\b\f"
  };

  private static final String[] NAMES = {"A", "b", "_", "order.id", "x-1", "NAME", "OPENID"};

  static RandomTemplate json(Random random) {
    Writer writer = new Writer(random, true);
    JsonNode tree = writer.value(0);
    return new RandomTemplate(writer.source.toString(), writer.variables, tree);
  }

  static RandomTemplate text(Random random) {
    Writer writer = new Writer(random, false);
    JsonNode tree = JsonNodeFactory.instance.textNode(writer.parts());
    return new RandomTemplate(writer.source.toString(), writer.variables, tree);
  }

  /** Writes the source and returns what it stands for. */
  private static final class Writer {

    private final StringBuilder source = new StringBuilder();
    private final Map<String, String> variables = new HashMap<>();
    private final Random random;
    private final boolean json;

    Writer(Random random, boolean json) {
      this.random = random;
      this.json = json;
      for (String name : NAMES) {
        if (random.nextInt(4) > 0) {
          variables.put(name, chunks(6));
        }
      }
    }

    JsonNode value(int depth) {
      int kind = random.nextInt(depth < 4 ? 8 : 6);
      space();
      JsonNode node =
          switch (kind) {
            case 0 -> bare("12.50e+1", JsonNodeFactory.instance.numberNode(125.0));
            case 1 -> bare("true", JsonNodeFactory.instance.booleanNode(true));
            case 2 -> bare("null", JsonNodeFactory.instance.nullNode());
            case 6 -> object(depth);
            case 7 -> array(depth);
            default -> string();
          };
      space();
      return node;
    }

    private JsonNode bare(String text, JsonNode node) {
      source.append(text);
      return node;
    }

    private JsonNode object(int depth) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      source.append('{');
      for (int i = random.nextInt(5); i > 0; i--) {
        String name = i + withoutPlaceholders(chunks(2));
        source.append(node.isEmpty() ? "" : ",");
        source.append('"').append(escaped(name, false)).append('"');
        space();
        source.append(':');
        node.set(name, value(depth + 1));
      }
      source.append('}');
      return node;
    }

    private JsonNode array(int depth) {
      ArrayNode node = JsonNodeFactory.instance.arrayNode();
      source.append('[');
      for (int i = random.nextInt(5); i > 0; i--) {
        source.append(node.isEmpty() ? "" : ",");
        node.add(value(depth + 1));
      }
      source.append(']');
      return node;
    }

    private JsonNode string() {
      source.append('"');
      JsonNode node = JsonNodeFactory.instance.textNode(parts());
      source.append('"');
      return node;
    }

    /** Literals and placeholders in turn. */
    String parts() {
      StringBuilder expected = new StringBuilder();
      for (int i = random.nextInt(6); i > 0; i--) {
        if (random.nextInt(3) > 0) {
          expected.append(literal());
        }
        expected.append(placeholder());
      }
      if (expected.length() == 0 || random.nextBoolean()) {
        expected.append(literal());
      }
      return expected.toString();
    }

    private String literal() {
      String text = chunks(5).replace("\uFEFF", "");
      // A $ directly before a placeholder would make it a literal.
      text = text.endsWith("$") ? text + "." : text;
      String quoted = text.replace("${", "$${");
      source.append(json ? escaped(quoted, true) : quoted);
      return text;
    }

    private String placeholder() {
      String name = NAMES[random.nextInt(NAMES.length)];
      String given = variables.get(name);
      if (given != null && random.nextBoolean()) {
        source.append("${").append(name).append('}');
        return given;
      }
      String standIn = withoutPlaceholders(chunks(3).replace("}", ""));
      source.append("${").append(name).append(":-");
      source.append(json ? escaped(standIn, true) : standIn).append('}');
      return given == null ? standIn : given;
    }

    private static String withoutPlaceholders(String text) {
      String left = text;
      while (left.contains("${")) {
        left = left.replace("${", "");
      }
      return left;
    }

    private String chunks(int max) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(max + 1); i > 0; i--) {
        text.append(CHUNKS[random.nextInt(CHUNKS.length)]);
      }
      return text.toString();
    }

    /** Escapes what must be, and by chance what need not be. */
    private String escaped(String text, boolean keepDollars) {
      StringBuilder out = new StringBuilder();
      text.codePoints()
          .forEach(
              c -> {
                boolean kept = keepDollars && (c == '$' || c == '{');
                if (c == '"' || c == '\\') {
                  out.append('\\').appendCodePoint(c);
                } else if (c < ' ' || (!kept && random.nextInt(8) == 0)) {
                  for (char unit : Character.toChars(c)) {
                    out.append("\\u%04X".formatted((int) unit));
                  }
                } else {
                  out.appendCodePoint(c);
                }
              });
      return out.toString();
    }

    private void space() {
      source.append(random.nextInt(4) == 0 ? " \t\r\n".substring(random.nextInt(5)) : "");
    }
  }
}
