package dev.wardstream.alerts;

import dev.wardstream.alerts.wire.Channels;
import dev.wardstream.clinical.engine.Engine;
import dev.wardstream.clinical.engine.Patient;
import dev.wardstream.clinical.engine.Put;
import dev.wardstream.clinical.history.InMemoryHistory;
import dev.wardstream.clinical.rules.RuleBook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;

/** What the job must say of a log, by the pure engine alone: no Kafka, no crash, no clock. */
final class Oracle {
  private final Engine engine = new Engine(RuleBook.BUILT_IN);
  private final Map<String, Patient> patients = new HashMap<>();
  private final Map<String, InMemoryHistory> histories = new HashMap<>();
  private final Map<String, List<byte[]>> events = new HashMap<>();
  private final Serializer<dev.wardstream.clinical.alerts.AlertEvent> serializer;

  Oracle(Channels channels) {
    serializer = channels.events().values().serializer();
  }

  void put(String patient, Put put) {
    var step =
        engine.put(
            patients.computeIfAbsent(patient, Patient::new),
            put,
            histories.computeIfAbsent(patient, _ -> new InMemoryHistory()));
    var said = events.computeIfAbsent(patient, _ -> new ArrayList<>());
    step.events().forEach(event -> said.add(serializer.serialize("alerts.events", event)));
  }

  /** The values of {@code alerts.events}, per patient, in order. */
  Map<String, List<byte[]>> events() {
    return events;
  }
}
