package dev.wardstream.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.avro.VitalsWindow;
import dev.wardstream.schemas.avro.WindowSize;
import dev.wardstream.schemas.registry.AvroSerde;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One device is late or wrong: its patient gets what is right, and nobody else notices. */
class BacklogTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final int SECONDS = 1_500;
  private static final int OFFLINE_FROM = 120;
  private static final int OFFLINE_TO = OFFLINE_FROM + 1_200;

  @TempDir private Path folder;
  private Twins twins;
  private final Map<String, Long> seqs = new TreeMap<>();
  private final Map<String, List<VitalsWindow>> windows = new TreeMap<>();

  @BeforeEach
  void start() {
    twins = new Twins(folder, NOON, AlertTopology.ON_HEAP);
    for (var patient : List.of("anna", "bert", "carl")) {
      twins.associate("mon-" + patient, Given.measures(patient, NOON, Vital.SPO2), NOON);
    }
  }

  @AfterEach
  void stop() {
    twins.close();
  }

  private static Reading reading(Instant time, String value) {
    var values = List.of(new Measurement(Vital.SPO2, value, null));
    return new Reading(time, values, ReadingStatus.FINAL, null);
  }

  private void send(String patient, Instant arrival, List<Reading> readings) {
    long seq = seqs.merge(patient, 1L, Long::sum);
    twins.read(patient, new DeviceReadings("mon-" + patient, 1L, seq, readings, 0), arrival);
  }

  /** Low for half a minute while the device of anna is offline. */
  private static String saturation(int second) {
    return second >= 600 && second < 640 ? "85" : "97";
  }

  private void streamWhileAnnaIsOffline() {
    List<Reading> keptBack = new ArrayList<>();
    for (int second = 0; second < SECONDS; second++) {
      var now = NOON.plusSeconds(second);
      keptBack.add(reading(now, saturation(second)));
      if (second < OFFLINE_FROM || second >= OFFLINE_TO) {
        upload(keptBack, now);
      }
      send("bert", now, List.of(reading(now, saturation(second))));
      send("carl", now, List.of(reading(now.plusSeconds(365L * 86_400), "97")));
      if (second % 10 == 0) {
        twins.pass(now);
      }
    }
    twins.pass(NOON.plusSeconds(SECONDS + 20));
  }

  /** A hundred readings to a put, as a device uploads what it kept. */
  private void upload(List<Reading> keptBack, Instant now) {
    for (int from = 0; from < keptBack.size(); from += 100) {
      send("anna", now, keptBack.subList(from, Math.min(from + 100, keptBack.size())));
    }
    keptBack.clear();
  }

  private List<VitalsWindow> minutes(String patient) {
    var deserializer =
        AvroSerde.of(Topics.VITALS_WINDOWS, VitalsWindow.class, twins.job.registry())
            .deserializer();
    twins
        .job
        .raw(Topics.VITALS_WINDOWS.name())
        .forEach(its ->
            windows
                .computeIfAbsent(new String(its.key(), UTF_8), _ -> new ArrayList<>())
                .add(deserializer.decode(its.value())));
    Map<Instant, VitalsWindow> newest = new TreeMap<>();
    windows.getOrDefault(patient, List.of()).stream()
        .filter(its -> its.getSize() == WindowSize.MINUTE)
        .sorted(Comparator.comparingInt(VitalsWindow::getRevision))
        .forEach(its -> newest.put(its.getStart(), its));
    return List.copyOf(newest.values());
  }

  private static List<AlertEvent> of(Map<String, List<AlertEvent>> events, String patient) {
    return events.getOrDefault(patient, List.of()).stream()
        .filter(its -> its.getFamily().equals("SPO2_LOW"))
        .toList();
  }

  @Test
  void aBacklogOfTwentyMinutesIsChartedAndAlarmedAsItWas() {
    streamWhileAnnaIsOffline();

    var events = twins.requireAlike();
    var late = of(events, "anna");
    var live = of(events, "bert");

    assertThat(minutes("anna")).hasSameSizeAs(minutes("bert"));
    assertThat(minutes("anna").stream().map(VitalsWindow::getCount).toList())
        .isEqualTo(minutes("bert").stream().map(VitalsWindow::getCount).toList())
        .containsOnly(60);
    assertThat(minutes("anna")).extracting(VitalsWindow::getCovered).containsOnly(60);
    assertThat(minutes("anna").stream().map(VitalsWindow::getMean).toList())
        .isEqualTo(minutes("bert").stream().map(VitalsWindow::getMean).toList());
    assertThat(late.getFirst().getEventTime()).isEqualTo(live.getFirst().getEventTime());
    assertThat(late.getFirst().getRetrospective()).isTrue();
    assertThat(late.getFirst().getEmittedAt()).isEqualTo(NOON.plusSeconds(OFFLINE_TO));
    assertThat(live.getFirst().getRetrospective()).isFalse();
    assertThat(live.getFirst().getEmittedAt()).isEqualTo(live.getFirst().getEventTime());
  }

  @Test
  void aClockAYearAheadDisturbsNobody() {
    streamWhileAnnaIsOffline();

    var events = twins.requireAlike();

    assertThat(events.get("carl")).extracting(AlertEvent::getFamily).contains("CLOCK_SKEW");
    assertThat(events.get("carl"))
        .filteredOn(its -> its.getFamily().equals("SIGNAL_LOST:SPO2"))
        .extracting(AlertEvent::getEventTime)
        .contains(NOON.plusSeconds(30));
    assertThat(minutes("carl")).isEmpty();
    assertThat(events.get("bert"))
        .noneMatch(its -> its.getFamily().startsWith("SIGNAL_LOST"))
        .noneMatch(its -> its.getFamily().equals("CLOCK_SKEW"));
    assertThat(of(events, "bert"))
        .extracting(AlertEvent::getType)
        .contains(AlertEventType.RAISED, AlertEventType.CLEARED);
  }
}
