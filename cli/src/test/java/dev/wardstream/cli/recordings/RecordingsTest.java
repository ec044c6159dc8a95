package dev.wardstream.cli.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecordingsTest {
  private static final List<Recording> ALL = Recordings.load();

  @Test
  void allRecordingsShipWithAllTheirSeconds() {
    assertThat(ALL).hasSize(53).doesNotHaveDuplicates();
    assertThat(ALL).allSatisfy(recording -> assertThat(recording.samples()).hasSize(481));
  }

  @Test
  void notANumberIsAbsentAndZeroIsZero() {
    assertThat(Sample.parse("7, 74,NaN, 0,97.5")).isEqualTo(new Sample("74", null, "0", "97.5"));
  }

  @Test
  void missingCellsAreTheOnesOfTheOrigin() {
    var samples = ALL.stream().flatMap(recording -> recording.samples().stream()).toList();
    assertThat(samples.stream().map(Sample::hr).filter(Objects::isNull)).hasSize(4);
    assertThat(samples.stream().map(Sample::pulse).filter(Objects::isNull)).hasSize(128);
    assertThat(samples.stream().map(Sample::rr).filter(Objects::isNull)).hasSize(153);
    assertThat(samples.stream().map(Sample::spo2).filter(Objects::isNull)).hasSize(128);
    assertThat(samples.stream().map(Sample::rr).filter("0"::equals)).hasSize(220);
  }

  @Test
  void aRecordingThatBeginsAtMinusZeroOrMinusOneKeepsItsFirstRow() {
    assertThat(named("bidmc03").at(0)).isEqualTo(named("bidmc03").samples().getFirst());
    assertThat(named("bidmc23").at(0).hr()).isEqualTo("63");
  }

  @Test
  void playsInACircle() {
    var recording = ALL.getFirst();
    assertThat(recording.at(481)).isEqualTo(recording.at(0));
    assertThat(recording.at(-1)).isEqualTo(recording.at(480));
  }

  @Test
  void agesAboveEightyNineAreNinetyAndUnknownOnesAreAbsent() {
    assertThat(Recording.parse("r", List.of("h", "0,1,2,3,4"), List.of("Age: 90+", "Gender: ?")))
        .extracting(Recording::ageYears, Recording::sex)
        .containsExactly(90, null);
    assertThat(Recording.parse("r", List.of("h", "0,1,2,3,4"), List.of("Age: NaN")).ageYears())
        .isNull();
  }

  @Test
  void aRowWithTheWrongNumberOfColumnsIsRefused() {
    assertThatThrownBy(() -> Sample.parse("0,1,2,3")).hasMessageContaining("five columns");
  }

  private static Recording named(String name) {
    return ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }
}
