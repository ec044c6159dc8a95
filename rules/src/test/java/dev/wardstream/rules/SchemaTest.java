package dev.wardstream.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.wardstream.rules.document.Reading;
import dev.wardstream.rules.document.RuleReader;
import dev.wardstream.rules.outline.RuleWriter;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.json.JsonMapper;

/** What an editor says while somebody types, beside what the reader says in the end. */
class SchemaTest {
  private static final String DOCUMENT = BuiltIns.text("adult-continuous").orElseThrow();
  private static final JsonMapper JSON = new JsonMapper();

  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(BuiltIns.schema());

  @ParameterizedTest
  @ValueSource(strings = {"adult-continuous", "home-rpm"})
  void acceptsTheBuiltInDocuments(String name) {
    assertThat(errors(BuiltIns.text(name).orElseThrow())).isEmpty();
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          maxGap: 30s           | maxgap: 30s
          samples: 3}           | sample: 3}
          format: 1             | format: 2
          id: adult-continuous  | id: Adult Continuous
          version: 1            | version: 0
          description: Cont     | about: Cont
          below: 90, for: 15s   | below: 90, for: 15
          below: 90, for: 15s   | below: 90, for: 15 sec
          below: 90             | below: "90"
          below: 90             | above: 90
          atLeast: 92           | atMost: 92
          atLeast: 92, for      | for
          step: 3               | step: 0
          vital: spo2           | vital: sp02
          vital: spo2           | vital: acvpu
          change: rise          | change: up
          within: 5m            | within: 0s
          HR_RISE:              | hr-rise:
          HR_RISE:              | SIGNAL_LOST:
          incomplete: true      | incomplete: yes
          severity: medium      | severity: none
          samples: 60           | samples: 1
          CLOCK_SKEW: {}        | CLOCK_SKEW: {for: 1s}
          hr: 30s               | acvpu: 30s
          sbp: 1h,              | -
          [hr, rr, spo2]        | [hr, acvpu]
          [hr, rr, spo2]        | [hr, hr]
          tiers:                | tears:
          medium: [3m, 10m]     | medium: 3m
          maxOff: 8h            | maxOff: 0h
          """)
  void refusesWhatTheReaderRefuses(String right, String wrong) {
    String text = DOCUMENT.replaceFirst(Pattern.quote(right), wrong == null ? "" : wrong);
    assertThat(text).isNotEqualTo(DOCUMENT);

    assertThat(errors(text)).isNotEmpty();
    assertThat(RuleReader.read("broken.yaml", text)).isInstanceOf(Reading.Refused.class);
  }

  @Test
  void refusesAnAdjustmentThatChangesNothing() {
    assertThat(errors(DOCUMENT + "wards: {icu: {}}\n")).isNotEmpty();
    assertThat(errors(DOCUMENT + "wards: {icu: {families: {HR_LOW: on}}}\n")).isNotEmpty();
    assertThat(errors(DOCUMENT + "wards: {icu: {families: {HR_LOW: off}}}\n")).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {20261122, 5})
  void acceptsWhateverTheReaderAccepts(long seed) {
    var rules = new RandomRules(seed);
    var random = new Random(seed);
    int accepted = 0;
    for (int i = 0; i < 150; i++) {
      String text = RuleWriter.write(rules.next(), "Somebody");
      assertThat(errors(text)).as(text).isEmpty();
      for (int round = 0; round < 10; round++) {
        String damaged = damaged(text, random);
        if (RuleReader.read("damaged.yaml", damaged) instanceof Reading.Accepted) {
          accepted++;
          assertThat(errors(damaged)).as(damaged).isEmpty();
        }
      }
    }
    assertThat(accepted).as("the damage is not always mortal").isPositive();
  }

  private static String damaged(String text, Random random) {
    var damaged = new StringBuilder(text);
    int at = random.nextInt(text.length() - 3);
    switch (random.nextInt(3)) {
      case 0 -> damaged.deleteCharAt(at);
      case 1 -> damaged.insert(at, "0123456789smh.-\"'{}".charAt(random.nextInt(19)));
      default -> damaged.setCharAt(at, "0123456789".charAt(random.nextInt(10)));
    }
    return damaged.toString();
  }

  private List<Error> errors(String yaml) {
    try {
      Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
      return schema.validate(JSON.writeValueAsString(document), InputFormat.JSON);
    } catch (YamlEngineException e) {
      throw new AssertionError("the reader took what is not even YAML:\n" + yaml, e);
    }
  }
}
