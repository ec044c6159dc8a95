package dev.wardstream.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
  private final Passwords passwords = new Passwords();

  @Test
  void matchesTheRightPasswordOnly() {
    var hash = passwords.hash("seven quiet lanterns");
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("lanterns");
    assertThat(passwords.hash("seven quiet lanterns")).isNotEqualTo(hash);
    assertThat(passwords.matches("seven quiet lanterns", hash)).isTrue();
    assertThat(passwords.matches("seven quiet lantern", hash)).isFalse();
    assertThat(passwords.matches("nobody has this password", null)).isFalse();
  }

  /** Computed with the reference implementation, phc-winner-argon2 20190702. */
  @Test
  void readsHashesOfOthers() {
    assertThat(
            passwords.matches(
                "password",
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                    + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"))
        .isTrue();
  }

  @Test
  void theSameLettersInAnotherEncodingAreTheSamePassword() {
    var composed = passwords.hash("caf\u00e9 au lait s'il");
    assertThat(passwords.matches("cafe\u0301 au lait s'il", composed)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "elevenchars",
        "aaaaaaaaaaaaaaaaaaaaaaa",
        "password1234",
        "Password123456",
        "qwertyuiop123",
        "1234567890123",
        "noor-is-the-best",
      })
  void refusesWhatEverybodyTries(String password) {
    assertThatThrownBy(() -> PasswordRules.check(password, "noor"))
        .isInstanceOfSatisfying(
            AccountRefusal.class, e -> assertThat(e.path()).isEqualTo("password"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seven quiet lanterns",
        "Wj4#kQ9!zRt2",
        "ひらがなとカタカナと漢字です",
        "hospital-food is rarely great"
      })
  void takesLongOnesOfAnyCharacters(String password) {
    assertThatCode(() -> PasswordRules.check(password, "noor")).doesNotThrowAnyException();
  }

  @Test
  void refusesBeyondTheLongest() {
    assertThatThrownBy(() -> PasswordRules.check("ab c!Ef9".repeat(17), "noor"))
        .hasMessageContaining("136 characters");
  }

  @ParameterizedTest
  @CsvSource({"4, 0", "5, 1", "6, 2", "7, 4", "14, 512", "15, 900", "100, 900", "2000000000, 900"})
  void waitsLongerAfterEachFailure(int failures, int seconds) {
    var last = Instant.parse("2026-11-21T10:00:00Z");
    assertThat(BackOff.OF_ACCOUNT.left(failures, last, last))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void loginNamesAreTheSameHoweverTheyAreTyped() throws Exception {
    assertThat(Logins.chosen(" Noor.Okafor ")).isEqualTo("noor.okafor");
    assertThat(Logins.normal("ＮＯＯＲ")).isEqualTo("noor");
    assertThatThrownBy(() -> Logins.chosen("a/../b")).isInstanceOf(AccountRefusal.class);
    assertThatThrownBy(() -> Logins.chosen("no\u0000or")).isInstanceOf(AccountRefusal.class);
    assertThatThrownBy(() -> Logins.chosen("ab")).isInstanceOf(AccountRefusal.class);
  }

  @Test
  void refreshTokensAreReadStrictlyAndShownNowhere() throws Exception {
    var token = RefreshToken.first();
    assertThat(RefreshToken.parse(token.text())).isEqualTo(token);
    assertThat(token.next().session()).isEqualTo(token.session());
    assertThat(token.next().is(token.hash())).isFalse();
    assertThat(token.toString()).doesNotContain(token.handle()).doesNotContain(token.secret());
    assertThat(token.session()).isNotEqualTo(token.handle());
    for (var bad : new String[] {"", "wr1..", token.text() + "A", token.text().substring(1)}) {
      assertThatThrownBy(() -> RefreshToken.parse(bad)).isInstanceOf(AccountRefusal.class);
    }
  }
}
