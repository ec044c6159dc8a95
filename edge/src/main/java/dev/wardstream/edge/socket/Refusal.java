package dev.wardstream.edge.socket;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.audit.Denied;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that is answered with an error: an expected outcome, so without a stack trace. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final ErrorCode code;
  private final @Nullable String path;
  private final @Nullable Duration after;
  private final transient @Nullable Wanted wanted;

  private Refusal(ErrorCode code, String message, @Nullable String path, @Nullable Duration after) {
    this(code, message, path, after, null);
  }

  private Refusal(
      ErrorCode code,
      String message,
      @Nullable String path,
      @Nullable Duration after,
      @Nullable Wanted wanted) {
    super(message, null, false, false);
    this.code = code;
    this.path = path;
    this.after = after;
    this.wanted = wanted;
  }

  /**
   * What somebody wanted and may not have, for the record.
   *
   * @param resource as in {@code patients/p-3/vitals}
   * @param patient whose data it would have been; null when that is not known
   */
  public record Wanted(String resource, @Nullable String patient) {}

  /** A refusal of the request as a whole; {@code message} tells the remedy. */
  public static Refusal of(ErrorCode code, String message) {
    return new Refusal(code, message, null, null);
  }

  /** A refusal because of one field, such as {@code put.readings[2].spo2}. */
  public static Refusal at(String path, ErrorCode code, String message) {
    return new Refusal(code, message, path, null);
  }

  /** A refusal of something that is not theirs: it goes on record. */
  public static Refusal forbidden(String path, String message, Wanted wanted) {
    return new Refusal(ErrorCode.FORBIDDEN, message, path, null, wanted);
  }

  /** A refusal that passes by itself: try again after the given time. */
  public static Refusal retry(ErrorCode code, String message, Duration after) {
    return new Refusal(code, message, null, after);
  }

  /**
   * A refusal of what exceeds a rate.
   *
   * @param nanos after which it would be granted
   */
  public static Refusal rate(long nanos) {
    var after = Duration.ofNanos(nanos);
    return retry(
        ErrorCode.RATE,
        "over the rate granted: nothing was recorded; send it again, slower",
        after.compareTo(SHORTEST) < 0 ? SHORTEST : after);
  }

  /** The same refusal, where the field at fault is called otherwise. */
  public Refusal of(String otherPath) {
    return new Refusal(code, String.valueOf(getMessage()), otherPath, after, wanted);
  }

  public ErrorCode code() {
    return code;
  }

  /** The field at fault, from the verb on; null when it is the whole request. */
  public @Nullable String path() {
    return path;
  }

  /** What was wanted; null when the request names nothing in particular. */
  public @Nullable Wanted wanted() {
    return wanted;
  }

  /**
   * This refusal for the record.
   *
   * @param who null when they could not say
   * @param what the verb or page
   * @param place what they wanted where the refusal names nothing, as in {@code /v1/ingest}
   * @param address where they are
   */
  public Denied denied(@Nullable Principal who, String what, String place, String address) {
    return new Denied(
        who == null ? Denied.NOBODY : who.subject(),
        Denied.roles(who),
        what,
        wanted == null ? place : wanted.resource(),
        wanted == null ? null : wanted.patient(),
        address,
        String.valueOf(getMessage()));
  }

  /** When to try again; null when there is nothing to wait for. */
  public @Nullable Duration after() {
    return after;
  }
}
