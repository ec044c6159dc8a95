package dev.wardstream.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.alerts.rehoming.RehomingCounts;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertEventType;
import dev.wardstream.schemas.avro.AssociationInterval;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.avro.Measurement;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.ReadingStatus;
import dev.wardstream.schemas.avro.Vital;
import dev.wardstream.schemas.registry.AvroSerde;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readings that came before the association: to the patient, in order, once. */
class RehomingTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String DEVICE = "mon-1";

  @TempDir private Path folder;
  private JobSimulation job;

  @BeforeEach
  void start() {
    job = new JobSimulation(folder, NOON);
  }

  @AfterEach
  void stop() {
    job.close();
  }

  private static Instant at(long second) {
    return NOON.plusSeconds(second);
  }

  private static DeviceReadings put(long seq, long... seconds) {
    var readings =
        Arrays.stream(seconds)
            .mapToObj(second ->
                new Reading(
                    at(second),
                    List.of(new Measurement(Vital.SPO2, "88", null)),
                    ReadingStatus.FINAL,
                    null))
            .toList();
    return new DeviceReadings(DEVICE, 1L, seq, readings, 0);
  }

  private void unassigned(DeviceReadings put, long arrival) {
    job.write(Topics.VITALS_UNASSIGNED, DEVICE, put, at(arrival));
  }

  private static AssociationInterval measures(String patient, long from, long to) {
    return new AssociationInterval(patient, at(from), at(to), List.of());
  }

  private void associate(long arrival, AssociationInterval... intervals) {
    job.write(
        Topics.CARE_ASSOCIATIONS, DEVICE, new DeviceAssociations(List.of(intervals)), at(arrival));
  }

  /** What was written to the readings since the last look: patient, seq, part, seconds, arrival. */
  private List<String> moved() {
    var avro = AvroSerde.of(Topics.VITALS_READINGS, DeviceReadings.class, job.registry());
    try (var deserializer = avro.deserializer()) {
      return job.raw(Topics.VITALS_READINGS.name()).stream()
          .map(record -> said(record, deserializer.decode(record.value())))
          .toList();
    }
  }

  private static String said(TestRecord<byte[], byte[]> record, DeviceReadings put) {
    var seconds =
        put.getReadings().stream()
            .map(its -> Duration.between(NOON, its.getT()).toSeconds())
            .toList();
    return "%s %d.%d %s @%d"
        .formatted(
            new String(record.key(), UTF_8),
            put.getSeq(),
            put.getPart(),
            seconds,
            Duration.between(NOON, record.getRecordTime()).toSeconds());
  }

  private double counted(String outcome) {
    return job.meters().counter(RehomingCounts.COUNTER, "outcome", outcome).count();
  }

  @Test
  void movesInTheOrderOfTheDeviceWhenTheAssociationArrives() {
    unassigned(put(1, 1), 1);
    unassigned(put(3, 3), 3);
    unassigned(put(2, 2), 4);
    assertThat(moved()).isEmpty();

    associate(10, measures("anna", 0, 100));

    assertThat(moved()).containsExactly("anna 1.1 [1] @10", "anna 2.1 [2] @10", "anna 3.1 [3] @10");
    assertThat(counted("held")).isEqualTo(3);
    assertThat(counted("moved")).isEqualTo(3);
  }

  @Test
  void saysWhereTheReadingsWereFirst() {
    unassigned(put(1, 1), 1);
    unassigned(put(2, 2), 2);
    associate(10, measures("anna", 0, 100));

    assertThat(job.raw(Topics.VITALS_READINGS.name()))
        .extracting(record -> new String(record.headers().lastHeader("origin").value(), UTF_8))
        .containsExactly("vitals.unassigned/0/0", "vitals.unassigned/0/1");
  }

  @Test
  void movesAtOnceWhatArrivesAfterTheAssociation() {
    associate(0, measures("anna", 0, 100));
    unassigned(put(1, 1), 5);

    assertThat(moved()).containsExactly("anna 1.1 [1] @5");
  }

  @Test
  void keepsWhatTheIntervalDoesNotCoverUntilOneDoes() {
    unassigned(put(1, 1, 5, 9), 10);
    associate(20, measures("anna", 4, 6));
    assertThat(moved()).containsExactly("anna 1.2 [5] @20");

    associate(30, measures("anna", 0, 6));
    assertThat(moved()).containsExactly("anna 1.1 [1] @30");

    associate(40, measures("anna", 0, 6), measures("bert", 6, 100));
    assertThat(moved()).containsExactly("bert 1.3 [9] @40");
  }

  @Test
  void dividesAPutAmongPatients() {
    unassigned(put(7, 1, 2, 11, 12), 20);
    associate(30, measures("anna", 0, 10), measures("bert", 10, 20));

    assertThat(moved()).containsExactly("anna 7.1 [1, 2] @30", "bert 7.3 [11, 12] @30");
  }

  @Test
  void neverMovesAReadingTwiceWhateverIsCorrected() {
    unassigned(put(1, 1), 1);
    associate(10, measures("anna", 0, 100));
    assertThat(moved()).hasSize(1);

    associate(20, measures("bert", 0, 100));
    associate(30, measures("anna", 0, 50));
    job.delete(Topics.CARE_ASSOCIATIONS, DEVICE, at(40));
    associate(50, measures("anna", 0, 100));

    assertThat(moved()).isEmpty();
    assertThat(counted("moved")).isEqualTo(1);
  }

  @Test
  void knowsARepeatOfThePutBeforeAndAfterTheMove() {
    unassigned(put(1, 1), 1);
    unassigned(put(1, 1), 2);
    associate(10, measures("anna", 0, 100));
    unassigned(put(1, 1), 11);

    assertThat(moved()).containsExactly("anna 1.1 [1] @10");
    assertThat(counted("repeated")).isEqualTo(2);
  }

  @Test
  void takesFromARepeatWhatIsNew() {
    unassigned(put(1, 5), 6);
    associate(10, measures("anna", 4, 100));
    unassigned(put(1, 1, 5), 11);
    associate(20, measures("anna", 0, 100));

    assertThat(moved()).containsExactly("anna 1.1 [5] @10", "anna 1.2 [1] @20");
  }

  /** One (device, boot, seq) in two records: the second part is no repeat of the first. */
  @Test
  void isNoRepeatOfThePartThatHadItsPatientAtOnce() {
    job.write(Topics.VITALS_READINGS, "anna", put(10, 20), at(21));
    unassigned(put(10, 5), 21);
    associate(30, measures("anna", 0, 100));

    assertThat(job.counted("accepted")).isEqualTo(2);
    assertThat(job.counted("duplicate")).isZero();

    job.write(Topics.VITALS_READINGS, "anna", put(10, 20), at(31));
    assertThat(job.counted("duplicate")).isEqualTo(1);
  }

  @Test
  void hasNoSecondEffectWhenTheDeviceSendsItAgainToItsPatient() {
    unassigned(put(1, 1), 1);
    associate(10, measures("anna", 0, 100));
    job.write(Topics.VITALS_READINGS, "anna", put(1, 1), at(11));

    assertThat(job.counted("accepted")).isEqualTo(1);
    assertThat(job.counted("conflict")).isEqualTo(1);
  }

  @Test
  void movesALongBacklogInSlicesAndInOrder() {
    long count = 1_700;
    LongStream.rangeClosed(1, count)
        .filter(seq -> seq != 900)
        .forEach(seq -> unassigned(put(seq, seq), seq));
    associate(count + 1, measures("anna", 0, count + 1));
    assertThat(moved()).as("one slice").hasSize(500);

    unassigned(put(900, 900), count + 2);
    unassigned(put(count + 1, 0), count + 3);
    associate(count + 4, measures("anna", 0, count + 1));
    for (int pause = 0; pause < 20; pause++) {
      job.pass(NOON);
    }

    assertThat(moved())
        .containsExactlyElementsOf(
            LongStream.rangeClosed(501, count + 1)
                .mapToObj(
                    seq -> "anna %d.1 [%d] @%d".formatted(seq, seq > count ? 0 : seq, count + 4))
                .toList());
  }

  @Test
  void forgetsWhatIsTooOld() {
    unassigned(put(1, 1), 1);
    job.pass(NOON, Topics.VITALS_UNASSIGNED.retention().plusMinutes(1));
    associate(10, measures("anna", 0, 100));

    assertThat(moved()).isEmpty();
    assertThat(counted("expired")).isEqualTo(1);
  }

  @Test
  void raisesARetrospectiveAlert() {
    for (int i = 0; i < 4; i++) {
      unassigned(put(i + 1, 8L * i), 8L * i);
    }
    associate(600, measures("anna", -10, 1_000));

    assertThat(job.read(Topics.ALERTS_EVENTS, AlertEvent.class))
        .filteredOn(event -> event.getFamily().equals("SPO2_LOW"))
        .first()
        .satisfies(event -> {
          assertThat(event.getPatient()).isEqualTo("anna");
          assertThat(event.getType()).isEqualTo(AlertEventType.RAISED);
          assertThat(event.getRetrospective()).isTrue();
          assertThat(event.getEventTime()).isEqualTo(at(16));
          assertThat(event.getEmittedAt()).isEqualTo(at(600));
        });
  }

  @Test
  void setsAsideAPutUnderTheKeyOfAnotherDevice() {
    job.write(Topics.VITALS_UNASSIGNED, "mon-2", put(1, 1), NOON);

    assertThat(job.raw(Topics.DEAD_LETTERS.name())).hasSize(1);
  }
}
