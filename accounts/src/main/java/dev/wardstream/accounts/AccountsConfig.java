package dev.wardstream.accounts;

import dev.wardstream.edge.Settings;
import java.time.Duration;

/**
 * How long people stay signed in.
 *
 * @param access life of an access token: what it says is believed that long without looking, at
 *     most ten minutes
 * @param session life of a session, refreshed or not
 * @param idle life of a session that is not refreshed
 * @param selfRegistration whether anybody may make an account, for a patient who sees nothing yet
 */
public record AccountsConfig(
    Duration access, Duration session, Duration idle, boolean selfRegistration) {

  /** Twelve hours, and half an hour idle: NIST SP 800-63B §4.2.3 for two factors, kept for one. */
  public static final AccountsConfig DEFAULT =
      new AccountsConfig(
          Duration.ofMinutes(10), Duration.ofHours(12), Duration.ofMinutes(30), false);

  public AccountsConfig {
    requireWithin("ACCESS_LIFETIME", access, Duration.ofSeconds(1), Duration.ofMinutes(10));
    requireWithin("SESSION_LIFETIME", session, access, Duration.ofDays(7));
    requireWithin("SESSION_IDLE", idle, access, session);
  }

  /** Takes the settings. */
  public static AccountsConfig from(Settings settings) {
    return new AccountsConfig(
        settings.take("ACCESS_LIFETIME", Duration::parse).orElse(DEFAULT.access),
        settings.take("SESSION_LIFETIME", Duration::parse).orElse(DEFAULT.session),
        settings.take("SESSION_IDLE", Duration::parse).orElse(DEFAULT.idle),
        settings.take("SELF_REGISTRATION", AccountsConfig::bool).orElse(DEFAULT.selfRegistration));
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static void requireWithin(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s is %s, not between %s and %s".formatted(name, value, least, most));
    }
  }
}
