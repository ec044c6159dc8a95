package dev.wardstream.push.why;

import dev.wardstream.schemas.avro.AlertEvent;
import dev.wardstream.schemas.avro.AlertInput;
import dev.wardstream.schemas.avro.Reading;
import dev.wardstream.schemas.avro.Vital;
import java.util.EnumSet;
import java.util.Set;

/** Which values of a reading a rule looked at: those of its inputs, or of the vital it watches. */
final class Deciding {
  private Deciding() {}

  /** The deciding vitals that a reading has. */
  static Set<Vital> of(AlertEvent event, Reading reading) {
    var watched = watched(event);
    var deciding = EnumSet.noneOf(Vital.class);
    for (var value : reading.getValues()) {
      if (watched.contains(value.getVital())) {
        deciding.add(value.getVital());
      }
    }
    return deciding;
  }

  private static Set<Vital> watched(AlertEvent event) {
    var watched = EnumSet.noneOf(Vital.class);
    event.getInputs().stream().map(AlertInput::getVital).forEach(watched::add);
    if (watched.isEmpty()) {
      var family = event.getFamily();
      var series = family.substring(family.indexOf(':') + 1).replaceFirst("_(LOW|HIGH|RISE)$", "");
      for (var vital : Vital.values()) {
        if (vital.name().equals(series)) {
          watched.add(vital);
        }
      }
    }
    return watched;
  }
}
