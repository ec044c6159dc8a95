package dev.wardstream.push.table;

import dev.wardstream.push.hub.Item;
import dev.wardstream.push.wire.AlertJson;
import dev.wardstream.push.wire.Position;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertInstance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The open alerts of every patient: what {@code alerts.active} held at the start, and every event
 * of {@code alerts.events} folded over it. So a snapshot is exact at a position of the event log.
 *
 * <p>Feed thread only. An event whose {@code seq} is already reflected changes nothing; folding may
 * therefore begin earlier than needed, because whatever closed an alert is in the log too.
 */
public final class OpenAlerts {
  private static final class Row {
    private final String at;
    private final AlertInstance alert;
    private @Nullable Item item;

    private Row(String at, AlertInstance alert) {
      this.at = at;
      this.alert = alert;
    }

    private Item item() {
      var encoded = item;
      if (encoded == null) {
        encoded = Item.state(alert.getPatient(), AlertJson.instance(at, alert));
        item = encoded;
      }
      return encoded;
    }
  }

  private final Map<String, TreeMap<String, Row>> byPatient = new HashMap<>();

  /**
   * Takes a record of {@code alerts.active}, at the start.
   *
   * @param key {@code patient|family}
   * @param alert null when it has been closed
   */
  public void load(Position at, String key, @Nullable AlertInstance alert) {
    if (alert != null) {
      put(new Row(at.toString(), alert));
    } else {
      var bar = key.indexOf('|');
      if (bar > 0) {
        remove(key.substring(0, bar), key.substring(bar + 1));
      }
    }
  }

  /** Takes the next event. */
  public void fold(Position at, AlertEvent event) {
    var rows = byPatient.get(event.getPatient());
    var row = rows == null ? null : rows.get(event.getFamily());
    if (row != null && event.getSeq() <= row.alert.getSeq()) {
      return;
    }
    if (event.getOpen()) {
      put(new Row(at.toString(), AlertFold.after(row == null ? null : row.alert, event)));
    } else {
      remove(event.getPatient(), event.getFamily());
    }
  }

  /** The open alerts of a patient, by family. */
  public List<Item> of(String patient) {
    var rows = byPatient.get(patient);
    return rows == null ? List.of() : rows.values().stream().map(Row::item).toList();
  }

  /** Whose open alert it is; null when it is not open. */
  public @Nullable String patientOf(String alertId) {
    for (var rows : byPatient.values()) {
      for (var row : rows.values()) {
        if (row.alert.getAlertId().equals(alertId)) {
          return row.alert.getPatient();
        }
      }
    }
    return null;
  }

  private void put(Row row) {
    byPatient
        .computeIfAbsent(row.alert.getPatient(), _ -> new TreeMap<>())
        .put(row.alert.getFamily(), row);
  }

  private void remove(String patient, String family) {
    var rows = byPatient.get(patient);
    if (rows != null && rows.remove(family) != null && rows.isEmpty()) {
      byPatient.remove(patient);
    }
  }

  /** Forgets everything. */
  public void clear() {
    byPatient.clear();
  }
}
