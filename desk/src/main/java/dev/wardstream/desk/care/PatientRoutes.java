package dev.wardstream.desk.care;

import dev.wardstream.desk.care.CareLedger.Write;
import dev.wardstream.desk.care.CareTables.Known;
import dev.wardstream.desk.http.Asked;
import dev.wardstream.desk.http.Conflict;
import dev.wardstream.desk.http.DeskPage.Route;
import dev.wardstream.desk.http.Fields;
import dev.wardstream.desk.http.Tree;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.CarePatient;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/patients}: operators admit, move, correct and discharge.
 *
 * @param profiles the rule sets somebody can be judged by
 */
public record PatientRoutes(
    CareTables tables, CareLedger ledger, Supplier<Set<String>> profiles, InstantSource clock) {
  private static final String ONE = "/v1/patients/([A-Za-z0-9._:-]{1,64})";
  private static final Set<String> SEXES = Set.of("M", "F");
  private static final int OLDEST = 130;

  /** All of them. */
  public List<Route> routes() {
    return List.of(
        Route.of("GET", "/v1/patients", "patients.list", this::list),
        Route.of("GET", ONE, "patients.one", this::one),
        Route.of("PUT", ONE, "patients.put", this::put),
        Route.of("POST", ONE + "/discharge", "patients.discharge", this::discharge));
  }

  private Object list(Asked asked) throws Refusal {
    asked.require(Role.OPERATOR);
    var devices = devices();
    return Tree.of(
        "patients",
            tables.patients().values().stream()
                .map(known -> json(known, devices.getOrDefault(known.key(), List.of())))
                .toList(),
        "profiles", profiles.get().stream().sorted().toList());
  }

  private Object one(Asked asked) throws Refusal {
    asked.require(Role.OPERATOR);
    var id = asked.names().getFirst();
    var known = tables.patients().get(id);
    if (known == null) {
      throw unknown(id);
    }
    return json(known, devices().getOrDefault(id, List.of()));
  }

  /** Devices that are worn now, by patient. */
  private Map<String, List<String>> devices() {
    var devices = new HashMap<String, List<String>>();
    for (var known : tables.associations().values()) {
      var worn = Wearing.of(known.value()).worn();
      if (worn != null) {
        devices.computeIfAbsent(worn.getPatient(), _ -> new ArrayList<>()).add(known.key());
      }
    }
    return devices;
  }

  private static Object json(Known<CarePatient> known, List<String> devices) {
    var patient = known.value();
    return Tree.of(
        "patient", known.key(),
        "ward", patient.getWard(),
        "bed", patient.getBed(),
        "name", patient.getName(),
        "ageYears", patient.getAgeYears(),
        "sex", patient.getSex(),
        "profile", patient.getProfile(),
        "pregnant", patient.getPregnant(),
        "paced", patient.getPaced(),
        "prescriptions", patient.getPrescriptions().size(),
        "devices", devices,
        "position", CareTables.position(Topics.CARE_PATIENTS, known.row()));
  }

  private static Refusal unknown(String id) {
    return Refusal.of(ErrorCode.UNKNOWN_STREAM, "nobody called %s is in a ward".formatted(id));
  }

  private Object put(Asked asked) throws Refusal, Conflict {
    asked.require(Role.OPERATOR);
    var id = asked.names().getFirst();
    var fields =
        asked
            .fields()
            .only(
                "ward",
                "bed",
                "name",
                "ageYears",
                "sex",
                "profile",
                "pregnant",
                "paced",
                "position");
    var seen = fields.textOrNull("position", 200);
    var at =
        ledger.change(now -> {
          CareLedger.requireSeen(now, Topics.CARE_PATIENTS, id, seen);
          var next = next(now.patient(id), fields);
          requireFree(now, id, next, fields);
          return List.of(new Write(Topics.CARE_PATIENTS, id, next));
        });
    asked.done("patients.put", "patients/" + id, null);
    return Tree.of("patient", id, "position", at.getFirst());
  }

  /** What the form does not know stays as it is. */
  private CarePatient next(@Nullable CarePatient known, Fields fields) throws Refusal {
    var next = known == null ? CarePatient.newBuilder() : CarePatient.newBuilder(known);
    next.setWard(fields.id("ward")).setBed(fields.text("bed", 20));
    next.setName(fields.textOrNull("name", 200));
    next.setAgeYears(fields.integer("ageYears", 0, OLDEST));
    var sex = fields.textOrNull("sex", 1);
    if (sex != null && !SEXES.contains(sex)) {
      throw fields.wrong("sex", "is M, F or null");
    }
    next.setSex(sex);
    var profile = fields.textOrNull("profile", 64);
    if (profile != null) {
      var isNew = known == null || !profile.equals(known.getProfile());
      if (isNew && !profiles.get().contains(profile)) {
        throw fields.wrong("profile", "there is no rule set " + profile);
      }
      next.setProfile(profile);
    }
    next.setPregnant(fields.flag("pregnant", known != null && known.getPregnant()));
    next.setPaced(fields.flag("paced", known != null && known.getPaced()));
    return next.build();
  }

  private static void requireFree(CareTables now, String id, CarePatient next, Fields fields)
      throws Refusal {
    for (var other : now.patients().values()) {
      var there = other.value();
      if (!other.key().equals(id)
          && there.getWard().equals(next.getWard())
          && there.getBed().equals(next.getBed())) {
        throw fields.wrong("bed", "%s lies there".formatted(other.key()));
      }
    }
  }

  private Object discharge(Asked asked) throws Refusal, Conflict {
    asked.require(Role.OPERATOR);
    var id = asked.names().getFirst();
    var seen = asked.fields().only("position").textOrNull("position", 200);
    var taken = new ArrayList<String>();
    ledger.change(now -> {
      taken.clear();
      if (now.patient(id) == null) {
        throw unknown(id);
      }
      CareLedger.requireSeen(now, Topics.CARE_PATIENTS, id, seen);
      var writes = new ArrayList<Write>();
      for (var device : devices().getOrDefault(id, List.of())) {
        taken.add(device);
        var known = now.associations().get(device);
        var off =
            Wearing.of(known == null ? null : known.value())
                .takeOff(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        writes.add(new Write(Topics.CARE_ASSOCIATIONS, device, off.toAvro()));
      }
      writes.add(new Write(Topics.CARE_PATIENTS, id, null));
      return writes;
    });
    asked.done("patients.discharge", "patients/" + id, null);
    return Tree.of("patient", id, "takenOff", taken);
  }
}
