package dev.wardstream.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.rules.BuiltIns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no cluster. */
class RulesCommandsTest {
  private static final String DOCUMENT = BuiltIns.text("adult-continuous").orElseThrow();

  @TempDir private Path folder;

  @Test
  void checkSaysWhatASoundSetDoes() throws IOException {
    var run = Terminal.run("check", file("sound.yaml", DOCUMENT));

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "sound.yaml: adult-continuous version 1, hash ",
            ", 18 families",
            "SPO2_LOW     MEDIUM spo2 < 90 for 15s, 3 samples; cleared >= 92 for 15s, 3 samples");
  }

  @Test
  void checkSaysEveryProblemOfEveryFile() throws IOException {
    String typo = file("typo.yaml", DOCUMENT.replaceFirst("maxGap", "maxgap"));
    String limits =
        file(
            "limits.yaml",
            DOCUMENT.replace("atLeast: 92", "atLeast: 88").replace("hold: 5m", "hold: 5"));

    var run = Terminal.run("check", "--quiet", typo, limits, file("sound.yaml", DOCUMENT));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "typo.yaml:24:5: families.SPO2_LOW.maxgap: the key `maxgap` is unknown; did you mean"
                + " `maxGap`?",
            "typo.yaml: 1 problem",
            "it clears at >= 88, where it is raised at < 90",
            "limits.yaml: 3 problems",
            "sound.yaml: adult-continuous version 1")
        .doesNotContain("SPO2_LOW     MEDIUM");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    var missing = Terminal.run("check", folder.resolve("none.yaml").toString());
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("none.yaml");

    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "id: Jürgen".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Terminal.run("check", latin.toString()).err()).contains("not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"adult-continuous", "home-rpm"})
  void showPrintsABuiltInSetAsItIs(String name) {
    assertThat(Terminal.run("show", name))
        .isEqualTo(new Terminal.Run(0, BuiltIns.text(name).orElseThrow(), ""));
  }

  @Test
  void showPrintsNamesAndTheSchema() {
    assertThat(Terminal.run("show").out().lines().toList()).isEqualTo(BuiltIns.NAMES);
    assertThat(Terminal.run("show", "--schema").out()).isEqualTo(BuiltIns.schema());
    assertThat(Terminal.run("show", "home-rpm", "--schema").code()).isEqualTo(2);
    assertThat(Terminal.run("show", "nobody").err())
        .contains("no built-in rule set 'nobody'", "adult-continuous, home-rpm");
  }

  @Test
  void showPrintsTheRulesOfAWardAndPatient() throws IOException {
    String file =
        file(
            "wards.yaml",
            DOCUMENT
                + """
                wards:
                  copd-1:
                    families:
                      SPO2_LOW: {medium: {raise: {below: 85}, clear: {atLeast: 87}}}
                      QSOFA: off
                patients:
                  p7:
                    families:
                      HR_LOW: {medium: {raise: {below: 45}}}
                """);

    var run = Terminal.run("show", file, "--ward", "copd-1", "--patient", "p7");

    assertThat(run.out())
        .contains("raise: {below: 85, for: 15s, samples: 3}", "raise: {below: 45, for: 10s")
        .doesNotContain("QSOFA", "wards:");
    Path resolved = folder.resolve("resolved.yaml");
    Files.writeString(resolved, run.out());
    assertThat(Terminal.run("check", "-q", resolved.toString()).code()).isZero();
  }

  @Test
  void diffSaysWhatChangesAndWhatItMeans() throws IOException {
    String changed = file("changed.yaml", DOCUMENT.replace("below: 90, for", "below: 88, for"));

    var run = Terminal.run("diff", "adult-continuous", changed);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out().lines().toList())
        .isEqualTo(
            List.of(
                "families.SPO2_LOW.medium.raise.below  90 → 88  less sensitive",
                "1 difference: 0 more sensitive, 1 less sensitive"));
    assertThat(Terminal.run("diff", changed, changed))
        .isEqualTo(new Terminal.Run(0, "No rule differs." + System.lineSeparator(), ""));
  }

  @Test
  void diffOfABrokenDocumentFailsWithItsProblems() throws IOException {
    var run =
        Terminal.run("diff", "home-rpm", file("typo.yaml", DOCUMENT.replace("step: 3", "stp: 3")));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("did you mean `step`?", "1 problem");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
