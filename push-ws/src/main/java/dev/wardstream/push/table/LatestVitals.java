package dev.wardstream.push.table;

import dev.wardstream.push.hub.Item;
import dev.wardstream.push.hub.Subscription;
import dev.wardstream.push.wire.Position;
import dev.wardstream.push.wire.VitalsJson;
import dev.wardstream.schemas.avro.News2;
import dev.wardstream.schemas.avro.VitalsLatest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest value per vital of every patient: the table of {@code vitals.latest}. Encoded when
 * somebody asks. Feed thread only.
 */
public final class LatestVitals {
  private static final class Row {
    private final Position at;
    private final VitalsLatest latest;
    private @Nullable Item item;

    private Row(Position at, VitalsLatest latest) {
      this.at = at;
      this.latest = latest;
    }

    private Item item(String patient) {
      var encoded = item;
      if (encoded == null) {
        encoded = Item.state(patient, VitalsJson.latest(at, patient, latest));
        item = encoded;
      }
      return encoded;
    }
  }

  private final Map<String, Row> rows = new HashMap<>();
  private final Map<Integer, Long> reflected = new HashMap<>();

  /**
   * Takes a record; null removes the patient.
   *
   * @return whether the patient's NEWS2 says something else than before, which no reading tells
   */
  public boolean put(Position at, String patient, @Nullable VitalsLatest latest) {
    if (latest == null) {
      rows.remove(patient);
      return false;
    }
    reflected.merge(at.partition(), latest.getUpTo(), Math::max);
    var before = rows.put(patient, new Row(at, latest));
    var now = latest.getNews2();
    return now != null && (before == null || !saysTheSame(before.latest.getNews2(), now));
  }

  private static boolean saysTheSame(@Nullable News2 before, News2 now) {
    return before != null
        && before.getStatus().equals(now.getStatus())
        && before.getMode().equals(now.getMode())
        && Objects.equals(before.getTotal(), now.getTotal())
        && Objects.equals(before.getBand(), now.getBand())
        && Objects.equals(before.getTotalMin(), now.getTotalMin())
        && Objects.equals(before.getTotalMax(), now.getTotalMax())
        && before.getRed().equals(now.getRed())
        && before.getMissing().equals(now.getMissing());
  }

  /** The item of a patient; empty before the first accepted reading. */
  public Optional<Item> of(String patient) {
    return Optional.ofNullable(rows.get(patient)).map(row -> row.item(patient));
  }

  /**
   * The first offset of {@code vitals.readings} that this table does not reflect; {@link
   * Subscription#START} when it reflects none.
   */
  public long liveFrom(int partition) {
    var upTo = reflected.get(partition);
    return upTo == null ? Subscription.START : upTo + 1;
  }

  /** Forgets a partition of {@code vitals.latest}. */
  public void forget(int partition, Predicate<String> within) {
    rows.keySet().removeIf(within);
    reflected.remove(partition);
  }

  /** Forgets everything. */
  public void clear() {
    rows.clear();
    reflected.clear();
  }
}
