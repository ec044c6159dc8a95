package dev.wardstream.benchmarks;

import dev.wardstream.clinical.engine.Engine;
import dev.wardstream.clinical.engine.Patient;
import dev.wardstream.clinical.engine.Put;
import dev.wardstream.clinical.engine.Reading;
import dev.wardstream.clinical.engine.Step;
import dev.wardstream.clinical.history.InMemoryHistory;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.rules.RuleBook;
import dev.wardstream.clinical.vitals.Vital;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceReadings;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.AvroSerializer;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What one put of four vitals costs where nothing but one thread and memory is needed. */
@State(Scope.Thread)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-Dlogback.configurationFile=benchmarks-logback.xml"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class MicroBenchmarks {
  private static final long BEGIN_MILLIS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  private final Engine engine = new Engine(RuleBook.BUILT_IN);
  private Patient[] patients = {};
  private InMemoryHistory[] histories = {};

  /** A ward fits the processor's caches, a large hospital does not. */
  @Param({"100", "1000"})
  private int beds;

  private final AvroSerializer<DeviceReadings> serializer =
      AvroSerde.of(Topics.VITALS_READINGS, DeviceReadings.class, new InMemoryRegistry())
          .serializer();
  private final DeviceReadings record = EngineBenchmark.SIGNAL.monitored(7, 1_050, BEGIN_MILLIS);
  private long next;

  @Setup
  public void admit() {
    patients =
        IntStream.range(0, beds)
            .mapToObj(bed -> new Patient(Beds.patient(bed)))
            .toArray(Patient[]::new);
    histories =
        IntStream.range(0, beds)
            .mapToObj(_ -> new InMemoryHistory())
            .toArray(InMemoryHistory[]::new);
  }

  /** The next second of the next bed, judged by every rule. */
  @Benchmark
  public Step engineJudgesReading() {
    int bed = (int) (next % beds);
    var put = put(bed, next / beds);
    next++;
    return engine.put(patients[bed], put, histories[bed]);
  }

  private Put put(int bed, long second) {
    var signal = EngineBenchmark.SIGNAL;
    var time = Instant.ofEpochMilli(BEGIN_MILLIS + 1_000 * second);
    return new Put(
        Beds.device(bed),
        Signal.BOOT,
        second + 1,
        time,
        new Position(bed % 6, second),
        List.of(
            reading(Vital.HR, signal.hr(bed, second), time),
            reading(Vital.PULSE, signal.pulse(bed, second), time),
            reading(Vital.RR, signal.rr(bed, second), time),
            reading(Vital.SPO2, signal.spo2(bed, second), time)));
  }

  private static Reading reading(Vital vital, int value, Instant time) {
    return new Reading(vital, Integer.toString(value), null, time);
  }

  /** What the ingest service does for each put before it is sent. */
  @Benchmark
  public byte[] avroEncodesReading() {
    return serializer.encode(record);
  }

  static void run() throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(MicroBenchmarks.class.getName())
            .verbosity(VerboseMode.SILENT)
            .build();
    var report = new Report("In memory, one thread", "what", "puts/s", "± (99.9 %)", "values/s");
    for (var result : new Runner(options).run()) {
      var score = result.getPrimaryResult();
      report.row(
          score.getLabel() + ", " + result.getParams().getParam("beds") + " patients",
          score.getScore(),
          score.getScoreError(),
          score.getScore() * Signal.MONITORED);
    }
    report.print();
  }
}
