package dev.wardstream.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.desk.rules.AppliedRules;
import dev.wardstream.desk.rules.ApplyFailed;
import dev.wardstream.desk.rules.ApplySession;
import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.embedded.registry.EmbeddedRegistry;
import dev.wardstream.rules.BuiltIns;
import dev.wardstream.rules.document.Reading;
import dev.wardstream.rules.document.RuleDocument;
import dev.wardstream.rules.document.RuleReader;
import dev.wardstream.schemas.registry.RegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RulesIT {
  private static final String DOCUMENT = BuiltIns.text("adult-continuous").orElseThrow();

  private static EmbeddedKafka kafka;
  private static EmbeddedRegistry registry;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws ExecutionException, InterruptedException {
    kafka = EmbeddedKafka.builder().start();
    registry = EmbeddedRegistry.start(kafka.bootstrapServers());
    try (var admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(AppliedRules.TOPIC, 3, (short) 1))).all().get();
    }
  }

  @AfterAll
  static void stop() {
    registry.close();
    kafka.close();
  }

  @Test
  void everyVersionStaysReadable() throws IOException {
    String file = file("icu", 1, 90);
    var first = run("apply", file, "--author", "Ada", "--note", "begin");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("first version of a new rule set", "Applied icu@1 at alerts.");

    var again = run("apply", file);
    assertThat(again.out()).contains("It is in force already.");

    var second = run("apply", file("icu", 2, 88), "--author", "Bo", "--note", "ticket 812");
    assertThat(second.out())
        .contains(
            "Compared with icu@1:",
            "families.SPO2_LOW.medium.raise.below  90 → 88  less sensitive",
            "Applied icu@2 at alerts.rules/");

    var history = run("history", "icu");
    assertThat(history.out().lines().toList())
        .satisfiesExactly(
            head -> assertThat(head).startsWith("VERSION  HASH"),
            one -> assertThat(one).startsWith("1 ").contains("Ada", "begin  (alerts.rules/"),
            two -> assertThat(two).startsWith("2 ").contains("Bo", "ticket 812"),
            last -> assertThat(last).isEqualTo("In force: version 2."));
    assertThat(run("show", "applied:icu@1").out()).isEqualTo(document("icu", 1, 90));
    assertThat(run("show", "applied:icu").out()).isEqualTo(document("icu", 2, 88));
    assertThat(run("diff", "applied:icu@1", "applied:icu").code()).isEqualTo(1);
    assertThat(run("show", "applied:icu@7").err()).contains("icu has the versions [1, 2]");
  }

  @Test
  void aVersionThatIsNotTheNextIsRefused() throws IOException {
    String file = file("home-rpm", 1, 89);

    var refused = run("apply", file);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .contains("is version 1 of home-rpm; in force is version 1", "Write `version: 2`");

    var assigned = run("apply", file, "--assign-version");
    assertThat(assigned.out()).contains("Compared with home-rpm@1, built in", "Applied home-rpm@2");
    assertThat(run("show", "applied:home-rpm").out()).isEqualTo(document("home-rpm", 2, 89));
  }

  @Test
  void aDryRunAndABrokenDocumentApplyNothing() throws IOException {
    assertThat(run("apply", file("dry", 1, 90), "--dry-run").out())
        .contains("Dry run: nothing was applied.");
    Path broken = folder.resolve("broken.yaml");
    Files.writeString(broken, document("dry", 1, 90).replace("maxGap", "maxgap"));
    assertThat(run("apply", broken.toString()).err()).contains("did you mean `maxGap`?");

    var history = run("history", "dry");

    assertThat(history.code()).isEqualTo(1);
    assertThat(history.err()).contains("Nothing has been applied under 'dry'");
  }

  @Test
  void nobodyOverwritesAVersionTheyHaveNotSeen() {
    try (var client = new RegistryClient(registry.uri());
        var slow = ApplySession.open(kafka.bootstrapServers(), client, false)) {
      try (var quick = ApplySession.open(kafka.bootstrapServers(), client, false)) {
        assertThat(quick.apply(sound("race", 90), "quick", null)).startsWith("alerts.rules/");
      }
      assertThatThrownBy(() -> slow.apply(sound("race", 80), "slow", null))
          .isInstanceOf(ApplyFailed.class)
          .hasMessageStartingWith("Nothing was applied: somebody else");
    }
    assertThat(run("history", "race").out()).contains("quick").doesNotContain("slow");
  }

  private static Terminal.Run run(String... arguments) {
    String[] cluster = {
      "--bootstrap", kafka.bootstrapServers(), "--registry", registry.uri().toString()
    };
    return Terminal.run(
        Stream.concat(Stream.of(arguments), Stream.of(cluster)).toArray(String[]::new));
  }

  private static RuleDocument sound(String id, int below) {
    return ((Reading.Accepted) RuleReader.read(id, document(id, 1, below))).document();
  }

  private String file(String id, int version, int below) throws IOException {
    return Files.writeString(folder.resolve(id + version), document(id, version, below)).toString();
  }

  private static String document(String id, int version, int below) {
    return DOCUMENT
        .replace("id: adult-continuous", "id: " + id)
        .replace("version: 1", "version: " + version)
        .replace("below: 90, for", "below: " + below + ", for")
        .replace("below: 80, samples", "below: 70, samples");
  }
}
