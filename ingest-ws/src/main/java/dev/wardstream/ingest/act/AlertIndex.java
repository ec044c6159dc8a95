package dev.wardstream.ingest.act;

import dev.wardstream.edge.table.Row;
import dev.wardstream.edge.table.TableListener;
import dev.wardstream.schemas.avro.AlertInstance;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose alert is it, and when did it sound last: by alert id, for open alerts. Kept by the thread
 * of the table, read by any.
 */
public final class AlertIndex implements TableListener<AlertInstance> {
  private final Map<String, String> alertByKey = new HashMap<>();
  private final Map<String, Known> byAlert = new ConcurrentHashMap<>();

  private record Known(String patient, long soundedSeq) {}

  @Override
  public void changed(String key, @Nullable Row<AlertInstance> row) {
    var alert = row == null ? null : row.value();
    var before = alert == null ? alertByKey.remove(key) : alertByKey.put(key, alert.getAlertId());
    if (before != null && (alert == null || !before.equals(alert.getAlertId()))) {
      byAlert.remove(before);
    }
    if (alert != null) {
      byAlert.put(alert.getAlertId(), new Known(alert.getPatient(), alert.getSoundedSeq()));
    }
  }

  /** The patient of an open alert; null when there is no such alert. */
  @Nullable String patient(String alert) {
    var known = byAlert.get(alert);
    return known == null ? null : known.patient;
  }

  /** {@code seq} of the event that made an open alert sound last; 0 when that is not known. */
  long soundedSeq(String alert) {
    var known = byAlert.get(alert);
    return known == null ? 0 : known.soundedSeq;
  }
}
