package dev.wardstream.rules.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.rules.BuiltIns;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HostileTextTest {
  private static final String DOCUMENT = BuiltIns.text("adult-continuous").orElseThrow();

  @Test
  void refusesAliasesBeforeTheyCanMultiply() {
    String bomb =
        """
        a: &a [x, x, x, x, x, x, x, x, x]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
        """;

    assertThat(RuleReaderTest.problems(bomb))
        .first()
        .satisfies(problem -> {
          assertThat(problem.line()).isEqualTo(1);
          assertThat(problem.what()).startsWith("anchors (&) and aliases (*) are refused");
        });
  }

  @Test
  void refusesADocumentThatIsTooLong() {
    String comment = "# long\n";
    String text = DOCUMENT + comment.repeat(YamlTree.MOST_CHARACTERS / comment.length());

    assertThat(RuleReaderTest.problems(text))
        .singleElement()
        .satisfies(problem -> assertThat(problem.what()).contains("at most 262,144 are read"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? "})
  void refusesADocumentThatIsTooDeep(String opening) {
    assertThat(RuleReaderTest.problems(opening.repeat(100_000 / opening.length())))
        .last()
        .satisfies(problem -> assertThat(problem.what()).contains("levels deep"));
  }

  @Test
  void refusesTags() {
    assertThat(RuleReaderTest.problems(DOCUMENT.replace("id: adult", "id: !!java.net.URL adult")))
        .first()
        .satisfies(problem -> assertThat(problem.what()).contains("tag").contains("refused"));
  }

  @Test
  void refusesKeysThatComeTwice() {
    assertThat(RuleReaderTest.problems(DOCUMENT.replace("step: 3\n", "step: 3\n    step: 4\n")))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.path()).isEqualTo("families.SPO2_LOW.step");
          assertThat(problem.what()).startsWith("the key is here a second time");
        });
  }

  @Test
  void refusesASecondDocument() {
    assertThat(RuleReaderTest.problems(DOCUMENT + "---\n" + DOCUMENT))
        .singleElement()
        .satisfies(problem -> assertThat(problem.what()).contains("second document"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "   \n", "# nothing\n", "---\n", "null", "text", "[]", "{}", "a: b: c"})
  void refusesWhatIsNoRuleSet(String text) {
    assertThat(RuleReaderTest.problems(text)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u0007", "\uFFFE", "\t", "\uD800"})
  void refusesWhatYamlDoesNotAllow(String character) {
    String text = DOCUMENT.replace("\nfamilies:", "\n" + character + "families:");

    assertThat(RuleReaderTest.problems(text))
        .first()
        .satisfies(problem -> {
          assertThat(problem.line()).isEqualTo(text.split("families:")[0].split("\n").length);
          assertThat(problem.remedy()).isNotBlank();
        });
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void everyDamagedDocumentIsReadOrRefusedInTime(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      var text = new StringBuilder(DOCUMENT);
      for (int edit = 0; edit <= random.nextInt(4); edit++) {
        int at = random.nextInt(text.length() - 20);
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, "{}[]:,-&*!?\"'#\n 0".charAt(random.nextInt(17)));
          default -> text.delete(at, at + random.nextInt(20));
        }
      }
      long start = System.nanoTime();

      Reading reading = RuleReader.read("damaged.yaml", text.toString());

      if (reading instanceof Reading.Refused(var problems)) {
        assertThat(problems).isNotEmpty();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }
}
