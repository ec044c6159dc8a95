package dev.wardstream.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.avro.News2;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who watches vitals is told when a score changes, which no reading tells. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScoreIT {
  private static final Pattern TOTAL = Pattern.compile("\"total\":(\\d+)");

  private Ward ward;

  @BeforeAll
  void start() {
    ward = new Ward();
  }

  @AfterAll
  void stop() {
    ward.close();
  }

  private static News2 total(int total) {
    return News2.newBuilder()
        .setStatus("COMPLETE")
        .setTotal(total)
        .setBand(total < 5 ? "LOW" : "HIGH")
        .setRed(List.of())
        .setMissing(List.of())
        .setScale(1)
        .setMode("CONTINUOUS")
        .setAt(Instant.EPOCH)
        .setInputs(List.of())
        .build();
  }

  private static List<String> totals(TestSubscriber nurse, int sub) {
    return nurse.lines().stream()
        .filter(line -> line.startsWith("{\"sub\":%d,\"snapshot\"".formatted(sub)))
        .flatMap(line -> TOTAL.matcher(line).results())
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void tellsEachChangeOnceToThoseOfTheWardAndOfThePatient() {
    ward.records.admit("s1", "scores");
    ward.records.admit("s2", "elsewhere");
    try (var nurse = ward.nurse("scores")) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> nurse.ask("sub", "{\"stream\":\"patients/s1/alerts\"}").contains("ok"));
      var ofWard = nurse.sub("wards/scores/vitals", "\"live\"");
      var ofPatient = nurse.sub("patients/s1/vitals", "\"live\"");
      nurse.awaitLive(ofWard);
      nurse.awaitLive(ofPatient);

      ward.records.latest("s1", "97", 0, total(3));
      ward.records.latest("s1", "96", 1, total(3));
      ward.records.latest("s2", "90", 1, total(9));
      ward.records.latest("s1", "95", 2, total(7));

      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(totals(nurse, ofWard)).endsWith("7"));
      assertThat(totals(nurse, ofWard)).containsExactly("3", "7");
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(totals(nurse, ofPatient)).containsExactly("3", "7"));
      assertThat(nurse.lines())
          .filteredOn(line -> line.contains("\"snapshot\""))
          .noneMatch(line -> line.contains("\"more\"") && line.contains("\"total\""));
    }
  }
}
