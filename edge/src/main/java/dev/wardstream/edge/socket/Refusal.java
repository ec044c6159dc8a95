package dev.wardstream.edge.socket;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that is answered with an error: an expected outcome, so without a stack trace. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final @Nullable String path;
  private final @Nullable Duration after;

  private Refusal(ErrorCode code, String message, @Nullable String path, @Nullable Duration after) {
    super(message, null, false, false);
    this.code = code;
    this.path = path;
    this.after = after;
  }

  /** A refusal of the request as a whole; {@code message} tells the remedy. */
  public static Refusal of(ErrorCode code, String message) {
    return new Refusal(code, message, null, null);
  }

  /** A refusal because of one field, such as {@code put.readings[2].spo2}. */
  public static Refusal at(String path, ErrorCode code, String message) {
    return new Refusal(code, message, path, null);
  }

  /** A refusal that passes by itself: try again after the given time. */
  public static Refusal retry(ErrorCode code, String message, Duration after) {
    return new Refusal(code, message, null, after);
  }

  public ErrorCode code() {
    return code;
  }

  /** The field at fault, from the verb on; null when it is the whole request. */
  public @Nullable String path() {
    return path;
  }

  /** When to try again; null when there is nothing to wait for. */
  public @Nullable Duration after() {
    return after;
  }
}
