package dev.wardstream.alerts.watch;

import dev.wardstream.alerts.journal.Journal;
import dev.wardstream.clinical.engine.AssociationChange;
import dev.wardstream.clinical.engine.Engine;
import dev.wardstream.clinical.engine.Put;
import dev.wardstream.clinical.engine.Step;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.edge.socket.Traceparent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Watches over the patients of one partition: decide, save, forward. What is decided and when is
 * the engine's business; this only makes time pass, as far as the horizon allows.
 *
 * <p>Runs on the stream thread that has the partition. Nothing is saved or forwarded before the
 * engine has decided; an input it chokes on leaves no trace, because the patient on the heap is
 * dropped and read back from the stores.
 */
final class PatientWatch implements Processor<String, Input, String, Decision> {
  private static final Duration TICK = Duration.ofMillis(500);

  /** Records copy it. */
  private static final Headers NO_TRACE = new RecordHeaders();

  private final Watch watch;
  private final Deadlines deadlines = new Deadlines();
  private ProcessorContext<String, Decision> context;
  private LivePatients patients;
  private NewestValues newest;

  PatientWatch(Watch watch) {
    this.watch = watch;
  }

  @Override
  public void init(ProcessorContext<String, Decision> context) {
    this.context = context;
    patients =
        new LivePatients(
            context.getStateStore(Watch.PATIENTS),
            context.getStateStore(Watch.PATIENTS_RARELY),
            new Journal(context.getStateStore(Watch.JOURNAL)),
            watch.onHeap());
    newest = new NewestValues(patients, this::forward);
    deadlines.clear();
    Engine engine = watch.rules().engine();
    patients.forEach(known -> {
      deadlines.set(known.patient.id(), engine.nextDeadline(known.patient));
      newest.restore(known);
    });
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> passTime());
  }

  @Override
  public void process(Record<String, Input> record) {
    var id = record.key();
    var input = record.value();
    if (id == null || input == null) {
      throw new IllegalArgumentException("a record without key or value means nothing here");
    }
    var engine = watch.rules().engine();
    var its = patients.of(id);
    var step = decide(engine, its, input, Instant.ofEpochMilli(record.timestamp()));
    keep(engine, its, step, trace(record));
    if (input instanceof Input.Readings put && put.part() == 0 && !step.events().isEmpty()) {
      watch.counts().decided(context.currentSystemTimeMs() - record.timestamp());
    }
  }

  /** What the input tells of the trace it belongs to goes on with what it causes. */
  private static Headers trace(Record<?, ?> record) {
    var traceparent = record.headers().lastHeader(Traceparent.HEADER);
    return traceparent == null ? NO_TRACE : new RecordHeaders(new Header[] {traceparent});
  }

  /** An engine that fails leaves the patient half changed. */
  private Step decide(Engine engine, LivePatient its, Input input, Instant at) {
    boolean decided = false;
    try {
      Step step = step(engine, its, input, at);
      decided = true;
      return step;
    } finally {
      if (!decided) {
        patients.drop(its.patient.id());
      }
    }
  }

  private Step step(Engine engine, LivePatient its, Input input, Instant at) {
    var patient = its.patient;
    return switch (input) {
      case Input.Readings put -> {
        Position position = position();
        Put taken = put(put, at, position);
        Step step =
            put.part() == 0
                ? engine.put(patient, taken, its.journal)
                : engine.rehome(patient, taken, its.journal);
        newest.put(its, position.offset());
        yield step;
      }
      case Input.Acted acted -> engine.act(patient, acted.at(at), its.journal);
      case Input.DeviceAssociated(var device, var intervals) ->
          engine.associate(patient, new AssociationChange(device, intervals, at), its.journal);
      case Input.CareChanged(var care) -> {
        Step step = engine.care(patient, care, at, its.journal);
        newest.changed(its);
        yield step;
      }
    };
  }

  private void keep(Engine engine, LivePatient its, Step step, Headers headers) {
    patients.keep(its);
    deadlines.set(its.patient.id(), engine.nextDeadline(its.patient));
    watch.counts().count(step);
    var decision = Decision.of(step);
    if (!decision.isEmpty()) {
      forward(its, decision, headers);
      if (tellsOfAScore(step)) {
        newest.publish(engine);
      }
    }
  }

  /** Whoever sees the alert of a score shall see the score. */
  private static boolean tellsOfAScore(Step step) {
    for (var event : step.events()) {
      if (event.status() != null) {
        return true;
      }
    }
    return false;
  }

  /** Fires the timers of those patients whose silence is known to be silence. */
  private void passTime() {
    var now = watch.horizon().of(context.taskId().partition());
    var engine = watch.rules().engine();
    for (var due = deadlines.dueBy(now); due.isPresent(); due = deadlines.dueBy(now)) {
      var its = patients.of(due.get().patient());
      newest.changed(its);
      keep(engine, its, engine.tick(its.patient, now, its.journal), NO_TRACE);
      requireProgress(due.get(), now);
    }
    newest.publish(engine);
  }

  private void requireProgress(Deadlines.Due fired, Instant now) {
    if (deadlines.dueBy(now).filter(fired::equals).isPresent()) {
      throw new IllegalStateException("a timer due at " + fired.at() + " does not fire");
    }
  }

  private void forward(LivePatient its, Decision decision) {
    forward(its, decision, NO_TRACE);
  }

  private void forward(LivePatient its, Decision decision, Headers headers) {
    var patient = its.patient;
    context.forward(new Record<>(patient.id(), decision, patient.now().toEpochMilli(), headers));
  }

  private Position position() {
    return context
        .recordMetadata()
        .map(its -> new Position(its.partition(), its.offset()))
        .orElseThrow(() -> new IllegalStateException("readings that are not from a topic"));
  }

  private static Put put(Input.Readings readings, Instant arrival, Position at) {
    return new Put(
        readings.device(),
        readings.boot(),
        readings.seq(),
        arrival,
        at,
        List.copyOf(readings.readings()));
  }
}
