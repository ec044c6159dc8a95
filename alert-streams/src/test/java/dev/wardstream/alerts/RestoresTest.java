package dev.wardstream.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoresTest {
  private static final TopicPartition P2 = new TopicPartition("patients-changelog", 2);

  @Test
  void saysHowFarEachStoreHasCome() {
    var restores = new Restores();
    assertThat(restores.whyNotReady()).isEmpty();

    restores.onRestoreStart(P2, "patients", 100, 600);
    restores.onBatchRestored(P2, "patients", 300, 200);
    restores.onRestoreStart(new TopicPartition("journal-changelog", 0), "journal", 0, 5);

    assertThat(restores.whyNotReady())
        .contains("restoring journal/0: 0 of 5 records; patients/2: 200 of 500 records");
    assertThat(restores.count()).isEqualTo(2);

    restores.onRestoreEnd(P2, "patients", 500);
    restores.onRestoreSuspended(new TopicPartition("journal-changelog", 0), "journal", 1);
    assertThat(restores.whyNotReady()).isEmpty();
  }
}
