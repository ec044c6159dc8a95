package dev.wardstream.ingest.act;

import dev.wardstream.edge.table.Row;
import dev.wardstream.edge.table.TableListener;
import dev.wardstream.schemas.avro.AlertInstance;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose alert is it: alert id to patient, for open alerts. Kept by the thread of the table, read by
 * any.
 */
public final class AlertIndex implements TableListener<AlertInstance> {
  private final Map<String, String> alertByKey = new HashMap<>();
  private final Map<String, String> patientByAlert = new ConcurrentHashMap<>();

  @Override
  public void changed(String key, @Nullable Row<AlertInstance> row) {
    var before =
        row == null ? alertByKey.remove(key) : alertByKey.put(key, row.value().getAlertId());
    if (before != null) {
      patientByAlert.remove(before);
    }
    if (row != null) {
      patientByAlert.put(row.value().getAlertId(), row.value().getPatient());
    }
  }

  /** The patient of an open alert; null when there is no such alert. */
  @Nullable String patient(String alert) {
    return patientByAlert.get(alert);
  }
}
