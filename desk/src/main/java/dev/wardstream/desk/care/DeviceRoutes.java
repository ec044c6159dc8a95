package dev.wardstream.desk.care;

import dev.wardstream.desk.care.CareLedger.Write;
import dev.wardstream.desk.http.Asked;
import dev.wardstream.desk.http.Conflict;
import dev.wardstream.desk.http.DeskPage.Route;
import dev.wardstream.desk.http.Fields;
import dev.wardstream.desk.http.Tree;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AssociationInterval;
import dev.wardstream.schemas.avro.DeviceAssociations;
import dev.wardstream.schemas.avro.EnrolledDevice;
import dev.wardstream.schemas.avro.Vital;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code /v1/devices} and {@code /v1/associations}: operators put devices on and take them off. */
public record DeviceRoutes(CareTables tables, CareLedger ledger, InstantSource clock) {
  private static final String ONE = "/v1/associations/([A-Za-z0-9._:-]{1,64})";

  /** As long as readings without a patient are kept, they can be given to one. */
  private static final Duration LONGEST_AGO = Duration.ofDays(7);

  /** Clocks of screens are a little ahead. */
  private static final Duration AHEAD = Duration.ofSeconds(30);

  private static final int SHOWN = 20;

  /** All of them. */
  public List<Route> routes() {
    return List.of(
        Route.of("GET", "/v1/devices", "devices.list", this::list),
        Route.of("PUT", ONE, "devices.associate", this::put));
  }

  private Object list(Asked asked) throws Refusal {
    asked.require(Role.OPERATOR);
    var enrolled = tables.devices();
    var worn = tables.associations();
    var ids = new TreeSet<>(enrolled.keySet());
    ids.addAll(worn.keySet());
    var devices = new ArrayList<Object>();
    for (var id : ids) {
      var row = enrolled.get(id);
      var known = worn.get(id);
      devices.add(
          json(
              id,
              row == null ? null : row.value(),
              known == null ? null : known.value(),
              known == null ? null : CareTables.position(Topics.CARE_ASSOCIATIONS, known.row())));
    }
    return Tree.of("devices", devices);
  }

  private static Object json(
      String id,
      @Nullable EnrolledDevice row,
      @Nullable DeviceAssociations known,
      @Nullable String position) {
    var wearing = Wearing.of(known);
    var now = wearing.worn();
    var past = wearing.intervals().reversed();
    return Tree.of(
        "device",
        id,
        "kind",
        row == null ? null : row.getKind().name().toLowerCase(Locale.ROOT),
        "state",
        row == null ? null : row.getState().name().toLowerCase(Locale.ROOT),
        "worn",
        now == null ? null : json(now),
        "intervals",
        past.stream().limit(SHOWN).map(DeviceRoutes::json).toList(),
        "position",
        position);
  }

  private static Object json(AssociationInterval interval) {
    return Tree.of(
        "patient", interval.getPatient(),
        "from", interval.getFrom(),
        "to", interval.getTo(),
        "expects", interval.getExpects().stream().map(DeviceRoutes::wireName).toList());
  }

  private static String wireName(Vital vital) {
    return dev.wardstream.clinical.vitals.Vital.valueOf(vital.name()).wireName();
  }

  private Object put(Asked asked) throws Refusal, Conflict {
    asked.require(Role.OPERATOR);
    var device = asked.names().getFirst();
    var fields = asked.fields().only("patient", "from", "expects", "position");
    var seen = fields.textOrNull("position", 200);
    var wish = wish(fields);
    var at =
        ledger.change(now -> {
          CareLedger.requireSeen(now, Topics.CARE_ASSOCIATIONS, device, seen);
          var known = now.associations().get(device);
          var wearing = Wearing.of(known == null ? null : known.value());
          return List.of(
              new Write(
                  Topics.CARE_ASSOCIATIONS, device, next(now, fields, wearing, wish).toAvro()));
        });
    asked.done(
        wish.patient == null ? "devices.take-off" : "devices.put-on",
        "devices/" + device,
        wish.patient);
    return Tree.of("device", device, "patient", wish.patient, "position", at.getFirst());
  }

  /**
   * What somebody wants.
   *
   * @param patient null: taken off
   * @param from when it was put on or taken off
   */
  private record Wish(@Nullable String patient, Instant from, List<Vital> expects) {}

  private Wish wish(Fields fields) throws Refusal {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var asked = fields.time("from");
    var from = asked == null ? now : asked.truncatedTo(ChronoUnit.MILLIS);
    if (from.isAfter(now.plus(AHEAD)) || from.isBefore(now.minus(LONGEST_AGO))) {
      throw Refusal.at("from", ErrorCode.BAD_TIME, "is in the future, or longer ago than a week");
    }
    var expects = new ArrayList<Vital>();
    for (var name : fields.texts("expects", 20)) {
      var vital = dev.wardstream.clinical.vitals.Vital.named(name);
      if (vital.isEmpty()) {
        throw Refusal.at("expects", ErrorCode.UNKNOWN_VITAL, "there is no vital " + name);
      }
      expects.add(Vital.valueOf(vital.get().name()));
    }
    return new Wish(fields.has("patient") ? fields.id("patient") : null, from, expects);
  }

  private static Wearing next(CareTables now, Fields fields, Wearing wearing, Wish wish)
      throws Refusal {
    var worn = wearing.worn();
    if (wish.patient == null) {
      if (worn == null) {
        throw fields.wrong("patient", "nobody wears it");
      }
      if (wish.from.isBefore(worn.getFrom())) {
        throw fields.wrong("from", "is before it was put on");
      }
      return wearing.takeOff(wish.from);
    }
    if (now.patient(wish.patient) == null) {
      throw fields.wrong("patient", "nobody called %s is in a ward".formatted(wish.patient));
    }
    if (worn != null) {
      throw fields.wrong("patient", "%s wears it: take it off first".formatted(worn.getPatient()));
    }
    var free = wearing.freeSince();
    if (free != null && wish.from.isBefore(free)) {
      throw fields.wrong("from", "is before it was taken off, at " + free);
    }
    return wearing.putOn(wish.patient, wish.from, wish.expects);
  }
}
