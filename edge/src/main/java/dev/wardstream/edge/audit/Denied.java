package dev.wardstream.edge.audit;

import dev.wardstream.edge.access.Principal;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody tried and may not. Equal ones are counted, not listed.
 *
 * @param subject who; {@link #NOBODY} when they could not say
 * @param roles theirs, comma-separated
 * @param what the verb or page, as in {@code put}
 * @param resource what they wanted, as in {@code patients/p-3/vitals}
 * @param patient whose data it would have been; null when that is not known
 * @param address where they are
 * @param reason why not
 */
public record Denied(
    String subject,
    String roles,
    String what,
    String resource,
    @Nullable String patient,
    String address,
    String reason) {
  /** In place of a subject; no subject can be called so. */
  public static final String NOBODY = "?";

  /** What is denied when an open socket is closed. */
  public static final String SOCKET = "socket";

  /** What is denied when a socket is not opened. */
  public static final String UPGRADE = "upgrade";

  /** The roles of somebody as they are recorded. */
  public static String roles(@Nullable Principal principal) {
    return principal == null
        ? ""
        : principal.roles().stream()
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining(","));
  }
}
