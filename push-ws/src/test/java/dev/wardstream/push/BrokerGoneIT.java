package dev.wardstream.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The broker goes away and comes back under open subscriptions. */
class BrokerGoneIT {

  @Test
  void saysThatItIsNotReadyAndThenGoesOnWhereItWas() {
    try (var ward = new Ward()) {
      ward.records.admit("b1", "broker");
      try (var nurse = ward.nurse("broker")) {
        var sub = nurse.sub("wards/broker/vitals", "\"live\"");
        var census = nurse.sub("wards/broker/census", "\"live\"");
        nurse.awaitLive(sub);
        nurse.awaitLive(census);
        ward.records.admit("b2", "broker");
        nurse.awaitData(census, 1);
        ward.records.reading("b1", 1);
        nurse.awaitData(sub, 1);

        ward.kafka.stop();
        Awaitility.await()
            .atMost(Duration.ofSeconds(40))
            .until(() -> ward.push.whyNotReady().isPresent());
        ward.kafka.start();
        ward.awaitReady();
        ward.records.reading("b1", 2);

        assertThat(nurse.awaitData(sub, 2)).hasSize(2).doesNotHaveDuplicates();
      }
    }
  }
}
