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
import dev.wardstream.edge.socket.Refusal.Wanted;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.CareStaff;
import dev.wardstream.schemas.avro.GrantScope;
import dev.wardstream.schemas.avro.StaffGrant;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /v1/staff}: operators say whom others care for, as {@code wardstream staff set} does. */
public record StaffRoutes(CareTables tables, CareLedger ledger, InstantSource clock) {
  private static final String ONE = "/v1/staff/([A-Za-z0-9._:@-]{1,128})";
  private static final int MOST = 200;

  /** All of them. */
  public List<Route> routes() {
    return List.of(
        Route.of("GET", "/v1/staff", "staff.list", this::list),
        Route.of("GET", ONE, "staff.one", this::one),
        Route.of("PUT", ONE, "staff.put", this::put),
        Route.of("POST", ONE + "/remove", "staff.remove", this::remove));
  }

  private Object list(Asked asked) throws Refusal {
    asked.require(Role.OPERATOR);
    return Tree.of("staff", tables.staff().values().stream().map(StaffRoutes::json).toList());
  }

  private Object one(Asked asked) throws Refusal {
    asked.require(Role.OPERATOR);
    var account = asked.names().getFirst();
    var known = tables.staff().get(account);
    if (known == null) {
      throw unknown(account);
    }
    return json(known);
  }

  private static Refusal unknown(String account) {
    return Refusal.of(
        ErrorCode.UNKNOWN_STREAM, account + " has no row: what the token claims counts");
  }

  private static Object json(Known<CareStaff> known) {
    var row = known.value();
    return Tree.of(
        "account", known.key(),
        "grants", row.getGrants().stream().map(StaffRoutes::json).toList(),
        "by", row.getBy(),
        "at", row.getAt(),
        "position", CareTables.position(Topics.CARE_STAFF, known.row()));
  }

  private static Object json(StaffGrant grant) {
    return Tree.of(
        "scope", grant.getScope().name().toLowerCase(Locale.ROOT),
        "id", grant.getId(),
        "from", grant.getFrom(),
        "until", grant.getUntil());
  }

  private Object put(Asked asked) throws Refusal, Conflict {
    var account = others(asked);
    var fields = asked.fields().only("grants", "position");
    if (!fields.has("grants")) {
      throw fields.wrong("grants", "is missing; an empty list takes everything");
    }
    var seen = fields.textOrNull("position", 200);
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var wanted = new ArrayList<StaffGrant>();
    for (var each : fields.objects("grants", MOST)) {
      wanted.add(grant(each.only("scope", "id", "from", "until"), now));
    }
    var at =
        ledger.change(tablesNow -> {
          CareLedger.requireSeen(tablesNow, Topics.CARE_STAFF, account, seen);
          var known = tablesNow.staff().get(account);
          var grants = since(wanted, known == null ? null : known.value());
          var row = new CareStaff(grants, asked.principal().subject(), now);
          return List.of(new Write(Topics.CARE_STAFF, account, row));
        });
    asked.done("staff.put", "staff/" + account, text(wanted));
    return Tree.of("account", account, "position", at.getFirst());
  }

  /** Nobody says about themselves whom they care for. */
  private static String others(Asked asked) throws Refusal {
    asked.require(Role.OPERATOR);
    var account = asked.names().getFirst();
    if (account.equals(asked.principal().subject())) {
      throw Refusal.forbidden(
          "", "nobody grants themselves anything", new Wanted("staff/" + account, null));
    }
    return account;
  }

  private static StaffGrant grant(Fields fields, Instant now) throws Refusal {
    var scope =
        switch (fields.text("scope", 10)) {
          case "ward" -> GrantScope.WARD;
          case "patient" -> GrantScope.PATIENT;
          default -> throw fields.wrong("scope", "is ward or patient");
        };
    var until = fields.time("until");
    if (until != null && !until.isAfter(now)) {
      throw fields.wrong("until", "is over already");
    }
    return new StaffGrant(
        scope, fields.id("id"), now, until == null ? null : until.truncatedTo(ChronoUnit.MILLIS));
  }

  /** What was granted before goes on since then. */
  private static List<StaffGrant> since(List<StaffGrant> wanted, @Nullable CareStaff known) {
    if (known == null) {
      return wanted;
    }
    return wanted.stream()
        .map(grant ->
            known.getGrants().stream()
                .filter(before ->
                    before.getScope() == grant.getScope()
                        && before.getId().equals(grant.getId())
                        && before.getFrom().isBefore(grant.getFrom())
                        && !isOver(before, grant.getFrom()))
                .findFirst()
                .map(before ->
                    new StaffGrant(
                        grant.getScope(), grant.getId(), before.getFrom(), grant.getUntil()))
                .orElse(grant))
        .toList();
  }

  private static boolean isOver(StaffGrant grant, Instant now) {
    var until = grant.getUntil();
    return until != null && !until.isAfter(now);
  }

  private static String text(List<StaffGrant> grants) {
    return grants.isEmpty()
        ? "nobody's patients"
        : grants.stream()
            .map(grant -> grant.getScope().name().toLowerCase(Locale.ROOT) + " " + grant.getId())
            .collect(Collectors.joining(", "));
  }

  private Object remove(Asked asked) throws Refusal, Conflict {
    var account = others(asked);
    var seen = asked.fields().only("position").textOrNull("position", 200);
    ledger.change(now -> {
      if (now.staff().get(account) == null) {
        throw unknown(account);
      }
      CareLedger.requireSeen(now, Topics.CARE_STAFF, account, seen);
      return List.of(new Write(Topics.CARE_STAFF, account, null));
    });
    asked.done("staff.remove", "staff/" + account, null);
    return Tree.of("account", account);
  }
}
