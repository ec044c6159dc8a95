package dev.wardstream.alerts.watch;

import dev.wardstream.alerts.horizon.ArrivalHorizon;
import dev.wardstream.clinical.engine.Action;
import dev.wardstream.clinical.engine.AssociationChange;
import dev.wardstream.clinical.engine.Engine;
import dev.wardstream.clinical.engine.PatientState;
import dev.wardstream.clinical.engine.Put;
import dev.wardstream.clinical.engine.Step;
import dev.wardstream.clinical.history.Position;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Watches over the patients of one partition: load, decide, save, forward. What is decided and when
 * is the engine's business; this only makes time pass, as far as the horizon allows.
 *
 * <p>Runs on the stream thread that has the partition. Nothing is saved or forwarded before the
 * engine has decided, so an input it chokes on leaves no trace in the patient's state.
 */
final class PatientWatch implements Processor<String, Input, String, Decision> {
  private static final Duration TICK = Duration.ofMillis(500);

  private final Engine engine;
  private final ArrivalHorizon horizon;
  private final Counts counts;
  private final Deadlines deadlines = new Deadlines();
  private ProcessorContext<String, Decision> context;
  private KeyValueStore<String, PatientState> patients;
  private KeyValueStore<SampleKey, KeptSample> samples;

  PatientWatch(Engine engine, ArrivalHorizon horizon, Counts counts) {
    this.engine = engine;
    this.horizon = horizon;
    this.counts = counts;
  }

  @Override
  public void init(ProcessorContext<String, Decision> context) {
    this.context = context;
    this.patients = context.getStateStore(Watch.PATIENTS);
    this.samples = context.getStateStore(Watch.SAMPLES);
    deadlines.clear();
    try (var known = patients.all()) {
      known.forEachRemaining(entry -> deadlines.set(entry.key, engine.nextDeadline(entry.value)));
    }
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> passTime());
  }

  @Override
  public void process(Record<String, Input> record) {
    var patient = record.key();
    var input = record.value();
    if (patient == null || input == null) {
      throw new IllegalArgumentException("a record without key or value means nothing here");
    }
    var at = Instant.ofEpochMilli(record.timestamp());
    var state = state(patient);
    var history = new StoredHistory(patient, samples);
    var decision =
        switch (input) {
          case Input.Readings readings -> {
            var position = position();
            var step = engine.put(state, put(readings, at, position), history);
            yield keep(state, step, Decision.of(step, position.offset()));
          }
          case Input.Acted(var kind, var alert, var user, var note) ->
              keep(state, engine.act(state, new Action(kind, alert, user, at, note), history));
          case Input.DeviceAssociated(var device, var intervals) ->
              keep(
                  state,
                  engine.associate(state, new AssociationChange(device, intervals, at), history));
          case Input.Remarked() -> Decision.NOTHING;
        };
    forward(patient, decision, at);
  }

  /** Fires the timers of those patients whose silence is known to be silence. */
  private void passTime() {
    var now = horizon.of(context.taskId().partition());
    for (var due = deadlines.dueBy(now); due.isPresent(); due = deadlines.dueBy(now)) {
      var patient = due.get().patient();
      var state = state(patient);
      var step = engine.tick(state, now, new StoredHistory(patient, samples));
      forward(patient, keep(state, step), due.get().at());
      requireProgress(due.get(), now);
    }
  }

  private void requireProgress(Deadlines.Due fired, Instant now) {
    if (deadlines.dueBy(now).filter(fired::equals).isPresent()) {
      throw new IllegalStateException("a timer due at " + fired.at() + " does not fire");
    }
  }

  private PatientState state(String patient) {
    @Nullable PatientState known = patients.get(patient);
    return known == null ? PatientState.of(patient) : known;
  }

  private Decision keep(PatientState before, Step step) {
    return keep(before, step, Decision.of(step));
  }

  /** The engine gives back the very same state when nothing changed. */
  @SuppressWarnings("ReferenceEquality")
  private Decision keep(PatientState before, Step step, Decision decision) {
    var next = step.next();
    if (next != before) {
      patients.put(next.patient(), next);
      deadlines.set(next.patient(), engine.nextDeadline(next));
    }
    counts.count(step);
    return decision;
  }

  private void forward(String patient, Decision decision, Instant at) {
    if (!decision.isEmpty()) {
      context.forward(new Record<>(patient, decision, at.toEpochMilli()));
    }
  }

  private Position position() {
    return context
        .recordMetadata()
        .map(its -> new Position(its.partition(), its.offset()))
        .orElseThrow(() -> new IllegalStateException("readings that are not from a topic"));
  }

  private static Put put(Input.Readings readings, Instant arrival, Position at) {
    return new Put(
        readings.device(), readings.boot(), readings.seq(), arrival, at, readings.readings());
  }
}
