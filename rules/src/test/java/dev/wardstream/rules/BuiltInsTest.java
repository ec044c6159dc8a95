package dev.wardstream.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.clinical.rules.Profiles;
import dev.wardstream.clinical.rules.RuleBook;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.rules.document.Reading;
import dev.wardstream.rules.document.RuleDocument;
import dev.wardstream.rules.document.RuleReader;
import dev.wardstream.rules.outline.RuleWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInsTest {
  static Stream<RuleSet> profiles() {
    return Stream.of(Profiles.ADULT_CONTINUOUS, Profiles.HOME_RPM);
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void documentsSayWhatTheProfilesSay(RuleSet profile) {
    RuleDocument document = accepted(BuiltIns.text(profile.id().name()).orElseThrow());

    assertThat(document.rules()).isEqualTo(profile);
    assertThat(document.rules().id()).isEqualTo(profile.id());
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void whatIsWrittenIsReadAsTheSame(RuleSet profile) {
    RuleDocument document = accepted(RuleWriter.write(profile, "Somebody: with \"quotes\" # ü"));

    assertThat(document.rules()).isEqualTo(profile);
    assertThat(document.description()).isEqualTo("Somebody: with \"quotes\" # ü");
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void documentsAreInTheCanonicalFormButForComments(RuleSet profile) {
    String text = BuiltIns.text(profile.id().name()).orElseThrow();
    RuleDocument document = accepted(text);

    String bare = text.replaceAll("(?m)^#.*\\n", "").replaceAll(" +#.*", "");
    assertThat(bare).isEqualTo(RuleWriter.write(profile, document.description()));
  }

  @Test
  void namesAreThoseOfTheBook() {
    assertThat(BuiltIns.NAMES)
        .containsExactlyInAnyOrderElementsOf(RuleBook.BUILT_IN.sets().keySet());
    assertThat(BuiltIns.NAMES.getFirst()).isEqualTo(RuleBook.BUILT_IN.fallback().id().name());
    assertThat(BuiltIns.text("nobody")).isEmpty();
  }

  @Test
  void theSchemaIsPublishedAsItIs() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "rules.schema.json")))
        .isEqualTo(BuiltIns.schema());
  }

  private static RuleDocument accepted(String text) {
    Reading reading = RuleReader.read("test.yaml", text);
    assertThat(reading).isInstanceOf(Reading.Accepted.class);
    return ((Reading.Accepted) reading).document();
  }
}
