package dev.wardstream.push.wire;

import dev.wardstream.schemas.avro.Measurement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what the values of one reading are worth, in canonical units. Any thread. */
@FunctionalInterface
public interface Judge {

  /**
   * One value judged.
   *
   * @param value decimal text in the canonical unit; as sent when it is unusable
   * @param why {@code INVALID} or {@code ARTEFACT}; null when the value can be shown
   */
  record Judged(String value, @Nullable String why) {}

  /** One verdict per measurement of the reading, in its order. */
  List<Judged> judge(List<Measurement> reading);
}
