package dev.wardstream.edge.rights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.avro.CareStaff;
import dev.wardstream.schemas.avro.GlassGrant;
import dev.wardstream.schemas.avro.GrantScope;
import dev.wardstream.schemas.avro.StaffGrant;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StaffTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final Staff staff = new Staff(() -> NOW);

  private static Principal nurse(String... wards) {
    return principal(Role.NURSE, Set.of(wards), Set.of());
  }

  private static Principal principal(Role role, Set<String> wards, Set<String> patients) {
    return new Principal("noor", Set.of(role), wards, patients, Set.of(), NOW.plusSeconds(60));
  }

  private static StaffGrant grant(GrantScope scope, String id) {
    return new StaffGrant(scope, id, NOW.minusSeconds(60), null);
  }

  private void row(StaffGrant... grants) {
    staff.put("noor", new CareStaff(Arrays.asList(grants), "test", NOW));
  }

  @Test
  void withoutARowTheTokenDecides() {
    assertThat(staff.coversWard(nurse("icu-1"), "icu-1")).isTrue();
    assertThat(staff.coversWard(nurse("icu-1"), "icu-2")).isFalse();
    assertThat(staff.covers(nurse("icu-1"), "p-1", "icu-1")).isTrue();
    assertThat(staff.covers(nurse("icu-1"), "p-1", null)).isFalse();
    assertThat(staff.covers(principal(Role.DOCTOR, Set.of(), Set.of("p-1")), "p-1", null)).isTrue();
  }

  @Test
  void aRowGrantsToATokenThatClaimsNothing() {
    row(grant(GrantScope.WARD, "icu-1"), grant(GrantScope.PATIENT, "p-9"));
    assertThat(staff.coversWard(nurse(), "icu-1")).isTrue();
    assertThat(staff.covers(nurse(), "p-1", "icu-1")).isTrue();
    assertThat(staff.covers(nurse(), "p-9", "icu-7")).isTrue();
    assertThat(staff.covers(nurse(), "p-8", "icu-7")).isFalse();
    assertThat(staff.coversWard(nurse(), "p-9")).isFalse();
  }

  @ParameterizedTest(name = "claims {0}, table {1}: {2}")
  @CsvSource({"icu-1,icu-1,true", "icu-1,icu-2,false", "icu-2,icu-1,false"})
  void whereBothSpeakBothMustAgree(String claimed, String granted, boolean expected) {
    row(grant(GrantScope.WARD, granted));
    assertThat(staff.coversWard(nurse(claimed), "icu-1")).isEqualTo(expected);
    assertThat(staff.covers(nurse(claimed), "p-1", "icu-1")).isEqualTo(expected);
  }

  @Test
  void anEmptyRowTakesWhatTheTokenClaims() {
    row();
    assertThat(staff.coversWard(nurse("icu-1"), "icu-1")).isFalse();
    staff.put("noor", null);
    assertThat(staff.coversWard(nurse("icu-1"), "icu-1")).isTrue();
  }

  @ParameterizedTest(name = "from {0} s, until {1} s: {2}")
  @CsvSource({"0,1,true", "1,2,false", "-2,0,false", "-2,1,true", "0,,true", "1,,false"})
  void holdsFromItsBeginToItsEnd(long from, @Nullable Long until, boolean expected) {
    var end = until == null ? null : NOW.plusSeconds(until);
    row(new StaffGrant(GrantScope.WARD, "icu-1", NOW.plusSeconds(from), end));
    assertThat(staff.coversWard(nurse(), "icu-1")).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"NURSE", "DOCTOR"},
      mode = EnumSource.Mode.EXCLUDE)
  void isForCliniciansOnly(Role role) {
    row(grant(GrantScope.WARD, "icu-1"), grant(GrantScope.PATIENT, "p-1"));
    var other = principal(role, Set.of("icu-1"), Set.of("p-1"));
    assertThat(staff.coversWard(other, "icu-1")).isFalse();
    assertThat(staff.covers(other, "p-1", "icu-1")).isFalse();
  }

  @Test
  void tellsWhenAGrantHasEnded() {
    staff.put(
        "noor",
        new CareStaff(
            List.of(new StaffGrant(GrantScope.WARD, "icu-1", NOW, NOW.plusSeconds(5))),
            "test",
            NOW));
    assertThat(staff.hasEndedWithin(NOW, NOW.plusSeconds(4))).isFalse();
    assertThat(staff.hasEndedWithin(NOW.plusSeconds(4), NOW.plusSeconds(5))).isTrue();
    assertThat(staff.hasEndedWithin(NOW.plusSeconds(5), NOW.plusSeconds(9))).isFalse();
  }

  @Test
  void whoBreaksTheGlassLosesNothingAndIsNotNarrowed() {
    staff.glass().put("noor|p-7", glass(NOW.plusSeconds(1)));
    var claiming = principal(Role.NURSE, Set.of("icu-1"), Set.of("p-1"));

    assertThat(staff.covers(claiming, "p-7", "icu-7")).isTrue();
    assertThat(staff.caresFor(claiming, "p-7", "icu-7")).isFalse();
    assertThat(staff.covers(claiming, "p-8", "icu-7")).isFalse();
    assertThat(staff.coversWard(claiming, "icu-7")).isFalse();
    assertThat(staff.coversWard(claiming, "icu-1")).isTrue();
    assertThat(staff.covers(principal(Role.PATIENT, Set.of(), Set.of()), "p-7", null)).isFalse();
  }

  @Test
  void aBrokenGlassEndsAtItsTime() {
    staff.glass().put("noor|p-7", glass(NOW));
    assertThat(staff.covers(nurse("icu-1"), "p-7", "icu-7")).isFalse();
    assertThat(staff.hasEndedWithin(NOW.minusSeconds(1), NOW)).isTrue();
    assertThat(staff.hasEndedWithin(NOW, NOW.plusSeconds(1))).isFalse();
  }

  private static GlassGrant glass(Instant until) {
    return new GlassGrant("noor", "p-7", "collapsed", NOW.minusSeconds(60), until);
  }
}
