package dev.wardstream.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.rules.document.Reading;
import dev.wardstream.rules.document.RuleReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the guide shows can be applied as it is shown. */
class DocsTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\\n(.*?)```");

  @Test
  void theExamplesOfTheGuideAreSound() throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "rules.md"));
    List<String> examples =
        EXAMPLE.matcher(guide).results().map((MatchResult found) -> found.group(1)).toList();

    assertThat(examples).hasSize(2);
    assertThat(RuleReader.read("the document", examples.getFirst()))
        .isInstanceOf(Reading.Accepted.class);
    assertThat(
            RuleReader.read(
                "the adjustments",
                BuiltIns.text("adult-continuous").orElseThrow() + examples.getLast()))
        .isInstanceOf(Reading.Accepted.class);
  }
}
