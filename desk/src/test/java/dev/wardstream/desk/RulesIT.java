package dev.wardstream.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Role;
import dev.wardstream.rules.BuiltIns;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** Rules over HTTP, on a real broker. */
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class RulesIT {
  private static final String DOCUMENT = BuiltIns.text("adult-continuous").orElseThrow();

  private final Node node = new Node();
  private final String nurse = node.token("nurse-1", Role.NURSE, "icu-1");
  private final String doctor = node.token("dr-1", Role.DOCTOR, "icu-1");
  private final String operator = node.token("op-1", Role.OPERATOR);

  @AfterAll
  void stop() {
    node.close();
  }

  private static String document(String id, int below) {
    return DOCUMENT
        .replace("id: adult-continuous", "id: " + id)
        .replaceFirst("(?m)^version:[ \\t]*[0-9]+", "version: 1")
        .replaceFirst("below: 90", "below: " + below);
  }

  @Test
  void builtInSetsAreThereBeforeAnythingIsApplied() throws Exception {
    var sets = node.get(nurse, "/v1/rules").body().get("sets");
    assertThat(sets.findValuesAsString("id")).contains("adult-continuous", "home-rpm");
    var one = node.get(nurse, "/v1/rules/home-rpm");
    assertThat(one.status()).isEqualTo(200);
    assertThat(one.body().get("yaml").asString())
        .isEqualTo(BuiltIns.text("home-rpm").orElseThrow());
    assertThat(one.body().at("/versions/0/builtIn").asBoolean()).isTrue();
    assertThat(one.body().get("summary").size()).isPositive();
    assertThat(node.get(nurse, "/v1/rules/unheard-of").status()).isEqualTo(404);
    assertThat(node.get(nurse, "/v1/rules/home-rpm/77").status()).isEqualTo(404);
  }

  @Test
  void whoIsNoStaffSeesNothingAndIsOnRecord() throws Exception {
    assertThat(node.get(null, "/v1/rules").status()).isEqualTo(401);
    var patient = node.token("p-9", Role.PATIENT);
    var refused = node.get(patient, "/v1/rules");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("FORBIDDEN");
    node.awaitOnRecord("p-9 rules.list /v1/rules false");
  }

  @Test
  void problemsHaveTheirPlaceAndTheRemedy() throws Exception {
    var wrong = document("wrong", 90).replaceFirst("maxGap", "maxgap");
    var answer = node.post(nurse, "/v1/rules/check", Map.of("yaml", wrong));
    assertThat(answer.status()).isEqualTo(200);
    var problem = answer.body().at("/problems/0");
    var line = wrong.substring(0, wrong.indexOf("maxgap")).split("\n", -1).length;
    assertThat(problem.get("line").asInt()).isEqualTo(line);
    assertThat(problem.get("path").asString()).startsWith("families.").endsWith("maxgap");
    assertThat(problem.get("remedy").asString()).contains("maxGap");
    var misspelt = node.post(nurse, "/v1/rules/check", Map.of("yml", wrong));
    assertThat(misspelt.status()).isEqualTo(400);
    assertThat(misspelt.path()).isEqualTo("yml");
  }

  @Test
  void aSoundDocumentIsComparedWithWhatIsInForce() throws Exception {
    var changed = document("adult-continuous", 88);
    var answer = node.post(nurse, "/v1/rules/check", Map.of("yaml", changed)).body();
    assertThat(answer.get("problems").size()).isZero();
    var change = answer.at("/changes/0");
    assertThat(change.get("path").asString()).isEqualTo("families.SPO2_LOW.medium.raise.below");
    assertThat(change.get("before").asString()).isEqualTo("90");
    assertThat(change.get("after").asString()).isEqualTo("88");
    assertThat(change.get("direction").asString()).isEqualTo("LESS_SENSITIVE");
    assertThat(answer.get("warnings").toString()).contains("LESS_SENSITIVE", "NOBODY");
  }

  @Test
  void timelinesRunByTheProposedRules() throws Exception {
    var tests =
        """
        - id: low
          title: below the limit for 15 s
          readings:
            - {arrival: 0, event: 0, vital: SPO2, value: 89}
            - {arrival: 8, event: 8, vital: SPO2, value: 89}
            - {arrival: 15, event: 15, vital: SPO2, value: 89}
          expected:
            - {emittedAt: 15, type: RAISED, family: SPO2_LOW, level: MEDIUM, eventTime: 15}
        """;
    var passes = Map.of("yaml", document("tried", 90), "tests", tests);
    var passed = node.post(nurse, "/v1/rules/test", passes).body();
    assertThat(passed.get("passed").asInt()).isEqualTo(1);
    var fails = Map.of("yaml", document("tried", 88), "tests", tests);
    var failed = node.post(nurse, "/v1/rules/test", fails).body();
    assertThat(failed.get("failed").asInt()).isEqualTo(1);
    assertThat(failed.at("/results/0/lines/0/where").asString()).isEqualTo("EXPECTED_ONLY");
    var wrong = Map.of("yaml", document("tried", 90), "tests", "- id: x\n  readingz: []\n");
    var problem = node.post(nurse, "/v1/rules/test", wrong).body().at("/testProblems/0");
    assertThat(problem.get("line").asInt()).isPositive();
    assertThat(problem.get("text").asString()).contains("readings");
  }

  @Test
  void whoHasNotSeenTheNewestVersionAppliesNothing() throws Exception {
    var path = "/v1/rules/icu/apply";
    var first = Map.of("yaml", document("icu", 90), "note", "begin", "expectedVersion", 0);
    assertThat(node.post(nurse, path, first).code()).isEqualTo("FORBIDDEN");
    node.awaitOnRecord("nurse-1 rules.apply /v1/rules/icu/apply false");
    var applied = node.post(doctor, path, first);
    assertThat(applied.status()).as("%s", applied.body()).isEqualTo(200);
    assertThat(applied.body().get("version").asInt()).isEqualTo(1);
    node.awaitOnRecord("dr-1 rules.apply rules/icu@1 true");

    var late = Map.of("yaml", document("icu", 87), "note", "late", "expectedVersion", 0);
    var conflict = node.post(operator, path, late);
    assertThat(conflict.status()).isEqualTo(409);
    assertThat(conflict.code()).isEqualTo("CONFLICT");

    var next = Map.of("yaml", document("icu", 88), "note", "ticket 812", "expectedVersion", 1);
    assertThat(node.post(operator, path, next).body().get("version").asInt()).isEqualTo(2);
    var set = node.get(nurse, "/v1/rules/icu").body();
    assertThat(set.get("version").asInt()).isEqualTo(2);
    assertThat(set.at("/versions/0/author").asString()).isEqualTo("op-1");
    assertThat(set.at("/versions/0/note").asString()).isEqualTo("ticket 812");
    assertThat(set.at("/versions/1/author").asString()).isEqualTo("dr-1");
    var old = node.get(nurse, "/v1/rules/icu/1").body();
    assertThat(old.get("yaml").asString()).isEqualTo(document("icu", 90));
  }

  @Test
  void whatIsNotSoundOrNotWhatItsAddressSaysIsNotApplied() throws Exception {
    var path = "/v1/rules/other/apply";
    var other = Map.of("yaml", document("icu-2", 90), "note", "n", "expectedVersion", 0);
    assertThat(node.post(doctor, path, other).path()).isEqualTo("yaml");
    var broken = Map.of("yaml", "format: 1\n", "note", "n", "expectedVersion", 0);
    assertThat(node.post(doctor, path, broken).path()).isEqualTo("yaml");
    var unexplained = Map.of("yaml", document("other", 90), "expectedVersion", 0);
    assertThat(node.post(doctor, path, unexplained).path()).isEqualTo("note");
    assertThat(node.get(nurse, "/v1/rules/other").status()).isEqualTo(404);
  }
}
