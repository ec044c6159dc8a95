package dev.wardstream.cli.ward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WardTest {
  @Test
  void everyIdIsUniqueAndFitForTheWire() {
    var ward = Ward.of("icu-1", 200);
    assertThat(ward.beds()).extracting(Bed::patient).doesNotHaveDuplicates();
    assertThat(ward.beds()).extracting(Bed::device).doesNotHaveDuplicates();
    assertThat(ward.beds()).extracting(Bed::label).doesNotHaveDuplicates();
    assertThat(ward.beds())
        .allSatisfy(bed -> {
          assertThat(bed.patient()).matches("[A-Za-z0-9._:-]{1,128}");
          assertThat(bed.device()).matches("[A-Za-z0-9._:-]{1,128}");
        });
  }

  @Test
  void everyNameSaysThatItIsInvented() {
    assertThat(Ward.of("icu-1", 53).beds())
        .extracting(Bed::name)
        .allSatisfy(name -> assertThat(name).endsWith(" (fictional)"))
        .doesNotHaveDuplicates();
  }

  @Test
  void recordingsRepeatWithShiftedClocks() {
    var beds = Ward.of("big", 106).beds();
    assertThat(beds.get(53).recording()).isEqualTo(beds.get(0).recording());
    assertThat(beds.get(53).at(0)).isEqualTo(beds.get(0).at(97));
    assertThat(
            beds.stream().limit(53).map(bed -> bed.recording().name()).collect(Collectors.toSet()))
        .hasSize(53);
  }

  @Test
  void impossibleWardsAreRefused() {
    assertThatThrownBy(() -> Ward.of("icu 1", 1)).hasMessageContaining("A-Z");
    assertThatThrownBy(() -> Ward.of("icu-1", 0)).hasMessageContaining("at least one bed");
  }
}
