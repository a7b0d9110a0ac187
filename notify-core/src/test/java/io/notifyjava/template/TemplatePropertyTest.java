package io.notifyjava.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.notifyjava.message.Variables;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten thousand random templates of each format, filled with hostile values. */
class TemplatePropertyTest {

  private static final int CASES_PER_SEED = 1_000;

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  @ParameterizedTest
  @ValueSource(longs = {1, 22, 333, 4_444, 55_555, 6, 77, 888, 9_999, 20_261_121})
  void a_filled_json_template_has_its_own_structure_and_exactly_the_values(long seed)
      throws Exception {
    Random random = new Random(seed);
    for (int i = 0; i < CASES_PER_SEED; i++) {
      RandomTemplate generated = RandomTemplate.json(random);
      Variables variables = Variables.of(generated.variables());
      String rendered = Templates.parsedJson(generated.source()).render(variables);
      JsonNode tree = STRICT.readTree(rendered.getBytes(StandardCharsets.UTF_8));
      assertThat(tree).as("seed %d case %d: %s", seed, i, generated).isEqualTo(generated.tree());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 22, 333, 4_444, 55_555, 6, 77, 888, 9_999, 20_261_121})
  void a_filled_text_is_its_literals_and_values_in_order(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < CASES_PER_SEED; i++) {
      RandomTemplate text = RandomTemplate.text(random);
      assertThat(Templates.parsedText(text.source()).render(text.variables()))
          .as("seed %d case %d: %s", seed, i, text)
          .isEqualTo(text.tree().textValue());
    }
  }
}
