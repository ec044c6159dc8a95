package dev.wardstream.alerts;

import dev.wardstream.alerts.watch.Input;
import dev.wardstream.alerts.wire.Channels;
import dev.wardstream.clinical.engine.AssociationChange;
import dev.wardstream.clinical.engine.Engine;
import dev.wardstream.clinical.engine.Patient;
import dev.wardstream.clinical.engine.Put;
import dev.wardstream.clinical.engine.Step;
import dev.wardstream.clinical.history.InMemoryHistory;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.rules.RuleBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serializer;

/** What the job must say of a log, by the pure engine alone: no Kafka, no crash, no clock. */
final class Oracle {
  private final Map<String, Patient> patients = new TreeMap<>();
  private final Map<String, InMemoryHistory> histories = new HashMap<>();
  private final Map<String, List<byte[]>> events = new TreeMap<>();
  private final Serializer<dev.wardstream.clinical.alerts.AlertEvent> serializer;
  private Engine engine = new Engine(RuleBook.BUILT_IN);

  Oracle(Channels channels) {
    serializer = channels.events().values().serializer();
  }

  /** From now on these rules decide. */
  void rules(RuleBook rules) {
    engine = new Engine(rules);
  }

  void put(String patient, Put put) {
    say(patient, engine.put(patient(patient), put, history(patient)));
  }

  /** What the job finds in a record. */
  void take(String id, Input input, Instant at, Position position) {
    var patient = patient(id);
    var history = history(id);
    switch (input) {
      case Input.Readings its -> {
        var put = new Put(its.device(), its.boot(), its.seq(), at, position, its.readings());
        say(
            id,
            its.part() == 0
                ? engine.put(patient, put, history)
                : engine.rehome(patient, put, history));
      }
      case Input.Acted acted -> say(id, engine.act(patient, acted.at(at), history));
      case Input.DeviceAssociated(var device, var intervals) ->
          say(id, engine.associate(patient, new AssociationChange(device, intervals, at), history));
      case Input.CareChanged(var care) -> say(id, engine.care(patient, care, at, history));
    }
  }

  void tick(Instant now) {
    List.copyOf(patients.keySet())
        .forEach(id -> say(id, engine.tick(patient(id), now, history(id))));
  }

  Patient patient(String id) {
    return patients.computeIfAbsent(id, Patient::new);
  }

  private InMemoryHistory history(String id) {
    return histories.computeIfAbsent(id, _ -> new InMemoryHistory());
  }

  private void say(String patient, Step step) {
    var said = events.computeIfAbsent(patient, _ -> new ArrayList<>());
    step.events().forEach(event -> said.add(serializer.serialize("alerts.events", event)));
  }

  /** The values of {@code alerts.events}, per patient, in order. */
  Map<String, List<byte[]>> events() {
    var eventful = new TreeMap<>(events);
    eventful.values().removeIf(List::isEmpty);
    return eventful;
  }
}
