package dev.wardstream.push.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "patients/p-1/vitals",
        "patients/p.1/windows",
        "patients/p:1/alerts",
        "wards/icu-1/vitals",
        "wards/icu-1/windows",
        "wards/icu-1/alerts",
        "wards/icu-1/census",
        "rooms/r_1/messages"
      })
  void readsWhatIsThere(String name) {
    assertThat(StreamName.parse(name)).map(StreamName::toString).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "patients",
        "patients//vitals",
        "patients/p/census",
        "patients/p/messages",
        "rooms/r/vitals",
        "wards/w/messages",
        "wards/w/vitals/",
        "wards/w w/vitals",
        "Wards/w/vitals",
        "me/notifications"
      })
  void knowsNothingElse(String name) {
    assertThat(StreamName.parse(name)).isEmpty();
  }
}
