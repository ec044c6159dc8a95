package dev.wardstream.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.wardstream.alerts.Cluster.Found;
import dev.wardstream.alerts.deadletters.DeadLetters;
import dev.wardstream.edge.Backends;
import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.rules.BuiltIns;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import dev.wardstream.schemas.avro.AlertInstance;
import dev.wardstream.schemas.avro.CarePatient;
import dev.wardstream.schemas.avro.OffsetRange;
import dev.wardstream.schemas.avro.RuleSetDocument;
import dev.wardstream.schemas.avro.Severity;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.avro.VitalsLatest;
import dev.wardstream.schemas.letters.LetterHead;
import dev.wardstream.schemas.letters.LogPosition;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertStreamsIT {
  /** What happens during the next seconds is not ahead of the clock. */
  private final Instant start = Instant.now().minusSeconds(20).truncatedTo(ChronoUnit.MILLIS);

  private static final MeterRegistry METERS = new SimpleMeterRegistry();

  @TempDir private static Path folder;
  private static Cluster cluster;
  private static AlertStreams alerts;

  @BeforeAll
  static void startJob() {
    cluster = new Cluster(EmbeddedKafka.builder().start(), new InMemoryRegistry());
    applyRules(1, "90");
    var config =
        new AlertsConfig(
            Backends.of(cluster.kafka.bootstrapServers(), URI.create("http://unused.invalid")),
            "alerts-it",
            folder,
            new AlertsConfig.Capacity(1, 0),
            Duration.ZERO);
    alerts = AlertStreams.open(config, cluster.registry, METERS, InstantSource.system());
    alerts.start();
    soon().until(alerts::ready);
  }

  @AfterAll
  static void stopJob() {
    alerts.close();
    cluster.close();
  }

  @Test
  void raisesOneAlertForThreeLowReadingsAndNoneForARepeatedPut() {
    var first = low("anna", 1, start);
    low("anna", 2, start.plusSeconds(7));
    var last = low("anna", 3, start.plusSeconds(15));
    var repeated = low("anna", 3, start.plusSeconds(15));

    awaitReflected("anna", repeated);

    assertThat(events("anna", "SPO2_LOW"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getType()).isEqualTo(AlertEventType.RAISED);
          assertThat(event.getFamily()).isEqualTo("SPO2_LOW");
          assertThat(event.getSeverity()).isEqualTo(Severity.MEDIUM);
          assertThat(event.getEventTime()).isEqualTo(start.plusSeconds(15));
          assertThat(event.getValue()).isEqualTo("89");
          assertThat(event.getReadings())
              .containsExactly(
                  new OffsetRange(
                      "vitals.readings", first.partition(), first.offset(), last.offset()));
        });
    var raised = events("anna", "SPO2_LOW").getFirst();
    assertThat(active("anna|SPO2_LOW"))
        .last()
        .satisfies(record -> {
          assertThat(record.value().orElseThrow().getAlertId()).isEqualTo(raised.getAlertId());
          assertThat(record.partition()).isEqualTo(first.partition());
        });
  }

  @Test
  void saysWhetherItCanBeReliedOn() {
    soon().until(() -> alerts.readiness().values().stream().allMatch(why -> why.get().isEmpty()));

    assertThat(METERS.get("wardstream.alerts.running").gauge().value()).isEqualTo(1);
    assertThat(METERS.get("wardstream.alerts.horizon.age").gauge().value()).isLessThan(30);
    assertThat(METERS.get("wardstream.alerts.lag").gauge().value()).isNotNegative();
  }

  @Test
  void acknowledgesAnAlert() {
    for (int i = 0; i < 3; i++) {
      low("bert", i + 1, start.plusSeconds(8L * i));
    }
    soon().untilAsserted(() -> assertThat(events("bert", "SPO2_LOW")).hasSize(1));

    cluster.write(
        Topics.ALERTS_ACTIONS,
        "bert",
        Given.ack(events("bert", "SPO2_LOW").getFirst().getAlertId(), "nurse-1", start),
        Instant.now());

    soon()
        .untilAsserted(() ->
            assertThat(events("bert", "SPO2_LOW"))
                .extracting(AlertEvent::getType, AlertEvent::getAcked)
                .contains(tuple(AlertEventType.ACKED, true)));
  }

  @Test
  void setsAPoisonRecordAsideAndGoesOn() {
    var poison = new byte[] {0, 0, 0, 0, 1, 99};
    var at = Cluster.done(cluster.send(Topics.VITALS_READINGS, "carl", poison, start));
    for (int i = 0; i < 3; i++) {
      low("carl", i + 1, start.plusSeconds(8L * i));
    }

    soon().untilAsserted(() -> assertThat(events("carl", "SPO2_LOW")).hasSize(1));

    assertThat(cluster.raw(Topics.DEAD_LETTERS).stream().filter(its -> "carl".equals(its.key())))
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.value()).isEqualTo(poison);
          var head = LetterHead.of(letter.headers()).orElseThrow();
          assertThat(head.reason()).isEqualTo("unreadable");
          assertThat(head.exception()).endsWith("UnreadableRecordException");
          assertThat(head.origin())
              .isEqualTo(new LogPosition("vitals.readings", at.partition(), at.offset()));
          assertThat(head.arrived()).isEqualTo(start);
          assertThat(head.application()).isEqualTo("alerts-it");
          assertThat(head.seen().toEpochMilli()).isEqualTo(letter.timestamp());
        });
    assertThat(METERS.counter(DeadLetters.COUNTER, "reason", "unreadable").count()).isPositive();
  }

  @Test
  void setsAsideAnActionOnSomethingThatIsNoAlert() {
    var at =
        cluster.write(
            Topics.ALERTS_ACTIONS,
            "emil",
            Given.ack("not-a-uuid", "nurse-1", start),
            Instant.now());

    soon()
        .untilAsserted(() ->
            assertThat(cluster.raw(Topics.DEAD_LETTERS))
                .filteredOn(its -> "emil".equals(its.key()))
                .singleElement()
                .satisfies(letter ->
                    assertThat(LetterHead.of(letter.headers()).orElseThrow().origin())
                        .isEqualTo(
                            new LogPosition("alerts.actions", at.partition(), at.offset()))));
  }

  @Test
  void raisesALostSignalAtItsExactDeadlineAndClearsItWithTheNextReading() {
    cluster.write(
        Topics.CARE_ASSOCIATIONS,
        "mon-dora",
        Given.measures("dora", start, Vital.SPO2),
        Instant.now());

    soon()
        .untilAsserted(() ->
            assertThat(events("dora", "SIGNAL_LOST:SPO2"))
                .first()
                .satisfies(event -> {
                  assertThat(event.getType()).isEqualTo(AlertEventType.RAISED);
                  assertThat(event.getEventTime()).isEqualTo(start.plusSeconds(30));
                }));
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    cluster.write(
        Topics.VITALS_READINGS, "dora", Given.reading("mon-dora", 1, now, Vital.SPO2, "97"), now);

    soon()
        .untilAsserted(() ->
            assertThat(events("dora", "SIGNAL_LOST:SPO2"))
                .extracting(AlertEvent::getType)
                .contains(AlertEventType.CLEARED));
  }

  /** The built-in profile under another name, with another limit of low saturation. */
  private static void applyRules(int version, String limit) {
    var yaml =
        BuiltIns.text("adult-continuous")
            .orElseThrow()
            .replace("id: adult-continuous", "id: lungs")
            .replace("version: 1", "version: " + version)
            .replace("raise: {below: 90,", "raise: {below: " + limit + ",");
    cluster.write(
        Topics.ALERTS_RULES,
        "lungs@" + version,
        new RuleSetDocument("lungs", version, "", yaml, "author", Instant.now(), null),
        Instant.now());
  }

  @Test
  void decidesByTheRulesItFindsAndByThoseThatComeWhileItRuns() {
    var fritz = CarePatient.newBuilder().setWard("w").setBed("1").setProfile("lungs").build();
    cluster.write(Topics.CARE_PATIENTS, "fritz", fritz, start);
    for (int i = 0; i < 3; i++) {
      low("fritz", i + 1, start.plusSeconds(5L * i - 30));
    }
    low("fritz", 4, start.plusSeconds(-14));
    soon().untilAsserted(() -> assertThat(rules("fritz")).containsOnly("lungs@1").isNotEmpty());

    applyRules(2, "91");
    var seq = new AtomicLong(4);
    soon()
        .untilAsserted(() -> {
          low("fritz", seq.incrementAndGet(), start.plusSeconds(seq.get() - 20));
          var ack = Given.ack(newest("fritz").getAlertId(), "nurse-1", start);
          cluster.write(Topics.ALERTS_ACTIONS, "fritz", ack, Instant.now());
          assertThat(rules("fritz")).endsWith("lungs@2");
        });
  }

  private static AlertEvent newest(String patient) {
    return events(patient, "SPO2_LOW").getLast();
  }

  private static List<String> rules(String patient) {
    return events(patient, "SPO2_LOW").stream()
        .map(its -> its.getRuleSet().getId() + "@" + its.getRuleSet().getVersion())
        .toList();
  }

  private static RecordMetadata low(String patient, long seq, Instant time) {
    return cluster.write(
        Topics.VITALS_READINGS,
        patient,
        Given.reading("mon-" + patient, seq, time, Vital.SPO2, "89"),
        Instant.now());
  }

  private static void awaitReflected(String patient, RecordMetadata put) {
    soon()
        .until(() ->
            cluster.read(Topics.VITALS_LATEST, VitalsLatest.class).stream()
                .filter(its -> its.key().equals(patient))
                .anyMatch(its -> its.value().orElseThrow().getUpTo() == put.offset()));
  }

  private static List<AlertEvent> events(String patient, String family) {
    return cluster.read(Topics.ALERTS_EVENTS, AlertEvent.class).stream()
        .filter(its -> its.key().equals(patient))
        .flatMap(its -> its.value().stream())
        .filter(its -> its.getFamily().equals(family))
        .toList();
  }

  private static List<Found<AlertInstance>> active(String key) {
    return cluster.read(Topics.ALERTS_ACTIVE, AlertInstance.class).stream()
        .filter(its -> its.key().equals(key))
        .toList();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(200));
  }
}
