package dev.wardstream.desk.whatif;

import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.desk.care.CareTables;
import dev.wardstream.desk.http.Fields;
import dev.wardstream.desk.rules.RuleRoutes;
import dev.wardstream.desk.rules.RuleShelf;
import dev.wardstream.desk.whatif.Question.Person;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.audit.AccessLog;
import dev.wardstream.edge.audit.AccessLog.NotRecordedException;
import dev.wardstream.edge.audit.Denied;
import dev.wardstream.edge.http.Caller;
import dev.wardstream.edge.rights.Staff;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Refusal.Wanted;
import dev.wardstream.records.FromLog;
import dev.wardstream.rules.document.Reading;
import dev.wardstream.rules.document.RuleReader;
import dev.wardstream.schemas.avro.AccessRecord;
import dev.wardstream.schemas.avro.DeviceAssociations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.errors.SerializationException;

/** What somebody may ask: about patients they may watch, and of a day at most. */
public final class Questions {
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Duration AHEAD = Duration.ofSeconds(30);
  private static final int MOST_PATIENTS = 200;
  private static final Duration LATER = Duration.ofSeconds(2);

  private final RuleShelf shelf;
  private final CareTables tables;
  private final AccessLog looks;
  private final InstantSource clock;

  /** Questions to what is known now. */
  public Questions(RuleShelf shelf, CareTables tables, AccessLog looks, InstantSource clock) {
    this.shelf = shelf;
    this.tables = tables;
    this.looks = looks;
    this.clock = clock;
  }

  /** The question of a body. */
  Question of(Principal who, Fields fields) throws Refusal {
    fields.only("yaml", "ward", "patients", "from", "to");
    if (!Staff.isClinician(who)) {
      throw Refusal.forbidden(
          "", "only nurses and doctors see patients' alerts", new Wanted(WhatIfPage.PATH, null));
    }
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var asked = fields.time("to");
    var to = asked == null || asked.isAfter(now) ? now : asked;
    var from = fields.time("from");
    if (asked != null && asked.isAfter(now.plus(AHEAD))) {
      throw Refusal.at("to", ErrorCode.BAD_TIME, "is in the future");
    }
    if (from == null || !from.isBefore(to) || from.isBefore(to.minus(LONGEST))) {
      throw Refusal.at("from", ErrorCode.BAD_TIME, "is not within the 24 hours before `to`");
    }
    var text = fields.text("yaml", RuleRoutes.LONGEST);
    if (!(RuleReader.read(RuleRoutes.FILE, text) instanceof Reading.Accepted(var document))) {
      throw fields.wrong("yaml", "has problems: POST /v1/rules/check tells which");
    }
    var before = shelf.inForce();
    return new Question(before, before.with(document.rules()), people(who, fields), from, to);
  }

  private SortedMap<String, Person> people(Principal who, Fields fields) throws Refusal {
    var wanted = new TreeSet<String>();
    if (fields.has("ward")) {
      var ward = fields.id("ward");
      if (!tables.rights().coversWard(who, ward)) {
        throw Refusal.forbidden(
            "ward", "the ward is not yours", new Wanted("wards/" + ward + "/alerts", null));
      }
      tables.patients().values().stream()
          .filter(known -> known.value().getWard().equals(ward))
          .forEach(known -> wanted.add(known.key()));
    }
    for (var patient : fields.texts("patients", MOST_PATIENTS)) {
      requireTheirs(who, patient);
      wanted.add(patient);
    }
    if (wanted.isEmpty() || wanted.size() > MOST_PATIENTS) {
      throw fields.wrong(
          fields.has("ward") ? "ward" : "patients",
          "is about %d patients, not 1 to %d".formatted(wanted.size(), MOST_PATIENTS));
    }
    var people = new TreeMap<String, Person>();
    for (var patient : wanted) {
      people.put(patient, new Person(care(patient), devices(patient)));
    }
    return people;
  }

  private void requireTheirs(Principal who, String patient) throws Refusal {
    var known = tables.patient(patient);
    if (!tables.rights().covers(who, patient, known == null ? null : known.getWard())) {
      throw Refusal.forbidden(
          "patients",
          "%s is not yours".formatted(patient),
          new Wanted("patients/" + patient + "/alerts", patient));
    }
  }

  private Care care(String patient) throws Refusal {
    var known = tables.patient(patient);
    try {
      return known == null ? Care.UNKNOWN : FromLog.care(known);
    } catch (SerializationException e) {
      throw Refusal.at(
          "patients",
          ErrorCode.MALFORMED,
          "what care.patients says of %s cannot be judged by: %s. Put it right there first"
              .formatted(patient, e.getMessage()));
    }
  }

  private Map<String, List<Association>> devices(String patient) {
    var devices = new HashMap<String, List<Association>>();
    for (var known : tables.associations().values()) {
      var intervals = intervals(known.value(), patient);
      if (!intervals.isEmpty()) {
        devices.put(known.key(), intervals);
      }
    }
    return devices;
  }

  /** Of the device with this patient; none when the alert job has set them aside, too. */
  private static List<Association> intervals(DeviceAssociations device, String patient) {
    try {
      return FromLog.intervals(device).stream()
          .filter(interval -> interval.patient().equals(patient))
          .toList();
    } catch (SerializationException e) {
      return List.of();
    }
  }

  /** Puts on record whose alerts somebody is about to be shown; refuses when that cannot be. */
  void record(Caller caller, Question question) throws Refusal {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    try {
      for (var patient : question.people().keySet()) {
        looks.record(look(caller, patient, question, now));
      }
    } catch (NotRecordedException e) {
      throw Refusal.retry(
          ErrorCode.UNAVAILABLE, e.getMessage() + ": nothing is shown; try again", LATER);
    }
  }

  private static AccessRecord look(Caller caller, String patient, Question question, Instant now) {
    return AccessRecord.newBuilder()
        .setSubject(caller.principal().subject())
        .setRole(Denied.roles(caller.principal()))
        .setPatient(patient)
        .setWhat("rules.what-if")
        .setResource("patients/" + patient + "/alerts")
        .setAt(now)
        .setAllowed(true)
        .setReason("%s to %s".formatted(question.from(), question.to()))
        .setAddress(caller.address())
        .build();
  }
}
