package dev.wardstream.push.table;

import dev.wardstream.push.hub.Item;
import dev.wardstream.push.wire.AlertJson;
import dev.wardstream.push.wire.Position;
import dev.wardstream.push.wire.Signals;
import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertInstance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The open alerts of every patient: what {@code alerts.active} held at the start, and every event
 * of {@code alerts.events} folded over it. So a snapshot is exact at a position of the event log.
 *
 * <p>Feed thread only, but for {@link #standing}. An event whose {@code seq} is already reflected
 * changes nothing; folding may therefore begin earlier than needed, because whatever closed an
 * alert is in the log too.
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
        encoded =
            Item.state(alert.getPatient(), AlertJson.instance(at, alert))
                .signalling(Signals.of(alert));
        item = encoded;
      }
      return encoded;
    }
  }

  /**
   * How far an open alert has got.
   *
   * @param patient whose
   * @param delivered somebody has it since it last sounded
   * @param seen somebody saw it since it last sounded
   */
  public record Standing(String patient, boolean delivered, boolean seen) {}

  private final Map<String, TreeMap<String, Row>> byPatient = new HashMap<>();
  private final Map<String, Standing> standings = new ConcurrentHashMap<>();

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
    var standing = standings.get(alertId);
    return standing == null ? null : standing.patient;
  }

  /** How far an alert has got; null when it is not open. Any thread. */
  public @Nullable Standing standing(String alertId) {
    return standings.get(alertId);
  }

  private void put(Row row) {
    var alert = row.alert;
    var before =
        byPatient
            .computeIfAbsent(alert.getPatient(), _ -> new TreeMap<>())
            .put(alert.getFamily(), row);
    if (before != null && !before.alert.getAlertId().equals(alert.getAlertId())) {
      standings.remove(before.alert.getAlertId());
    }
    standings.put(
        alert.getAlertId(),
        new Standing(
            alert.getPatient(), alert.getDeliveredAt() != null, alert.getSeenAt() != null));
  }

  private void remove(String patient, String family) {
    var rows = byPatient.get(patient);
    var gone = rows == null ? null : rows.remove(family);
    if (gone != null) {
      standings.remove(gone.alert.getAlertId());
    }
    if (rows != null && rows.isEmpty()) {
      byPatient.remove(patient);
    }
  }

  /** Forgets everything. */
  public void clear() {
    byPatient.clear();
    standings.clear();
  }
}
