package dev.wardstream.alerts.watch;

import dev.wardstream.alerts.watch.Decision.Latest;
import dev.wardstream.clinical.engine.Engine;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Publishes the newest values of all patients of a partition that changed since the last time, in
 * one go: so what is published reflects every put of the partition up to one offset, and a reader
 * can go on after that offset in the readings. Belongs to the task; one thread.
 */
final class NewestValues {
  private final LivePatients patients;
  private final BiConsumer<LivePatient, Decision> publish;
  private final Set<String> changed = new LinkedHashSet<>();

  /** Offset of the newest put of the partition; negative before the first. */
  private long upTo = -1;

  NewestValues(LivePatients patients, BiConsumer<LivePatient, Decision> publish) {
    this.patients = patients;
    this.publish = publish;
  }

  /** Whether the newest values of a patient were published before the task moved, nobody knows. */
  void restore(LivePatient its) {
    upTo = Math.max(upTo, its.newestPut);
    if (its.newestPut >= 0) {
      changed.add(its.patient.id());
    }
  }

  void put(LivePatient its, long offset) {
    its.newestPut = offset;
    upTo = Math.max(upTo, offset);
    changed(its);
  }

  void changed(LivePatient its) {
    if (!its.changed) {
      its.changed = true;
      changed.add(its.patient.id());
    }
  }

  void publish(Engine engine) {
    if (changed.isEmpty()) {
      return;
    }
    for (String id : changed) {
      LivePatient its = patients.of(id);
      its.changed = false;
      if (its.newestPut >= 0) {
        var latest = new Latest(its.patient.latest(), upTo, engine.news2(its.patient).orElse(null));
        publish.accept(its, Decision.of(latest));
      }
    }
    changed.clear();
  }
}
