package dev.wardstream.cli.evaluate.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.clinical.vitals.Vital;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BidmcTest {
  private static final String HEADER = "Time [s], HR, PULSE, RESP, SpO2\n";

  @TempDir private Path folder;

  private Path recording(String number, String rows) throws IOException {
    return Files.writeString(folder.resolve("bidmc_" + number + "_Numerics.csv"), HEADER + rows);
  }

  @Test
  void readsMinusZeroMinusOneZerosAndMissingValues() throws IOException {
    recording("05", "-0,98,NaN,0,99\n1,98,98,0,NaN\n");
    recording("23", "-1,63,63,18,97\n0,63,63,19,97\n1,NaN,NaN,NaN,NaN\n");
    Files.writeString(folder.resolve("bidmc_05_Fix.txt"), "bidmc_05\nAge: 90+\nGender: ?\n");
    var taken = Taken.from(new Bidmc(folder));
    assertThat(taken.stays()).extracting(Stay::id).containsExactly("bidmc05", "bidmc23");
    var first = taken.stays().getFirst();
    assertThat(first.ageYears()).isEqualTo(90);
    assertThat(first.moments().getFirst().values())
        .containsExactly(
            new Value(Vital.HR, "98"), new Value(Vital.RR, "0"), new Value(Vital.SPO2, "99"));
    assertThat(Duration.between(first.moments().getFirst().at(), first.moments().getLast().at()))
        .isEqualTo(Duration.ofSeconds(1));
    var second = taken.stays().getLast();
    assertThat(second.ageYears()).isNull();
    assertThat(second.moments()).hasSize(2);
    assertThat(second.watched())
        .singleElement()
        .satisfies(span -> assertThat(span.to() - span.from()).isEqualTo(3_000));
    assertThat(taken.counts().of("rows")).isEqualTo(5);
    assertThat(taken.counts().of("missing values")).isEqualTo(6);
  }

  @Test
  void oneFileIsOneRecording() throws IOException {
    var file = recording("01", "0,98,98,10,99\n");
    recording("02", "0,98,98,10,99\n");
    assertThat(Taken.from(new Bidmc(file)).only().id()).isEqualTo("bidmc01");
  }

  @Test
  void aPauseIsNotWatched() throws IOException {
    var file = recording("01", "0,98,98,10,99\n100,98,98,10,99\n");
    assertThat(Taken.from(new Bidmc(file)).only().watched())
        .extracting(span -> span.to() - span.from())
        .containsExactly(30_000L, 1_000L);
  }

  @Test
  void complaintsNameLineAndColumn() throws IOException {
    var file = recording("01", "0,98,98,10,99\n1,98,98,fast,99\n");
    assertThatThrownBy(() -> new Bidmc(file).read(_ -> true))
        .hasMessageContaining("bidmc_01_Numerics.csv, line 3, column RESP: 'fast' is no number");
    var unsorted = recording("02", "1,98,98,10,99\n1,98,98,10,99\n");
    assertThatThrownBy(() -> new Bidmc(unsorted).read(_ -> true))
        .hasMessageContaining("line 3, column Time [s]: '1' does not come after second 1");
  }
}
